//! A person compares a database with another one, looks at what differs, takes the way back away, and runs it.

use std::path::PathBuf;

use provost_tests::desktop::Desktop;
use provost_tests::local::TestServer;
use provost_tests::plain::Outcome;
use serde_json::json;

use super::{DESK, LAPTOP, accessible, accessible_in_both_themes, go_to, walkable_by_keyboard};

const TREE: &str = "//*[@role='tree']";
const PANEL: &str = "//*[@data-testid='difference']";
const COUNT: &str = "//*[@data-testid='count']";

/// What the database should be.
const EXPECTED: &str = "
    create table customers (id bigint primary key, email varchar(320) not null unique);
    alter table customers enable row level security;
    alter table customers force row level security;
    create policy customers_own on customers for select using (email = current_user);
    create table orders (id bigint primary key, customer_id bigint not null references customers (id), total numeric not null);
    create index orders_customer on orders (customer_id);
    create table audit_log (id bigint primary key, at timestamptz not null, who text not null);
    create function touch() returns trigger language plpgsql set search_path = ''
        as $$begin new.at := pg_catalog.now(); return new; end$$;";

/// What it is: a policy, an index and a table are missing, a column and a function are otherwise, a table is left over.
const ACTUAL: &str = "
    create table customers (id bigint primary key, email text not null unique);
    create table orders (id bigint primary key, customer_id bigint not null references customers (id), total numeric not null);
    create table customers_backup (id bigint, email text);
    create function touch() returns trigger language plpgsql security definer
        as $$begin new.at := now(); return new; end$$;";

/// Both databases, and the window that knows them.
async fn two_shops() -> Outcome<(TestServer, Desktop)> {
    let server = TestServer::bundled().await?;
    for (database, sql) in [("shop", ACTUAL), ("shop_test", EXPECTED)] {
        server.create_database(database).await?;
        server.plain(database).await?.execute(sql).await?;
    }
    let desktop = Desktop::open(LAPTOP, &[]).await?;
    add(&desktop, &server, "shop_test", "Shop, test").await?;
    add(&desktop, &server, "shop", "Shop").await?;
    Ok((server, desktop))
}

#[tokio::test(flavor = "multi_thread")]
async fn compare_with_another_connection_and_go_the_way_back() -> Outcome<()> {
    let (server, desktop) = two_shops().await?;
    go_to(&desktop, "Schema").await?;
    desktop.press("Compare").await?;
    desktop
        .see("It changes nothing and applies nothing")
        .await?;
    accessible_in_both_themes(&desktop, "comparison-source").await?;
    walkable_by_keyboard(&desktop).await?;
    press(&desktop, "//input[@value='connection']").await?;
    press(&desktop, "//option[starts-with(., 'Shop, test')]").await?;
    press(&desktop, "//*[@data-testid='compare']").await?;

    desktop.find(TREE).await?;
    desktop.see("2 of 3 tables").await?;
    accessible_in_both_themes(&desktop, "comparison-tree").await?;
    let all = desktop.find(COUNT).await?.text().await?;
    press(&desktop, "//*[@data-testid='severity-critical']").await?;
    desktop.see(&format!("of {all}")).await?;
    press(&desktop, "//*[@data-testid='severity-critical']").await?;

    look_at(&desktop, "email").await?;
    for words in ["character varying(320)", "text", "alter column email type"] {
        desktop
            .find(&format!("{PANEL}[contains(., '{words}')]"))
            .await?;
    }
    accessible_in_both_themes(&desktop, "comparison-column").await?;
    look_at(&desktop, "touch()").await?;
    desktop
        .find(&format!("{PANEL}//mark[contains(., 'pg_catalog')]"))
        .await?;
    accessible_in_both_themes(&desktop, "comparison-function").await?;
    walkable_by_keyboard(&desktop).await?;
    keyboard_walks_the_tree(&desktop).await?;

    press(
        &desktop,
        "//nav[@aria-label='Parts of the comparison']//a[contains(., 'Way back')]",
    )
    .await?;
    desktop.see("Provost never runs this").await?;
    desktop
        .find("//*[@data-testid='losses'][contains(., '1 statement')]")
        .await?;
    accessible_in_both_themes(&desktop, "comparison-script").await?;

    reports_are_written(&desktop).await?;
    let script = std::fs::read_to_string(exported_sql(&desktop).await?)?;
    server.plain("shop").await?.execute(&script).await?;
    desktop.press("Compare again").await?;
    // Where the parts stand changes as long as it compares.
    press(
        &desktop,
        "//nav[@aria-label='Parts of the comparison']//a[contains(., 'Differences')][contains(., '0')]",
    )
    .await?;
    desktop
        .find("//h2[normalize-space()='No differences']")
        .await?;
    accessible_in_both_themes(&desktop, "comparison-same").await?;
    desktop.close().await
}

/// The SQL that was chosen in an earlier run is chosen already. When the server has gone away, the result stays.
#[tokio::test(flavor = "multi_thread")]
async fn compare_with_the_sql_of_the_last_time() -> Outcome<()> {
    let server = TestServer::bundled().await?;
    server.create_database("shop").await?;
    server.plain("shop").await?.execute(ACTUAL).await?;
    let desktop = Desktop::open(DESK, &[]).await?;
    add(&desktop, &server, "shop", "Shop").await?;
    remember(&desktop)?;

    go_to(&desktop, "Schema").await?;
    desktop.press("Compare").await?;
    desktop
        .find("//*[@data-testid='path'][contains(., '/expected')]")
        .await?;
    press(&desktop, "//*[@data-testid='compare']").await?;
    desktop.see("should be as the SQL of").await?;
    look_at(&desktop, "audit_log").await?;
    desktop.see("create table public.audit_log").await?;
    accessible_in_both_themes(&desktop, "comparison-desk").await?;
    press(&desktop, "//*[@data-testid='group-area']").await?;
    desktop.see("0 of 1 table there").await?;
    accessible_in_both_themes(&desktop, "comparison-areas").await?;

    drop(server);
    desktop.press("Compare again").await?;
    desktop.see("what you see is the result before it").await?;
    desktop.find(TREE).await?;
    accessible_in_both_themes(&desktop, "comparison-gone").await?;
    desktop.close().await
}

