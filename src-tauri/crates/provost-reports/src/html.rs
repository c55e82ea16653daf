//! The report as one self-contained page: no script, nothing fetched, light and dark, and fit to be printed.

use askama::Template;

use crate::contents::{Contents, Cover, Limits};
use crate::{AuditReport, Error};

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    contents: &'a Contents,
    cover: &'a Cover,
    style: &'static str,
}

/// The report as HTML.
pub fn html(report: &AuditReport) -> Result<String, Error> {
    let contents = Contents::of(report, &Limits::html())?;
    let page = Page {
        contents: &contents,
        cover: &contents.cover,
        style: include_str!("../templates/report.css"),
    };
    Ok(page.render()?)
}
