-- Why: agencies' systems call with certificates that can be seen, followed and revoked; some roles need a second factor.
-- Locks: ACCESS EXCLUSIVE on the view identity_api.session for a moment.
-- Undo: DROP VIEW identity_api.certificate; DROP TABLE identity.certificate; put identity_api.session back as in 0001.

-- Once registered a row stays; only its end is written, once.
CREATE TABLE identity.certificate (
  id             bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- Of the certificate as DER.
  sha256         bytea       NOT NULL CONSTRAINT certificate_sha256_key UNIQUE CHECK (octet_length(sha256) = 32),
  -- As in the certificate: urn:donthu:system:<system>. Several certificates may name one system, of one agency.
  system         text        NOT NULL CHECK (system ~ '^[a-z0-9][a-z0-9.-]{0,59}$'),
  agency_code    text        NOT NULL,
  -- Full names of methods, or of services followed by /*.
  methods        text[]      NOT NULL,
  names_callers  boolean     NOT NULL,
  valid_from     timestamptz NOT NULL,
  valid_to       timestamptz NOT NULL,
  registered_at  timestamptz NOT NULL,
  registered_by  text        NOT NULL,
  revoked_at     timestamptz,
  revoked_reason text,
  CHECK (valid_from < valid_to),
  CHECK ((revoked_at IS NULL) = (revoked_reason IS NULL))
);
CREATE INDEX certificate_system_idx ON identity.certificate (system);

-- What every service reads to know a system. Whether its days hold is decided with the reader's clock.
CREATE VIEW identity_api.certificate AS
  SELECT sha256, system, agency_code, methods, names_callers, valid_from, valid_to, revoked_at IS NOT NULL AS revoked
    FROM identity.certificate;

-- As before, and whether a second factor is enrolled.
CREATE OR REPLACE VIEW identity_api.session AS
  SELECT s.token_sha256, s.id, s.officer, o.agency_code, o.roles, o.valid_from, o.valid_to, s.last_seen_at, s.idle_seconds,
         s.expires_at, s.ended_at IS NOT NULL OR a.disabled AS ended, a.must_change,
         u.officer AS acting_for, u.starts_on AS acting_from, u.ends_on AS acting_to,
         CASE WHEN NOT u.revoked AND p.agency_code = o.agency_code THEN p.roles END AS acting_roles,
         p.valid_from AS acting_valid_from, p.valid_to AS acting_valid_to,
         a.totp_confirmed
    FROM identity.session AS s
    JOIN identity.account AS a ON a.officer = s.officer
    JOIN directory.officer AS o ON o.id = s.officer
    LEFT JOIN identity.substitution AS u ON u.id = s.acting_under AND u.deputy = s.officer
    LEFT JOIN directory.officer AS p ON p.id = u.officer;

GRANT SELECT, INSERT ON identity.certificate TO donthu_identity;
GRANT UPDATE (revoked_at, revoked_reason) ON identity.certificate TO donthu_identity;
GRANT SELECT ON identity_api.certificate
  TO donthu_identity, donthu_directory, donthu_intake, donthu_routing, donthu_resolution, donthu_inspectorate,
     donthu_ledger;
