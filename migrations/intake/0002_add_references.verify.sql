SELECT count(*) = 2 FROM pg_attribute
 WHERE attrelid = 'intake.petition'::regclass AND attname IN ('vault_reference', 'denouncer_ref') AND attnotnull;
SELECT NOT has_column_privilege('donthu_intake', 'intake.petition', 'vault_reference', 'UPDATE');
