//! The SQL that mends what a rule found.

use std::collections::BTreeSet;
use std::time::Duration;

use provost_core::audit::{Audit, Finding};
use provost_tests::local::TestServer;
use provost_tests::plain::{Outcome, Plain};

use crate::bad::{DATABASES, VERSIONS, bad, judged};

/// Every finding that says how to mend it, with its rule.
fn mendable(audit: &Audit) -> impl Iterator<Item = (&str, &Finding, &str)> {
    audit.results.iter().flat_map(|result| {
        let findings = result.answer.findings().iter();
        findings.filter_map(|finding| {
            Some((result.rule.as_str(), finding, finding.fix_sql.as_deref()?))
        })
    })
}

/// The statements of a fix, without its comments.
fn statements(fix: &str) -> Vec<String> {
    let (mut statements, mut open) = (Vec::new(), String::new());
    for line in fix
        .lines()
        .filter(|line| !line.trim_start().starts_with("--"))
    {
        open += line;
        open.push('\n');
        if line.trim_end().ends_with(';') && open.matches("$$").count() % 2 == 0 {
            statements.push(std::mem::take(&mut open));
        }
    }
    assert_eq!(open.trim(), "", "a fix ends with a semicolon: {fix}");
    statements
}

/// Whether the server refuses a statement inside of a transaction.
fn stands_alone(statement: &str) -> bool {
    ["ALTER SYSTEM", "VACUUM"]
        .iter()
        .any(|word| statement.starts_with(word))
        || statement.contains(" CONCURRENTLY ")
}

/// Applies a fix as psql would, statement by statement.
async fn apply(plain: &mut Plain, fix: &str) -> Outcome<()> {
    for statement in statements(fix) {
        plain.execute(&statement).await?;
    }
    Ok(())
}

async fn copy(server: &TestServer, from: &str, to: &str) -> Plain {
    let mut plain = server.plain("postgres").await.unwrap();
    plain
        .execute(&format!("drop database if exists {to} with (force)"))
        .await
        .unwrap();
    plain
        .execute(&format!("create database {to} template {from}"))
        .await
        .unwrap();
    server.plain(to).await.unwrap()
}

/// Runs a fix and takes it back: in a transaction where it may be in one, else on a copy that is thrown away.
async fn try_out(server: &TestServer, name: &str, fix: &str) -> Outcome<()> {
    if statements(fix)
        .iter()
        .any(|statement| stands_alone(statement))
    {
        return apply(&mut copy(server, name, "scratch").await, fix).await;
    }
    let mut plain = server.plain(name).await?;
    plain.execute("begin").await?;
    let applied = apply(&mut plain, fix).await;
    plain.execute("rollback").await?;
    applied
}

/// A fix after the one that its first line asks for, where that one is still to be made.
fn in_order(audit: &Audit, fix: &str) -> String {
    let first = fix
        .strip_prefix("-- After ")
        .and_then(|rest| rest.split(". ").next());
    let named = first.map(|words| words.lines().next().unwrap_or(words).trim_end_matches('.'));
    let before = mendable(audit).find(|(rule, ..)| Some(*rule) == named);
    before.map_or_else(|| fix.to_owned(), |(.., before)| format!("{before}\n{fix}"))
}

#[tokio::test]
async fn every_fix_runs() {
    for version in VERSIONS {
        let server = bad(version).await;
        let (mut tried, mut failed) = (0, Vec::new());
        for name in DATABASES {
            let audit = judged(&server, name).await;
            for (rule, finding, fix) in mendable(&audit) {
                tried += 1;
                if let Err(error) = try_out(&server, name, &in_order(&audit, fix)).await {
                    failed.push(format!("{rule} {}: {error}\n{fix}", finding.subject));
                }
            }
        }
        assert!(failed.is_empty(), "{version:?}\n{}", failed.join("\n\n"));
        assert!(tried > 100, "{version:?}: only {tried} fixes");
    }
}

/// Rules whose SQL is a first step only, or needs more than a session.
const NOT_AT_ONCE: [&str; 4] = [
    // It shows the lengths; which one is meant, a person says.
    "performance.vector-dimension",
    // Needs a restart.
    "logging.destination",
    // The command that starts the tests' servers says it, and goes before ALTER SYSTEM.
    "logging.line-prefix",
    // The fix of another rule then makes pg_stat_statements, in public.
    "extensions.own-schema",
];

/// All fixes of a database that is a copy, one after the other; what was mended, and what is found again.
async fn mend(server: &TestServer, name: &str) -> (BTreeSet<String>, Vec<String>) {
    let mut plain = copy(server, name, "mended").await;
    let before = judged(server, "mended").await;
    let of = |(rule, finding, _): (&str, &Finding, &str)| format!("{rule} of {}", finding.subject);
    let all: Vec<_> = mendable(&before).collect();
    // What another fix asks for is made first.
    let (later, first): (Vec<_>, Vec<_>) = all
        .into_iter()
        .partition(|(.., fix)| fix.starts_with("-- After "));
    for (rule, finding, fix) in first.iter().chain(&later) {
        apply(&mut plain, fix)
            .await
            .unwrap_or_else(|error| panic!("{rule} of {}: {error}\n{fix}", finding.subject));
    }
    // Sessions take the new settings a moment after the reload.
    tokio::time::sleep(Duration::from_millis(300)).await;
    let after = judged(server, "mended").await;
    let found: BTreeSet<String> = mendable(&after).map(of).collect();
    let mended: BTreeSet<String> = mendable(&before).map(of).collect();
    let still = mended.intersection(&found).cloned();
    let still = still
        .filter(|finding| !NOT_AT_ONCE.iter().any(|rule| finding.starts_with(rule)))
        .collect();
    (mended, still)
}

#[tokio::test]
async fn what_was_mended_is_found_no_more() {
    for version in VERSIONS {
        let server = bad(version).await;
        for name in DATABASES {
            let (mended, still) = mend(&server, name).await;
            assert!(still.is_empty(), "{version:?} {name}\n{}", still.join("\n"));
            assert!(mended.len() > 20, "{version:?} {name}: {mended:?}");
        }
    }
}
