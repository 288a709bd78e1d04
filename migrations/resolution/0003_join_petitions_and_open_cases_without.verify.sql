SELECT (SELECT count(*) FROM resolution.case WHERE petition_id IS NOT NULL)
     = (SELECT count(*) FROM resolution.case_petition WHERE accepted_by IS NOT NULL);
SELECT has_table_privilege('donthu_resolution', 'resolution.case_petition', 'UPDATE')
   AND NOT has_table_privilege('donthu_resolution', 'resolution.case_petition', 'DELETE');
SELECT has_table_privilege('donthu_resolution', 'routing_api.holder', 'SELECT')
   AND NOT has_schema_privilege('donthu_resolution', 'routing', 'USAGE');
