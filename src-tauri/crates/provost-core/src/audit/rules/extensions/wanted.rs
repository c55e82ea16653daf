//! Extensions that are missed, and the one whose version matters most here.

use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::Catalog;

pub(super) const STATEMENT_STATISTICS: Rule = Rule {
    id: "extensions.statement-statistics",
    title: "The server knows which statements take its time",
    section: Section::AnalyticsAndMetrics,
    area: Area::Extensions,
    severity: Severity::Low,
    meaning: "Whether pg_stat_statements is loaded by the server and installed in this database. Not determinable where it \
        is installed and shared_preload_libraries may not be read.",
    reason: "Without it nobody can say which statement is slow, or became slow, or which application sends it.",
    action: "Install pg_stat_statements",
    references: &[
        "PostgreSQL documentation, pg_stat_statements",
        "CIS PostgreSQL 17 §3.2",
    ],
    evidence_sql: "SELECT 'pg_stat_statements is not installed here' AS what\n\
        WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_extension WHERE extname = 'pg_stat_statements')\n\
        UNION ALL\n\
        SELECT 'pg_stat_statements is not loaded by the server' FROM pg_catalog.pg_settings\n\
        WHERE name = 'shared_preload_libraries' AND setting !~ 'pg_stat_statements'",
    check: statement_statistics,
};

fn statement_statistics(catalog: &Catalog) -> Checked {
    let installed = catalog
        .extensions
        .iter()
        .any(|extension| extension.name == "pg_stat_statements");
    let libraries = catalog
        .setting("shared_preload_libraries")
        .map(|setting| setting.value.as_str());
    let loaded = libraries.map(|libraries| {
        libraries.split(',').any(|library| {
            library
                .trim()
                .trim_matches('"')
                .ends_with("pg_stat_statements")
        })
    });
    let statement = match (installed, loaded) {
        (true, Some(true)) => return Checked::found(1, vec![]),
        (true, None) => {
            return Checked::not_determinable(
                "pg_stat_statements is installed, but whether the server loads it may not be read: grant pg_read_all_settings (part of pg_monitor).",
            );
        }
        (true, Some(false)) => {
            "is installed here, but the server does not load it: its views raise an error."
        }
        (false, _) => "is not installed: the server does not know which statements take its time.",
    };
    let mut finding = Finding::new("extension pg_stat_statements", Severity::Low, statement).fact(
        "shared_preload_libraries",
        libraries.unwrap_or("may not be read"),
    );
    let available = catalog
        .available_extensions
        .iter()
        .any(|name| name == "pg_stat_statements");
    if !installed && available {
        let caution = if loaded == Some(true) {
            ""
        } else {
            "-- First add pg_stat_statements to shared_preload_libraries and restart the server.\n"
        };
        finding = finding.fix(format!("{caution}CREATE EXTENSION pg_stat_statements;"));
    }
    Checked::found(1, vec![finding])
}

pub(super) const VECTOR_VERSION: Rule = Rule {
    id: "extensions.vector-version",
    title: "pgvector has no known fault and knows iterative scans",
    section: Section::VectorDatabase,
    area: Area::Extensions,
    severity: Severity::High,
    meaning: "The version of pgvector. Faults lie in its library, which is of the version that the server brings: 0.6.0 to \
        0.8.1 leak or crash in parallel HNSW builds (high), before 0.8.3 vacuum can damage an HNSW index, before 0.8.7 an \
        IVFFlat build can overflow (medium). What SQL can use is of the installed version: before 0.8.0 it has no iterative \
        scans (low). Not applicable without pgvector.",
    reason: "A user who may build an index could read other relations. Without iterative scans a filtered search returns \
        fewer rows than there are, or none, without a word.",
    action: "Update pgvector",
    references: &["CVE-2026-3172", "pgvector CHANGELOG 0.8.0 to 0.8.7"],
    evidence_sql: "SELECT e.extname, e.extversion AS installed, a.default_version AS library\n\
        FROM pg_catalog.pg_extension e\n\
        LEFT JOIN pg_catalog.pg_available_extensions a ON a.name = e.extname\n\
        WHERE e.extname = 'vector'\n\
        AND (pg_catalog.string_to_array(e.extversion, '.')::pg_catalog.int4[] < ARRAY[0, 8, 0]\n\
        OR pg_catalog.string_to_array(coalesce(a.default_version, e.extversion), '.')::pg_catalog.int4[] < ARRAY[0, 8, 2]\n\
        OR EXISTS (SELECT 1 FROM pg_catalog.pg_class i JOIN pg_catalog.pg_am m ON m.oid = i.relam\n\
        WHERE i.relkind = 'i' AND pg_catalog.string_to_array(coalesce(a.default_version, e.extversion), '.')::pg_catalog.int4[]\n\
        < CASE m.amname WHEN 'hnsw' THEN ARRAY[0, 8, 3] WHEN 'ivfflat' THEN ARRAY[0, 8, 7] END))",
    check: vector_version,
};

