//! The model registry: reading lists and pages of versions, and changing stages, aliases and fields as a person.

mod acts;
mod card;
mod choices;
mod deploying;
mod entering;
mod list;
pub mod mlflow;
mod page;
mod people;
mod place;
mod rows;
mod sources;

use provost_core::registry::card::CardError;
use provost_core::registry::{Refusal, RefusalKind};

pub use acts::{
    Asked, Decided, decide_stage, remove_alias, request_stage, set_alias, withdraw_stage,
};
pub use card::{card, keep_card};
pub use choices::{agent_named, dataset_named, find_agents, find_datasets, find_versions};
pub use deploying::{change_deployment, deploy, deployed_model};
pub use entering::{change, register};
pub use list::list;
pub use page::show;
pub use people::{acting_people, find_person, set_four_eyes};
pub use sources::{add_dataset_use, remove_dataset_use};

use crate::Error;

/// Why the registry did not do what it was asked.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RegistryError {
    /// The database could not be reached, read or written.
    #[error(transparent)]
    Database(#[from] Error),
    /// The rules refuse; nothing was changed.
    #[error("{}", told(.0))]
    Refused(Vec<Refusal>),
    /// The version, request or person is not there, or cannot be read; the text says what to do.
    #[error("{0}")]
    NotFound(String),
    /// The card cannot be kept.
    #[error(transparent)]
    Unkept(CardError),
}

impl RegistryError {
    /// What the triggers of the packs refuse is a rule that refuses; they see what no page sees, such as what others did
    /// meanwhile.
    fn of_writing(error: Error) -> Self {
        let Error::Database { refusal } = &error else {
            return error.into();
        };
        // An error of ours says what to do; that of a foreign key which restricts does not.
        let (Some(remedy), "23001") = (&refusal.hint, refusal.sqlstate.as_str()) else {
            return error.into();
        };
        let message = sentence(&refusal.message);
        let refusal = Refusal::new(RefusalKind::InProduction, message, remedy.clone());
        Self::Refused(vec![refusal])
    }
}

/// A message of the server as a sentence.
fn sentence(message: &str) -> String {
    let mut characters = message.chars();
    let first = characters.next().map(char::to_uppercase);
    first
        .into_iter()
        .flatten()
        .chain(characters)
        .chain(['.'])
        .collect()
}

fn told(refusals: &[Refusal]) -> String {
    let messages: Vec<&str> = refusals.iter().map(|one| one.message.as_str()).collect();
    messages.join(" ")
}

/// The statements of the registry, with the names of their files. They are written for the governance schema and cannot be
/// prepared where that is missing; a test prepares them where it is there.
pub fn placed_statements() -> impl Iterator<Item = (&'static str, &'static str)> {
    [
        acts::STATEMENTS,
        card::STATEMENTS,
        choices::STATEMENTS,
        deploying::STATEMENTS,
        entering::STATEMENTS,
        list::STATEMENTS,
        page::STATEMENTS,
        people::STATEMENTS,
        sources::STATEMENTS,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// The statements that can be prepared anywhere.
pub(crate) const STATEMENTS: &[(&str, &str)] = place::STATEMENTS;
