//! Sequences: how near their end is.

use super::super::wording::percent;
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::{Catalog, Sequence, quote_identifier};

pub(super) const HEADROOM: Rule = Rule {
    id: "integrity.sequence-headroom",
    title: "No sequence is near its end",
    section: Section::CoreSchemaDesign,
    area: Area::Integrity,
    severity: Severity::High,
    meaning: "The last value of each sequence against the smaller of its own end and the largest value of the column that \
        it feeds: medium from 70 %, high from 90 %. Sequences that start again at their end (CYCLE) are left out.",
    reason: "At the end every INSERT fails, usually at the worst moment, and widening a large key then takes hours.",
    action: "Widen keys before their sequences run out",
    references: &["pghero sequence_danger (90 %)", "pgdoctor sequence health"],
    evidence_sql: "SELECT s.schemaname, s.sequencename, s.last_value, a.attrelid::pg_catalog.regclass AS \"table\", a.attname,\n\
        least(s.max_value, CASE a.atttypid WHEN 'int2'::pg_catalog.regtype THEN 32767\n\
        WHEN 'int4'::pg_catalog.regtype THEN 2147483647 ELSE s.max_value END) AS ends_at\n\
        FROM pg_catalog.pg_sequences s\n\
        JOIN pg_catalog.pg_class c ON c.relname = s.sequencename\n\
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND n.nspname = s.schemaname\n\
        LEFT JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid\n\
        AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0\n\
        LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid\n\
        WHERE NOT s.cycle AND s.increment_by > 0\n\
        AND s.last_value > 0.7 * least(s.max_value, CASE a.atttypid WHEN 'int2'::pg_catalog.regtype THEN 32767\n\
        WHEN 'int4'::pg_catalog.regtype THEN 2147483647 ELSE s.max_value END)\n\
        ORDER BY 1, 2",
    check: headroom,
};

fn headroom(catalog: &Catalog) -> Checked {
    let sequences: Vec<&Sequence> = catalog
        .sequences
        .iter()
        .filter(|sequence| !sequence.cycles)
        .collect();
    let hidden = sequences
        .iter()
        .filter(|sequence| sequence.last_value.is_none() && !readable(catalog, sequence))
        .count();
    let findings: Vec<Finding> = sequences
        .iter()
        .filter_map(|sequence| nearing(sequence))
        .collect();
    if findings.is_empty() && hidden > 0 {
        return Checked::not_determinable(format!(
            "The last value of {hidden} of {} sequences may not be read: grant SELECT on them, or membership in pg_read_all_data.",
            sequences.len()
        ));
    }
    Checked::found(sequences.len() - hidden, findings)
}

/// Whether the reading role may see the last value: as owner, or with USAGE or SELECT.
fn readable(catalog: &Catalog, sequence: &Sequence) -> bool {
    let rights = catalog.rights_of(&catalog.server.role);
    catalog.server.superuser
        || rights.contains(&sequence.owner)
        || rights.contains("pg_read_all_data")
        || sequence.grants.iter().any(|grant| {
            rights.contains(&grant.grantee)
                && matches!(grant.privilege.as_str(), "USAGE" | "SELECT")
        })
}

fn nearing(sequence: &Sequence) -> Option<Finding> {
    let last = i128::from(sequence.last_value?);
    let (widest_low, widest_high) = match sequence.column_type.as_deref() {
        Some("smallint") => (i64::from(i16::MIN), i64::from(i16::MAX)),
        Some("integer") => (i64::from(i32::MIN), i64::from(i32::MAX)),
        _ => (i64::MIN, i64::MAX),
    };
    let low = sequence.minimum.max(widest_low);
    let high = sequence.maximum.min(widest_high);
    let span = (i128::from(high) - i128::from(low)).max(1);
    let gone = if sequence.increment > 0 {
        last - i128::from(low)
    } else {
        i128::from(high) - last
    };
    // Per mille keeps both numbers small enough for the whole range of bigint.
    let used = percent(i64::try_from(gone * 1000 / span).unwrap_or(i64::MAX), 1000);
    let severity = match used {
        90.. => Severity::High,
        70.. => Severity::Medium,
        _ => return None,
    };
    let end = if sequence.increment > 0 { high } else { low };
    let finding = Finding::new(
        sequence.name.to_string(),
        severity,
        format!("has used {used} % of its numbers."),
    )
    .fact("last value", last)
    .fact("ends at", end);
    Some(match &sequence.owned_by {
        Some((table, column)) => {
            let finding = finding.fact("feeds", format!("{table}.{column}")).fact(
                "type of the column",
                sequence.column_type.as_deref().unwrap_or("not known"),
            );
            if matches!(
                sequence.column_type.as_deref(),
                Some("smallint" | "integer")
            ) {
                finding.fix(widening(sequence, &table.quoted(), column))
            } else {
                finding
            }
        }
        None => finding,
    })
}

