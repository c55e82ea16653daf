//! A person fills the empty workspace with the sample, reads the first screen, goes to the rows behind a number, and
//! takes the sample away again.

use provost_tests::desktop::Desktop;
use provost_tests::plain::Outcome;

use super::{DESK, LAPTOP, accessible_in_both_themes, go_to, walkable_by_keyboard};

const BADGE: &str = "//*[@data-testid='sample-badge']";
const DRIFT: &str = "//*[@data-testid='figure-open-drift']";

#[tokio::test(flavor = "multi_thread")]
async fn load_the_sample_and_read_the_overview() -> Outcome<()> {
    let desktop = Desktop::open(LAPTOP, &[]).await?;
    desktop.see("No governance tables yet").await?;
    accessible_in_both_themes(&desktop, "overview-empty").await?;

    desktop.press("Load the sample workspace").await?;
    desktop.find("//*[@data-testid='progress']").await?;
    desktop.picture("overview-loading").await?;
    desktop.find(DRIFT).await?;
    accessible_in_both_themes(&desktop, "overview-filled").await?;
    walkable_by_keyboard(&desktop).await?;
    let shown = desktop.text().await?;
    for words in [
        "Data accuracy",
        "Target: at least 99.9 %",
        "Target: below 100 ms",
        "Models by stage",
        "Consents withdrawn",
        "Overdue checks",
        "Sample data",
        "Halvard Mutual Insurance",
    ] {
        assert!(shown.contains(words), "the overview shows {words}: {shown}");
    }
    assert!(
        !shown.contains("Not determinable"),
        "every figure is determinable: {shown}"
    );

    desktop.find(&format!("{DRIFT}//a")).await?.click().await?;
    desktop
        .find("//*[@role='grid']//*[@role='gridcell']")
        .await?;
    desktop.see("SQL of these rows").await?;
    accessible_in_both_themes(&desktop, "overview-rows").await?;
    desktop
        .find("//*[@role='grid']//*[@role='gridcell']")
        .await?
        .click()
        .await?;
    desktop.find("//*[@data-testid='row']").await?;
    desktop.picture("overview-row").await?;
    desktop.press("Close").await?;

    for domain in ["Audit", "Schema", "Connections"] {
        go_to(&desktop, domain).await?;
        desktop.find(BADGE).await?;
    }
    go_to(&desktop, "Overview").await?;
    desktop.press("Remove sample data").await?;
    desktop
        .find("//*[@role='alertdialog']//button[normalize-space()='Remove sample data']")
        .await?
        .click()
        .await?;
    desktop.see("The tables are there and hold no rows").await?;
    accessible_in_both_themes(&desktop, "overview-hollow").await?;
    let shown = desktop.text().await?;
    assert!(!shown.contains("Sample data"), "no mark is left: {shown}");
    desktop.close().await
}

/// On the screen of a desk all of it is seen beside each other.
#[tokio::test(flavor = "multi_thread")]
async fn the_overview_on_a_large_screen() -> Outcome<()> {
    let desktop = Desktop::open(DESK, &[]).await?;
    desktop.press("Load the sample workspace").await?;
    desktop.find(DRIFT).await?;
    accessible_in_both_themes(&desktop, "overview-large").await?;
    for figure in [
        "data-accuracy",
        "models-by-stage",
        "cost",
        "columns-without-level",
    ] {
        desktop
            .go(&format!("#/overview/{}/{figure}", workspace()))
            .await?;
        desktop
            .find("//*[@role='grid']//*[@role='gridcell']")
            .await?;
        desktop.picture(&format!("overview-rows-{figure}")).await?;
    }
    desktop.close().await
}

fn workspace() -> provost_core::connections::ProfileId {
    provost_app::WORKSPACE
}
