SELECT rolcanlogin AND NOT rolsuper AND NOT rolcreatedb AND NOT rolcreaterole AND NOT rolbypassrls
  FROM pg_roles WHERE rolname = 'donthu_vault';
SELECT NOT has_column_privilege('donthu_vault', 'vault.entry', 'ciphertext', 'UPDATE')
   AND NOT has_column_privilege('donthu_vault', 'vault.disclosure', 'requested_by', 'UPDATE')
   AND NOT has_table_privilege('donthu_vault', 'vault.entry', 'DELETE')
   AND NOT has_table_privilege('donthu_vault', 'vault.disclosure', 'DELETE');
SELECT NOT bool_or(has_schema_privilege(rolname, 'vault', 'USAGE'))
  FROM pg_roles WHERE rolname LIKE 'donthu\_%' AND rolname NOT IN ('donthu_owner', 'donthu_vault');
SELECT NOT has_schema_privilege('donthu_vault', 'intake', 'USAGE');