fn vector_version(catalog: &Catalog) -> Checked {
    let Some(extension) = catalog
        .extensions
        .iter()
        .find(|extension| extension.name == "vector")
    else {
        return Checked::not_applicable("pgvector is not installed.");
    };
    let brought = extension
        .default_version
        .as_ref()
        .unwrap_or(&extension.version);
    let (Some(library), Some(installed)) = (numbers(brought), numbers(&extension.version)) else {
        return Checked::not_determinable(format!(
            "The version {} of pgvector does not read as three numbers.",
            extension.version
        ));
    };
    let uses = |method: &str| {
        catalog
            .relations
            .iter()
            .any(|relation| relation.indexes.iter().any(|index| index.method == method))
    };
    let (severity, statement) = if ([0, 6, 0]..[0, 8, 2]).contains(&library) {
        (
            Severity::High,
            "can leak data of other relations or crash when HNSW indexes are built in parallel.",
        )
    } else if library < [0, 8, 3] && uses("hnsw") {
        (
            Severity::Medium,
            "can damage HNSW indexes when they are vacuumed.",
        )
    } else if library < [0, 8, 7] && uses("ivfflat") {
        (
            Severity::Medium,
            "can overflow a buffer when IVFFlat indexes are built.",
        )
    } else if installed < [0, 8, 0] {
        (
            Severity::Low,
            "has no iterative scans: filtered searches lose rows.",
        )
    } else {
        return Checked::found(1, vec![]);
    };
    let finding = Finding::new("extension vector", severity, statement)
        .fact("installed", &extension.version)
        .fact("the server brings", brought)
        .fix("-- Install the newer package on the server first.\nALTER EXTENSION vector UPDATE;");
    Checked::found(1, vec![finding])
}

/// The numbers of a version such as `0.8.6`.
fn numbers(version: &str) -> Option<[u32; 3]> {
    let mut parts = version.split('.').map(|part| part.parse().ok());
    let read = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(read)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Status;
    use crate::catalog::sample::{healthy, index, table};
    use crate::catalog::{Extension, Index};

    fn with(name: &str, version: &str, default: &str) -> Catalog {
        let mut catalog = healthy();
        catalog.extensions.push(Extension {
            name: name.to_owned(),
            schema: "extensions".to_owned(),
            version: version.to_owned(),
            default_version: Some(default.to_owned()),
            comment: None,
        });
        catalog
    }

    #[test]
    fn statement_statistics_are_installed_and_loaded() {
        let installed = with("pg_stat_statements", "1.12", "1.12");
        assert_eq!(STATEMENT_STATISTICS.status(&installed), Status::Pass);
        let unloaded =
            with("pg_stat_statements", "1.12", "1.12").set("shared_preload_libraries", "pgaudit");
        assert_eq!(STATEMENT_STATISTICS.worst(&unloaded), Some(Severity::Low));
        let unseen = installed.unset("shared_preload_libraries");
        assert_eq!(
            STATEMENT_STATISTICS.status(&unseen),
            Status::NotDeterminable
        );
        let mut missing = healthy();
        missing
            .available_extensions
            .push("pg_stat_statements".to_owned());
        let findings = STATEMENT_STATISTICS.findings(&missing);
        assert_eq!(
            findings[0].fix_sql.as_deref(),
            Some("CREATE EXTENSION pg_stat_statements;")
        );
    }

    #[test]
    fn faults_of_pgvector_follow_its_library() {
        let worst = |installed, library| VECTOR_VERSION.worst(&with("vector", installed, library));
        assert_eq!(worst("0.8.1", "0.8.1"), Some(Severity::High));
        assert_eq!(worst("0.8.1", "0.8.7"), None);
        assert_eq!(worst("0.7.4", "0.8.7"), Some(Severity::Low));
        assert_eq!(worst("0.8.6", "0.8.6"), None);
    }

    #[test]
    fn faults_of_an_index_matter_where_there_is_one() {
        let with_index = |library, method: &str| {
            let index = Index {
                method: method.to_owned(),
                ..index("nearest", &["embedding"])
            };
            VECTOR_VERSION
                .worst(&with("vector", library, library).with(table("public.e").with_index(index)))
        };
        assert_eq!(with_index("0.8.2", "hnsw"), Some(Severity::Medium));
        assert_eq!(with_index("0.8.6", "ivfflat"), Some(Severity::Medium));
        assert_eq!(with_index("0.8.6", "hnsw"), None);
    }

    #[test]
    fn no_pgvector_no_question() {
        assert_eq!(VECTOR_VERSION.status(&healthy()), Status::NotApplicable);
        assert_eq!(
            VECTOR_VERSION.status(&with("vector", "dev", "dev")),
            Status::NotDeterminable
        );
    }
}
