//! Versions of the server, against the project's published dates.

use chrono::NaiveDate;

use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::Catalog;

pub(super) const SUPPORTED: Rule = Rule {
    id: "operations.supported-version",
    title: "The server's major version is supported",
    section: Section::SecurityAndCompliance,
    area: Area::Operations,
    severity: Severity::High,
    meaning: "The major version against the day on which its support ends, at the time of the reading: high after that day, \
        medium in the last half year. Not determinable for a version that this program does not know.",
    reason: "After its last release a version gets no fixes, those of security holes neither.",
    action: "Upgrade to a supported major version",
    references: &[
        "PostgreSQL versioning policy",
        "CIS PostgreSQL 17 §1.5",
        "GDPR Art. 32(1)(b)",
    ],
    evidence_sql: "SELECT pg_catalog.current_setting('server_version') AS version, pg_catalog.now() AS read_at\n\
        WHERE pg_catalog.now() + interval '182 days' > CASE pg_catalog.current_setting('server_version_num')::pg_catalog.int4 / 10000\n\
        WHEN 11 THEN '2023-11-09' WHEN 12 THEN '2024-11-21' WHEN 13 THEN '2025-11-13' WHEN 14 THEN '2026-11-12'\n\
        WHEN 15 THEN '2027-11-11' WHEN 16 THEN '2028-11-09' WHEN 17 THEN '2029-11-08' WHEN 18 THEN '2030-11-14'\n\
        END::pg_catalog.date",
    check: supported,
};

/// The last day of support of each major version, by the PostgreSQL versioning policy.
const SUPPORT_ENDS: [(i32, Day); 8] = [
    (11, (2023, 11, 9)),
    (12, (2024, 11, 21)),
    (13, (2025, 11, 13)),
    (14, (2026, 11, 12)),
    (15, (2027, 11, 11)),
    (16, (2028, 11, 9)),
    (17, (2029, 11, 8)),
    (18, (2030, 11, 14)),
];

fn supported(catalog: &Catalog) -> Checked {
    let major = catalog.major_version();
    let known = SUPPORT_ENDS.iter().find(|(version, _)| *version == major);
    let Some(end) =
        known.and_then(|&(_, (year, month, day))| NaiveDate::from_ymd_opt(year, month, day))
    else {
        return Checked::not_determinable(format!(
            "When support of PostgreSQL {major} ends is not known to this program: see the versioning policy on postgresql.org."
        ));
    };
    let left = end
        .signed_duration_since(catalog.taken_at.date_naive())
        .num_days();
    let (severity, statement) = match left {
        ..0 => (
            Severity::High,
            format!("is of major version {major}, which is no longer supported."),
        ),
        0..=182 => (
            Severity::Medium,
            format!("is of major version {major}, whose support ends in {left} days."),
        ),
        _ => return Checked::found(1, vec![]),
    };
    let finding = Finding::new("server", severity, statement)
        .fact("version", &catalog.server.version)
        .fact("support ends", end)
        .fact("read on", catalog.taken_at.date_naive());
    Checked::found(1, vec![finding])
}

pub(super) const MINOR: Rule = Rule {
    id: "operations.minor-version",
    title: "The server has the newest minor version",
    section: Section::SecurityAndCompliance,
    area: Area::Operations,
    severity: Severity::Medium,
    meaning: "The minor version against the releases that this program knows of, at the time of the reading: low when one \
        release is missed for more than a month, medium when two or more are. The newest that it knows is of August 2026; \
        later ones it cannot miss. Not determinable for a major version that it does not know.",
    reason: "Minor releases hold fixes of security holes and of data loss, and need no more than a restart.",
    action: "Install the newest minor version",
    references: &["PostgreSQL versioning policy", "CIS PostgreSQL 17 §1.5"],
    evidence_sql: "SELECT pg_catalog.current_setting('server_version') AS version\n\
        WHERE pg_catalog.current_setting('server_version_num')::pg_catalog.int4 % 10000\n\
        < CASE pg_catalog.current_setting('server_version_num')::pg_catalog.int4 / 10000\n\
        WHEN 13 THEN 23 WHEN 14 THEN 24 WHEN 15 THEN 19 WHEN 16 THEN 15 WHEN 17 THEN 11 WHEN 18 THEN 6 END",
    check: minor,
};

/// Year, month and day.
type Day = (i32, u32, u32);

