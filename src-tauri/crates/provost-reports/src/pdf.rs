//! The report as a PDF by typst: embedded fonts, tagged, PDF/A-2a and PDF/UA-1 in one file.
//!
//! Data never enters markup: the template reads the words as JSON and the charts as pictures, from files that exist in
//! memory only.

mod legible;
mod world;

pub(crate) use legible::picture as legible_picture;
pub(crate) use world::FONTS;

use chrono::{DateTime, Datelike as _, Utc};
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
    let data = serde_json::to_value(&contents)?;
    let pictures = contents.charts.into_iter();
    Manuscript {
        name: "report.typ",
        template: include_str!("pdf/report.typ"),
        data,
        pictures: pictures.map(|picture| picture.light).collect(),
        sketches: Vec::new(),
        made_at: report.generated_at,
        identity: format!(
            "provost-audit/{}/{}",
            report.audit.subject.catalog_sha256,
            report.generated_at.timestamp()
        ),
        product_version: &report.product_version,
    }
    .print()
}

/// What is typeset: a template with its data and pictures.
pub(crate) struct Manuscript<'a> {
    /// The name of the template.
    pub(crate) name: &'static str,
    /// The template.
    pub(crate) template: &'static str,
    /// The words.
    pub(crate) data: Value,
    /// The pictures, as SVG.
    pub(crate) pictures: Vec<String>,
    /// The pictures as small as words, as SVG.
    pub(crate) sketches: Vec<String>,
    /// The date of the document.
    pub(crate) made_at: DateTime<Utc>,
    /// What tells this document from others.
    pub(crate) identity: String,
    /// The version of Provost.
    pub(crate) product_version: &'a str,
}

impl Manuscript<'_> {
    /// Typesets it.
    pub(crate) fn print(mut self) -> Result<Vec<u8>, Error> {
        let replaced = legible::make(&mut self.data);
        if let Value::Object(fields) = &mut self.data {
            fields.insert("replaced".to_owned(), Value::from(replaced));
        }
        let mut files = Memory::new();
        files.insert("data.json".to_owned(), serde_json::to_vec(&self.data)?);
        files.insert(
            "sql.tmTheme".to_owned(),
            include_bytes!("pdf/sql.tmTheme").to_vec(),
        );
        for (kind, pictures) in [("chart", &self.pictures), ("sketch", &self.sketches)] {
            for (index, picture) in pictures.iter().enumerate() {
                let picture = legible::picture(picture);
                files.insert(format!("{kind}-{index}.svg"), picture.into_bytes());
            }
        }
        let sources = [
            (self.name, self.template),
            ("layout.typ", include_str!("pdf/layout.typ")),
        ];
        let world = World::new(self.name, &sources, files, self.day())?;
        let made = self.typeset(&world);
        // The cache of the typesetter would keep every report for as long as the program runs.
        typst::comemo::evict(0);
        made
    }

    fn day(&self) -> Option<Datetime> {
        Datetime::from_ymd(
            self.made_at.year(),
            u8::try_from(self.made_at.month()).ok()?,
            u8::try_from(self.made_at.day()).ok()?,
        )
    }

    fn typeset(&self, world: &World) -> Result<Vec<u8>, Error> {
        let document = typst::compile::<PagedDocument>(world)
            .output
            .map_err(|errors| refused(&errors))?;
        let options = PdfOptions {
            ident: Smart::Custom(self.identity.clone()),
            creator: Smart::Custom(Some(format!("Provost {}", self.product_version))),
            standards: PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]).map_err(
                |error| Error::Pdf {
                    reason: error.message().to_string(),
                },
            )?,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&document, &options).map_err(|errors| refused(&errors))
    }
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
