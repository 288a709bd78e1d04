SELECT has_function_privilege('donthu_resolution', 'sight.add_accused(bigint,text[])', 'EXECUTE')
   AND NOT has_function_privilege('donthu_ledger', 'sight.add_accused(bigint,text[])', 'EXECUTE');
