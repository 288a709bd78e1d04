-- Why: officers sign in through an OpenID issuer too; such a session rests on the issuer's word, not on our password.
-- Locks: ACCESS EXCLUSIVE on identity.session and the view identity_api.session for a moment.
-- Undo: put identity_api.session back as in 0002; DROP TABLE identity.used_state; drop the two columns.

ALTER TABLE identity.session
  -- The issuer's word opened it.
  ADD COLUMN by_issuer boolean NOT NULL DEFAULT false,
  -- The issuer was asked for a second factor and vouches for it.
  ADD COLUMN second_factor boolean NOT NULL DEFAULT false,
  ADD CHECK (by_issuer OR NOT second_factor);

-- Attempts whose code was redeemed, or tried to be: each is good once. A row is forgotten when its attempt is long over.
CREATE TABLE identity.used_state (
  state_sha256 bytea       PRIMARY KEY CHECK (octet_length(state_sha256) = 32),
  expires_at   timestamptz NOT NULL
);
CREATE INDEX used_state_expires_at_idx ON identity.used_state (expires_at);

-- As before, but that a session by the issuer has nothing to do with our password and our second factor.
CREATE OR REPLACE VIEW identity_api.session AS
  SELECT s.token_sha256, s.id, s.officer, o.agency_code, o.roles, o.valid_from, o.valid_to, s.last_seen_at, s.idle_seconds,
         s.expires_at, s.ended_at IS NOT NULL OR a.disabled AS ended, a.must_change AND NOT s.by_issuer AS must_change,
         u.officer AS acting_for, u.starts_on AS acting_from, u.ends_on AS acting_to,
         CASE WHEN NOT u.revoked AND p.agency_code = o.agency_code THEN p.roles END AS acting_roles,
         p.valid_from AS acting_valid_from, p.valid_to AS acting_valid_to,
         CASE WHEN s.by_issuer THEN s.second_factor ELSE a.totp_confirmed END AS totp_confirmed
    FROM identity.session AS s
    JOIN identity.account AS a ON a.officer = s.officer
    JOIN directory.officer AS o ON o.id = s.officer
    LEFT JOIN identity.substitution AS u ON u.id = s.acting_under AND u.deputy = s.officer
    LEFT JOIN directory.officer AS p ON p.id = u.officer;

GRANT SELECT, INSERT, DELETE ON identity.used_state TO donthu_identity;
