//! The server log itself: where it goes, what a line says, slow statements and waits.

use crate::audit::rules::authentication::{known, preloaded};
use crate::audit::rules::wording::listed;
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::Catalog;

pub(super) const DESTINATION: Rule = Rule {
    id: "logging.destination",
    title: "The server keeps its log itself",
    section: Section::ErrorHandling,
    area: Area::Logging,
    severity: Severity::Low,
    meaning: "Looks for log_destination stderr with logging_collector off. Left out: syslog and eventlog. In a container or under \
              systemd the platform may keep what the server writes: then the finding can be accepted.",
    reason: "What the server writes to its standard error is kept by whoever started it, or by nobody; under load lines can mix.",
    action: "Switch logging_collector on, or send the log to syslog",
    references: &[
        "CIS PostgreSQL 17 §3.1.2",
        "CIS PostgreSQL 17 §3.1.3",
        "HIPAA 164.312(b)",
    ],
    evidence_sql: "\
SELECT name, setting
FROM pg_catalog.pg_settings
WHERE name IN ('logging_collector', 'log_destination')
ORDER BY 1",
    check: check_destination,
};

fn check_destination(catalog: &Catalog) -> Checked {
    let (destination, collector) = match (
        known(catalog, "log_destination"),
        known(catalog, "logging_collector"),
    ) {
        (Ok(destination), Ok(collector)) => (destination, collector),
        (Err(answer), _) | (_, Err(answer)) => return answer,
    };
    let elsewhere = destination.contains("syslog") || destination.contains("eventlog");
    let findings = if collector == "on" || elsewhere {
        vec![]
    } else {
        vec![
            Finding::new(
                "setting logging_collector",
                Severity::Low,
                "Whether the log is kept is up to whoever starts the server",
            )
            .fact("logging_collector", collector)
            .fact("log_destination", destination)
            .fix("-- Needs a restart; give log_directory a place that only the server reads.\nALTER SYSTEM SET logging_collector = on;"),
        ]
    };
    Checked::found(2, findings)
}

pub(super) const LINE_PREFIX: Rule = Rule {
    id: "logging.line-prefix",
    title: "Each line of the log says when, who and where",
    section: Section::ErrorHandling,
    area: Area::Logging,
    severity: Severity::Low,
    meaning: "Looks for a time (%m, %t or %n), the process (%p), the user (%u) and the database (%d) in log_line_prefix. Left out: logs in \
              csvlog or jsonlog form, which always have them, and syslog, which has its own time and process.",
    reason: "A line without user and database cannot be laid at anybody's door.",
    action: "Put time, process, user and database into log_line_prefix",
    references: &["CIS PostgreSQL 17 §3.1.24", "HIPAA 164.312(b)"],
    evidence_sql: "\
SELECT name, setting
FROM pg_catalog.pg_settings
WHERE name = 'log_line_prefix' AND NOT (setting ~ '%[mtn]' AND setting ~ '%p' AND setting ~ '%u' AND setting ~ '%d')",
    check: check_line_prefix,
};

fn check_line_prefix(catalog: &Catalog) -> Checked {
    let (destination, prefix) = match (
        known(catalog, "log_destination"),
        known(catalog, "log_line_prefix"),
    ) {
        (Ok(destination), Ok(prefix)) => (destination, prefix),
        (Err(answer), _) | (_, Err(answer)) => return answer,
    };
    if !destination.contains("stderr")
        && (destination.contains("csvlog") || destination.contains("jsonlog"))
    {
        return Checked::not_applicable("The log is written as CSV or JSON, which has all of it.");
    }
    let syslog = destination == "syslog";
    let wanted: [(&[&str], &str, bool); 4] = [
        (&["%m", "%t", "%n"], "time (%m)", syslog),
        (&["%p"], "process (%p)", syslog),
        (&["%u"], "user (%u)", false),
        (&["%d"], "database (%d)", false),
    ];
    let missing: Vec<&str> = wanted
        .into_iter()
        .filter(|(any, _, given)| !given && !any.iter().any(|escape| prefix.contains(escape)))
        .map(|(_, name, _)| name)
        .collect();
    let findings = if missing.is_empty() {
        vec![]
    } else {
        vec![
            Finding::new(
                "setting log_line_prefix",
                Severity::Low,
                format!("Lines do not say the {}", listed(&missing)),
            )
            .fact("log_line_prefix", prefix)
            .fix(
                "-- Tell whoever reads the log by machine: the form of the line changes.\n\
                 ALTER SYSTEM SET log_line_prefix = '%m [%p] %q%u@%d %h %a ';\nSELECT pg_reload_conf();",
            ),
        ]
    };
    Checked::found(1, findings)
}

