//! A person looks at the models, is refused what four eyes forbid, and has a version approved by somebody else.

use provost_tests::desktop::Desktop;
use provost_tests::plain::Outcome;

use super::{DESK, LAPTOP, accessible, accessible_in_both_themes, go_to, walkable_by_keyboard};

const GRID: &str = "//*[@role='grid'][@aria-label='Models']";
const WAITING: &str = "//*[@data-testid='waiting']";
const ASKING: &str = "//*[@data-testid='request-dialog']";
const ANEW: &str = "Asked for anew, in the window.";
const PEOPLE: &str = "//*[@data-testid='acting-dialog']";

#[tokio::test(flavor = "multi_thread")]
async fn ask_for_a_stage_and_have_somebody_else_approve() -> Outcome<()> {
    let desktop = Desktop::open(LAPTOP, &[]).await?;
    go_to(&desktop, "Models").await?;
    desktop.see("No registry of models yet").await?;
    accessible_in_both_themes(&desktop, "models-none").await?;
    go_to(&desktop, "Overview").await?;
    desktop.press("Load the sample workspace").await?;
    desktop
        .find("//*[@data-testid='figure-open-drift']")
        .await?;

    go_to(&desktop, "Models").await?;
    desktop.find(GRID).await?;
    accessible_in_both_themes(&desktop, "models-list").await?;
    walkable_by_keyboard(&desktop).await?;
    press(&desktop, "//a[normalize-space()='Stage board']").await?;
    desktop
        .find("//*[@data-testid='board-production']//li")
        .await?;
    accessible_in_both_themes(&desktop, "models-board").await?;

    press(&desktop, "//a[normalize-space()='Table']").await?;
    press(&desktop, "//*[@data-testid='stage-waiting']").await?;
    press(
        &desktop,
        &format!("{GRID}//*[@role='row'][contains(., 'fraud-detector')]"),
    )
    .await?;
    let asked = desktop.find(WAITING).await?.text().await?;
    assert!(
        asked.contains("this one was trained on the new patterns"),
        "{asked}"
    );
    assert!(asked.contains("Nobody is named"), "{asked}");
    accessible_in_both_themes(&desktop, "model-nobody").await?;

    let own = requester(&desktop).await?;
    act_as(&desktop, &own).await?;
    ask_anew(&desktop).await?;
    approve_as_somebody_else(&desktop, &own).await?;
    desktop.close().await
}

/// Whoever asked withdraws what the sample company brought, and asks for production in the window.
async fn ask_anew(desktop: &Desktop) -> Outcome<()> {
    press(
        desktop,
        &format!("{WAITING}//button[normalize-space()='Withdraw']"),
    )
    .await?;
    press(desktop, "//*[@data-testid='request']").await?;
    press(
        desktop,
        &format!("{ASKING}//label[starts-with(normalize-space(), 'Production')]"),
    )
    .await?;
    desktop.fill("Reason", ANEW).await?;
    accessible(desktop, "model-request").await?;
    press(
        desktop,
        &format!("{ASKING}//button[normalize-space()='Ask for this stage']"),
    )
    .await?;
    let waiting = format!("{WAITING}[contains(., '{ANEW}')]");
    let asked = desktop.find(&waiting).await?.text().await?;
    assert!(asked.contains("Production was asked for"), "{asked}");
    Ok(())
}

/// Whoever asked may withdraw and not approve; an administrator approves, and the history says so.
async fn approve_as_somebody_else(desktop: &Desktop, own: &str) -> Outcome<()> {
    desktop
        .find(&format!(
            "{WAITING}[.//button[normalize-space()='Withdraw']][.//button[@disabled][normalize-space()='Approve…']]"
        ))
        .await?;
    accessible_in_both_themes(desktop, "model-own-request").await?;
    act_as(desktop, "administrator").await?;
    press(
        desktop,
        &format!("{WAITING}//button[not(@disabled)][normalize-space()='Approve…']"),
    )
    .await?;
    desktop
        .fill("Reason", "Seen on the patterns of October.")
        .await?;
    accessible(desktop, "model-approve").await?;
    press(
        desktop,
        "//*[@data-testid='decide-dialog']//button[normalize-space()='Approve']",
    )
    .await?;
    desktop.see("is in production").await?;
    desktop
        .find("//h1/ancestor::header[1][contains(., 'Production')]")
        .await?;
    press(
        desktop,
        "//nav[@aria-label='Parts of the version']//a[starts-with(normalize-space(), 'History')]",
    )
    .await?;
    desktop
        .find(&format!("//*[@data-testid='decided'][contains(., 'Approved')][contains(., 'Seen on the patterns of October.')][contains(., '{ANEW}')][contains(., '{own}')]"))
        .await?;
    accessible_in_both_themes(desktop, "model-history").await?;
    Ok(())
}

