-- The table that keeps what was applied of a pack; its last word is the pack's.

create table governance.pack_migrations (
  version integer primary key,
  name text not null,
  checksum text not null,
  applied_at timestamptz not null default pg_catalog.now(),
  applied_by text not null,
  milliseconds integer not null,
  adopted text[] not null default '{}',
  constraint pack_migrations_checksum_format check (checksum ~ '^[0-9a-f]{64}$')
);
comment on table governance.pack_migrations is
  'The migrations of the pack that are applied here. Provost writes it with each change, in the same transaction; nothing else does.';
comment on column governance.pack_migrations.version is 'The number of the migration within the pack.';
comment on column governance.pack_migrations.name is 'The words of its file name.';
comment on column governance.pack_migrations.checksum is 'SHA-256 of its text as it was applied: another one now tells that somebody changed it afterwards.';
comment on column governance.pack_migrations.applied_at is 'When it was applied.';
comment on column governance.pack_migrations.applied_by is 'The role that applied it.';
comment on column governance.pack_migrations.milliseconds is 'How long that took.';
comment on column governance.pack_migrations.adopted is 'Tables that were there before and became ours instead of being made.';

alter table governance.pack_migrations enable row level security;
alter table governance.pack_migrations force row level security;
-- Half of it would be a wrong answer, so whoever may select sees all.
create policy pack_migrations_select on governance.pack_migrations for select using (true);
create policy pack_migrations_insert on governance.pack_migrations for insert
  with check ((select pg_catalog.pg_get_userbyid(kept.relowner) = current_user from pg_catalog.pg_class as kept
               where kept.oid = 'governance.pack_migrations'::pg_catalog.regclass));
create policy pack_migrations_delete on governance.pack_migrations for delete
  using ((select pg_catalog.pg_get_userbyid(kept.relowner) = current_user from pg_catalog.pg_class as kept
          where kept.oid = 'governance.pack_migrations'::pg_catalog.regclass));
