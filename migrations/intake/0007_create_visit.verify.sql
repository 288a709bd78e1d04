SELECT has_table_privilege('donthu_intake', 'intake.visit', 'INSERT')
   AND NOT has_table_privilege('donthu_intake', 'intake.visit', 'UPDATE')
   AND NOT has_table_privilege('donthu_intake', 'intake.visit', 'DELETE')
   AND NOT has_table_privilege('donthu_intake', 'intake.visitor', 'UPDATE');
SELECT NOT has_table_privilege('donthu_inspectorate', 'intake.visit', 'SELECT')
   AND NOT has_table_privilege('donthu_routing', 'intake.visitor', 'SELECT');
