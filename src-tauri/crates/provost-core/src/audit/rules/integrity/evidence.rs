//! Tables that prove something: their rows outlive what they speak of, and a crash.

use super::super::wording::words;
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::{
    Catalog, Constraint, Persistence, QualifiedName, Relation, RelationKind, quote_identifier,
};

pub(super) const KEPT: Rule = Rule {
    id: "integrity.evidence-kept",
    title: "Deleting a person or a model does not erase evidence",
    section: Section::SecurityAndCompliance,
    area: Area::Integrity,
    severity: Severity::Medium,
    meaning: "Foreign keys ON DELETE CASCADE, SET NULL or SET DEFAULT of tables whose name says that they prove something: \
        consent, access log, audit log, lineage, compliance, drift. Left out: references to another such table, and SET NULL of \
        a reference to a person where a pseudonym stays in the row: a column whose name says subject, person, user or actor \
        key, or pseudonym, and that is NOT NULL or filled by a trigger before INSERT.",
    reason: "The controller must be able to show that consent was given, and who did what, after the account is gone. A \
        cascade erases the proof with the person; SET NULL keeps the entry and forgets the actor.",
    action: "Keep evidence when what it speaks of is deleted",
    references: &[
        "GDPR Art. 7(1)",
        "GDPR Art. 5(2)",
        "HIPAA 45 CFR 164.312(b)",
        "SOX §802 / 18 USC 1519",
    ],
    evidence_sql: "SELECT k.conrelid::pg_catalog.regclass AS \"table\", k.conname, k.confrelid::pg_catalog.regclass AS referenced,\n\
        CASE k.confdeltype WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL' ELSE 'SET DEFAULT' END AS on_delete\n\
        FROM pg_catalog.pg_constraint k\n\
        JOIN pg_catalog.pg_class c ON c.oid = k.conrelid\n\
        WHERE k.contype = 'f' AND k.conparentid = 0 AND k.confdeltype IN ('c', 'n', 'd')\n\
        AND c.relname ~* '(consent|lineage|compliance|drift|access_?log|audit_?(log|trail|event|entr|record))'\n\
        AND NOT (k.confdeltype = 'n' AND k.confrelid::pg_catalog.regclass::text ~* '(user|person|member|employee|customer|account)s?\"?$|people\"?$'\n\
        AND EXISTS (SELECT 1 FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND NOT a.attisdropped\n\
        AND a.attname ~* '((subject|person|user|actor)_?key|pseudonym)$' AND (a.attnotnull OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger t\n\
        WHERE t.tgrelid = c.oid AND t.tgenabled <> 'D' AND t.tgtype & 7 = 7))))\n\
        ORDER BY 1, 2",
    check: kept,
};

/// What a table proves, by its name.
fn proves(name: &QualifiedName) -> Option<&'static str> {
    let words = words(&name.name);
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    if has(&["consent", "consents"]) {
        Some("that consent was given")
    } else if has(&["lineage"]) {
        Some("where data came from")
    } else if has(&["compliance"]) {
        Some("that requirements were met")
    } else if has(&["drift", "drifts"]) {
        Some("that a model was watched")
    } else if (has(&["access", "audit"])
        && has(&[
            "log", "logs", "trail", "event", "events", "entry", "entries", "record", "records",
        ]))
        || has(&["auditlog", "accesslog"])
    {
        Some("who did what")
    } else {
        None
    }
}

fn kept(catalog: &Catalog) -> Checked {
    let mut examined = 0;
    let mut findings = Vec::new();
    for table in catalog.tables() {
        let Some(what) = proves(&table.name) else {
            continue;
        };
        examined += 1;
        for key in table.foreign_keys().filter(|key| !key.inherited) {
            let Some(parent) = key
                .references
                .as_ref()
                .filter(|parent| proves(parent).is_none())
            else {
                continue;
            };
            let (action, harm) = match key.on_delete.as_str() {
                "c" => ("CASCADE", "vanishes"),
                "n" => ("SET NULL", "forgets whom it speaks of"),
                "d" => ("SET DEFAULT", "forgets whom it speaks of"),
                _ => continue,
            };
            if action == "SET NULL" && is_of_people(parent) && keeps_pseudonym(table) {
                continue;
            }
            findings.push(
                Finding::new(
                    format!("{}.{}", table.name, key.name),
                    Severity::Medium,
                    format!("The proof {what} {harm} when the row of {parent} is deleted."),
                )
                .fact("on delete", action)
                .fact("refers to", parent)
                .fix(restricting(table, key, parent)),
            );
        }
    }
    if examined == 0 {
        return Checked::not_applicable(
            "No table's name says that it keeps consent, an access or audit log, lineage, compliance or drift.",
        );
    }
    Checked::found(examined, findings)
}

