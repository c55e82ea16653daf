//! What is installed, where, and what it can do.

use super::super::wording::{counted, listed};
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::{Catalog, Extension, PUBLIC, quote_identifier, visible};

pub(super) const CURRENT: Rule = Rule {
    id: "extensions.current-version",
    title: "Extensions have the version that the server brings",
    section: Section::CoreSchemaDesign,
    area: Area::Extensions,
    severity: Severity::Medium,
    meaning: "Installed extensions whose version is not the one that the server would install now (low), and extensions \
        whose files the server no longer has (medium).",
    reason: "After an upgrade of the packages the functions of an extension stay as they were until ALTER EXTENSION: fixes, \
        those of security too, wait. Without its files a dump cannot be restored here.",
    action: "Update extensions to the version that the server brings",
    references: &["splinter 0022", "CIS PostgreSQL 17 §1.5"],
    evidence_sql: "SELECT e.extname, e.extversion, a.default_version\n\
        FROM pg_catalog.pg_extension e\n\
        LEFT JOIN pg_catalog.pg_available_extensions a ON a.name = e.extname\n\
        WHERE a.default_version IS DISTINCT FROM e.extversion\n\
        ORDER BY 1",
    check: current,
};

fn current(catalog: &Catalog) -> Checked {
    let findings = catalog
        .extensions
        .iter()
        .filter_map(|extension| {
            let subject = format!("extension {}", extension.name);
            match &extension.default_version {
                Some(version) if version == &extension.version => None,
                Some(version) => Some(
                    Finding::new(subject, Severity::Low, "is not of the version that the server brings.")
                        .fact("installed", &extension.version)
                        .fact("the server brings", version)
                        .fix(format!(
                            "-- Read the extension's notes for what lies between {} and {version}.\nALTER EXTENSION {} UPDATE;",
                            visible(&extension.version, &[]),
                            quote_identifier(&extension.name),
                            version = visible(version, &[])
                        )),
                ),
                None => Some(
                    Finding::new(subject, Severity::Medium, "is installed, but the server no longer has its files.")
                        .fact("installed", &extension.version),
                ),
            }
        })
        .collect();
    Checked::found(catalog.extensions.len(), findings)
}

pub(super) const OWN_SCHEMA: Rule = Rule {
    id: "extensions.own-schema",
    title: "Extensions live in a schema of their own",
    section: Section::CoreSchemaDesign,
    area: Area::Extensions,
    severity: Severity::Low,
    meaning: "Extensions in the schema public, one finding for all: low where PUBLIC may create objects in it (as before \
        PostgreSQL 15), only mentioned elsewhere.",
    reason: "Who may create in public can put a function beside an extension's and have it called in its place. Apart from \
        that it only blurs what is yours and what is not.",
    action: "Move extensions out of public",
    references: &["splinter 0014", "PostgreSQL CVE-2018-1058"],
    evidence_sql: "SELECT e.extname, e.extrelocatable\n\
        FROM pg_catalog.pg_extension e\n\
        JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace\n\
        WHERE n.nspname = 'public'\n\
        ORDER BY 1",
    check: own_schema,
};

/// Extensions that cannot be moved once they are installed (`relocatable = false` in their control files).
const FIXED: &[&str] = &[
    "address_standardizer_data_us",
    "age",
    "citus",
    "pg_cron",
    "pg_net",
    "pg_partman",
    "pglogical",
    "plv8",
    "postgis",
    "postgis_raster",
    "postgis_sfcgal",
    "postgis_tiger_geocoder",
    "postgis_topology",
    "timescaledb",
];