/// On a large screen each part of a version's page, and two versions beside each other.
#[tokio::test(flavor = "multi_thread")]
async fn look_at_every_part_of_a_version_and_compare_two() -> Outcome<()> {
    let desktop = Desktop::open(DESK, &[]).await?;
    desktop.press("Load the sample workspace").await?;
    desktop
        .find("//*[@data-testid='figure-open-drift']")
        .await?;
    go_to(&desktop, "Models").await?;
    press(
        &desktop,
        &format!("{GRID}//*[@role='row'][contains(., 'champion')]"),
    )
    .await?;
    for (part, name) in [
        ("Overview", "model-overview"),
        ("Deployments", "model-deployments"),
        ("Drift", "model-drift"),
        ("Versions", "model-versions"),
    ] {
        let link = format!(
            "//nav[@aria-label='Parts of the version']//a[starts-with(normalize-space(), '{part}')]"
        );
        press(&desktop, &link).await?;
        desktop
            .find(&format!("{link}[@aria-current='page']"))
            .await?;
        accessible_in_both_themes(&desktop, name).await?;
    }
    press(
        &desktop,
        "//*[@data-testid='sibling']//a[contains(., 'Compare')]",
    )
    .await?;
    desktop
        .find("//*[@data-testid='count'][contains(., 'difference')]")
        .await?;
    desktop.find("//h2[normalize-space()='Fields']").await?;
    accessible_in_both_themes(&desktop, "model-comparison").await?;
    desktop.close().await
}

/// An administrator says where a version runs and on which data it was trained; agent and dataset are found by words.
#[tokio::test(flavor = "multi_thread")]
async fn enter_where_a_version_runs_and_what_it_was_made_from() -> Outcome<()> {
    let desktop = Desktop::open(LAPTOP, &[]).await?;
    desktop.press("Load the sample workspace").await?;
    desktop
        .find("//*[@data-testid='figure-open-drift']")
        .await?;
    go_to(&desktop, "Models").await?;
    desktop.find(GRID).await?;
    act_as(&desktop, "administrator").await?;
    desktop.find("//*[@data-testid='stage-testing']").await?;
    press(&desktop, "//*[@data-testid='stage-testing']").await?;
    press(
        &desktop,
        &format!("{GRID}//*[@role='row'][contains(., 'fraud-detector')]"),
    )
    .await?;
    press(&desktop, "//*[@data-testid='enter-dataset']").await?;
    accessible(&desktop, "model-dataset").await?;
    desktop.fill("Dataset", "medical").await?;
    press(
        &desktop,
        // The first of what was found by the word, not of what stood there before.
        "//*[@data-testid='dataset-form']//li[1]/button[starts-with(normalize-space(), 'medical-invoices')]",
    )
    .await?;
    press(
        &desktop,
        "//*[@data-testid='dataset-form']//button[normalize-space()='Enter']",
    )
    .await?;
    desktop
        .find("//*[@aria-label='Datasets']//tr[contains(., 'medical-invoices')]")
        .await?;
    press(
        &desktop,
        "//nav[@aria-label='Parts of the version']//a[starts-with(normalize-space(), 'Deployments')]",
    )
    .await?;
    press(&desktop, "//*[@data-testid='deploy']").await?;
    accessible(&desktop, "model-deploy").await?;
    desktop.fill("Environment", "shadow").await?;
    press(
        &desktop,
        "//*[@data-testid='deployment-form']//button[normalize-space()='Deploy']",
    )
    .await?;
    desktop
        .find("//*[@data-testid='deployment'][contains(., 'shadow')]")
        .await?;
    desktop.close().await
}

/// The name of whoever asked, as the request tells it before the time.
async fn requester(desktop: &Desktop) -> Outcome<String> {
    let path = format!("{WAITING}//p[.//time]");
    let line = desktop.find(&path).await?.text().await?;
    let (name, _) = line.split_once(", ").ok_or("nobody asked")?;
    Ok(name.to_owned())
}

/// Chooses the first person of whom this is told, and waits until the page says so.
async fn act_as(desktop: &Desktop, words: &str) -> Outcome<()> {
    press(desktop, "//*[@data-testid='acting']").await?;
    desktop.fill("Search people", words).await?;
    let person = format!("{PEOPLE}//button[contains(., '{words}')]");
    press(desktop, &person).await?;
    desktop
        .find(&format!("{person}[@aria-pressed='true']"))
        .await?;
    accessible(desktop, "models-people").await?;
    press(
        desktop,
        &format!("{PEOPLE}//button[normalize-space()='Close']"),
    )
    .await
}

/// Clicks the one element of a path.
async fn press(desktop: &Desktop, path: &str) -> Outcome<()> {
    desktop.find(path).await?.click().await?;
    Ok(())
}
