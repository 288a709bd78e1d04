SELECT count(*) = 0 FROM resolution.case_petition WHERE (accepted_by IS NULL) <> (type IS NULL);
SELECT count(*) = 3 FROM pg_attribute AS a JOIN pg_constraint AS c ON c.conrelid = a.attrelid AND a.attnum = ANY (c.conkey)
 WHERE c.conname = 'case_petition_part_key' AND c.contype = 'u';
SELECT has_table_privilege('donthu_routing', 'resolution_api.moved_petition', 'SELECT')
   AND NOT has_schema_privilege('donthu_routing', 'resolution', 'USAGE');
SELECT has_table_privilege('donthu_resolution', 'routing_api.handling', 'SELECT')
   AND NOT has_schema_privilege('donthu_resolution', 'routing', 'USAGE');
