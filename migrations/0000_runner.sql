-- The runner's own table: what has been applied. Run by tools/migrate on a database that does not have it yet.
create schema if not exists migration;
create table if not exists migration.applied (
  schema_name text not null,
  number integer not null check (number > 0),
  name text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  applied_at timestamptz not null default now(),
  primary key (schema_name, number)
);