/// Whether a table's rows are people, by its name.
fn is_of_people(name: &QualifiedName) -> bool {
    const PEOPLE: &[&str] = &[
        "account", "customer", "employee", "member", "people", "person", "user",
    ];
    words(&name.name)
        .last()
        .is_some_and(|word| PEOPLE.contains(&word.strip_suffix('s').unwrap_or(word)))
}

/// Whether a pseudonym of the person stays in the row when the reference is emptied.
fn keeps_pseudonym(table: &Relation) -> bool {
    let filled = table.triggers.iter().any(|trigger| {
        let definition = trigger.definition.to_uppercase();
        trigger.enabled != "D"
            && definition.contains(" BEFORE INSERT")
            && definition.contains(" FOR EACH ROW")
    });
    table.columns.iter().any(|column| {
        let words = words(&column.name);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        (column.not_null || filled)
            && matches!(
                words.as_slice(),
                [.., "subject" | "person" | "user" | "actor", "key"] | [.., "pseudonym"]
            )
    })
}

fn restricting(table: &Relation, key: &Constraint, parent: &QualifiedName) -> String {
    let list = |columns: &[String]| {
        let quoted: Vec<String> = columns
            .iter()
            .map(|column| quote_identifier(column))
            .collect();
        quoted.join(", ")
    };
    let name = table.name.quoted();
    let constraint = quote_identifier(&key.name);
    let add = format!(
        "ALTER TABLE {name} DROP CONSTRAINT {constraint},\n\
         \x20 ADD CONSTRAINT {constraint} FOREIGN KEY ({}) REFERENCES {} ({}) ON DELETE RESTRICT",
        list(&key.columns),
        parent.quoted(),
        list(&key.referenced_columns)
    );
    let caution = "-- Deleting the parent then fails while evidence points to it. To erase a person (GDPR Art. 17), overwrite what\n\
         -- identifies the person in the parent row and keep its key; see that the application does not rely on the cascade.";
    if table.kind == RelationKind::PartitionedTable {
        format!("{caution}\n{add};")
    } else {
        format!("{caution}\n{add} NOT VALID;\nALTER TABLE {name} VALIDATE CONSTRAINT {constraint};")
    }
}

pub(super) const LOGGED: Rule = Rule {
    id: "integrity.logged-tables",
    title: "Tables survive a crash",
    section: Section::CoreSchemaDesign,
    area: Area::Integrity,
    severity: Severity::Medium,
    meaning: "UNLOGGED tables. Those whose name says that they may be lost (cache, temporary, staging, session, queue) are \
        only mentioned; those that prove something are high.",
    reason: "The server empties an unlogged table after a crash, and a standby or a physical backup never has its rows.",
    action: "Make tables that must not be lost LOGGED",
    references: &[
        "GDPR Art. 32(1)(b)",
        "PostgreSQL documentation, CREATE TABLE, UNLOGGED",
    ],
    evidence_sql: "SELECT n.nspname, c.relname, c.reltuples\n\
        FROM pg_catalog.pg_class c\n\
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace\n\
        WHERE c.relkind IN ('r', 'p') AND c.relpersistence = 'u' AND n.nspname !~ '^pg_'\n\
        ORDER BY 1, 2",
    check: logged,
};

/// Words in the names of tables whose rows may be lost.
const PASSING: &[&str] = &[
    "buffer",
    "cache",
    "caches",
    "cached",
    "job",
    "jobs",
    "queue",
    "queues",
    "scratch",
    "session",
    "sessions",
    "staging",
    "stage",
    "temp",
    "temporary",
    "tmp",
    "unlogged",
];

