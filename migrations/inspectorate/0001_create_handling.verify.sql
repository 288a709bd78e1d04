SELECT NOT has_table_privilege('donthu_inspectorate', 'inspectorate.handling', 'DELETE');
SELECT count(*) = 1 FROM inspectorate.cursor;