fn own_schema(catalog: &Catalog) -> Checked {
    let inside: Vec<&Extension> = catalog
        .extensions
        .iter()
        .filter(|extension| extension.schema == "public")
        .collect();
    if inside.is_empty() {
        return Checked::found(catalog.extensions.len(), vec![]);
    }
    let open = catalog.schemas.iter().any(|schema| {
        schema.name == "public"
            && schema
                .grants
                .iter()
                .any(|grant| grant.grantee == PUBLIC && grant.privilege == "CREATE")
    });
    let names: Vec<&str> = inside
        .iter()
        .map(|extension| extension.name.as_str())
        .collect();
    let moves: Vec<String> = names
        .iter()
        .filter(|name| !FIXED.contains(name))
        .map(|name| {
            format!(
                "ALTER EXTENSION {} SET SCHEMA extensions;",
                quote_identifier(name)
            )
        })
        .collect();
    let mut finding = Finding::new(
        "schema public",
        if open { Severity::Low } else { Severity::Info },
        format!("holds {}.", counted(inside.len(), "extension")),
    )
    .fact("extensions", listed(&names))
    .fact("PUBLIC may create in it", if open { "yes" } else { "no" });
    if !moves.is_empty() {
        finding = finding.fix(format!(
            "-- Programs and functions that name the objects without a schema need extensions in their search_path first.\n\
             CREATE SCHEMA IF NOT EXISTS extensions;\n{}",
            moves.join("\n")
        ));
    }
    Checked::found(catalog.extensions.len(), vec![finding])
}

pub(super) const REACHING_OUT: Rule = Rule {
    id: "extensions.reaching-out",
    title: "No extension reaches out of the database unnoticed",
    section: Section::SecurityAndCompliance,
    area: Area::Extensions,
    severity: Severity::Medium,
    meaning: "Extensions that read files (file_fdw, adminpack), open connections (dblink, http, pg_net), or bring a language \
        whose functions may do anything on the server (plpython3u, plperlu, pltclu and others). A language is high when \
        everybody may call a function in it. postgres_fdw and other wrappers are only mentioned: what they reach is \
        declared.",
    reason: "They are ways for data to leave, or for files of the server to come in, that no privilege on a table controls.",
    action: "Drop extensions that reach out of the database and are not needed",
    references: &["GDPR Art. 44", "CIS PostgreSQL 17 §4.5"],
    evidence_sql: "SELECT extname, extversion\n\
        FROM pg_catalog.pg_extension\n\
        WHERE extname IN ('adminpack', 'dblink', 'file_fdw', 'http', 'pg_net', 'postgres_fdw', 'mysql_fdw', 'oracle_fdw', 'tds_fdw',\n\
        'plperlu', 'plpython3u', 'plpython2u', 'plpythonu', 'pltclu', 'pljavau', 'plsh', 'plr')\n\
        ORDER BY 1",
    check: reaching_out,
};

/// What each can do, and whether it is a language.
const REACHES: &[(&str, &str, Severity)] = &[
    (
        "adminpack",
        "reads and writes files of the server",
        Severity::Medium,
    ),
    (
        "dblink",
        "opens connections to any server",
        Severity::Medium,
    ),
    (
        "file_fdw",
        "reads files and runs programs of the server",
        Severity::Medium,
    ),
    ("http", "sends requests to any address", Severity::Medium),
    (
        "mysql_fdw",
        "reads and writes tables of other servers",
        Severity::Info,
    ),
    (
        "oracle_fdw",
        "reads and writes tables of other servers",
        Severity::Info,
    ),
    ("pg_net", "sends requests to any address", Severity::Medium),
    ("pljavau", LANGUAGE, Severity::Medium),
    ("plperlu", LANGUAGE, Severity::Medium),
    ("plpython2u", LANGUAGE, Severity::Medium),
    ("plpython3u", LANGUAGE, Severity::Medium),
    ("plpythonu", LANGUAGE, Severity::Medium),
    ("plr", LANGUAGE, Severity::Medium),
    ("plsh", LANGUAGE, Severity::Medium),
    ("pltclu", LANGUAGE, Severity::Medium),
    (
        "postgres_fdw",
        "reads and writes tables of other servers",
        Severity::Info,
    ),
    (
        "tds_fdw",
        "reads and writes tables of other servers",
        Severity::Info,
    ),
];

const LANGUAGE: &str =
    "brings a language whose functions may do on the server what its account may";

