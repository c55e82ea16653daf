//! The chains that MLflow and Apache Airflow ship, with databases that their own tools made at an older revision. What is
//! expected is what Alembic answered to the same files and the same databases (`fixtures/migrations/*/alembic.txt`).

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use provost_app::connections::Opened;
use provost_app::schema::migrations;
use provost_core::audit::Severity;
use provost_core::schema::history::{DefectKind, EdgeKind, History, NodeState, Tool};
use provost_postgres::{Database, Trust};
use provost_tests::local::TestServer;
use provost_tests::profile;

use super::transcript::{Told, Transcript, from, names};
use super::{fresh, servers};

const PRODUCTS: [&str; 2] = ["mlflow", "airflow"];

fn fixture(product: &str, name: &str) -> String {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/migrations");
    std::fs::read_to_string(fixtures.join(product).join(name)).unwrap()
}

/// The folder out of the product's wheel, fetched first where it is missing.
fn folder(product: &str) -> PathBuf {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scripts/fetch-migrations");
    let output = Command::new(script).arg(product).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    PathBuf::from(String::from_utf8_lossy(&output.stdout).trim())
}

/// A folder as it is, without one file.
fn copy_without(folder: &Path, copy: &Path, left_out: &str) {
    std::fs::create_dir_all(copy).unwrap();
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let (source, target) = (entry.path(), copy.join(entry.file_name()));
        if source.is_dir() {
            copy_without(&source, &target, left_out);
        } else if entry.file_name() != left_out {
            std::fs::copy(&source, &target).unwrap();
        }
    }
}

async fn read(server: &TestServer, product: &str, folder: &Path) -> History {
    let profile = profile::of(server, product, server.user());
    let database = Database::open(&profile, None, &Trust::default()).unwrap();
    let opened = Opened { database, profile };
    let read = migrations(folder, Some(&opened)).await.unwrap();
    assert!(!read.hidden);
    read.history
}

fn set(list: &[String]) -> BTreeSet<String> {
    let set: BTreeSet<String> = list.iter().cloned().collect();
    assert_eq!(set.len(), list.len(), "something is named twice: {list:?}");
    set
}

/// That each stands behind all that it follows on, as far as that is in the list.
fn assert_ordered(list: &[String], told: &[Told]) {
    let place = |id: &String| list.iter().position(|one| one == id);
    for one in told {
        let Some(own) = place(&one.id) else { continue };
        for before in one.follows.iter().filter_map(place) {
            assert!(before < own, "{} stands too early", one.id);
        }
    }
}

/// The chain alone, against `alembic heads`, `branches` and `history`.
fn assert_chain(seen: &History, transcript: &Transcript) {
    let told = transcript.history("alembic history");
    assert_eq!(seen.heads, transcript.names("alembic heads"));
    assert_eq!(seen.effective_heads, seen.heads);
    let bases = told.iter().filter(|one| one.follows.is_empty());
    assert_eq!(set(&seen.bases), names(bases));
    let branches = told.iter().filter(|one| one.is("branchpoint"));
    assert_eq!(set(&seen.branch_points), names(branches));
    assert_eq!(seen.branch_points, transcript.names("alembic branches"));
    let merges = told.iter().filter(|one| one.is("mergepoint"));
    assert_eq!(set(&seen.merges), names(merges));
    assert!(seen.unreachable.is_empty(), "{:?}", seen.unreachable);

    let order: Vec<String> = seen.graph.nodes.iter().map(|one| one.id.clone()).collect();
    assert_eq!(set(&order), names(&told));
    assert_ordered(&order, &told);
    let edges: BTreeSet<(&str, &str)> = seen
        .graph
        .edges
        .iter()
        .map(|edge| (edge.from.as_str(), edge.to.as_str()))
        .collect();
    let expected = told.iter().flat_map(|one| {
        let before = one.follows.iter();
        before.map(|before| (before.as_str(), one.id.as_str()))
    });
    assert_eq!(edges, expected.collect());
    let mut kinds = seen.graph.edges.iter().map(|edge| edge.kind);
    assert!(kinds.all(|kind| kind == EdgeKind::Follows));
    for one in &told {
        let node = seen.graph.nodes.iter().find(|node| node.id == one.id);
        assert_eq!(node.unwrap().title, one.title, "{}", one.id);
    }
}

