select count(*) = 6
  and bool_and(rolcanlogin and not rolsuper and not rolcreatedb and not rolcreaterole and not rolbypassrls)
  and bool_and(coalesce(rolconfig, '{}') @>
    array['statement_timeout=15s', 'idle_in_transaction_session_timeout=10s', 'lock_timeout=10s'])
from pg_roles
where rolname in ('donthu_directory', 'donthu_intake', 'donthu_routing', 'donthu_resolution', 'donthu_inspectorate',
                  'donthu_ledger');

select not has_schema_privilege('donthu_intake', 'public', 'create');
select has_schema_privilege('donthu_intake', 'public', 'usage');
select not exists (
  select from aclexplode((select nspacl from pg_namespace where nspname = 'public')) where grantee = 0);
select not has_table_privilege('donthu_intake', 'migration.applied', 'insert, update, delete, truncate');

select public.vn_fold('Đường Ơ Ư NGUYỄN') = 'duong o u nguyen';
select public.vn_fold(normalize('Đường Ơ Ư NGUYỄN', nfd)) = 'duong o u nguyen';
select public.vn_fold(null) is null;
select provolatile = 'i' and proparallel = 's' from pg_proc where oid = 'public.vn_fold(text)'::regprocedure;
select migration.version('no such schema') = 0;
