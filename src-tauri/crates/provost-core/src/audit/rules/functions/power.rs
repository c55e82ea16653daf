//! What a function can do or reveal beyond its rights, and bare names in functions that the schema itself relies on.

use std::collections::{BTreeMap, BTreeSet};

use super::looks_names_up;
use crate::audit::rules::exposure::{Exposure, Level};
use crate::audit::rules::row_security::expression::Expression;
use crate::audit::rules::wording::listed;
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::{Catalog, Relation, quote_identifier};

pub(super) const UNTRUSTED_LANGUAGES: Rule = Rule {
    id: "functions.untrusted-languages",
    title: "No one calls into an untrusted language unasked",
    section: Section::SecurityAndCompliance,
    area: Area::Functions,
    severity: Severity::Medium,
    meaning: "Looks for functions of this database, not of extensions, in an untrusted language (plpython3u, plperlu, C and so on) that \
              others than the owner may call. High with SECURITY DEFINER, low for C and internal functions, medium otherwise. Left out: \
              functions that only their owner and administrators call.",
    reason: "Such code reads files, opens connections and starts programs as the account of the server; PostgreSQL does not hold it.",
    action: "Revoke EXECUTE on functions in untrusted languages from roles that do not need them",
    references: &["CIS PostgreSQL 17 §4.5", "GDPR Art. 32(1)(b)"],
    evidence_sql: "\
SELECT p.oid::regprocedure AS function, l.lanname, p.proowner::regrole AS owner, p.proacl
FROM pg_catalog.pg_proc AS p
JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
WHERE NOT l.lanpltrusted AND n.nspname NOT IN ('pg_catalog', 'information_schema')
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS d
                  WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
ORDER BY 1",
    check: check_untrusted_languages,
};

fn check_untrusted_languages(catalog: &Catalog) -> Checked {
    let exposure = Exposure::of(catalog);
    let untrusted = catalog
        .functions
        .iter()
        .filter(|function| !function.trusted_language && function.language != "sql");
    let findings = untrusted
        .clone()
        .filter_map(|function| {
            let callers = exposure.callers(function);
            if callers.level() == Level::Nobody {
                return None;
            }
            let severity = match (function.security_definer, function.language.as_str()) {
                (true, _) => Severity::High,
                (false, "c" | "internal") => Severity::Low,
                (false, _) => Severity::Medium,
            };
            Some(
                Finding::new(
                    function.signature(),
                    severity,
                    format!(
                        "is written in {}, which can leave the database",
                        function.language
                    ),
                )
                .fact("language", &function.language)
                .fact("called by", callers.describe()),
            )
        })
        .collect();
    Checked::found(untrusted.count(), findings)
}

pub(super) const LEAKPROOF: Rule = Rule {
    id: "functions.leakproof",
    title: "Only superusers vouch that a function leaks nothing",
    section: Section::SecurityAndCompliance,
    area: Area::Functions,
    severity: Severity::Medium,
    meaning: "Looks for functions of this database marked LEAKPROOF whose owner is no superuser. Left out: functions of extensions, and \
              those of superusers, who alone may set the mark.",
    reason: "The server runs a leakproof function before the policies have removed the rows that the caller may not see. Its owner can \
             replace the body, and the new one sees them all.",
    action: "Take LEAKPROOF from functions that a superuser does not own",
    references: &["PostgreSQL documentation §39.5", "CIS PostgreSQL 17 §4.7"],
    evidence_sql: "\
SELECT p.oid::regprocedure AS function, r.rolname AS owner
FROM pg_catalog.pg_proc AS p
JOIN pg_catalog.pg_roles AS r ON r.oid = p.proowner
WHERE p.proleakproof AND NOT r.rolsuper
ORDER BY 1",
    check: check_leakproof,
};

fn check_leakproof(catalog: &Catalog) -> Checked {
    let marked = catalog
        .functions
        .iter()
        .filter(|function| function.leakproof);
    let findings = marked
        .clone()
        .filter(|function| !(catalog.role(&function.owner)).is_some_and(|role| role.superuser))
        .map(|function| {
            Finding::new(
                function.signature(),
                Severity::Medium,
                format!("is LEAKPROOF, and {} can replace its body", function.owner),
            )
            .fact("owner", &function.owner)
            .fix(format!(
                "-- A superuser runs this. Queries with policies may become slower.\nALTER FUNCTION {} NOT LEAKPROOF;",
                function.signature()
            ))
        })
        .collect();
    Checked::found(marked.count(), findings)
}

