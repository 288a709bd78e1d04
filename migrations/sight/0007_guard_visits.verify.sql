SELECT bool_and(relrowsecurity) FROM pg_class WHERE oid = ANY (ARRAY['intake.visit', 'intake.visitor']::regclass[]);
SELECT NOT has_function_privilege('donthu_ledger', 'sight.knows_visit(bigint)', 'EXECUTE');