pub(super) const SLOW_STATEMENTS: Rule = Rule {
    id: "logging.slow-statements",
    title: "Slow statements can be found",
    section: Section::AnalyticsAndMetrics,
    area: Area::Logging,
    severity: Severity::Low,
    meaning: "Looks for one of: log_min_duration_statement or log_min_duration_sample set, pg_stat_statements installed in this \
              database, auto_explain loaded. Low where none is.",
    reason: "Which statement made the server slow cannot be said afterwards.",
    action: "Install pg_stat_statements or set log_min_duration_statement",
    references: &[
        "PostgreSQL documentation §20.8.2",
        "HIPAA 164.308(a)(1)(ii)(D)",
    ],
    evidence_sql: "\
SELECT name, setting, unit
FROM pg_catalog.pg_settings
WHERE name IN ('log_min_duration_statement', 'log_min_duration_sample', 'shared_preload_libraries')
ORDER BY 1",
    check: check_slow_statements,
};

fn check_slow_statements(catalog: &Catalog) -> Checked {
    let logged = ["log_min_duration_statement", "log_min_duration_sample"]
        .into_iter()
        .filter_map(|name| catalog.setting(name))
        .any(|setting| setting.value != "-1");
    let installed =
        (catalog.extensions.iter()).any(|extension| extension.name == "pg_stat_statements");
    if logged || installed {
        return Checked::found(1, vec![]);
    }
    match preloaded(catalog, "auto_explain") {
        Ok(true) => Checked::found(1, vec![]),
        Err(answer) => answer,
        Ok(false) => Checked::found(
            1,
            vec![
                Finding::new(
                    "setting log_min_duration_statement",
                    Severity::Low,
                    "Nothing keeps slow statements",
                )
                .fact("log_min_duration_statement", "-1")
                .fact("pg_stat_statements", "not installed here")
                .fix(
                    "-- Statements in the log can hold personal data: protect the log.\n\
                     ALTER SYSTEM SET log_min_duration_statement = '1s';\nSELECT pg_reload_conf();",
                ),
            ],
        ),
    }
}

pub(super) const LOCK_WAITS: Rule = Rule {
    id: "logging.lock-waits",
    title: "Long waits for locks are written down",
    section: Section::ErrorHandling,
    area: Area::Logging,
    severity: Severity::Low,
    meaning: "Looks at log_lock_waits, which writes a line when a session waits longer than deadlock_timeout.",
    reason: "A standstill leaves no trace once it is over; the line names both sessions.",
    action: "Switch log_lock_waits on",
    references: &["PostgreSQL documentation §20.8.3"],
    evidence_sql: "\
SELECT name, setting
FROM pg_catalog.pg_settings
WHERE name = 'log_lock_waits' AND setting = 'off'",
    check: check_lock_waits,
};

fn check_lock_waits(catalog: &Catalog) -> Checked {
    let value = match known(catalog, "log_lock_waits") {
        Ok(value) => value,
        Err(answer) => return answer,
    };
    let findings = if value == "on" {
        vec![]
    } else {
        vec![
            Finding::new(
                "setting log_lock_waits",
                Severity::Low,
                "Long waits for locks leave no trace",
            )
            .fact("log_lock_waits", value)
            .fix("ALTER SYSTEM SET log_lock_waits = on;\nSELECT pg_reload_conf();"),
        ]
    };
    Checked::found(1, findings)
}
