SELECT has_table_privilege('donthu_intake', 'intake.erasure', 'INSERT')
   AND NOT has_table_privilege('donthu_intake', 'intake.erasure', 'UPDATE')
   AND NOT has_table_privilege('donthu_intake', 'intake.erasure', 'DELETE');
