//! The success metrics that models in production are measured by.

use super::super::counted::Counts;
use super::super::wording::counted;
use super::super::{FigureKind, FigureState, Tone};
use super::{Answer, part, present};

/// Mean over the models, each the mean of its points: a model that is measured more often counts no more than another.
pub(super) fn data_accuracy(counts: Counts<'_>) -> Answer {
    mean_of_models(
        counts,
        FigureKind::DataAccuracy,
        "Mean accuracy of the models in production over the last 30 days, each counted once",
    )
}

/// The same for availability.
pub(super) fn availability(counts: Counts<'_>) -> Answer {
    mean_of_models(
        counts,
        FigureKind::Availability,
        "Mean availability of the models in production over the last 30 days, each counted once",
    )
}

/// The 95th percentile of all points. It cannot be had from the percentiles of models or days, so the statement gives it.
pub(super) fn response_time(counts: Counts<'_>) -> Answer {
    measured(
        counts,
        FigureKind::ResponseTime,
        counts.one("overall"),
        "95th percentile of all latency points of the models in production over the last 30 days",
    )
}

fn mean_of_models(counts: Counts<'_>, kind: FigureKind, what: &str) -> Answer {
    let models = counts.of("model").count();
    // Models are far fewer than what a double counts exactly.
    let number = f64::from(u32::try_from(models).unwrap_or(u32::MAX));
    let mean = (models > 0).then(|| counts.sum("model") / number);
    measured(counts, kind, mean, what)
}

fn measured(counts: Counts<'_>, kind: FigureKind, value: Option<f64>, what: &str) -> Answer {
    let production = counts.number("production");
    let points = counts.number("points");
    let left_out = left_out(counts);
    let (Some(value), Some(target)) = (value, kind.target()) else {
        return Answer::empty(if production > 0.0 {
            format!(
                "{} in production, and none has a point of the last 30 days that could be read.{left_out}",
                counted(production, "model version is", "model versions are")
            )
        } else {
            "No model version is in production.".to_owned()
        });
    };
    let met = number_of(counts, |value| target.is_met(value));
    let missed = number_of(counts, |value| !target.is_met(value));
    let silent = (production - met - missed).max(0.0);
    let silent_words = if silent > 0.0 {
        format!(
            " {} in production without any.",
            counted(silent, "model version is", "model versions are")
        )
    } else {
        String::new()
    };
    Answer {
        value: Some(value),
        unit: None,
        state: if target.is_met(value) {
            FigureState::Met
        } else {
            FigureState::Attention
        },
        note: format!(
            "{what}: {} of {}.{silent_words}{left_out}",
            counted(points, "point", "points"),
            counted(met + missed, "model version", "model versions"),
        ),
        parts: present([
            part("Models that meet it", met, Tone::Good),
            part("Models that miss it", missed, Tone::Bad),
            part("Not measured", silent, Tone::Warning),
        ]),
    }
}

fn number_of(counts: Counts<'_>, holds: impl Fn(f64) -> bool) -> f64 {
    let models = counts.of("model").filter(|model| holds(model.value));
    f64::from(u32::try_from(models.count()).unwrap_or(u32::MAX))
}

fn left_out(counts: Counts<'_>) -> String {
    let left_out = counts.number("left out");
    if left_out > 0.0 {
        format!(
            " {} left out: the unit or the value is not one that this metric can have.",
            counted(left_out, "point is", "points are")
        )
    } else {
        String::new()
    }
}
