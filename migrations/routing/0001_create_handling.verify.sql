SELECT NOT has_schema_privilege('donthu_intake', 'routing', 'USAGE')
   AND has_table_privilege('donthu_intake', 'routing_api.holder', 'SELECT');
