//! A person adds a connection, tries it, saves it with its password in the keyring, and deletes it again.

use provost_tests::desktop::Desktop;
use provost_tests::local::{PASSWORD, TestServer, Version};
use provost_tests::plain::Outcome;
use provost_tests::secret_service::Home;

use super::{DESK, accessible_in_both_themes, go_to, walkable_by_keyboard};

/// A name as long as PostgreSQL has them.
const LONG: &str = "A connection whose name is exactly sixty-three characters long.";

#[tokio::test(flavor = "multi_thread")]
async fn add_a_connection() -> Outcome<()> {
    let server = TestServer::on_tcp(Version::Bundled).await?;
    let keyring = Home::with_keyring()?;
    let bus = format!("unix:path={}/run/bus", keyring.path().display());
    let desktop = Desktop::open(DESK, &[("DBUS_SESSION_BUS_ADDRESS", bus)]).await?;

    go_to(&desktop, "Connections").await?;
    desktop.see("without passwords").await?;
    walkable_by_keyboard(&desktop).await?;
    accessible_in_both_themes(&desktop, "connections-first").await?;

    desktop.press("Add connection").await?;
    desktop.see("New connection").await?;
    desktop.fill("Connection URL", &url(&server)).await?;
    desktop.press("Fill in").await?;
    desktop.fill("Name", LONG).await?;
    accessible_in_both_themes(&desktop, "connection-form").await?;

    desktop.press("Test").await?;
    desktop.see("PostgreSQL 18.6").await?;
    desktop.see("SQL for an auditor role").await?;
    desktop.picture("connection-tested").await?;

    desktop.press("Save").await?;
    desktop.see("Password in the keyring").await?;
    desktop.see(LONG).await?;
    accessible_in_both_themes(&desktop, "connections-two").await?;

    let file = std::fs::read_to_string(desktop.home().join("config/provost/connections.toml"))?;
    assert!(file.contains(LONG), "the profile is in the file: {file}");
    assert!(!file.contains(PASSWORD), "the password is not");
    assert!(
        !desktop.client().source().await?.contains(PASSWORD),
        "nor does the window hold it any more"
    );
    desktop.close().await
}

/// The password is wrong: the person is told so, with what to do, and the connection is not lost.
#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_is_told() -> Outcome<()> {
    let server = TestServer::on_tcp(Version::Bundled).await?;
    let desktop = Desktop::open(DESK, &[]).await?;
    go_to(&desktop, "Connections").await?;
    desktop.see("There is no keyring").await?;
    desktop.press("Add connection").await?;
    desktop
        .fill(
            "Connection URL",
            &url(&server).replace(PASSWORD, "not-the-password"),
        )
        .await?;
    desktop.press("Fill in").await?;
    desktop.press("Test").await?;
    desktop.see("password").await?;
    desktop.picture("connection-refused").await?;
    accessible_in_both_themes(&desktop, "connection-refused").await?;
    desktop.close().await
}

fn url(server: &TestServer) -> String {
    format!(
        "{}?sslmode=disable",
        server
            .tcp_url("postgres")
            .split('?')
            .next()
            .unwrap_or_default()
    )
}