fn reaching_out(catalog: &Catalog) -> Checked {
    let findings = catalog
        .extensions
        .iter()
        .filter_map(|extension| {
            let (name, can, severity) = REACHES.iter().find(|(name, ..)| *name == extension.name)?;
            let open: Vec<String> = catalog
                .functions
                .iter()
                .filter(|function| *can == LANGUAGE && function.language == *name)
                .filter(|function| function.grants.iter().any(|grant| grant.grantee == PUBLIC))
                .map(crate::catalog::Function::signature)
                .collect();
            let mut finding = Finding::new(
                format!("extension {name}"),
                if open.is_empty() { *severity } else { Severity::High },
                format!("{can}."),
            )
            .fact("version", &extension.version)
            .fact("schema", &extension.schema);
            if !open.is_empty() {
                finding = finding.fact("functions that everybody may call", listed(&open));
            }
            Some(if *severity == Severity::Info {
                finding
            } else {
                finding.fix(format!(
                    "-- Fails while something depends on it: look at that, and do not add CASCADE. Calls in programs are not seen.\n\
                     DROP EXTENSION {};",
                    quote_identifier(name)
                ))
            })
        })
        .collect();
    Checked::found(catalog.extensions.len(), findings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Status;
    use crate::catalog::sample::{function, healthy, schema};

    fn with(name: &str, schema: &str, default: Option<&str>) -> Catalog {
        let mut catalog = healthy();
        catalog.extensions.push(Extension {
            name: name.to_owned(),
            schema: schema.to_owned(),
            version: "1.2".to_owned(),
            default_version: default.map(str::to_owned),
            comment: None,
        });
        catalog
    }

    #[test]
    fn a_version_may_be_behind_or_its_files_gone() {
        let behind = CURRENT.findings(&with("pg_trgm", "extensions", Some("1.6")));
        assert_eq!(behind[0].severity, Severity::Low);
        assert!(
            behind[0]
                .fix_sql
                .as_deref()
                .unwrap()
                .ends_with("ALTER EXTENSION pg_trgm UPDATE;")
        );
        assert_eq!(
            CURRENT.worst(&with("pg_trgm", "extensions", None)),
            Some(Severity::Medium)
        );
        assert_eq!(
            CURRENT.status(&with("pg_trgm", "extensions", Some("1.2"))),
            Status::Pass
        );
    }

    #[test]
    fn public_matters_where_everybody_may_create() {
        let closed = with("pg_trgm", "public", Some("1.2"));
        assert_eq!(OWN_SCHEMA.worst(&closed), Some(Severity::Info));
        let open = closed.with_schema(schema("public").grant(PUBLIC, "CREATE"));
        assert_eq!(OWN_SCHEMA.worst(&open), Some(Severity::Low));
        assert_eq!(
            OWN_SCHEMA.status(&with("pg_trgm", "extensions", None)),
            Status::Pass
        );
    }

    #[test]
    fn what_cannot_be_moved_gets_no_sql() {
        assert_eq!(
            OWN_SCHEMA.findings(&with("postgis", "public", None))[0].fix_sql,
            None
        );
    }

    #[test]
    fn ways_out_are_shown() {
        assert_eq!(
            REACHING_OUT.worst(&with("dblink", "extensions", None)),
            Some(Severity::Medium)
        );
        assert_eq!(
            REACHING_OUT.worst(&with("postgres_fdw", "extensions", None)),
            Some(Severity::Info)
        );
        assert_eq!(
            REACHING_OUT.status(&with("pg_trgm", "extensions", None)),
            Status::Pass
        );
        let mut python = function("public.run").callable_by(PUBLIC);
        python.language = "plpython3u".to_owned();
        let open = with("plpython3u", "pg_catalog", None).with_function(python);
        assert_eq!(REACHING_OUT.worst(&open), Some(Severity::High));
        assert_eq!(
            REACHING_OUT.worst(&with("plpython3u", "pg_catalog", None)),
            Some(Severity::Medium)
        );
    }
}
