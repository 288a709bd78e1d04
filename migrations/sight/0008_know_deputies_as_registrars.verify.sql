SELECT pg_get_expr(polqual, polrelid) LIKE '%string_to_array(registered_by%' FROM pg_policy
 WHERE polname = 'petition_seen' AND polrelid = 'intake.petition'::regclass;
