//! The SQL that takes the differences back.

use provost_core::schema::comparison::script::{
    Cannot, Script, ScriptStatement, Warning, WarningKind,
};
use provost_core::schema::comparison::{ObjectId, ObjectKind};

use super::compared::{MISSING, object};

fn statement(object: ObjectId, sql: &str, warnings: Vec<Warning>) -> ScriptStatement {
    ScriptStatement {
        object,
        sql: sql.to_owned(),
        warnings,
    }
}

fn warning(kind: WarningKind, text: &str, safer: Option<&str>) -> Warning {
    Warning {
        kind,
        text: text.to_owned(),
        safer: safer.map(str::to_owned),
    }
}

/// The statements that change what is there.
fn changing() -> Vec<ScriptStatement> {
    vec![
        statement(
            object(ObjectKind::View, None, "active_users"),
            "drop view public.active_users",
            Vec::new(),
        ),
        statement(
            object(ObjectKind::Column, Some("users"), "email"),
            "alter table public.users alter column email type character varying(320)",
            vec![warning(
                WarningKind::RewritesTable,
                "The server reads every row, and a longer address makes it fail",
                None,
            )],
        ),
        statement(
            object(ObjectKind::Column, Some("users"), "email"),
            "alter table public.users alter column email set not null",
            vec![warning(
                WarningKind::LocksLong,
                "The whole table is read under a lock that keeps others out",
                Some(
                    "alter table public.users add constraint users_email_set check (email is not null) not valid;\nthen, in a transaction of its own: alter table public.users validate constraint users_email_set",
                ),
            )],
        ),
        statement(
            object(ObjectKind::Check, Some("users"), "users_email_format"),
            "alter table public.users add constraint users_email_format check (email ~ '^[^@]+@[^@]+$')",
            vec![warning(
                WarningKind::MayFail,
                "Rows that break it make it fail",
                None,
            )],
        ),
        statement(
            object(ObjectKind::Table, None, "tmp_import_2023"),
            "drop table public.tmp_import_2023",
            vec![warning(
                WarningKind::LosesData,
                "About 1 204 512 rows are gone afterwards",
                None,
            )],
        ),
    ]
}

pub(super) fn script() -> Script {
    let mut statements = changing();
    for (_, names) in MISSING {
        for name in names {
            statements.push(statement(
                object(ObjectKind::Table, None, name),
                &format!("create table public.{name} (\n  id uuid default gen_random_uuid() not null,\n  user_id uuid not null,\n  created_at timestamp with time zone default now() not null\n)"),
                Vec::new(),
            ));
            statements.push(statement(
                object(ObjectKind::ForeignKey, Some(name), &format!("{name}_user_fk")),
                &format!("alter table public.{name} add constraint {name}_user_fk foreign key (user_id) references public.users (id) on delete cascade"),
                Vec::new(),
            ));
        }
    }
    Script {
        preparation: vec![
            "set check_function_bodies = off".to_owned(),
            "set search_path = ''".to_owned(),
        ],
        statements,
        transactional: true,
        cannot: vec![Cannot {
            object: ObjectId {
                schema: None,
                table: None,
                kind: ObjectKind::Extension,
                name: "vector".to_owned(),
            },
            reason: "The server does not have the extension; install it first.".to_owned(),
        }],
    }
}
