//! A person takes the report away as PDF, and somebody opens it.

use std::path::PathBuf;
use std::process::Command;

use provost_tests::desktop::Desktop;
use provost_tests::plain::Outcome;

use super::{LAPTOP, SCORE, go_to};

#[tokio::test(flavor = "multi_thread")]
async fn export_the_pdf() -> Outcome<()> {
    let desktop = Desktop::open(LAPTOP, &[]).await?;
    go_to(&desktop, "Audit").await?;
    desktop.press("Run audit").await?;
    desktop.find(SCORE).await?;
    desktop
        .find("//*[@data-testid='export']")
        .await?
        .click()
        .await?;
    desktop.picture("audit-export-menu").await?;
    desktop
        .find("//*[@data-testid='export-pdf-reports-folder']")
        .await?
        .click()
        .await?;
    desktop
        .see("provost-audit-local-workspace-demonstration")
        .await?;
    desktop.picture("audit-exported").await?;

    let pdf = only_file(&desktop.home().join("Documents/Provost"))?;
    let text = run("pdftotext", &["-layout", &pdf.display().to_string(), "-"])?;
    for words in [
        "Local workspace (demonstration)",
        "app.import_staging",
        "integrity.primary-key",
        "Core schema design",
    ] {
        assert!(text.contains(words), "the report says {words}");
    }
    let facts = run("pdfinfo", &[&pdf.display().to_string()])?;
    assert!(
        facts.contains("Tagged:          yes"),
        "a screen reader can read it: {facts}"
    );
    let pages: u32 = facts
        .lines()
        .find_map(|line| line.strip_prefix("Pages:"))
        .and_then(|number| number.trim().parse().ok())
        .ok_or("pdfinfo names no pages")?;
    assert!(pages > 5, "the report has {pages} pages");
    desktop.close().await
}

fn only_file(folder: &std::path::Path) -> Outcome<PathBuf> {
    let files: Vec<PathBuf> = std::fs::read_dir(folder)?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<Result<_, _>>()?;
    match files.as_slice() {
        [file] => Ok(file.clone()),
        other => Err(format!("{} holds {other:?}", folder.display()).into()),
    }
}

fn run(program: &str, arguments: &[&str]) -> Outcome<String> {
    let output = Command::new(program).args(arguments).output()?;
    if !output.status.success() {
        return Err(format!("{program}: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
