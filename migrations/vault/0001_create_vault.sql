-- Why: identities that only two people together can read; the keys' public halves; requests to see one; events on their way.
-- Locks: none (new objects).
-- Undo: DROP SCHEMA vault CASCADE; DROP OWNED BY donthu_vault; DROP ROLE donthu_vault.

-- Roles belong to the cluster: another database of it may have made this one, or may be making it right now.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'donthu_vault') THEN
    CREATE ROLE donthu_vault LOGIN;
    ALTER ROLE donthu_vault SET statement_timeout = '15s';
    ALTER ROLE donthu_vault SET idle_in_transaction_session_timeout = '10s';
    ALTER ROLE donthu_vault SET lock_timeout = '10s';
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL;
END $$;
DO $$
BEGIN
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO donthu_vault', current_database());
END $$;

CREATE SCHEMA vault;

-- Public halves of the keys with which agencies' entries are locked. States: CustodianKeyState.
CREATE TABLE vault.custodian_key (
  id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  agency       text        NOT NULL,
  public_key   bytea       NOT NULL CHECK (octet_length(public_key) = 32) CONSTRAINT custodian_key_public_key_key UNIQUE,
  custodian    text        NOT NULL,
  state        int         NOT NULL CHECK (state BETWEEN 1 AND 3),
  confirmed_by text        NOT NULL DEFAULT '',
  proposed_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- Never one person alone.
  CONSTRAINT custodian_key_two_people CHECK (confirmed_by <> custodian),
  CHECK ((state = 1) = (confirmed_by = ''))
);
CREATE UNIQUE INDEX custodian_key_active_key ON vault.custodian_key (agency) WHERE state = 2;
CREATE INDEX custodian_key_agency_idx ON vault.custodian_key (agency, id DESC);

-- One petition's secret: under a key of its own, which is here only as wrapped for the custodian and for recovery.
CREATE TABLE vault.entry (
  id                bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  reference         text        NOT NULL CHECK (reference ~ '^[0-9a-f]{32}$') CONSTRAINT entry_reference_key UNIQUE,
  request_id        uuid        NOT NULL CONSTRAINT entry_request_id_key UNIQUE,
  petition_id       bigint      NOT NULL CONSTRAINT entry_petition_id_key UNIQUE,
  agency            text        NOT NULL,
  ciphertext        bytea       NOT NULL,
  key_id            bigint      NOT NULL REFERENCES vault.custodian_key,
  wrapped           bytea       NOT NULL,
  recovery_wrapped  bytea       NOT NULL,
  deposited_at      timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX entry_agency_idx ON vault.entry (agency, id);
CREATE INDEX entry_key_idx ON vault.entry (key_id);

-- States: DisclosureState without EXPIRED, which follows from expires_at.
CREATE TABLE vault.disclosure (
  id               bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  entry_id         bigint      NOT NULL REFERENCES vault.entry,
  requested_by     text        NOT NULL,
  requester_agency text        NOT NULL,
  reason           text        NOT NULL,
  purpose          int         NOT NULL CHECK (purpose > 0),
  hours            int         NOT NULL CHECK (hours > 0),
  public_key       bytea       NOT NULL CHECK (octet_length(public_key) = 32),
  state            int         NOT NULL CHECK (state BETWEEN 1 AND 3),
  decided_by       text        NOT NULL DEFAULT '',
  refusal          text        NOT NULL DEFAULT '',
  wrapped          bytea,
  requested_at     timestamptz NOT NULL,
  expires_at       timestamptz,
  CONSTRAINT disclosure_two_people CHECK (decided_by <> requested_by),
  CHECK ((state = 1) = (decided_by = '')),
  CHECK ((state = 2) = (wrapped IS NOT NULL) AND (state = 2) = (expires_at IS NOT NULL))
);
CREATE INDEX disclosure_requested_by_idx ON vault.disclosure (requested_by, id DESC);
CREATE INDEX disclosure_entry_idx ON vault.disclosure (entry_id, id DESC);

CREATE TABLE vault.request (
  request_id  uuid        PRIMARY KEY,
  fingerprint bytea       NOT NULL,
  response    bytea       NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Events on their way to the ledger, which may be in another database: written in the transaction of the change, sent after
-- it, and sent once (`id` stands in the payload).
CREATE TABLE vault.outbox (
  id          uuid   PRIMARY KEY DEFAULT gen_random_uuid(),
  place       bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  subject     text   NOT NULL,
  kind        text   NOT NULL,
  agency      text   NOT NULL,
  actor       text   NOT NULL,
  occurred_on date   NOT NULL,
  payload     text   NOT NULL,
  sent        boolean NOT NULL DEFAULT false
);
CREATE INDEX outbox_unsent_idx ON vault.outbox (place) WHERE NOT sent;

GRANT USAGE ON SCHEMA vault TO donthu_vault;
GRANT SELECT, INSERT ON vault.custodian_key, vault.entry, vault.disclosure, vault.request, vault.outbox TO donthu_vault;
-- What was encrypted, who asked and why never changes.
GRANT UPDATE (state, confirmed_by) ON vault.custodian_key TO donthu_vault;
GRANT UPDATE (key_id, wrapped) ON vault.entry TO donthu_vault;
GRANT UPDATE (state, decided_by, refusal, wrapped, expires_at) ON vault.disclosure TO donthu_vault;
GRANT UPDATE (sent) ON vault.outbox TO donthu_vault;

-- What it needs of the others, where they are in the same database.
GRANT USAGE ON SCHEMA public, migration, directory_api, identity, identity_api, intake_api, routing_api, ledger, ledger_api
  TO donthu_vault;
GRANT SELECT ON migration.applied, directory_api.area, directory_api.agency, directory_api.subject_field,
  directory_api.calendar_day, directory_api.revision, directory_api.succession, identity_api.session TO donthu_vault;
GRANT EXECUTE ON FUNCTION identity.touch(bytea, timestamptz) TO donthu_vault;
GRANT SELECT ON intake_api.petition_card, routing_api.holder, ledger_api.event TO donthu_vault;
GRANT EXECUTE ON FUNCTION ledger.append(text, text, text, text, date, text) TO donthu_vault;
