SELECT NOT has_table_privilege('donthu_intake', 'intake.petition', 'UPDATE')
   AND NOT has_table_privilege('donthu_intake', 'intake.petition', 'DELETE');
SELECT NOT has_table_privilege('donthu_inspectorate', 'intake_api.petition_text', 'SELECT');
