//! A person looks at what was measured, reads values at the pointer, and drags a part of the time out of a plot.

use std::time::Duration;

use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::elements::Element;
use provost_tests::desktop::Desktop;
use provost_tests::plain::Outcome;

use super::{LAPTOP, accessible, accessible_in_both_themes, go_to, walkable_by_keyboard};

const CURSOR: &str = "(//*[@data-testid='plot-cursor'])[1]";
const TIP: &str = "//*[@data-testid='plot-tip']";
const SHOWN: &str = "//*[@data-testid='shown']";

#[tokio::test(flavor = "multi_thread")]
async fn zoom_a_plot_and_read_its_values() -> Outcome<()> {
    let desktop = Desktop::open(LAPTOP, &[]).await?;
    go_to(&desktop, "Metrics").await?;
    desktop.see("Metrics cannot be read here").await?;
    accessible_in_both_themes(&desktop, "metrics-none").await?;
    go_to(&desktop, "Overview").await?;
    desktop.press("Load the sample workspace").await?;
    desktop
        .find("//*[@data-testid='figure-open-drift']")
        .await?;

    go_to(&desktop, "Metrics").await?;
    desktop.find(CURSOR).await?;
    accessible_in_both_themes(&desktop, "metrics-all").await?;
    walkable_by_keyboard(&desktop).await?;

    point(&desktop, &[(0.0, false)]).await?;
    let whole = desktop.find(TIP).await?.text().await?;
    desktop.picture("metrics-pointer").await?;
    assert!(
        whole.chars().any(|sign| sign.is_ascii_digit()),
        "values stand at the pointer: {whole}"
    );
    desktop
        .find(&format!("{SHOWN}[contains(., 'day by day')]"))
        .await?;

    point(&desktop, &[(-60.0, true), (60.0, false)]).await?;
    desktop
        .find(&format!("{SHOWN}[contains(., 'each value')]"))
        .await?;
    let address = desktop.client().current_url().await?;
    let fragment = address.fragment().unwrap_or_default();
    assert!(
        fragment.contains("from=") && fragment.contains("to="),
        "the part stands in the address: {fragment}"
    );
    desktop.find("//*[@data-testid='plot-reset']").await?;
    accessible_in_both_themes(&desktop, "metrics-part").await?;

    // A day was one value before; now the keys go from value to value.
    point(&desktop, &[(0.0, false)]).await?;
    let part = desktop.find(TIP).await?.text().await?;
    assert_ne!(place(&part), "", "a time stands at the pointer: {part}");
    let cursor = desktop.find(CURSOR).await?;
    cursor.send_keys("\u{e014}").await?;
    let next = desktop.find(TIP).await?.text().await?;
    assert_ne!(place(&part), place(&next), "the next value: {next}");

    desktop.press("Show all").await?;
    desktop
        .find(&format!("{SHOWN}[contains(., 'day by day')]"))
        .await?;

    desktop
        .find("//nav[@aria-label='Parts of the metrics']//a[normalize-space()='Costs']")
        .await?
        .click()
        .await?;
    desktop.find("//*[@data-testid='forecast']").await?;
    accessible_in_both_themes(&desktop, "metrics-costs").await?;
    desktop.press("Import…").await?;
    desktop.find("//*[@data-testid='import-dialog']").await?;
    accessible(&desktop, "metrics-import").await?;
    desktop.close().await
}

/// The time that stands at the pointer.
fn place(tip: &str) -> &str {
    tip.lines()
        .find(|line| line.starts_with("20"))
        .unwrap_or_default()
}

/// Moves the pointer over the first plot, from place to place; pressed after those that say so, let go at the end. Places are
/// pixels from its middle to the right.
async fn point(desktop: &Desktop, places: &[(f64, bool)]) -> Outcome<()> {
    let cursor: Element = desktop.find(CURSOR).await?;
    desktop
        .client()
        .execute(
            "arguments[0].scrollIntoView({ block: 'center' })",
            vec![serde_json::to_value(&cursor)?],
        )
        .await?;
    let mut mouse = MouseActions::new("mouse".to_owned());
    let mut pressed = false;
    for (x, press) in places {
        mouse = mouse.then(PointerAction::MoveToElement {
            element: cursor.clone(),
            duration: Some(Duration::from_millis(200)),
            x: *x,
            y: 0.0,
        });
        if *press {
            pressed = true;
            mouse = mouse.then(PointerAction::Down {
                button: MOUSE_BUTTON_LEFT,
            });
        }
    }
    if pressed {
        mouse = mouse.then(PointerAction::Up {
            button: MOUSE_BUTTON_LEFT,
        });
    }
    desktop.client().perform_actions(mouse).await?;
    Ok(())
}
