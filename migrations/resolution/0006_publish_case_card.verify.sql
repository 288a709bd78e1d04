SELECT has_table_privilege('donthu_intake', 'resolution_api.case_card', 'SELECT')
   AND NOT has_schema_privilege('donthu_intake', 'resolution', 'USAGE');
SELECT count(*) = 0 FROM resolution_api.case_card AS v JOIN resolution.case AS c ON c.id = v.case_id WHERE c.type IN (4, 8);
