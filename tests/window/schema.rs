//! A person looks at the packs, previews the SQL, installs them, and takes one back.

use provost_tests::desktop::Desktop;
use provost_tests::plain::Outcome;

use super::{LAPTOP, accessible_in_both_themes, go_to, walkable_by_keyboard};

const GO: &str = "//*[@data-testid='go']";
const RESULT: &str = "//*[@data-testid='result']";

#[tokio::test(flavor = "multi_thread")]
async fn install_all_packs_and_take_one_back() -> Outcome<()> {
    let desktop = Desktop::open(LAPTOP, &[]).await?;
    go_to(&desktop, "Schema").await?;
    desktop.see("Not installed").await?;
    accessible_in_both_themes(&desktop, "schema-absent").await?;
    walkable_by_keyboard(&desktop).await?;

    desktop.press("Preview apply").await?;
    desktop.find(GO).await?;
    unfold(&desktop, "identity/0001").await?;
    desktop.see("create table governance.tenants").await?;
    accessible_in_both_themes(&desktop, "schema-plan").await?;
    desktop.find(GO).await?.click().await?;
    desktop.find(RESULT).await?;
    accessible_in_both_themes(&desktop, "schema-applied").await?;
    let shown = desktop.text().await?;
    assert!(shown.contains("migrations applied in"), "{shown}");
    assert!(
        !shown.contains("Not installed"),
        "all packs are there: {shown}"
    );

    unfold(&desktop, "Security").await?;
    desktop.see("registered_devices").await?;
    accessible_in_both_themes(&desktop, "schema-pack").await?;

    desktop
        .find("//label[normalize-space()='Choose the pack Workspace']")
        .await?
        .click()
        .await?;
    desktop.press("Preview revert").await?;
    desktop.find(GO).await?.click().await?;
    desktop.see("reverted in").await?;
    desktop
        .find("//*[@data-testid='pack-workspace'][contains(., 'Not installed')]")
        .await?;
    desktop.close().await
}

/// Rows are dropped only after the person has said so and typed the name of the connection.
#[tokio::test(flavor = "multi_thread")]
async fn rows_are_dropped_after_they_were_named() -> Outcome<()> {
    let desktop = Desktop::open(LAPTOP, &[]).await?;
    desktop.press("Load the sample workspace").await?;
    desktop
        .find("//*[@data-testid='figure-open-drift']")
        .await?;
    go_to(&desktop, "Schema").await?;
    desktop
        .find("//label[normalize-space()='Choose the pack Training']")
        .await?
        .click()
        .await?;
    desktop.press("Preview revert").await?;
    desktop.see("would be lost").await?;
    accessible_in_both_themes(&desktop, "schema-revert").await?;
    desktop.find(GO).await?.click().await?;
    desktop.find("//*[@data-testid='confirm']").await?;
    accessible_dialog(&desktop, "schema-confirm").await?;
    let confirm = "//*[@data-testid='confirm']//button[@type='submit']";
    assert!(!desktop.find(confirm).await?.is_enabled().await?);
    desktop
        .fill(
            "Type the name of the connection",
            "Local workspace (demonstration)",
        )
        .await?;
    assert!(
        !desktop.find(confirm).await?.is_enabled().await?,
        "the rows are not named yet"
    );
    desktop
        .find("//*[@data-testid='confirm']//input[@type='checkbox']")
        .await?
        .click()
        .await?;
    desktop.find(confirm).await?.click().await?;
    desktop.find(RESULT).await?;

    go_to(&desktop, "Overview").await?;
    desktop.see("The pack Training is not installed").await?;
    accessible_in_both_themes(&desktop, "overview-missing").await?;
    desktop.close().await
}

/// Unfolds what has this name.
async fn unfold(desktop: &Desktop, name: &str) -> Outcome<()> {
    let path =
        format!("//button[@aria-expanded='false'][starts-with(normalize-space(), '{name}')]");
    desktop.find(&path).await?.click().await?;
    Ok(())
}

/// The switch of the theme is behind the dialog: only what is shown now is looked at.
async fn accessible_dialog(desktop: &Desktop, name: &str) -> Outcome<()> {
    desktop.picture(name).await?;
    let violations = desktop.violations().await?;
    assert!(violations.is_empty(), "{name}: {violations:#?}");
    Ok(())
}
