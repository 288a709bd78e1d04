SELECT sight.leads(0) = '{}';
SELECT has_function_privilege('donthu_routing', 'sight.leads(bigint)', 'EXECUTE')
   AND NOT has_function_privilege('donthu_intake', 'sight.leads(bigint)', 'EXECUTE');
