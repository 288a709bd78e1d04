SELECT relrowsecurity FROM pg_class WHERE oid = 'inspectorate.case'::regclass;
SELECT count(*) = 0 FROM inspectorate.case AS f JOIN resolution.case AS c ON c.id = f.case_id
 WHERE f.guard_id IS DISTINCT FROM c.guard_id;