/// Writes what is expected to a folder and remembers it for the one connection, as choosing it in the dialog does.
fn remember(desktop: &Desktop) -> Outcome<()> {
    let folder = desktop.home().join("expected");
    std::fs::create_dir(&folder)?;
    std::fs::write(folder.join("0001_shop.sql"), EXPECTED)?;
    let config = desktop.home().join("config/provost");
    let profiles = std::fs::read_to_string(config.join("connections.toml"))?;
    let id = profiles
        .lines()
        .find_map(|line| line.strip_prefix("id = "))
        .map(|quoted| quoted.trim_matches('"'))
        .ok_or_else(|| format!("no connection: {profiles}"))?;
    let sources = json!({
        "schema": "provost.sources/1",
        "connections": { id: { "expected": { "kind": "sql", "path": folder } } },
    });
    std::fs::write(config.join("sources.json"), sources.to_string())?;
    Ok(())
}

/// Adds a connection over the socket, which asks for no password.
async fn add(desktop: &Desktop, server: &TestServer, database: &str, name: &str) -> Outcome<()> {
    go_to(desktop, "Connections").await?;
    desktop.press("Add connection").await?;
    desktop
        .fill("Connection URL", &server.url(database))
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

/// Clicks the one element of a path.
async fn press(desktop: &Desktop, path: &str) -> Outcome<()> {
    desktop.find(path).await?.click().await?;
    Ok(())
}

/// Selects a difference and waits until it is shown.
async fn look_at(desktop: &Desktop, name: &str) -> Outcome<()> {
    press(
        desktop,
        &format!("//*[@role='treeitem'][not(@aria-expanded)][.//*[normalize-space()='{name}']]"),
    )
    .await?;
    desktop
        .find(&format!("{PANEL}//h2[contains(., '{name}')]"))
        .await?;
    Ok(())
}

/// Arrows move through the tree, Enter opens what they stand on.
async fn keyboard_walks_the_tree(desktop: &Desktop) -> Outcome<()> {
    let tree = desktop.find(TREE).await?;
    desktop
        .client()
        .execute("document.querySelector('[role=tree]').focus()", vec![])
        .await?;
    // Home, then down from the schema to the first line that is no group.
    tree.send_keys("\u{e011}").await?;
    let script = "const tree = document.querySelector('[role=tree]');
        const line = document.getElementById(tree.getAttribute('aria-activedescendant'));
        return line?.hasAttribute('aria-expanded') ? '' : line?.querySelector('.name')?.textContent.trim() ?? '';";
    let mut reached = String::new();
    for _ in 0..10 {
        tree.send_keys("\u{e015}").await?;
        let name = desktop.client().execute(script, vec![]).await?;
        name.as_str().unwrap_or_default().clone_into(&mut reached);
        if !reached.is_empty() {
            break;
        }
    }
    tree.send_keys("\u{e007}").await?;
    desktop
        .find(&format!("{PANEL}//h2[contains(., '{reached}')]"))
        .await?;
    desktop
        .find(&format!(
            "//*[@role='treeitem'][@aria-selected='true'][contains(., '{reached}')]"
        ))
        .await?;
    Ok(())
}

/// Takes the SQL away to the reports folder; where it is.
async fn exported_sql(desktop: &Desktop) -> Outcome<PathBuf> {
    press(desktop, "//*[@data-testid='export']").await?;
    desktop
        .see("Provost writes the SQL and never runs it")
        .await?;
    desktop.picture("comparison-export").await?;
    press(desktop, "//*[@data-testid='export-sql-reports-folder']").await?;
    desktop.see("SQL written").await?;
    written(desktop, "sql")
}

/// Takes the consistency report away as a page and as a document, with nothing else to tell of.
async fn reports_are_written(desktop: &Desktop) -> Outcome<()> {
    for (ending, words) in [("html", "HTML report"), ("pdf", "PDF report")] {
        press(desktop, "//*[@data-testid='export']").await?;
        press(
            desktop,
            &format!("//*[@data-testid='export-{ending}-reports-folder']"),
        )
        .await?;
        desktop.find("//*[@data-testid='report-dialog']").await?;
        accessible(desktop, "comparison-report").await?;
        desktop.press("Write the report").await?;
        desktop.see(&format!("{words} written")).await?;
    }
    let page = std::fs::read_to_string(written(desktop, "html")?)?;
    for wanted in [
        "Shop, test",
        "customers_own",
        "orders_customer",
        "audit_log",
    ] {
        assert!(page.contains(wanted), "the page does not tell of {wanted}");
    }
    let document = std::fs::read(written(desktop, "pdf")?)?;
    assert!(document.starts_with(b"%PDF-"), "the document is no PDF");
    assert!(
        document.len() > 50_000,
        "the document has {} bytes",
        document.len()
    );
    Ok(())
}

/// The one file of this ending in the reports folder.
fn written(desktop: &Desktop, ending: &str) -> Outcome<PathBuf> {
    let folder = desktop.home().join("Documents/Provost");
    let mut paths = std::fs::read_dir(folder)?.filter_map(|file| Some(file.ok()?.path()));
    let found = paths.find(|path| path.extension().is_some_and(|own| own == ending));
    found.ok_or_else(|| format!("no .{ending} was written").into())
}
