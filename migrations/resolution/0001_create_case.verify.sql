SELECT NOT has_table_privilege('donthu_resolution', 'resolution.act', 'UPDATE');
SELECT count(*) = 1 FROM resolution.cursor;
