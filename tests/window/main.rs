//! Stories in the real window, against real servers and a real keyring.

mod add_connection;
mod comparison;
mod drift;
mod export_report;
mod metrics;
mod migrations;
mod models;
mod overview;
mod run_audit;
mod schema;

use provost_tests::desktop::{Desktop, Screen};
use provost_tests::plain::Outcome;
use serde_json::json;

/// A laptop's screen.
const LAPTOP: Screen = Screen(1280, 800);

/// The screen of a desk.
const DESK: Screen = Screen(1920, 1080);

/// Where the score of an audit stands once it is made.
const SCORE: &str = "//*[@data-testid='score']";

/// The screen of a connection that the rail leads to.
async fn go_to(desktop: &Desktop, domain: &str) -> Outcome<()> {
    let path = format!("//nav[@aria-label='Main']//a[normalize-space()='{domain}']");
    desktop.find(&path).await?.click().await?;
    Ok(())
}

/// Chooses a theme as a person would see it after pressing the switch.
async fn choose_theme(desktop: &Desktop, name: &str) -> Outcome<()> {
    desktop
        .find(&format!(
            "//*[@aria-label='{name}' or @title='{name}' or normalize-space()='{name}']"
        ))
        .await?
        .click()
        .await?;
    Ok(())
}

/// What is shown passes axe-core in both themes; a picture is taken in each.
async fn accessible_in_both_themes(desktop: &Desktop, name: &str) -> Outcome<()> {
    for theme in ["Light", "Dark"] {
        choose_theme(desktop, theme).await?;
        desktop
            .picture(&format!("{name}-{}", theme.to_lowercase()))
            .await?;
        let violations = desktop.violations().await?;
        assert!(
            violations.is_empty(),
            "{name} in the {theme} theme: {violations:#?}"
        );
    }
    Ok(())
}

/// A dialog or menu that is open passes axe-core in the theme of now: the switch stands behind it.
async fn accessible(desktop: &Desktop, name: &str) -> Outcome<()> {
    desktop.picture(name).await?;
    let violations = desktop.violations().await?;
    assert!(violations.is_empty(), "{name}: {violations:#?}");
    Ok(())
}

/// Tab moves through the screen and comes back: nothing holds the focus, and it is always visible.
async fn walkable_by_keyboard(desktop: &Desktop) -> Outcome<()> {
    let script = "
        const seen = new Set();
        const shown = e => { const b = e.getBoundingClientRect(); return b.width > 0 && b.height > 0; };
        return { name: document.activeElement?.outerHTML.slice(0, 120) ?? '', shown: document.activeElement === document.body || shown(document.activeElement) };";
    let mut names = std::collections::BTreeSet::new();
    for step in 0..60 {
        desktop
            .client()
            .active_element()
            .await?
            .send_keys("\u{e004}")
            .await?;
        let focus = desktop.client().execute(script, vec![json!(step)]).await?;
        assert_eq!(
            focus.get("shown"),
            Some(&json!(true)),
            "the focus is on something invisible: {focus}"
        );
        names.insert(focus.get("name").map(ToString::to_string));
    }
    assert!(
        names.len() >= 8,
        "Tab reaches only {} things: {names:#?}",
        names.len()
    );
    Ok(())
}
