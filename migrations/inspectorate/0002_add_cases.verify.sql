SELECT NOT has_table_privilege('donthu_inspectorate', 'inspectorate.case', 'DELETE');
SELECT (SELECT count(*) FROM inspectorate.case) = (SELECT count(*) FROM resolution.case);