/// Where the database stands in it, against `alembic current`, `history -r current:head` and `check`.
fn assert_standing(seen: &History, transcript: &Transcript) {
    let told = transcript.history("alembic history");
    let current = transcript.names("alembic current");
    assert_eq!(seen.current, current);
    // Alembic's range names its beginning too.
    let mut open = names(&transcript.history("alembic history -r current:head"));
    assert!(open.remove(&current[0]));
    assert_eq!(set(&seen.pending), open);
    assert_ordered(&seen.pending, &told);
    assert!(!open.is_empty());
    let check = &transcript.answer("alembic check")[0];
    assert!(
        check.contains("Target database is not up to date"),
        "{check}"
    );
    for node in &seen.graph.nodes {
        let state = if open.contains(&node.id) {
            NodeState::Pending
        } else {
            NodeState::Applied
        };
        assert_eq!(
            (node.state, node.current),
            (state, current.contains(&node.id))
        );
    }
    assert_eq!(seen.blocked, [""; 0]);
    assert_eq!(seen.unknown, [""; 0]);
}

#[tokio::test]
async fn real_chains_are_what_alembic_says() {
    for server in servers().await.unwrap() {
        for product in PRODUCTS {
            fresh(&server, product, &fixture(product, "database.sql"))
                .await
                .unwrap();
            let transcript = Transcript::read(&fixture(product, "alembic.txt"));
            let seen = read(&server, product, &folder(product)).await;
            assert_eq!(seen.tool, Some(Tool::Alembic));
            assert_eq!(seen.table.as_deref(), Some("public.alembic_version"));
            assert_chain(&seen, &transcript);
            assert_standing(&seen, &transcript);
            // Alembic reads every file and complains of none.
            assert_eq!(seen.defects, [], "{product}");
            assert_eq!(seen.remarks, [""; 0], "{product}");
        }
    }
}

/// Alembic stops there with a `KeyError` that says neither which file waits for it nor what no longer can be applied.
#[tokio::test]
async fn a_file_that_is_gone_is_named() {
    let server = TestServer::bundled().await.unwrap();
    for product in PRODUCTS {
        fresh(&server, product, &fixture(product, "database.sql"))
            .await
            .unwrap();
        let transcript = Transcript::read(&fixture(product, "alembic.txt"));
        let (file, answer) = transcript.without();
        let (failure, missing) = answer.split_once(": KeyError: ").unwrap();
        let missing = missing.trim_matches('\'').to_owned();
        assert_eq!(failure, "exit status 1");
        let copy = tempfile::tempdir().unwrap();
        copy_without(&folder(product), copy.path(), file);
        let seen = read(&server, product, copy.path()).await;

        let told = transcript.history("alembic history");
        let mut later = from(&told, &missing);
        later.remove(&missing);
        let next = told.iter().find(|one| one.follows.contains(&missing));
        let defect = seen.defects.first().unwrap();
        assert_eq!(defect.kind, DefectKind::MissingRevision);
        assert_eq!(defect.severity, Severity::Critical);
        let named = [missing.clone(), next.unwrap().id.clone()];
        assert_eq!(defect.migrations, named);
        assert!(
            defect
                .message
                .starts_with(&format!("`{missing}` is followed on by")),
            "{}",
            defect.message
        );
        assert_eq!(set(&seen.blocked), later);
        assert_eq!(set(&seen.unreachable), later);
        let mut open = names(&transcript.history("alembic history -r current:head"));
        open.retain(|id| *id != missing && *id != seen.current[0] && !later.contains(id));
        assert_eq!(set(&seen.pending), open);
        let node = seen.graph.nodes.iter().find(|node| node.id == missing);
        assert_eq!(node.unwrap().state, NodeState::Missing);
        let follows_from_it =
            |kind: DefectKind| matches!(kind, DefectKind::SeveralHeads | DefectKind::Unreachable);
        let mut others = seen.defects.iter().skip(1);
        assert!(
            others.all(|one| follows_from_it(one.kind)),
            "{:#?}",
            seen.defects
        );
    }
}
