//! A person looks where a database stands on the migrations of a folder, finds what is missing, and mends it.

use std::path::Path;

use provost_tests::desktop::Desktop;
use provost_tests::local::{TestServer, Version};
use provost_tests::plain::Outcome;
use serde_json::json;

use super::{LAPTOP, accessible, accessible_in_both_themes, go_to, walkable_by_keyboard};

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
    add_connection(&desktop, &server.tcp_url("postgres"), "Chat").await?;
    let id = remember(&desktop, &folder)?;
    desktop.go(&format!("#/schema/{id}/migrations")).await?;
    the_graph_is_told(&desktop).await?;
    the_picture_is_saved(&desktop).await?;

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
    the_record_alone_is_told(&desktop, &server).await?;
    desktop.close().await
}

/// Where nobody has chosen a folder the screen says what to do.
async fn nothing_was_chosen(desktop: &Desktop) -> Outcome<()> {
    go_to(desktop, "Schema").await?;
    desktop.press("Migrations").await?;
    desktop.see("No record of migrations").await?;
    accessible_in_both_themes(desktop, "migrations-none").await
}

/// What Flyway keeps, as its version 11 makes the table.
const FLYWAY: &str = "create table flyway_schema_history (
        installed_rank int primary key, version varchar(50), description varchar(200) not null, type varchar(20) not null,
        script varchar(1000) not null, checksum int, installed_by varchar(100) not null,
        installed_on timestamp not null default now(), execution_time int not null, success boolean not null);
    insert into flyway_schema_history values
        (1, '1', 'orders', 'SQL', 'V1__orders.sql', 12, 'deployer', '2026-03-01 08:00:00', 20, true),
        (2, '2', 'invoices', 'SQL', 'V2__invoices.sql', 13, 'deployer', '2026-04-01 08:00:00', 20, true),
        (3, '3', 'refunds', 'SQL', 'V3__refunds.sql', 14, 'deployer', '2026-05-01 08:00:00', 20, false);";

/// Without a folder the database alone says what was applied, when, by whom, and what failed.
async fn the_record_alone_is_told(desktop: &Desktop, server: &TestServer) -> Outcome<()> {
    server.create_database("orders").await?;
    server.plain("orders").await?.execute(FLYWAY).await?;
    add_connection(desktop, &server.tcp_url("orders"), "Orders").await?;
    let id = connections(desktop)?.pop().ok_or("no connection")?;
    desktop.go(&format!("#/schema/{id}/migrations")).await?;
    for row in [
        "[contains(., 'refunds')][contains(., 'Failed')][contains(., '2026-05-01 08:00:00')]",
        "[contains(., 'invoices')][contains(., 'Applied')][contains(., 'deployer')][contains(., 'Database is here')]",
    ] {
        desktop
            .find(&format!("//*[@role='grid']//*[@role='row']{row}"))
            .await?;
    }
    let shown = desktop.text().await?;
    for wanted in [
        "3 migrations recorded by Flyway",
        "public.flyway_schema_history",
        "Choose a folder…",
        "what it has left behind is not known",
    ] {
        assert!(shown.contains(wanted), "{wanted}: {shown}");
    }
    accessible_in_both_themes(desktop, "migrations-recorded").await?;
    walkable_by_keyboard(desktop).await
}

/// The graph is saved as a drawing and as a picture of twice its size.
async fn the_picture_is_saved(desktop: &Desktop) -> Outcome<()> {
    for ending in ["svg", "png"] {
        desktop.press("Picture…").await?;
        desktop
            .find("//*[@data-testid='picture']//*[@data-testid='export']")
            .await?
            .click()
            .await?;
        accessible(desktop, "migrations-picture").await?;
        desktop
            .find(&format!(
                "//*[@data-testid='export-{ending}-reports-folder']"
            ))
            .await?
            .click()
            .await?;
        desktop
            .see(&format!("{} written", ending.to_uppercase()))
            .await?;
    }
    let folder = desktop.home().join("Documents/Provost");
    let mut files = Vec::new();
    for file in std::fs::read_dir(folder)? {
        files.push(file?.path());
    }
    files.sort();
    let [png, svg] = files.as_slice() else {
        return Err(format!("{files:?}").into());
    };
    let drawing = std::fs::read_to_string(svg)?;
    assert!(
        drawing.contains("c3d7a3a4d59c"),
        "the drawing lacks a migration"
    );
    let width: u32 = drawing
        .split_once(" width=\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .ok_or("the drawing has no width")?
        .0
        .parse()?;
    let bytes = std::fs::read(png)?;
    // The header of a PNG: its signature, then a chunk of which bytes 16 to 19 are the width.
    assert_eq!(bytes.get(..8), Some(b"\x89PNG\r\n\x1a\n".as_slice()));
    let painted = bytes.get(16..20).ok_or("no header")?.try_into()?;
    assert_eq!(u32::from_be_bytes(painted), width * 2);
    Ok(())
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

async fn add_connection(desktop: &Desktop, url: &str, name: &str) -> Outcome<()> {
    let plain = url.split('?').next().unwrap_or_default();
    go_to(desktop, "Connections").await?;
    desktop.press("Add connection").await?;
    desktop
        .fill("Connection URL", &format!("{plain}?sslmode=disable"))
        .await?;
    desktop.press("Fill in").await?;
    desktop.fill("Name", name).await?;
    desktop.press("Save").await?;
    desktop
        .find(&format!(
            "//*[@data-testid='connection'][contains(., '{name}')]"
        ))
        .await?;
    Ok(())
}

/// The ids of the connections, in the order in which they were added.
fn connections(desktop: &Desktop) -> Outcome<Vec<String>> {
    let path = desktop.home().join("config/provost/connections.toml");
    let file = std::fs::read_to_string(path)?;
    let ids = file.lines().filter_map(|line| line.strip_prefix("id = "));
    Ok(ids
        .map(|quoted| quoted.trim_matches('"').to_owned())
        .collect())
}

/// Writes that this folder was chosen for the connection in an earlier run; gives the connection's id.
fn remember(desktop: &Desktop, folder: &Path) -> Outcome<String> {
    let id = connections(desktop)?.pop().ok_or("no connection")?;
    let sources = json!({
        "schema": "provost.sources/1",
        "connections": { &id: { "migrations": folder } },
    });
    let path = desktop.home().join("config/provost/sources.json");
    std::fs::write(path, sources.to_string())?;
    Ok(id)
}
