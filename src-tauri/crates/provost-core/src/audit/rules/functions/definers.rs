//! SECURITY DEFINER: functions that run with their owner's rights.

use std::collections::BTreeSet;

use super::{is_trigger, looks_names_up};
use crate::audit::rules::exposure::{Exposure, Level};
use crate::audit::rules::wording::listed;
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::{Catalog, Function, quote_identifier};

pub(super) const SEARCH_PATH: Rule = Rule {
    id: "functions.definer-search-path",
    title: "Functions with their owner's rights fix their search_path",
    section: Section::SecurityAndCompliance,
    area: Area::Functions,
    severity: Severity::High,
    meaning: "Looks for SECURITY DEFINER functions and procedures without a search_path of their own. High where others than the \
              owner may call them, medium for trigger functions (who writes to the table runs them), low where nobody else may. Left out: \
              functions in C and SQL bodies that were read when the function was made (BEGIN ATOMIC), and functions of extensions.",
    reason: "The caller chooses the search_path, so the caller chooses which function or table a bare name in the body means, and it \
             runs with the owner's rights (CVE-2018-1058 and what followed).",
    action: "Set search_path on SECURITY DEFINER functions",
    references: &[
        "CIS PostgreSQL 17 §4.5",
        "splinter 0011",
        "pgspot PS003",
        "CVE-2018-1058",
        "SOX ITGC-CM2",
    ],
    evidence_sql: "\
SELECT p.oid::regprocedure AS function, p.proowner::regrole AS owner, p.proacl
FROM pg_catalog.pg_proc AS p
JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema')
  AND NOT EXISTS (SELECT 1 FROM unnest(p.proconfig) AS s WHERE s LIKE 'search_path=%')
ORDER BY 1",
    check: check_search_path,
};

fn definers(catalog: &Catalog) -> impl Iterator<Item = &Function> + Clone {
    catalog
        .functions
        .iter()
        .filter(|function| function.security_definer)
}

fn check_search_path(catalog: &Catalog) -> Checked {
    let exposure = Exposure::of(catalog);
    let findings = definers(catalog)
        .filter(|function| function.setting("search_path").is_none() && looks_names_up(function))
        .map(|function| {
            let callers = exposure.callers(function);
            let severity = if is_trigger(function) {
                Severity::Medium
            } else if callers.level() > Level::Nobody {
                Severity::High
            } else {
                Severity::Low
            };
            Finding::new(
                function.signature(),
                severity,
                format!("runs as {} and finds bare names where its caller says", function.owner),
            )
            .fact("owner", &function.owner)
            .fact("language", &function.language)
            .fact("called by", callers.describe())
            .fix(format!(
                "-- Check first which schemas its body needs, and name those that only trusted roles create in.\n\
                 ALTER ROUTINE {} SET search_path = pg_catalog, {}, pg_temp;",
                function.signature(),
                quote_identifier(&function.name.schema)
            ))
        })
        .collect();
    Checked::found(definers(catalog).count(), findings)
}

pub(super) const UNSAFE_PATH: Rule = Rule {
    id: "functions.definer-unsafe-path",
    title: "The search_path of functions with their owner's rights is safe",
    section: Section::SecurityAndCompliance,
    area: Area::Functions,
    severity: Severity::High,
    meaning: "Looks at the search_path that SECURITY DEFINER functions fix, where others than the owner may call them or they are \
              triggers: a schema in which others may create, or pg_temp before the end (high), \"$user\" (medium), or no pg_temp, an empty \
              path included, where who runs them may make temporary objects (low). Left out: functions in C, and SQL bodies that were \
              read when the function was made.",
    reason: "A path that others can write to is no better than none. Unless pg_temp is named, the server looks for tables and types \
             there before it looks in pg_catalog: a caller's domain named uuid or text, with a CHECK that calls the caller's function, \
             then runs that function with the owner's rights.",
    action: "Name trusted schemas only, and pg_temp last",
    references: &["pgspot PS004", "PostgreSQL documentation, CREATE FUNCTION, Writing SECURITY DEFINER Functions Safely"],
    evidence_sql: "\
SELECT p.oid::regprocedure AS function, s AS setting
FROM pg_catalog.pg_proc AS p
JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
CROSS JOIN LATERAL unnest(p.proconfig) AS s
WHERE p.prosecdef AND s LIKE 'search_path=%' AND n.nspname NOT IN ('pg_catalog', 'information_schema')
  AND s !~ '^search_path=(\"?pg_catalog\"?, )?\"?pg_temp\"?$'
ORDER BY 1",
    check: check_unsafe_path,
};

