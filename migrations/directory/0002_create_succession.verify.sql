SELECT has_table_privilege('donthu_routing', 'directory_api.succession', 'SELECT')
   AND NOT has_table_privilege('donthu_routing', 'directory.succession', 'SELECT');
SELECT NOT has_table_privilege('donthu_directory', 'directory.succession', 'DELETE');
