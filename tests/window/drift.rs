//! A person looks for drift, sees which columns drift, and says what was done about it.

use provost_tests::desktop::Desktop;
use provost_tests::plain::Outcome;

use super::{LAPTOP, accessible, accessible_in_both_themes, go_to};

const THEN: &str = "select amount::float8, amount % 3 = 0 as urgent, amount % 3 = 0 as said from generate_series(1, 2000) amount";
const NOW: &str = "select amount::float8 + 900 as amount, amount % 3 = 0 as urgent, amount % 2 = 0 as said from generate_series(1, 2000) amount";

#[tokio::test(flavor = "multi_thread")]
async fn look_for_drift_and_resolve_it() -> Outcome<()> {
    let desktop = Desktop::open(LAPTOP, &[]).await?;
    go_to(&desktop, "Drift").await?;
    desktop.see("Drift cannot be read here").await?;
    go_to(&desktop, "Overview").await?;
    desktop.press("Load the sample workspace").await?;
    desktop
        .find("//*[@data-testid='figure-open-drift']")
        .await?;

    go_to(&desktop, "Drift").await?;
    desktop
        .find("//*[@role='grid']//*[@role='gridcell']")
        .await?;
    accessible_in_both_themes(&desktop, "drift-findings").await?;
    act_as_administrator(&desktop).await?;
    compare_two_queries(&desktop).await?;

    desktop
        .find("//*[@data-testid='column-panel']//*[@data-testid='plot']")
        .await?;
    accessible_in_both_themes(&desktop, "drift-comparison").await?;
    for (column, decision) in [
        ("amount", "Critical"),
        ("urgent", "No drift"),
        ("urgent by said", "Performance"),
        ("urgent given said", "Concept"),
    ] {
        let row = format!(
            "//*[@data-testid='column'][contains(., '{column}')][contains(., '{decision}')]"
        );
        desktop.find(&row).await?;
    }
    for pressed in [
        "//*[@data-testid='column']//a[normalize-space()='amount']",
        "//*[@data-testid='shape-cumulative']",
    ] {
        desktop.find(pressed).await?.click().await?;
    }
    desktop.see("% of values up to each").await?;
    desktop
        .find("//*[@data-testid='resolve']")
        .await?
        .click()
        .await?;
    desktop
        .fill("What was done", "The unit of the amounts was mended.")
        .await?;
    desktop
        .find("//*[@data-testid='finding-dialog']//button[normalize-space()='Resolve']")
        .await?
        .click()
        .await?;
    desktop.see("All resolved").await?;
    desktop.see("The unit of the amounts was mended.").await?;
    accessible_in_both_themes(&desktop, "drift-resolved").await?;
    desktop.close().await
}

/// Names somebody who may write drift.
async fn act_as_administrator(desktop: &Desktop) -> Outcome<()> {
    const PEOPLE: &str = "//*[@data-testid='acting-dialog']";
    desktop
        .find("//*[@data-testid='acting']")
        .await?
        .click()
        .await?;
    desktop.fill("Search people", "administrator").await?;
    let person = format!("{PEOPLE}//button[contains(., 'administrator')]");
    desktop.find(&person).await?.click().await?;
    desktop
        .find(&format!("{person}[@aria-pressed='true']"))
        .await?;
    desktop
        .find(&format!("{PEOPLE}//button[normalize-space()='Close']"))
        .await?
        .click()
        .await?;
    Ok(())
}

/// Compares two queries with a model's answers among their columns, and keeps that for a version.
async fn compare_two_queries(desktop: &Desktop) -> Outcome<()> {
    const KEPT_FOR: &str = "//select[@id=//label[normalize-space()='Keep it for']/@for]";
    desktop.press("Look for drift…").await?;
    desktop
        .find("//*[@data-testid='sources-queries']")
        .await?
        .click()
        .await?;
    desktop.fill("Reference: query", THEN).await?;
    desktop.fill("Current: query", NOW).await?;
    desktop.fill("What came true", "urgent").await?;
    desktop.fill("What the model said", "said").await?;
    accessible(desktop, "drift-start").await?;
    desktop.scroll_to(KEPT_FOR).await?;
    desktop.find(KEPT_FOR).await?.select_by_index(1).await?;
    desktop.press("Compare").await
}