/// The schemas of a `search_path`, unquoted.
fn schemas_of(path: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut name = String::new();
    let mut quoted = false;
    for c in path.chars() {
        match c {
            '"' | '\'' => quoted = !quoted,
            ',' if !quoted => found.push(std::mem::take(&mut name)),
            c if c.is_whitespace() && !quoted => {}
            c => name.push(c),
        }
    }
    found.push(name);
    found.retain(|name| !name.is_empty());
    found
}

/// What is wrong with a path, the worst first.
fn faults(
    exposure: &Exposure<'_>,
    catalog: &Catalog,
    function: &Function,
    path: &[String],
) -> Vec<(Severity, String)> {
    let mut found = Vec::new();
    let owners: BTreeSet<&str> = exposure.actors_of(&function.owner).collect();
    for name in path {
        let Some(schema) = catalog.schemas.iter().find(|schema| &schema.name == name) else {
            continue;
        };
        let others: Vec<&str> = exposure
            .creators(schema)
            .into_iter()
            .chain(exposure.actors_of(&schema.owner))
            .filter(|actor| !owners.contains(actor))
            .collect();
        if !others.is_empty() {
            found.push((
                Severity::High,
                format!("{} may create in {name}", listed(others)),
            ));
        }
    }
    if path.iter().any(|name| name == "$user") {
        found.push((
            Severity::Medium,
            "\"$user\" is a schema of the owner's name, if somebody makes one".to_owned(),
        ));
    }
    found
}

/// What is wrong with the place of `pg_temp` in a path: unless it is named, relations and types are looked up there first.
fn temporary_fault(
    exposure: &Exposure<'_>,
    catalog: &Catalog,
    function: &Function,
    path: &[String],
) -> Option<(Severity, String)> {
    match path.iter().position(|name| name == "pg_temp") {
        Some(at) if at + 1 < path.len() => Some((
            Severity::High,
            "pg_temp, where every caller may create, is not the last".to_owned(),
        )),
        Some(_) => None,
        None => {
            let callers = exposure.callers(function).roles;
            let mut makers = exposure.makers_of_temporaries(catalog);
            makers.retain(|maker| is_trigger(function) || callers.contains(maker));
            for owner in exposure.actors_of(&function.owner) {
                makers.remove(owner);
            }
            (!makers.is_empty()).then(|| {
                (
                    Severity::Low,
                    format!(
                        "without pg_temp at the end the temporary tables and types of {} are found first",
                        listed(makers)
                    ),
                )
            })
        }
    }
}

/// The path with `pg_catalog` first and `pg_temp` last, the schemas that it names between them.
fn closed_path(path: &[String]) -> String {
    let named = path
        .iter()
        .filter(|name| !matches!(name.as_str(), "pg_catalog" | "pg_temp"));
    std::iter::once("pg_catalog".to_owned())
        .chain(named.map(|name| quote_identifier(name)))
        .chain(std::iter::once("pg_temp".to_owned()))
        .collect::<Vec<_>>()
        .join(", ")
}

