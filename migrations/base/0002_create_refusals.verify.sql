SELECT has_function_privilege('donthu_routing', 'public.refuse_stale()', 'EXECUTE');
