//! A schema like that of a grown application: every table with keys, checks, defaults, indexes and comments.

use std::fmt::Write;

/// How many tables stand in one schema.
const SCHEMA: usize = 100;

/// The statements that make `count` tables, with a view for each tenth and a policy for each twentieth.
pub(crate) fn script(count: usize) -> String {
    let mut script =
        String::from("set client_min_messages = warning; set synchronous_commit = off;\n");
    script.push_str("create role bench_app;\n");
    for schema in 0..count.div_ceil(SCHEMA) {
        // Text in a String cannot fail to be written.
        let _ = write!(
            script,
            "create schema area_{schema}; grant usage on schema area_{schema} to bench_app;
             create type area_{schema}.state as enum ('new', 'open', 'closed');
             create function area_{schema}.touch() returns trigger language plpgsql as
               $$begin new.updated_at := now(); return new; end$$;\n"
        );
    }
    for number in 0..count {
        table(&mut script, number);
    }
    script.push_str("analyze;\n");
    script
}

fn table(script: &mut String, number: usize) {
    let name = name(number);
    let schema = number / SCHEMA;
    let _ = write!(
        script,
        "begin;
         create table {name} (
           id bigint generated always as identity primary key,
           tenant_id bigint not null,
           parent_id bigint,
           code varchar(40) not null,
           title text not null default '',
           state area_{schema}.state not null default 'new',
           amount numeric(12, 2) not null default 0,
           share double precision,
           payload jsonb not null default '{{}}',
           labels text[],
           active boolean not null default true,
           created_at timestamptz not null default now(),
           updated_at timestamptz not null default now(),
           constraint t{number}_amount_check check (amount >= 0),
           constraint t{number}_code_check check (length(code) > 2 and code = lower(code)),
           constraint t{number}_code_key unique (tenant_id, code)
         );
         create index t{number}_parent on {name} (parent_id);
         create index t{number}_open on {name} (created_at desc) where state <> 'closed';
         create index t{number}_title on {name} (lower(title));
         comment on table {name} is 'What the application keeps about number {number}';
         comment on column {name}.tenant_id is 'To whom the row belongs';
         create trigger t{number}_touch before update on {name} for each row execute function area_{schema}.touch();
         grant select, insert, update on {name} to bench_app;\n"
    );
    for (place, target) in [number.checked_sub(1), number.checked_sub(7)]
        .into_iter()
        .enumerate()
    {
        let column = if place == 0 { "parent_id" } else { "tenant_id" };
        if let Some(target) = target {
            let _ = writeln!(
                script,
                "alter table {name} add constraint t{number}_{column}_fkey foreign key ({column}) references {} on delete cascade;",
                self::name(target)
            );
        }
    }
    if number.is_multiple_of(10) {
        let _ = writeln!(
            script,
            "create view {name}_active as select id, code, title from {name} where state <> 'closed' and active;"
        );
    }
    if number.is_multiple_of(20) {
        let _ = writeln!(
            script,
            "alter table {name} enable row level security;
             create policy own_rows on {name} to bench_app using (tenant_id = current_setting('app.tenant')::bigint);"
        );
    }
    script.push_str("commit;\n");
}

pub(crate) fn name(number: usize) -> String {
    format!("area_{}.t{number}", number / SCHEMA)
}
