-- What a certificate is bound to can't be widened afterwards, and none is forgotten.
SELECT NOT has_column_privilege('donthu_identity', 'identity.certificate', 'methods', 'UPDATE')
   AND NOT has_column_privilege('donthu_identity', 'identity.certificate', 'valid_to', 'UPDATE')
   AND NOT has_table_privilege('donthu_identity', 'identity.certificate', 'DELETE');
SELECT NOT has_table_privilege('donthu_intake', 'identity.certificate', 'SELECT, INSERT, UPDATE, DELETE')
   AND has_table_privilege('donthu_intake', 'identity_api.certificate', 'SELECT');
SELECT count(*) = 1 FROM information_schema.columns
 WHERE table_schema = 'identity_api' AND table_name = 'session' AND column_name = 'totp_confirmed';
SELECT count(*) = 0 FROM information_schema.columns
 WHERE table_schema = 'identity_api' AND column_name IN ('password_hash', 'totp_secret');
