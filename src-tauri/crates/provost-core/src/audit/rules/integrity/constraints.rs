//! What was declared and is not in force: constraints, indexes and triggers, and sort orders that moved.

use super::super::wording::{counted, listed, words};
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::{
    Catalog, Constraint, ConstraintKind, Relation, RelationKind, quote_identifier,
};

pub(super) const VALIDATED: Rule = Rule {
    id: "integrity.validated-constraints",
    title: "Every constraint was checked against the rows that exist",
    section: Section::Testing,
    area: Area::Integrity,
    severity: Severity::Medium,
    meaning: "Constraints of tables and domains that were added NOT VALID and never validated, and, from PostgreSQL 18 on, \
        constraints that are NOT ENFORCED. Constraints that a partitioned parent made are left out.",
    reason: "The schema promises what the old rows may break; the planner and people rely on it.",
    action: "Validate the constraints that were added NOT VALID",
    references: &[
        "GDPR Art. 5(1)(d)",
        "HIPAA 45 CFR 164.312(c)(1)",
        "pghero invalid_constraints",
    ],
    evidence_sql: "SELECT k.conrelid::pg_catalog.regclass AS \"table\", k.contypid::pg_catalog.regtype AS domain, k.conname,\n\
        pg_catalog.pg_get_constraintdef(k.oid) AS definition\n\
        FROM pg_catalog.pg_constraint k\n\
        WHERE NOT k.convalidated AND k.conparentid = 0\n\
        ORDER BY 1, 3",
    check: validated,
};

fn validated(catalog: &Catalog) -> Checked {
    let mut examined = 0;
    let mut findings = Vec::new();
    for table in catalog.tables() {
        for constraint in table
            .constraints
            .iter()
            .filter(|constraint| !constraint.inherited)
        {
            examined += 1;
            findings.extend(unchecked(table, constraint));
        }
    }
    for domain in &catalog.domains {
        examined += domain.checks.len();
        for (name, definition, _) in domain.checks.iter().filter(|(_, _, validated)| !validated) {
            findings.push(
                Finding::new(format!("{}.{name}", domain.name), Severity::Medium, "was never checked against the values that exist.")
                    .fact("definition", definition)
                    .fix(format!(
                        "-- Reads every table that uses the domain; fails and changes nothing where a value breaks it.\n\
                         ALTER DOMAIN {} VALIDATE CONSTRAINT {};",
                        domain.name.quoted(),
                        quote_identifier(name)
                    )),
            );
        }
    }
    Checked::found(examined, findings)
}

fn unchecked(table: &Relation, constraint: &Constraint) -> Option<Finding> {
    let subject = format!("{}.{}", table.name, constraint.name);
    if !constraint.enforced {
        return Some(
            Finding::new(
                subject,
                Severity::Medium,
                "is NOT ENFORCED: neither old nor new rows are checked.",
            )
            .fact("definition", &constraint.definition),
        );
    }
    (!constraint.validated).then(|| {
        let kind = if constraint.kind == ConstraintKind::ForeignKey {
            "foreign key"
        } else {
            "constraint"
        };
        Finding::new(subject, Severity::Medium, format!("is a {kind} that was never checked against the rows that exist."))
            .fact("definition", &constraint.definition)
            .fix(format!(
                "-- Reads the table without blocking writes; fails and changes nothing where a row breaks it.\n\
                 ALTER TABLE {} VALIDATE CONSTRAINT {};",
                table.name.quoted(),
                quote_identifier(&constraint.name)
            ))
    })
}

