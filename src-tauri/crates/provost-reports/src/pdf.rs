//! The report as a PDF by typst: embedded fonts, tagged, PDF/A-2a and PDF/UA-1 in one file.
//!
//! Data never enters markup: the template reads the words as JSON and the charts as pictures, from files that exist in
//! memory only.

mod legible;
mod world;

use chrono::Datelike as _;
use serde_json::Value;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::contents::{Contents, Limits};
use crate::{AuditReport, Error};
use world::{Memory, World};

/// The report as PDF. Takes a second or so and cannot be cancelled: run it off the thread of a window and drop the result
/// when it is no longer wanted.
pub fn pdf(report: &AuditReport) -> Result<Vec<u8>, Error> {
    let contents = Contents::of(report, &Limits::pdf())?;
    let mut data = serde_json::to_value(&contents)?;
    let replaced = legible::make(&mut data);
    if let Value::Object(fields) = &mut data {
        fields.insert("replaced".to_owned(), Value::from(replaced));
    }
    let mut files = Memory::new();
    files.insert("data.json".to_owned(), serde_json::to_vec(&data)?);
    files.insert(
        "sql.tmTheme".to_owned(),
        include_bytes!("pdf/sql.tmTheme").to_vec(),
    );
    for (index, picture) in contents.charts.into_iter().enumerate() {
        files.insert(format!("chart-{index}.svg"), picture.light.into_bytes());
    }
    let world = World::new(include_str!("pdf/report.typ"), files, day(report))?;
    let made = typeset(&world, report);
    // The cache of the typesetter would keep every report for as long as the program runs.
    typst::comemo::evict(0);
    made
}

fn day(report: &AuditReport) -> Option<Datetime> {
    let at = report.generated_at;
    Datetime::from_ymd(
        at.year(),
        u8::try_from(at.month()).ok()?,
        u8::try_from(at.day()).ok()?,
    )
}

fn typeset(world: &World, report: &AuditReport) -> Result<Vec<u8>, Error> {
    let document = typst::compile::<PagedDocument>(world)
        .output
        .map_err(|errors| refused(&errors))?;
    let subject = &report.audit.subject;
    let options = PdfOptions {
        ident: Smart::Custom(format!(
            "provost-audit/{}/{}",
            subject.catalog_sha256,
            report.generated_at.timestamp()
        )),
        creator: Smart::Custom(Some(format!("Provost {}", report.product_version))),
        standards: PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]).map_err(|error| {
            Error::Pdf {
                reason: error.message().to_string(),
            }
        })?,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|errors| refused(&errors))
}

fn refused(errors: &[SourceDiagnostic]) -> Error {
    Error::Pdf {
        reason: errors
            .iter()
            .map(|error| error.message.as_str())
            .collect::<Vec<_>>()
            .join("; "),
    }
}
