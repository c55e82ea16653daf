//! The first page after the title: the numbers that somebody asks for first, and what stands out.

use provost_core::audit::Severity;
use provost_core::metrics::CurrencyCosts;
use provost_core::overview::number as amount;
use provost_core::registry::{DeploymentStatus, ModelPart};
use provost_core::reports::{ModelReport, Standing};

use super::judged::{standings, unread};
use super::values::spaced;
use crate::account::Figure;
use crate::account::blocks::Block;
use crate::account::words::Words;
use crate::contents::wording::{capitalised, count, number};

/// How many things of one kind the summary names.
const FEW: usize = 6;

/// What cannot be told in a figure.
const UNKNOWN: &str = "–";

fn figure(value: String, words: &str, detail: String) -> Figure {
    Figure {
        value,
        words: words.to_owned(),
        detail,
    }
}

fn unknown(words: &str) -> Figure {
    figure(UNKNOWN.to_owned(), words, "not determinable".to_owned())
}

/// Targets, drift, costs and deployments.
pub(super) fn figures(report: &ModelReport) -> Vec<Figure> {
    vec![
        targets(report),
        drift(report),
        costs(report),
        deployments(report),
    ]
}

fn targets(report: &ModelReport) -> Figure {
    let words = "targets met";
    if unread(report).is_some() {
        return unknown(words);
    }
    let all = standings(&report.metrics);
    let of = |wanted: Standing| all.iter().filter(|(_, one)| *one == wanted).count();
    let judged = all.len() - of(Standing::NotJudged);
    if judged == 0 {
        return figure("None".to_owned(), words, "no target was judged".to_owned());
    }
    let others = [Standing::Missed, Standing::WithinBudget, Standing::Warned];
    let told: Vec<String> = others
        .into_iter()
        .filter(|one| of(*one) > 0)
        .map(|one| format!("{} {}", number(of(one)), one.as_str()))
        .collect();
    let detail = if told.is_empty() {
        "in every window".to_owned()
    } else {
        told.join(", ")
    };
    figure(
        format!("{} of {}", number(of(Standing::Met)), number(judged)),
        words,
        detail,
    )
}

fn drift(report: &ModelReport) -> Figure {
    if report.hindrance(ModelPart::Drift).is_some() {
        return unknown("open findings of drift");
    }
    let open = &report.page.open_drift;
    let words = if open.len() == 1 {
        "open finding of drift"
    } else {
        "open findings of drift"
    };
    figure(number(open.len()), words, severities(report))
}

/// How many findings of each severity are open.
fn severities(report: &ModelReport) -> String {
    let open = &report.page.open_drift;
    let told: Vec<String> = Severity::ALL
        .into_iter()
        .filter_map(|severity| {
            let found = open.iter().filter(|one| one.severity == severity).count();
            (found > 0).then(|| format!("{} {}", number(found), severity.as_str()))
        })
        .collect();
    if told.is_empty() {
        "none of any severity".to_owned()
    } else {
        told.join(", ")
    }
}

fn costs(report: &ModelReport) -> Figure {
    let words = "paid in the last whole month";
    if report.costs.hindered.is_some() {
        return unknown(words);
    }
    let last = |costs: &CurrencyCosts| {
        let whole = costs.months.iter().rev().find(|month| !month.so_far)?;
        Some((whole.month.clone(), whole.value, costs.currency.clone()))
    };
    match report.costs.currencies.iter().find_map(last) {
        Some((month, value, currency)) => {
            let others = report.costs.currencies.len() - 1;
            let also = match others {
                0 => String::new(),
                _ => format!(
                    ", and in {}",
                    count(others, "other currency").replace("ys", "ies")
                ),
            };
            figure(
                format!("{} {currency}", amount(value, 0)),
                words,
                format!("{month}{also}"),
            )
        }
        None => figure(
            "None".to_owned(),
            words,
            "no whole month with costs".to_owned(),
        ),
    }
}

fn deployments(report: &ModelReport) -> Figure {
    let all = &report.page.deployments;
    let of = |status| all.iter().filter(|one| one.status == status).count();
    let active = of(DeploymentStatus::Active);
    let words = if active == 1 {
        "active deployment"
    } else {
        "active deployments"
    };
    if report.hindrance(ModelPart::Deployments).is_some() {
        return unknown(words);
    }
    let detail = match of(DeploymentStatus::Error) {
        0 => format!("of {}", number(all.len())),
        errors => format!("of {}, {} in error", number(all.len()), number(errors)),
    };
    figure(number(active), words, detail)
}

/// What stands out.
pub(super) fn blocks(report: &ModelReport) -> Vec<Block> {
    let mut items: Vec<Words> = Vec::new();
    let refusals = report.production().refusals;
    let told = refusals.iter().map(|refusal| refusal.message.clone());
    add(&mut items, "Refuses production", told.collect());
    let answer = &report.metrics;
    let missed = standings(answer);
    let missed = missed.iter().filter(|(_, one)| *one == Standing::Missed);
    let missed = missed.map(|(burn, _)| {
        let mut targets = answer.targets.iter();
        let target = targets.find(|one| one.id == burn.target_id);
        let source = target.and_then(|target| target.source.as_ref());
        let of = source.map_or_else(String::new, |source| format!(" ({source})"));
        format!(
            "{}{of} breached in {} of {}.",
            capitalised(&spaced(&burn.metric)),
            number(burn.breached as usize),
            count(burn.windows as usize, "window")
        )
    });
    add(&mut items, "Target missed", missed.collect());
    let worst = report.page.open_drift.iter();
    let worst = worst
        .filter(|one| one.severity >= Severity::High)
        .map(|one| {
            let of = one.feature.as_deref().unwrap_or("the version as a whole");
            format!(
                "{}, {} drift of {of}.",
                capitalised(one.severity.as_str()),
                one.kind
            )
        });
    add(&mut items, "Drift is open", worst.collect());
    let failing = report.page.deployments.iter();
    let failing = failing
        .filter(|one| one.status == DeploymentStatus::Error)
        .map(|one| {
            one.error_message
                .clone()
                .unwrap_or_else(|| "It says no reason.".to_owned())
        });
    add(&mut items, "A deployment is in error", failing.collect());
    if !report.not_known.is_empty() {
        let told = count(report.not_known.len(), "thing");
        items.push(Words::default().strong("Not known. ").text(&format!(
            "{told} could not be told; the last page says which and why."
        )));
    }
    let mut blocks = vec![Block::heading("What stands out")];
    blocks.push(if items.is_empty() {
        Block::text("Nothing refuses production, no target was missed and no severe drift is open.")
    } else {
        Block::List {
            ordered: false,
            items,
        }
    });
    blocks
}

fn add(items: &mut Vec<Words>, what: &str, told: Vec<String>) {
    let more = told.len().saturating_sub(FEW);
    for one in told.into_iter().take(FEW) {
        items.push(Words::default().strong(&format!("{what}. ")).text(&one));
    }
    if more > 0 {
        items.push(
            Words::default()
                .strong(&format!("{what}. "))
                .text(&format!("And {} more of this kind.", number(more))),
        );
    }
}
