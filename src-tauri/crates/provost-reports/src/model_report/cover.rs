//! The title page.

use chrono::Datelike as _;
use provost_core::connections::Environment;
use provost_core::registry::{ModelPart, Stage};
use provost_core::reports::ModelReport;

use super::summary::figures;
use super::values::person;
use crate::account::Cover;
use crate::contents::Named;
use crate::contents::wording::{beginning, capitalised, count, moment, name, prose, title};

/// What a title page has room for.
const NAME: usize = 200;
/// What of a name stands in the title: the facts below have all of it.
const TITLE: usize = 70;
/// What of a reason stands on it.
const REASON: usize = 300;

pub(super) fn of(report: &ModelReport) -> Cover {
    let version = &report.page.version;
    let day = report.generated_at;
    let component = |value: u32| i32::try_from(value).unwrap_or(1);
    let product = format!("Provost {}", prose(&report.product_version, NAME));
    let named = format!("{} {}", version.name, version.version);
    let stage = capitalised(version.stage.as_str());
    let (grade, tone) = grade(report);
    Cover {
        title: title(&format!("Model report: {}", beginning(&named, TITLE)), NAME),
        about: format!("Report of a version of a model by {product}. Stage: {stage}. {grade}."),
        environment: capitalised(report.environment.as_str()),
        production: report.environment == Environment::Production,
        product,
        generated_at: moment(day),
        date: [day.year(), component(day.month()), component(day.day())],
        warning: if version.sample {
            "This is synthetic sample data.".to_owned()
        } else {
            String::new()
        },
        large: stage,
        large_of: "stage".to_owned(),
        short: false,
        grade,
        tone,
        headline: headline(report),
        facts: facts(report),
        remark: "It has changed nothing in the database. What was asked stands in section 11; what could not be told, on the \
                 last page."
            .to_owned(),
    }
}

fn grade(report: &ModelReport) -> (String, &'static str) {
    let production = report.production();
    let reasons = production.refusals.len();
    match (production.there, reasons) {
        (true, 0) => ("Nothing would refuse production today".to_owned(), "pass"),
        (true, _) => (
            format!("{} would refuse production today", count(reasons, "reason")),
            "critical",
        ),
        (false, 0) => ("It may go to production".to_owned(), "pass"),
        (false, 1) => ("1 reason refuses production".to_owned(), "medium"),
        (false, _) => (
            format!("{} refuse production", count(reasons, "reason")),
            "medium",
        ),
    }
}

/// The figures in a sentence each.
fn headline(report: &ModelReport) -> String {
    let told = figures(report).into_iter().map(|figure| {
        format!(
            "{}: {} ({}).",
            capitalised(&figure.words),
            figure.value,
            figure.detail
        )
    });
    told.collect::<Vec<String>>().join(" ")
}

fn facts(report: &ModelReport) -> Vec<Named> {
    let version = &report.page.version;
    let query = &report.metrics.query;
    let looked_at = query
        .from
        .zip(query.to)
        .map_or_else(String::new, |(from, to)| {
            format!(
                "{} to {}, by the clock of {}",
                moment(from),
                moment(to),
                query.zone
            )
        });
    let owner = version.owner.as_ref();
    let owner = owner.map_or_else(|| "nobody".to_owned(), |owner| person(Some(owner)));
    let risk = version.risk_class;
    let risk = risk.map_or_else(
        || "not determined".to_owned(),
        |class| capitalised(class.as_str()),
    );
    vec![
        Named::new(
            "Version",
            name(&format!("{} {}", version.name, version.version), NAME),
        ),
        Named::new("Owner", name(&owner, NAME)),
        Named::new("Risk class", risk),
        Named::new("Approved by", approved(report)),
        Named::new("Provider", name(&version.provider, NAME)),
        Named::new("Time looked at", looked_at),
        Named::new("Connection", name(&report.connection, NAME)),
        Named::new("Registry read at", moment(report.page.taken_at)),
        Named::new("Report of", moment(report.generated_at)),
        Named::new(
            "Made by",
            format!("Provost {}", name(&report.product_version, NAME)),
        ),
    ]
}

fn approved(report: &ModelReport) -> String {
    if report.hindrance(ModelPart::Requests).is_some() {
        return "not determinable".to_owned();
    }
    if report.page.version.stage == Stage::Development {
        return "nobody: versions begin in development".to_owned();
    }
    let Some(request) = report.approval() else {
        return format!(
            "no approval of {} is on record",
            report.page.version.stage.as_str()
        );
    };
    let when = request
        .decided_at
        .map_or_else(String::new, |at| format!(" on {}", moment(at)));
    let reason = request
        .decision_reason
        .as_deref()
        .unwrap_or("without a reason on record");
    let by = person(request.decided_by.as_ref());
    prose(&format!("{by}{when}: {reason}"), REASON)
}
