SELECT relrowsecurity FROM pg_class WHERE oid = 'inspectorate.matter_change'::regclass;