pub(super) const VALID_INDEXES: Rule = Rule {
    id: "integrity.valid-indexes",
    title: "Every index is valid",
    section: Section::CoreSchemaDesign,
    area: Area::Integrity,
    severity: Severity::Medium,
    meaning: "Indexes that are invalid or not ready. Left out: those that are being built now, and indexes of partitioned \
        parents, which are invalid until every partition has its own.",
    reason: "A failed CREATE INDEX CONCURRENTLY leaves an index that no query uses and that every write may still pay for; \
        if it is unique, nothing has checked the old rows for duplicates.",
    action: "Rebuild or drop invalid indexes",
    references: &[
        "pghero invalid_indexes",
        "PostgreSQL documentation, Building Indexes Concurrently",
    ],
    evidence_sql: "SELECT n.nspname, t.relname AS \"table\", c.relname AS index, i.indisvalid, i.indisready, i.indisunique\n\
        FROM pg_catalog.pg_index i\n\
        JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid\n\
        JOIN pg_catalog.pg_class t ON t.oid = i.indrelid\n\
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace\n\
        WHERE c.relkind = 'i' AND NOT (i.indisvalid AND i.indisready) AND n.nspname !~ '^pg_'\n\
        AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_stat_progress_create_index p WHERE p.index_relid = c.oid)\n\
        ORDER BY 1, 3",
    check: valid_indexes,
};

fn valid_indexes(catalog: &Catalog) -> Checked {
    let mut examined = 0;
    let mut findings = Vec::new();
    let holders = catalog.relations.iter().filter(|relation| {
        relation.extension.is_none() && relation.kind != RelationKind::PartitionedTable
    });
    for relation in holders {
        examined += relation.indexes.len();
        for index in relation
            .indexes
            .iter()
            .filter(|index| !(index.in_progress || index.valid && index.ready))
        {
            let name = format!(
                "{}.{}",
                quote_identifier(&relation.name.schema),
                quote_identifier(&index.name)
            );
            // REINDEX CONCURRENTLY names what it leaves behind like this; the original index still stands.
            let remnant = index.name.contains("_ccnew") || index.name.contains("_ccold");
            let fix = if remnant {
                format!(
                    "-- What a failed REINDEX CONCURRENTLY left; the original index still stands.\nDROP INDEX CONCURRENTLY {name};"
                )
            } else {
                format!(
                    "-- Outside a transaction. Fails on duplicates where the index is unique: remove those first.\nREINDEX INDEX CONCURRENTLY {name};"
                )
            };
            let mut finding = Finding::new(
                format!("{}.{}", relation.name.schema, index.name),
                Severity::Medium,
                if index.unique {
                    "is an invalid unique index: the old rows may hold duplicates."
                } else {
                    "is invalid: no query uses it."
                },
            )
            .fact("table", &relation.name)
            .fact("definition", &index.definition);
            if !catalog.server.reads_all_statistics {
                finding = finding.fact(
                    "caution",
                    "without pg_monitor a build by another role cannot be seen",
                );
            }
            findings.push(finding.fix(fix));
        }
    }
    Checked::found(examined, findings)
}

pub(super) const ENABLED_TRIGGERS: Rule = Rule {
    id: "integrity.enabled-triggers",
    title: "No trigger is switched off",
    section: Section::Testing,
    area: Area::Integrity,
    severity: Severity::High,
    meaning: "Disabled triggers, a finding per table. Those that enforce foreign keys, and those whose name speaks of audit, \
        log or history, are high; others medium. Triggers that a partitioned parent made are left out.",
    reason: "A disabled foreign key trigger lets orphans in while the constraint still looks valid; a disabled audit trigger \
        leaves no trace. Both are mostly left over from a bulk load.",
    action: "Enable the triggers that were switched off",
    references: &[
        "GDPR Art. 5(1)(f)",
        "HIPAA 45 CFR 164.312(c)(1)",
        "pgwatch disabled triggers",
    ],
    evidence_sql: "SELECT g.tgrelid::pg_catalog.regclass AS \"table\", g.tgname, g.tgisinternal, k.conname\n\
        FROM pg_catalog.pg_trigger g\n\
        LEFT JOIN pg_catalog.pg_constraint k ON k.oid = g.tgconstraint\n\
        WHERE g.tgenabled = 'D'\n\
        ORDER BY 1, 2",
    check: enabled_triggers,
};