pub(super) const MUTABLE_PATH: Rule = Rule {
    id: "functions.mutable-search-path",
    title: "Functions that policies and indexes rely on mean the same for every caller",
    section: Section::CoreSchemaDesign,
    area: Area::Functions,
    severity: Severity::Low,
    meaning: "Looks for functions without a search_path of their own that a policy, an index, a generated column or a CHECK calls. Left \
              out: all other functions (a bare name in them harms nobody but their caller), SECURITY DEFINER functions (rules of their own), \
              functions in C, and SQL bodies that were read when the function was made.",
    reason: "What the policy filters or the index holds then depends on who asks; and a restore, which runs with an empty search_path, \
             fails.",
    action: "Set search_path on functions that policies, indexes and constraints call",
    references: &["splinter 0011", "pgspot PS003"],
    evidence_sql: "\
SELECT DISTINCT p.oid::regprocedure AS function, d.classid::regclass AS used_by
FROM pg_catalog.pg_proc AS p
JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
JOIN pg_catalog.pg_depend AS d ON d.refclassid = 'pg_proc'::regclass AND d.refobjid = p.oid
WHERE d.classid IN ('pg_policy'::regclass, 'pg_class'::regclass, 'pg_constraint'::regclass, 'pg_attrdef'::regclass)
  AND NOT p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema')
  AND NOT EXISTS (SELECT 1 FROM unnest(p.proconfig) AS s WHERE s LIKE 'search_path=%')
ORDER BY 1",
    check: check_mutable_path,
};

/// The functions that a relation's policies, indexes, generated columns and checks call, with what calls them.
fn relied_on(relation: &Relation) -> Vec<(String, String)> {
    let policies = relation.policies.iter().map(|policy| {
        let what = format!("policy {} of {}", policy.name, relation.name);
        (what, Expression::of(policy))
    });
    let indexes = relation
        .indexes
        .iter()
        .filter(|index| {
            index.predicate.is_some() || index.keys.iter().any(|key| key.column.is_none())
        })
        .map(|index| {
            (
                format!("index {}", index.name),
                Expression::parse(&index.definition),
            )
        });
    let columns = relation
        .columns
        .iter()
        .filter(|column| column.generated.is_some())
        .filter_map(|column| {
            let what = format!("column {}.{}", relation.name, column.name);
            Some((what, Expression::parse(column.default.as_deref()?)))
        });
    let constraints = relation.constraints.iter().map(|constraint| {
        let what = format!("constraint {} of {}", constraint.name, relation.name);
        (what, Expression::parse(&constraint.definition))
    });
    policies
        .chain(indexes)
        .chain(columns)
        .chain(constraints)
        .flat_map(|(what, expression)| {
            (expression.calls().into_iter()).map(move |call| (call.name, what.clone()))
        })
        .collect()
}

fn check_mutable_path(catalog: &Catalog) -> Checked {
    let mut users: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (function, user) in catalog.relations.iter().flat_map(relied_on) {
        users.entry(function).or_default().insert(user);
    }
    let relied = catalog
        .functions
        .iter()
        .filter_map(|function| Some((function, users.get(&function.name.to_string())?)));
    let findings = relied
        .clone()
        .filter(|(function, _)| {
            !function.security_definer
                && function.setting("search_path").is_none()
                && looks_names_up(function)
        })
        .map(|(function, users)| {
            Finding::new(
                function.signature(),
                Severity::Low,
                "finds bare names where its caller says, and the schema relies on it",
            )
            .fact("used by", listed(users))
            .fix(format!(
                "-- Check first which schemas its body needs.\n\
                 ALTER FUNCTION {} SET search_path = pg_catalog, {};",
                function.signature(),
                quote_identifier(&function.name.schema)
            ))
        })
        .collect();
    Checked::found(relied.count(), findings)
}