fn widening(sequence: &Sequence, table: &str, column: &str) -> String {
    let own = if sequence.identity {
        String::new()
    } else {
        format!("\nALTER SEQUENCE {} AS bigint;", sequence.name.quoted())
    };
    format!(
        "-- Rewrites the table under an exclusive lock: measure on a copy first. Tables that refer to it need the same.\n\
         ALTER TABLE {table} ALTER COLUMN {} TYPE bigint;{own}",
        quote_identifier(column)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Status;
    use crate::catalog::sample::{granted, healthy, named};

    fn sequence(last: i64, column_type: &str) -> Sequence {
        Sequence {
            name: named("public.orders_id_seq"),
            owner: "app_owner".to_owned(),
            data_type: "bigint".to_owned(),
            start: 1,
            increment: 1,
            minimum: 1,
            maximum: i64::MAX,
            cache: 1,
            cycles: false,
            last_value: Some(last),
            owned_by: Some((named("public.orders"), "id".to_owned())),
            identity: false,
            column_type: Some(column_type.to_owned()),
            comment: None,
            grants: vec![],
        }
    }

    fn judged(sequence: Sequence) -> Checked {
        let mut catalog = healthy();
        catalog.sequences.push(sequence);
        headroom(&catalog)
    }

    #[test]
    fn the_column_ends_before_the_sequence() {
        let high = judged(sequence(2_000_000_000, "integer")).answer;
        assert_eq!(high.worst(), Some(Severity::High));
        assert!(
            high.findings()[0]
                .fix_sql
                .as_deref()
                .unwrap()
                .contains("ALTER SEQUENCE public.orders_id_seq AS bigint;")
        );
        let medium = judged(sequence(1_600_000_000, "integer")).answer;
        assert_eq!(medium.worst(), Some(Severity::Medium));
        assert_eq!(
            judged(sequence(2_000_000_000, "bigint")).answer.status(),
            Status::Pass
        );
    }

    #[test]
    fn a_cycle_has_no_end() {
        let cycling = Sequence {
            cycles: true,
            ..sequence(2_000_000_000, "integer")
        };
        assert_eq!(judged(cycling).answer.status(), Status::Pass);
    }

    #[test]
    fn a_sequence_that_counts_down_ends_at_its_minimum() {
        let down = Sequence {
            increment: -1,
            minimum: -100,
            maximum: -1,
            column_type: None,
            owned_by: None,
            ..sequence(-95, "integer")
        };
        assert_eq!(judged(down).answer.worst(), Some(Severity::High));
    }

    #[test]
    fn the_whole_range_of_bigint_does_not_overflow() {
        let wide = Sequence {
            minimum: i64::MIN,
            ..sequence(i64::MAX, "bigint")
        };
        assert_eq!(judged(wide).answer.worst(), Some(Severity::High));
    }

    #[test]
    fn values_that_may_not_be_read_are_no_pass() {
        let mut catalog = healthy();
        catalog.server.superuser = false;
        catalog.server.role = "app".to_owned();
        catalog.sequences.push(Sequence {
            last_value: None,
            ..sequence(0, "integer")
        });
        assert_eq!(headroom(&catalog).answer.status(), Status::NotDeterminable);
        for sequence in &mut catalog.sequences {
            sequence.grants.push(granted("app", "USAGE"));
        }
        assert_eq!(headroom(&catalog).answer.status(), Status::Pass);
    }
}