fn logged(catalog: &Catalog) -> Checked {
    let tables: Vec<&Relation> = catalog
        .relations
        .iter()
        .filter(|table| table.is_table() && table.extension.is_none())
        .collect();
    let findings = tables
        .iter()
        .filter(|table| table.persistence == Persistence::Unlogged)
        .map(|table| {
            let passing = words(&table.name.name).iter().any(|word| PASSING.contains(&word.as_str()));
            let severity = if proves(&table.name).is_some() {
                Severity::High
            } else if passing {
                Severity::Info
            } else {
                Severity::Medium
            };
            let finding = Finding::new(table.name.to_string(), severity, "is UNLOGGED: a crash empties it.")
                .fact("rows, estimated", table.row_estimate.unwrap_or(0));
            if passing {
                finding
            } else {
                finding.fix(format!(
                    "-- Rewrites the table under an exclusive lock and writes all of it to the log.\nALTER TABLE {} SET LOGGED;",
                    table.name.quoted()
                ))
            }
        })
        .collect();
    Checked::found(tables.len(), findings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Status;
    use crate::catalog::Trigger;
    use crate::catalog::sample::{healthy, named, table};

    fn consent(on_delete: &str) -> Relation {
        let mut table = table("public.ai_data_consent")
            .keyed()
            .col("user_id", "bigint")
            .foreign_key(&["user_id"], "public.users", &["id"]);
        for key in &mut table.constraints {
            on_delete.clone_into(&mut key.on_delete);
        }
        table
    }

    #[test]
    fn a_cascade_erases_the_proof() {
        let answer = kept(
            &healthy()
                .with(table("public.users").keyed())
                .with(consent("c")),
        )
        .answer;
        let [finding] = answer.findings() else {
            panic!("one finding: {answer:?}");
        };
        assert_eq!(finding.severity, Severity::Medium);
        assert_eq!(
            finding.statement,
            "The proof that consent was given vanishes when the row of public.users is deleted."
        );
        assert!(
            finding
                .fix_sql
                .as_deref()
                .unwrap()
                .contains("ON DELETE RESTRICT NOT VALID;")
        );
    }

    #[test]
    fn a_pseudonym_that_stays_keeps_the_proof() {
        let judged = |table: Relation| {
            kept(&healthy().with(table).with(self::table("public.models")))
                .answer
                .status()
        };
        let empty = consent("n").col("subject_key", "uuid");
        assert_eq!(judged(empty.clone()), Status::Fail, "nothing fills it");
        let mut filled = empty.clone();
        filled.triggers.push(Trigger {
            name: "keep".to_owned(),
            definition: "CREATE TRIGGER keep BEFORE INSERT OR UPDATE OF user_id ON public.ai_data_consent FOR EACH ROW \
                         EXECUTE FUNCTION keep()"
                .to_owned(),
            function: named("public.keep"),
            enabled: "O".to_owned(),
            internal: false,
            inherited: false,
            comment: None,
        });
        assert_eq!(judged(filled.clone()), Status::Pass);
        let mut obliged = empty;
        obliged.columns.last_mut().unwrap().not_null = true;
        assert_eq!(judged(obliged), Status::Pass);
        let mut cascading = filled.clone();
        for key in &mut cascading.constraints {
            "c".clone_into(&mut key.on_delete);
        }
        assert_eq!(
            judged(cascading),
            Status::Fail,
            "the row goes, pseudonym and all"
        );
        for key in &mut filled.constraints {
            key.references = Some(named("public.models"));
        }
        assert_eq!(
            judged(filled),
            Status::Fail,
            "a person's pseudonym says nothing of a model"
        );
    }

    #[test]
    fn restrict_keeps_it() {
        assert_eq!(
            kept(&healthy().with(consent("r"))).answer.status(),
            Status::Pass
        );
    }

    #[test]
    fn nothing_to_prove_is_not_applicable() {
        assert_eq!(
            kept(&healthy().with(table("public.orders")))
                .answer
                .status(),
            Status::NotApplicable
        );
    }

    #[test]
    fn parts_of_a_log_may_go_with_it() {
        let mut lines =
            table("public.audit_log_entries").foreign_key(&["log"], "public.audit_log", &["id"]);
        for key in &mut lines.constraints {
            "c".clone_into(&mut key.on_delete);
        }
        assert_eq!(kept(&healthy().with(lines)).answer.status(), Status::Pass);
    }

    #[test]
    fn unlogged_tables_count_by_what_they_hold() {
        let unlogged = |name: &str| {
            let mut table = table(name);
            table.persistence = Persistence::Unlogged;
            logged(&healthy().with(table)).answer.worst()
        };
        assert_eq!(unlogged("public.orders"), Some(Severity::Medium));
        assert_eq!(unlogged("public.page_cache"), Some(Severity::Info));
        assert_eq!(unlogged("public.access_log"), Some(Severity::High));
        assert_eq!(
            logged(&healthy().with(table("public.orders")))
                .answer
                .status(),
            Status::Pass
        );
    }
}