fn enabled_triggers(catalog: &Catalog) -> Checked {
    let mut examined = 0;
    let mut findings = Vec::new();
    for table in &catalog.relations {
        examined += table.triggers.len();
        let off: Vec<_> = table
            .triggers
            .iter()
            .filter(|trigger| trigger.enabled == "D" && !trigger.inherited)
            .collect();
        if off.is_empty() {
            continue;
        }
        let internal = off.iter().any(|trigger| trigger.internal);
        let witnesses = |name: &str| {
            words(name).iter().any(|word| {
                matches!(
                    word.as_str(),
                    "audit" | "audits" | "log" | "logs" | "history"
                )
            })
        };
        let audit = off
            .iter()
            .any(|trigger| witnesses(&trigger.name) || witnesses(&trigger.function.name));
        let names: Vec<&str> = off.iter().map(|trigger| trigger.name.as_str()).collect();
        let enable: Vec<String> = names
            .iter()
            .map(|name| {
                format!(
                    "ALTER TABLE {} ENABLE TRIGGER {};",
                    table.name.quoted(),
                    quote_identifier(name)
                )
            })
            .collect();
        let caution = if internal {
            "-- A superuser must do this. Rows written meanwhile were not checked: look for orphans, or drop the foreign key,\n\
             -- add it again NOT VALID and validate it.\n"
        } else {
            "-- Rows written meanwhile did not pass the trigger: see whether its work must be made up.\n"
        };
        findings.push(
            Finding::new(
                table.name.to_string(),
                if internal || audit {
                    Severity::High
                } else {
                    Severity::Medium
                },
                if internal {
                    "does not enforce its foreign keys: their triggers are disabled.".to_owned()
                } else {
                    format!("has {}.", counted(off.len(), "disabled trigger"))
                },
            )
            .fact("triggers", listed(&names))
            .fix(format!("{caution}{}", enable.join("\n"))),
        );
    }
    Checked::found(examined, findings)
}

pub(super) const COLLATION_VERSIONS: Rule = Rule {
    id: "integrity.collation-versions",
    title: "Indexes were built with the sort order that the system has now",
    section: Section::Testing,
    area: Area::Integrity,
    severity: Severity::High,
    meaning: "Collations, the database's own among them, whose recorded version differs from the one that the operating \
        system or ICU has now. Before PostgreSQL 15 the server records none for the database's own.",
    reason: "After an upgrade of the C library or of ICU texts may sort differently: indexes then miss rows and unique \
        constraints let duplicates in, silently.",
    action: "Rebuild the indexes of collations that moved, then record the new version",
    references: &["PostgreSQL documentation, ALTER COLLATION, REFRESH VERSION"],
    evidence_sql: "SELECT n.nspname, c.collname, c.collversion AS recorded, pg_catalog.pg_collation_actual_version(c.oid) AS actual\n\
        FROM pg_catalog.pg_collation c\n\
        JOIN pg_catalog.pg_namespace n ON n.oid = c.collnamespace\n\
        WHERE c.collversion IS NOT NULL AND c.collversion <> pg_catalog.pg_collation_actual_version(c.oid)\n\
        ORDER BY 1, 2",
    check: collation_versions,
};

fn collation_versions(catalog: &Catalog) -> Checked {
    let findings = catalog
        .outdated_collations
        .iter()
        .map(|collation| {
            let own = collation.name.schema == "pg_catalog" && collation.name.name == "default";
            let refresh = if own {
                format!("ALTER DATABASE {} REFRESH COLLATION VERSION;", quote_identifier(&catalog.database.name))
            } else {
                format!("ALTER COLLATION {} REFRESH VERSION;", collation.name.quoted())
            };
            Finding::new(
                format!("collation {}", collation.name),
                Severity::High,
                "sorts with another version than the one its indexes were built with.",
            )
            .fact("recorded", &collation.recorded)
            .fact("now", &collation.actual)
            .fix(format!(
                "-- Outside a transaction. Look for corruption first (pg_amcheck --heapallindexed). All indexes over text must be rebuilt\n\
                 -- before the new version is recorded.\n\
                 REINDEX DATABASE CONCURRENTLY {};\n{refresh}",
                quote_identifier(&catalog.database.name)
            ))
        })
        .collect();
    Checked::found(catalog.outdated_collations.len(), findings)
}

#[cfg(test)]
mod tests;
