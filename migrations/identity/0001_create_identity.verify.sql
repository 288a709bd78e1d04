SELECT rolcanlogin AND NOT (rolsuper OR rolcreatedb OR rolcreaterole OR rolbypassrls)
   AND coalesce(rolconfig, '{}') @>
     ARRAY['statement_timeout=15s', 'idle_in_transaction_session_timeout=10s', 'lock_timeout=10s']
  FROM pg_roles WHERE rolname = 'donthu_identity';
SELECT NOT has_table_privilege('donthu_intake', 'identity.session', 'SELECT, INSERT, UPDATE, DELETE')
   AND NOT has_table_privilege('donthu_intake', 'identity.account', 'SELECT, INSERT, UPDATE, DELETE');
SELECT NOT has_table_privilege('donthu_identity', 'directory.officer', 'SELECT, INSERT, UPDATE, DELETE');
-- Neither the password's hash nor the second factor is published.
SELECT count(*) = 0 FROM information_schema.columns
 WHERE table_schema = 'identity_api' AND column_name IN ('password_hash', 'totp_secret');
SELECT NOT has_function_privilege('public', 'identity.touch(bytea, timestamptz)', 'EXECUTE');
