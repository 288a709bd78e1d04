SELECT count(*) = 4 FROM pg_attribute AS a JOIN pg_constraint AS c ON c.conrelid = a.attrelid AND a.attnum = ANY (c.conkey)
 WHERE c.conname = 'referral_way_key' AND c.contype = 'u';
SELECT bool_and(NOT above_level AND accused IS NULL AND decision_number = '') IS NOT FALSE FROM routing.handling;
SELECT NOT has_column_privilege('donthu_intake', 'routing.handling', 'accused', 'SELECT');
