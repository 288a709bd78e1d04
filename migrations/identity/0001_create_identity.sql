-- Why: officers sign in with accounts and sessions of their own; every service must know who calls.
-- Locks: none (new objects).
-- Undo: DROP SCHEMA identity, identity_api CASCADE; DROP VIEW directory_api.officer; DROP ROLE donthu_identity.

-- As migrations/base/0001_create_roles.sql does for the others.
DO $$
BEGIN
  BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'donthu_identity') THEN
      CREATE ROLE donthu_identity LOGIN;
      ALTER ROLE donthu_identity SET statement_timeout = '15s';
      ALTER ROLE donthu_identity SET idle_in_transaction_session_timeout = '10s';
      ALTER ROLE donthu_identity SET lock_timeout = '10s';
    END IF;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL;
  END;
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO donthu_identity', current_database());
END $$;
GRANT USAGE ON SCHEMA public, migration, ledger, directory_api TO donthu_identity;
GRANT SELECT ON migration.applied, directory_api.area, directory_api.agency, directory_api.subject_field,
  directory_api.calendar_day, directory_api.revision, directory_api.succession TO donthu_identity;
GRANT EXECUTE ON FUNCTION ledger.append(text, text, text, text, date, text) TO donthu_identity;

-- The directory's officers, for whoever decides about rights. Their names stay within the two schemas.
CREATE VIEW directory_api.officer AS
  SELECT id, name, agency_code, roles, valid_from, valid_to FROM directory.officer;
GRANT SELECT ON directory_api.officer TO donthu_identity;

CREATE SCHEMA identity;
CREATE SCHEMA identity_api;

-- An account belongs to an officer of the directory, who may come and go; the row stays.
CREATE TABLE identity.account (
  officer             text        PRIMARY KEY REFERENCES directory.officer (id),
  -- Argon2id in its encoded form.
  password_hash       text        NOT NULL CHECK (password_hash LIKE '$argon2id$%'),
  must_change         boolean     NOT NULL,
  disabled            boolean     NOT NULL DEFAULT false,
  -- Sealed with the service's key; NULL = no second factor.
  totp_secret         bytea,
  totp_confirmed      boolean     NOT NULL DEFAULT false,
  -- Time step of the last code that was taken: none up to it is taken again.
  totp_step           bigint      NOT NULL DEFAULT 0,
  created_at          timestamptz NOT NULL,
  password_changed_at timestamptz NOT NULL,
  CHECK (totp_secret IS NOT NULL OR NOT totp_confirmed)
);

-- An officer's rights passed to a deputy of the same agency from a day to a day.
CREATE TABLE identity.substitution (
  id         bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  officer    text    NOT NULL REFERENCES directory.officer (id),
  deputy     text    NOT NULL REFERENCES directory.officer (id),
  starts_on  date    NOT NULL,
  ends_on    date    NOT NULL,
  reason     text    NOT NULL CHECK (reason <> ''),
  granted_by text    NOT NULL,
  revoked    boolean NOT NULL DEFAULT false,
  CHECK (officer <> deputy),
  CHECK (starts_on <= ends_on)
);
CREATE INDEX substitution_deputy_idx ON identity.substitution (deputy);

CREATE TABLE identity.session (
  id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  token_sha256 bytea       NOT NULL UNIQUE CHECK (octet_length(token_sha256) = 32),
  officer      text        NOT NULL REFERENCES identity.account,
  device       text        NOT NULL,
  created_at   timestamptz NOT NULL,
  -- To the minute.
  last_seen_at timestamptz NOT NULL,
  idle_seconds int         NOT NULL CHECK (idle_seconds > 0),
  expires_at   timestamptz NOT NULL,
  ended_at     timestamptz,
  -- The substitution under which it acts for another.
  acting_under bigint      REFERENCES identity.substitution
);
CREATE INDEX session_officer_idx ON identity.session (officer) WHERE ended_at IS NULL;

-- Devices on which an officer signed in before: attempts of strangers do not delay these.
CREATE TABLE identity.device (
  token_sha256 bytea       NOT NULL CHECK (octet_length(token_sha256) = 32),
  officer      text        NOT NULL REFERENCES identity.account,
  last_used_at timestamptz NOT NULL,
  PRIMARY KEY (officer, token_sha256)
);

-- Attempts that have not succeeded, by a keyed hash of account and origin; an hour without any forgets them.
CREATE TABLE identity.attempt (
  bucket     bytea       PRIMARY KEY,
  failures   int         NOT NULL,
  last_at    timestamptz NOT NULL,
  not_before timestamptz NOT NULL
);
CREATE INDEX attempt_last_at_idx ON identity.attempt (last_at);

-- Answers to repeated requests. Fingerprints are keyed and answers sealed, for both may hold passwords.
CREATE TABLE identity.request (
  request_id  uuid        PRIMARY KEY,
  fingerprint bytea       NOT NULL,
  response    bytea       NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- What every service reads to know its caller. Whether the row still holds is decided with the reader's clock.
CREATE VIEW identity_api.session AS
  SELECT s.token_sha256, s.id, s.officer, o.agency_code, o.roles, o.valid_from, o.valid_to, s.last_seen_at, s.idle_seconds,
         s.expires_at, s.ended_at IS NOT NULL OR a.disabled AS ended, a.must_change,
         u.officer AS acting_for, u.starts_on AS acting_from, u.ends_on AS acting_to,
         CASE WHEN NOT u.revoked AND p.agency_code = o.agency_code THEN p.roles END AS acting_roles,
         p.valid_from AS acting_valid_from, p.valid_to AS acting_valid_to
    FROM identity.session AS s
    JOIN identity.account AS a ON a.officer = s.officer
    JOIN directory.officer AS o ON o.id = s.officer
    LEFT JOIN identity.substitution AS u ON u.id = s.acting_under AND u.deputy = s.officer
    LEFT JOIN directory.officer AS p ON p.id = u.officer;

-- A session was used: the only thing that other services may change.
CREATE FUNCTION identity.touch(p_token_sha256 bytea, p_at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  UPDATE identity.session SET last_seen_at = p_at WHERE token_sha256 = p_token_sha256 AND last_seen_at < p_at
$$;

REVOKE ALL ON FUNCTION identity.touch(bytea, timestamptz) FROM PUBLIC;
GRANT USAGE ON SCHEMA identity, identity_api
  TO donthu_identity, donthu_directory, donthu_intake, donthu_routing, donthu_resolution, donthu_inspectorate,
     donthu_ledger;
GRANT SELECT ON identity_api.session
  TO donthu_identity, donthu_directory, donthu_intake, donthu_routing, donthu_resolution, donthu_inspectorate,
     donthu_ledger;
GRANT EXECUTE ON FUNCTION identity.touch(bytea, timestamptz)
  TO donthu_identity, donthu_directory, donthu_intake, donthu_routing, donthu_resolution, donthu_inspectorate,
     donthu_ledger;
GRANT SELECT, INSERT, UPDATE ON identity.account, identity.session, identity.device, identity.substitution
  TO donthu_identity;
GRANT SELECT, INSERT, UPDATE, DELETE ON identity.attempt TO donthu_identity;
GRANT SELECT, INSERT ON identity.request TO donthu_identity;
