SELECT has_table_privilege('donthu_inspectorate', 'inspectorate.matter_change', 'INSERT')
   AND NOT has_table_privilege('donthu_inspectorate', 'inspectorate.matter_change', 'UPDATE');
