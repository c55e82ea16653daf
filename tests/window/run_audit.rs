//! A person audits the demonstration, filters the findings, and reads one.

use fantoccini::Locator;
use provost_tests::desktop::Desktop;
use provost_tests::plain::Outcome;

use super::{LAPTOP, SCORE, accessible_in_both_themes, go_to, walkable_by_keyboard};

#[tokio::test(flavor = "multi_thread")]
async fn run_an_audit_and_read_a_finding() -> Outcome<()> {
    let desktop = Desktop::open(LAPTOP, &[]).await?;
    go_to(&desktop, "Audit").await?;
    desktop.see("Run audit").await?;
    accessible_in_both_themes(&desktop, "audit-never").await?;

    desktop.press("Run audit").await?;
    desktop.find(SCORE).await?;
    accessible_in_both_themes(&desktop, "audit-overview").await?;
    walkable_by_keyboard(&desktop).await?;

    desktop
        .find(
            "//nav[@aria-label='Parts of the audit']//a[starts-with(normalize-space(),'Findings')]",
        )
        .await?
        .click()
        .await?;
    // The list draws only the rows that fit: one of the first.
    desktop.see("app.ai_feedback").await?;
    accessible_in_both_themes(&desktop, "audit-findings").await?;

    desktop
        .find("//*[@data-testid='filter-text']")
        .await?
        .send_keys("import_staging")
        .await?;
    desktop.see("integrity.primary-key").await?;
    let address = desktop.client().current_url().await?;
    assert!(
        address
            .fragment()
            .is_some_and(|part| part.contains("import_staging")),
        "the filter is in the address: {address}"
    );

    let row = desktop
        .find("//*[@role='row'][contains(., 'app.import_staging')]//*[@role='gridcell']")
        .await?;
    row.click().await?;
    desktop.see("has no primary key").await?;
    desktop.see("Evidence").await?;
    accessible_in_both_themes(&desktop, "audit-finding").await?;
    let shown = desktop.text().await?;
    for part in ["demo_auditor", "integrity.primary-key", "pg_class"] {
        assert!(
            shown.contains(part),
            "the finding's page shows {part}: {shown}"
        );
    }

    // Back to the list, which is as it was left.
    desktop.client().back().await?;
    desktop.see("app.import_staging").await?;
    let rows = desktop
        .client()
        .find_all(Locator::XPath(
            "//*[@role='row'][contains(., 'integrity.')]",
        ))
        .await?;
    assert!(!rows.is_empty(), "the filtered list is still there");
    desktop.close().await
}
