-- Why: each service logs in as a role of its own with no more rights than it needs; all fold Vietnamese text the same way.
-- Locks: none on tables.
-- Undo: drop function public.vn_fold, migration.version; drop extension pg_trgm, unaccent; drop role donthu_... (each).

create extension if not exists unaccent schema public;
create extension if not exists pg_trgm schema public;

-- Roles belong to the cluster: another database of it may have made them, or may be making them right now.
do $$
declare
  service text;
begin
  foreach service in array array['directory', 'intake', 'routing', 'resolution', 'inspectorate', 'ledger'] loop
    begin
      if not exists (select from pg_roles where rolname = 'donthu_' || service) then
        execute format('create role %I login', 'donthu_' || service);
        execute format('alter role %I set statement_timeout = ''15s''', 'donthu_' || service);
        execute format('alter role %I set idle_in_transaction_session_timeout = ''10s''', 'donthu_' || service);
        execute format('alter role %I set lock_timeout = ''10s''', 'donthu_' || service);
      end if;
    exception when duplicate_object or unique_violation then
      null;
    end;
  end loop;
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to donthu_directory, donthu_intake, donthu_routing, donthu_resolution,'
                 ' donthu_inspectorate, donthu_ledger', current_database());
end $$;

revoke all on schema public from public;
grant usage on schema public to
  donthu_directory, donthu_intake, donthu_routing, donthu_resolution, donthu_inspectorate, donthu_ledger;

-- Text without case and diacritics, for search and comparison. unaccent(regdictionary, text) is only STABLE, since its rules
-- could be edited; ours are Debian's and stay, so that this may be IMMUTABLE and serve in an index. NFC first: without it a
-- decomposed "ơ" would not be found in the rules.
create function public.vn_fold(text) returns text
language sql immutable strict parallel safe
return lower(public.unaccent('public.unaccent'::regdictionary, normalize($1, nfc)));

-- The number of the last migration of a schema, 0 if none: what a service compares with the one it was built for.
create function migration.version(schema_name text) returns integer
language sql stable strict parallel safe
return (select coalesce(max(a.number), 0) from migration.applied a where a.schema_name = $1);

grant usage on schema migration to
  donthu_directory, donthu_intake, donthu_routing, donthu_resolution, donthu_inspectorate, donthu_ledger;
grant select on migration.applied to
  donthu_directory, donthu_intake, donthu_routing, donthu_resolution, donthu_inspectorate, donthu_ledger;
