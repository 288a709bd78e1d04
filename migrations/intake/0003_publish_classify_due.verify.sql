SELECT has_column_privilege('donthu_routing', 'intake_api.petition_card', 'classify_due_on', 'SELECT')
   AND NOT has_schema_privilege('donthu_routing', 'intake', 'USAGE');