/// Days of release with the minor version of each major, by the announcements on postgresql.org; the oldest first.
const RELEASES: [(Day, &[(i32, i32)]); 6] = [
    (
        (2025, 8, 14),
        &[(13, 22), (14, 19), (15, 14), (16, 10), (17, 6)],
    ),
    (
        (2025, 11, 13),
        &[(13, 23), (14, 20), (15, 15), (16, 11), (17, 7), (18, 1)],
    ),
    (
        (2026, 2, 12),
        &[(14, 21), (15, 16), (16, 12), (17, 8), (18, 2)],
    ),
    (
        (2026, 2, 26),
        &[(14, 22), (15, 17), (16, 13), (17, 9), (18, 3)],
    ),
    (
        (2026, 5, 14),
        &[(14, 23), (15, 18), (16, 14), (17, 10), (18, 4)],
    ),
    (
        (2026, 8, 15),
        &[(14, 24), (15, 19), (16, 15), (17, 11), (18, 6)],
    ),
];

fn minor(catalog: &Catalog) -> Checked {
    let major = catalog.major_version();
    let running = catalog.server.version_number % 10_000;
    let today = catalog.taken_at.date_naive();
    let known: Vec<(NaiveDate, i32)> = RELEASES
        .iter()
        .filter_map(|&((year, month, day), versions)| {
            let version = versions.iter().find(|(version, _)| *version == major)?.1;
            Some((NaiveDate::from_ymd_opt(year, month, day)?, version))
        })
        .filter(|(released, _)| *released <= today)
        .collect();
    let Some((_, newest)) = known.last() else {
        return Checked::not_determinable(format!(
            "The minor releases of PostgreSQL {major} are not known to this program: see postgresql.org."
        ));
    };
    let missed: Vec<&(NaiveDate, i32)> = known
        .iter()
        .filter(|(_, version)| *version > running)
        .collect();
    let severity = match missed.as_slice() {
        [] => return Checked::found(1, vec![]),
        [(released, _)] if today.signed_duration_since(*released).num_days() <= 30 => {
            Severity::Info
        }
        [_] => Severity::Low,
        _ => Severity::Medium,
    };
    let finding = Finding::new(
        "server",
        severity,
        format!("misses {} of the minor releases.", missed.len()),
    )
    .fact("version", &catalog.server.version)
    .fact("newest known", format!("{major}.{newest}"))
    .fact(
        "first missed",
        missed
            .first()
            .map_or_else(String::new, |(released, version)| {
                format!("{major}.{version} of {released}")
            }),
    );
    Checked::found(1, vec![finding])
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};

    use super::*;
    use crate::audit::Status;
    use crate::catalog::sample::healthy;

    fn at(number: i32, year: i32, month: u32, day: u32) -> Catalog {
        let mut catalog = healthy();
        catalog.server.version_number = number;
        catalog.taken_at = Utc.with_ymd_and_hms(year, month, day, 12, 0, 0).unwrap();
        catalog
    }

    #[test]
    fn support_is_judged_at_the_time_of_the_reading() {
        assert_eq!(
            SUPPORTED.worst(&at(140_024, 2026, 11, 20)),
            Some(Severity::High)
        );
        assert_eq!(
            SUPPORTED.worst(&at(140_024, 2026, 11, 12)),
            Some(Severity::Medium)
        );
        assert_eq!(SUPPORTED.status(&at(140_024, 2025, 11, 20)), Status::Pass);
        assert_eq!(SUPPORTED.status(&at(180_006, 2026, 11, 20)), Status::Pass);
        assert_eq!(
            SUPPORTED.status(&at(250_000, 2036, 1, 1)),
            Status::NotDeterminable
        );
    }

    #[test]
    fn the_evidence_holds_the_same_dates_and_numbers() {
        for (major, (year, month, day)) in SUPPORT_ENDS {
            let case = format!("WHEN {major} THEN '{year}-{month:02}-{day:02}'");
            assert!(SUPPORTED.evidence_sql.contains(&case), "{case}");
        }
        for (major, _) in SUPPORT_ENDS.into_iter().filter(|(major, _)| *major >= 13) {
            let newest = RELEASES
                .iter()
                .flat_map(|(_, versions)| *versions)
                .filter(|(version, _)| *version == major);
            let case = format!(
                "WHEN {major} THEN {}",
                newest.map(|(_, minor)| *minor).max().unwrap()
            );
            assert!(MINOR.evidence_sql.contains(&case), "{case}");
        }
    }

    #[test]
    fn missed_releases_are_counted() {
        assert_eq!(MINOR.status(&at(160_015, 2026, 11, 20)), Status::Pass);
        assert_eq!(MINOR.worst(&at(160_014, 2026, 11, 20)), Some(Severity::Low));
        assert_eq!(MINOR.worst(&at(160_014, 2026, 8, 20)), Some(Severity::Info));
        assert_eq!(
            MINOR.worst(&at(160_009, 2026, 11, 20)),
            Some(Severity::Medium)
        );
        let newer_than_known = at(180_009, 2027, 6, 1);
        assert_eq!(MINOR.status(&newer_than_known), Status::Pass);
        assert_eq!(
            MINOR.status(&at(160_014, 2025, 1, 1)),
            Status::NotDeterminable
        );
    }
}
