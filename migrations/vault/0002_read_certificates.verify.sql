SELECT has_table_privilege('donthu_vault', 'identity_api.certificate', 'SELECT')
   AND NOT has_table_privilege('donthu_vault', 'identity.certificate', 'SELECT, INSERT, UPDATE, DELETE');
