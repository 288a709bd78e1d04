-- An attempt that was used can't be made unused by another time.
SELECT NOT has_any_column_privilege('donthu_identity', 'identity.used_state', 'UPDATE');
SELECT NOT has_table_privilege('donthu_intake', 'identity.used_state', 'SELECT, INSERT, UPDATE, DELETE');
SELECT count(*) = 19 FROM information_schema.columns WHERE table_schema = 'identity_api' AND table_name = 'session';
SELECT count(*) = 0 FROM information_schema.columns
 WHERE table_schema = 'identity_api' AND column_name IN ('password_hash', 'totp_secret');
