SELECT count(*) = 1 FROM directory.revision;
SELECT has_table_privilege('donthu_intake', 'directory_api.agency', 'SELECT')
   AND NOT has_schema_privilege('donthu_intake', 'directory', 'USAGE');
