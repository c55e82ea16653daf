//! Which figures there are, in the order of the screen.

use super::{Group, SUCCESS_METRICS, Target};

/// One of the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FigureKind {
    /// How accurate the models in production are.
    DataAccuracy,
    /// How available they are.
    Availability,
    /// How fast they answer.
    ResponseTime,
    /// How many of the assessed requirements are met.
    Compliance,
    /// How many models are at which stage.
    ModelsByStage,
    /// Deployments that do not work.
    DeploymentsInError,
    /// Drift that nobody has resolved.
    OpenDrift,
    /// What AI costs this month.
    Cost,
    /// Models in production that learnt from people who have withdrawn their consent.
    WithdrawnInProduction,
    /// Consents that end soon.
    ConsentsExpiring,
    /// Consents that were withdrawn lately.
    ConsentsWithdrawn,
    /// Columns that nobody has classified.
    ColumnsWithoutLevel,
    /// Requirements whose next check is overdue.
    OverdueChecks,
    /// Security violations that nobody has resolved.
    OpenViolations,
}

impl FigureKind {
    /// Every figure, in the order of the screen.
    pub const ALL: [Self; 14] = [
        Self::DataAccuracy,
        Self::Availability,
        Self::ResponseTime,
        Self::Compliance,
        Self::ModelsByStage,
        Self::DeploymentsInError,
        Self::OpenDrift,
        Self::Cost,
        Self::WithdrawnInProduction,
        Self::ConsentsExpiring,
        Self::ConsentsWithdrawn,
        Self::ColumnsWithoutLevel,
        Self::OverdueChecks,
        Self::OpenViolations,
    ];

    /// The word for it in addresses and on the command line.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::DataAccuracy => "data-accuracy",
            Self::Availability => "availability",
            Self::ResponseTime => "response-time",
            Self::Compliance => "compliance",
            Self::ModelsByStage => "models-by-stage",
            Self::DeploymentsInError => "deployments-in-error",
            Self::OpenDrift => "open-drift",
            Self::Cost => "cost",
            Self::WithdrawnInProduction => "withdrawn-in-production",
            Self::ConsentsExpiring => "consents-expiring",
            Self::ConsentsWithdrawn => "consents-withdrawn",
            Self::ColumnsWithoutLevel => "columns-without-level",
            Self::OverdueChecks => "overdue-checks",
            Self::OpenViolations => "open-violations",
        }
    }

    /// The figure of a word, if there is one.
    #[must_use]
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }

    /// What people call it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::DataAccuracy => "Data accuracy",
            Self::Availability => "Availability",
            Self::ResponseTime => "Response time",
            Self::Compliance => "Compliance",
            Self::ModelsByStage => "Models by stage",
            Self::DeploymentsInError => "Deployments in error",
            Self::OpenDrift => "Open drift",
            Self::Cost => "Cost this month",
            Self::WithdrawnInProduction => "In production on withdrawn consent",
            Self::ConsentsExpiring => "Consents expiring",
            Self::ConsentsWithdrawn => "Consents withdrawn",
            Self::ColumnsWithoutLevel => "Columns without a privacy level",
            Self::OverdueChecks => "Overdue checks",
            Self::OpenViolations => "Open violations",
        }
    }

    /// Whose question it answers.
    #[must_use]
    pub fn group(self) -> Group {
        match self {
            Self::DataAccuracy | Self::Availability | Self::ResponseTime | Self::Compliance => {
                Group::Success
            }
            Self::ModelsByStage | Self::DeploymentsInError | Self::OpenDrift | Self::Cost => {
                Group::Models
            }
            Self::WithdrawnInProduction
            | Self::ConsentsExpiring
            | Self::ConsentsWithdrawn
            | Self::ColumnsWithoutLevel => Group::Data,
            Self::OverdueChecks | Self::OpenViolations => Group::Compliance,
        }
    }

    /// What it is held against.
    #[must_use]
    pub fn target(self) -> Option<Target> {
        SUCCESS_METRICS
            .iter()
            .find(|(id, _)| *id == self.id())
            .map(|(_, target)| *target)
    }

    /// The unit of its value; that of [`FigureKind::Cost`] is the currency of the rows.
    #[must_use]
    pub fn unit(self) -> &'static str {
        match self {
            Self::DataAccuracy | Self::Availability | Self::Compliance => "%",
            Self::ResponseTime => "ms",
            Self::ModelsByStage | Self::WithdrawnInProduction => "versions",
            Self::DeploymentsInError => "deployments",
            Self::ConsentsExpiring | Self::ConsentsWithdrawn => "consents",
            Self::ColumnsWithoutLevel => "columns",
            Self::OverdueChecks => "checks",
            Self::OpenDrift | Self::Cost | Self::OpenViolations => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_is_found_by_its_word_and_every_success_metric_has_a_target() {
        for kind in FigureKind::ALL {
            assert_eq!(FigureKind::of_id(kind.id()), Some(kind));
            assert_eq!(
                kind.target().is_some(),
                kind.group() == Group::Success,
                "{}",
                kind.id()
            );
        }
        assert_eq!(FigureKind::of_id("nothing"), None);
    }
}
