-- Every table that tells of petitions is within the rule, and its service is not above it.
SELECT count(*) = 13 AND bool_and(relrowsecurity) FROM pg_class
 WHERE oid = ANY (ARRAY['intake.petition', 'intake.petitioner', 'routing.handling', 'routing.referral', 'resolution.case',
                        'resolution.case_petition', 'resolution.clock', 'resolution.act', 'resolution.commitment',
                        'resolution.commitment_entry', 'inspectorate.handling', 'inspectorate.reply',
                        'sight.assignment']::regclass[]);
-- A connection that does not say for whom it asks sees nothing.
SELECT NOT sight.given() AND sight.open() = '{}' AND sight.guarded() = '{}' AND NOT sight.figures();
SELECT NOT has_table_privilege('donthu_intake', 'sight.assignment', 'SELECT')
   AND NOT has_table_privilege('donthu_routing', 'sight.accused', 'SELECT');
SELECT NOT has_function_privilege('donthu_ledger', 'sight.note_accused(bigint,text[],text)', 'EXECUTE');
