-- Why: the vault knows the systems that may deposit by their certificates, as every service does.
-- Locks: none.
-- Undo: REVOKE SELECT ON identity_api.certificate FROM donthu_vault.

GRANT SELECT ON identity_api.certificate TO donthu_vault;