fn check_unsafe_path(catalog: &Catalog) -> Checked {
    let exposure = Exposure::of(catalog);
    let mut examined = 0;
    let mut findings = Vec::new();
    for function in definers(catalog).filter(|function| looks_names_up(function)) {
        let Some(value) = function.setting("search_path") else {
            continue;
        };
        examined += 1;
        let callers = exposure.callers(function);
        if callers.level() == Level::Nobody && !is_trigger(function) {
            continue;
        }
        let path = schemas_of(value);
        let mut faults = faults(&exposure, catalog, function, &path);
        // With another fault it is not enough that pg_temp is last.
        let mendable = faults.is_empty();
        faults.extend(temporary_fault(&exposure, catalog, function, &path));
        let Some(worst) = faults.iter().map(|(severity, _)| *severity).max() else {
            continue;
        };
        let statement: Vec<&str> = faults.iter().map(|(_, fault)| fault.as_str()).collect();
        let mut finding = Finding::new(
            function.signature(),
            worst,
            format!(
                "The search_path that it fixes is not safe: {}",
                statement.join("; ")
            ),
        )
        .fact("search_path", value)
        .fact("owner", &function.owner)
        .fact("called by", callers.describe());
        if mendable {
            finding = finding.fix(format!(
                "ALTER ROUTINE {} SET search_path = {};",
                function.signature(),
                closed_path(&path)
            ));
        }
        findings.push(finding);
    }
    Checked::found(examined, findings)
}

pub(super) const PUBLIC_EXECUTE: Rule = Rule {
    id: "functions.definer-public-execute",
    title: "Functions with their owner's rights are granted, not open",
    section: Section::SecurityAndCompliance,
    area: Area::Functions,
    severity: Severity::Medium,
    meaning: "Looks for SECURITY DEFINER functions and procedures that every role may call, or callers that have not signed in (which \
              is what a new function allows). High where the owner is a superuser or has BYPASSRLS. Left out: trigger functions, which \
              nobody can call, functions in schemas that PUBLIC may not use, and databases that no other role can connect to.",
    reason: "Each is a way past grants and policies, for everyone, made as wide as its body is careless.",
    action: "Revoke EXECUTE on SECURITY DEFINER functions from PUBLIC and grant it to the roles that need it",
    references: &["CIS PostgreSQL 17 §4.5", "splinter 0028", "splinter 0029", "GDPR Art. 25(2)"],
    evidence_sql: "\
SELECT p.oid::regprocedure AS function, p.proowner::regrole AS owner
FROM pg_catalog.pg_proc AS p
JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema')
  AND p.prorettype NOT IN ('trigger'::regtype, 'event_trigger'::regtype)
  AND EXISTS (
      SELECT 1 FROM pg_catalog.aclexplode(coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))) AS x
      WHERE x.grantee = 0 AND x.privilege_type = 'EXECUTE')
ORDER BY 1",
    check: check_public_execute,
};

fn check_public_execute(catalog: &Catalog) -> Checked {
    let exposure = Exposure::of(catalog);
    let callable = definers(catalog).filter(|function| !is_trigger(function));
    let findings = callable
        .clone()
        .filter_map(|function| {
            let callers = exposure.callers(function);
            if callers.level() < Level::Everyone {
                return None;
            }
            let almighty = (catalog.role(&function.owner))
                .is_some_and(|role| role.superuser || role.bypass_row_security);
            let severity = if almighty {
                Severity::High
            } else {
                Severity::Medium
            };
            Some(
                Finding::new(
                    function.signature(),
                    severity,
                    format!("Everyone may call it, and it runs as {}", function.owner),
                )
                .fact("owner", &function.owner)
                .fact("owner is a superuser or has BYPASSRLS", almighty)
                .fact("called by", callers.describe())
                .fix(format!(
                    "-- Grant EXECUTE to the roles that need it before you take it from the rest.\n\
                     REVOKE EXECUTE ON ROUTINE {} FROM PUBLIC;",
                    function.signature()
                )),
            )
        })
        .collect();
    Checked::found(callable.count(), findings)
}
