//! A person looks where a database stands on the migrations of a folder, finds what is missing, and mends it.

use std::path::Path;

use provost_tests::desktop::Desktop;
use provost_tests::local::{TestServer, Version};
use provost_tests::plain::Outcome;
use serde_json::json;

use super::{LAPTOP, accessible_in_both_themes, go_to, walkable_by_keyboard};

/// The chain of the report that the product began with, as far as its files are there.
const STEPS: [(&str, &str); 5] = [
    ("a1b2c3d4e5f6", "None"),
    ("e1f2g3h4i5j6", "'a1b2c3d4e5f6'"),
    ("b7c8d9e0f1a2", "'e1f2g3h4i5j6'"),
    ("enhanced_2fa_system_20250803", "'c3d7a3a4d59c'"),
    ("f0a1b2c3d4e5", "'enhanced_2fa_system_20250803'"),
];

#[tokio::test(flavor = "multi_thread")]
async fn find_the_missing_revision_and_bring_it_back() -> Outcome<()> {
    let server = TestServer::on_tcp(Version::Bundled).await?;
    let script = "create table alembic_version (version_num varchar(64) primary key);
        insert into alembic_version values ('e1f2g3h4i5j6');
        create table users (id int primary key);";
    server.plain("postgres").await?.execute(script).await?;
    let desktop = Desktop::open(LAPTOP, &[]).await?;
    nothing_was_chosen(&desktop).await?;

    let folder = desktop.home().join("alembic");
    for (id, before) in STEPS {
        revision(&folder, id, before)?;
    }
    add_connection(&desktop, &server).await?;
    let id = remember(&desktop, &folder)?;
    desktop.go(&format!("#/schema/{id}/migrations")).await?;
    the_graph_is_told(&desktop).await?;

    row(&desktop, "c3d7a3a4d59c", "Missing")
        .await?
        .click()
        .await?;
    desktop
        .find("//*[@data-testid='migration'][contains(., 'Bring the file back')]")
        .await?;
    accessible_in_both_themes(&desktop, "migrations-missing").await?;
    part(&desktop, "Defects").await?;
    desktop
        .find("//*[@data-testid='defect'][contains(., 'Critical')][contains(., 'c3d7a3a4d59c')]")
        .await?;
    accessible_in_both_themes(&desktop, "migrations-defects").await?;
    part(&desktop, "Way to the head").await?;
    desktop
        .find("//*[@data-testid='blocked'][contains(., '2 migrations cannot be applied')]")
        .await?;
    desktop.find("//*[@data-testid='no-command']").await?;

    revision(&folder, "c3d7a3a4d59c", "'b7c8d9e0f1a2'")?;
    desktop.press("Refresh").await?;
    desktop
        .find("//*[@data-testid='command'][contains(., 'alembic upgrade head')]")
        .await?;
    let steps = desktop.text().await?;
    assert!(steps.contains("4 migrations to apply"), "{steps}");
    accessible_in_both_themes(&desktop, "migrations-way").await?;
    desktop.close().await
}

/// Where nobody has chosen a folder the screen says what to do.
async fn nothing_was_chosen(desktop: &Desktop) -> Outcome<()> {
    go_to(desktop, "Schema").await?;
    desktop.press("Migrations").await?;
    desktop.see("No folder of migrations yet").await?;
    accessible_in_both_themes(desktop, "migrations-none").await
}

/// The current revision, what is pending, what is blocked and what is missing, each in its row.
async fn the_graph_is_told(desktop: &Desktop) -> Outcome<()> {
    row(desktop, "e1f2g3h4i5j6", "Database is here").await?;
    row(desktop, "e1f2g3h4i5j6", "Applied").await?;
    row(desktop, "b7c8d9e0f1a2", "Pending").await?;
    row(desktop, "enhanced_2fa_system_20250803", "Blocked").await?;
    row(desktop, "c3d7a3a4d59c", "Missing").await?;
    let shown = desktop.text().await?;
    for wanted in [
        "2 of 5 migrations applied",
        "public.alembic_version",
        "Alembic, certain",
    ] {
        assert!(shown.contains(wanted), "{wanted}: {shown}");
    }
    accessible_in_both_themes(desktop, "migrations-graph").await?;
    walkable_by_keyboard(desktop).await
}

/// The row of a migration that says this.
async fn row(desktop: &Desktop, id: &str, says: &str) -> Outcome<fantoccini::elements::Element> {
    let path = format!(
        "//*[@role='grid']//*[@role='row'][*[2][normalize-space()='{id}']][contains(., '{says}')]"
    );
    desktop.find(&path).await
}

async fn part(desktop: &Desktop, name: &str) -> Outcome<()> {
    let path = format!(
        "//nav[@aria-label='Parts of the migrations']//a[starts-with(normalize-space(), '{name}')]"
    );
    desktop.find(&path).await?.click().await?;
    Ok(())
}

fn revision(folder: &Path, id: &str, before: &str) -> Outcome<()> {
    let versions = folder.join("versions");
    std::fs::create_dir_all(&versions)?;
    let text = format!("\"\"\"Make {id}.\"\"\"\nrevision = '{id}'\ndown_revision = {before}\n");
    std::fs::write(versions.join(format!("{id}.py")), text)?;
    Ok(())
}

async fn add_connection(desktop: &Desktop, server: &TestServer) -> Outcome<()> {
    let url = server.tcp_url("postgres");
    let plain = url.split('?').next().unwrap_or_default();
    go_to(desktop, "Connections").await?;
    desktop.press("Add connection").await?;
    desktop
        .fill("Connection URL", &format!("{plain}?sslmode=disable"))
        .await?;
    desktop.press("Fill in").await?;
    desktop.fill("Name", "Chat").await?;
    desktop.press("Save").await?;
    desktop
        .find("//*[@data-testid='connection'][contains(., 'Chat')]")
        .await?;
    Ok(())
}

/// Writes that this folder was chosen for the connection in an earlier run; gives the connection's id.
fn remember(desktop: &Desktop, folder: &Path) -> Outcome<String> {
    let config = desktop.home().join("config/provost");
    let file = std::fs::read_to_string(config.join("connections.toml"))?;
    let id = file
        .lines()
        .find_map(|line| line.strip_prefix("id = "))
        .map(|quoted| quoted.trim_matches('"'))
        .ok_or_else(|| format!("no connection: {file}"))?;
    let sources = json!({
        "schema": "provost.sources/1",
        "connections": { id: { "migrations": folder } },
    });
    std::fs::write(config.join("sources.json"), sources.to_string())?;
    Ok(id.to_owned())
}
