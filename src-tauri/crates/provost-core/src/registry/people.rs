//! Who does something to a model, and who may.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::refusal::{Refusal, RefusalKind};

/// Somebody who did something, as far as it is still known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Person {
    /// The row in `users`; none when the person was erased.
    pub id: Option<Uuid>,
    /// The pseudonym that stays when the person is erased, where one is kept.
    pub subject_key: Option<Uuid>,
    /// What the person is called; none when the role may not read that, or the person was erased.
    pub name: Option<String>,
}

impl Person {
    /// The person in words: the name, or what else is known.
    #[must_use]
    pub fn shown(&self) -> String {
        match (&self.name, self.id, self.subject_key) {
            (Some(name), _, _) => name.clone(),
            (None, Some(id), _) => format!("person {id}"),
            (None, None, Some(key)) => format!("a person who was erased ({key})"),
            (None, None, None) => "nobody who is known".to_owned(),
        }
    }

    /// Whether both are the same person. Pseudonyms are compared too: they outlive the row.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        let same = |a: Option<Uuid>, b: Option<Uuid>| a.is_some() && a == b;
        same(self.id, other.id) || same(self.subject_key, other.subject_key)
    }
}

/// A person for whom a connection can act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Actor {
    /// The row in `users`.
    pub id: Uuid,
    /// The pseudonym.
    pub subject_key: Uuid,
    /// What the person is called.
    pub name: String,
    /// The e-mail address, where there is one.
    pub email: Option<String>,
    /// The tenant of the person.
    pub tenant: Uuid,
    /// What the tenant is called; none when the role may not read it.
    pub tenant_name: Option<String>,
    /// Whether the person is an administrator of that tenant.
    pub admin: bool,
}

impl Actor {
    /// The same, as it stands on what the person did.
    #[must_use]
    pub fn person(&self) -> Person {
        Person {
            id: Some(self.id),
            subject_key: Some(self.subject_key),
            name: Some(self.name.clone()),
        }
    }
}

/// For whom a connection acts, and for whom it could.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ActingPeople {
    /// [`super::PEOPLE_SCHEMA`].
    pub schema: String,
    /// The active people that the role may see, by name.
    pub people: Vec<Actor>,
    /// Who is named for this connection; none when nobody is, or the person is not there or not active any more.
    pub chosen: Option<Actor>,
    /// Whether whoever asks for a stage may not decide on it, in the tenant of the person; none when it cannot be read.
    pub four_eyes: Option<bool>,
    /// Each time that somebody switched that there, the latest first; at most 200.
    pub switches: Vec<FourEyesSwitch>,
    /// Why those cannot be read; none when they can.
    pub switches_hindrance: Option<String>,
    /// Why people cannot be read: a missing pack or right. None when they can.
    pub hindrance: Option<String>,
}

/// Somebody switched four eyes on or off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct FourEyesSwitch {
    /// Whether somebody else had to decide before.
    pub before: bool,
    /// Whether somebody else has to from then on.
    pub on: bool,
    /// Who did it; none when nobody was named.
    pub actor: Option<Person>,
    /// The role of the database that did it.
    pub role: String,
    /// When.
    pub happened_at: DateTime<Utc>,
}

/// Of whom a version is, for judging who may do what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holding {
    /// The tenant of the version.
    pub tenant: Uuid,
    /// Its owner.
    pub owner: Option<Uuid>,
}

/// Why somebody may not ask for a stage of a version, or set its aliases or fields: only its owner and administrators of its
/// tenant may. Empty when the person may.
#[must_use]
pub fn asking(actor: Option<&Actor>, holding: Holding) -> Vec<Refusal> {
    let Some(actor) = actor else {
        return vec![nobody_acts()];
    };
    if actor.tenant != holding.tenant {
        return vec![other_tenant(actor)];
    }
    if actor.admin || holding.owner == Some(actor.id) {
        return Vec::new();
    }
    vec![Refusal::new(
        RefusalKind::NoRight,
        format!("{} is neither the owner nor an administrator.", actor.name),
        "Let the owner of the version or an administrator of its tenant do it.",
    )]
}

/// Why somebody may not decide on a request: it takes an administrator of the tenant, and with four eyes another person than
/// the one who asked. `four_eyes` is none when the setting cannot be read; then it holds.
#[must_use]
pub fn deciding(
    actor: Option<&Actor>,
    holding: Holding,
    requester: Option<&Person>,
    four_eyes: Option<bool>,
) -> Vec<Refusal> {
    let Some(actor) = actor else {
        return vec![nobody_acts()];
    };
    if actor.tenant != holding.tenant {
        return vec![other_tenant(actor)];
    }
    let mut refusals = Vec::new();
    if !actor.admin {
        refusals.push(Refusal::new(
            RefusalKind::NoRight,
            format!("{} is no administrator.", actor.name),
            "Let an administrator of the tenant decide.",
        ));
    }
    let unknown =
        requester.is_none_or(|person| person.subject_key.is_none() && person.id.is_none());
    if four_eyes != Some(false) {
        if unknown {
            refusals.push(Refusal::new(
                RefusalKind::SamePerson,
                "Who asked is not known, so nobody can be told to be another person.",
                "Withdraw the request and ask again, with somebody named who asks.",
            ));
        } else if requester.is_some_and(|person| person.is(&actor.person())) {
            refusals.push(Refusal::new(
                RefusalKind::SamePerson,
                format!("{} asked for it, and whoever asks does not decide.", actor.name),
                "Let somebody else decide. An administrator of a tenant of one person can switch off four eyes.",
            ));
        }
    }
    refusals
}

/// Why somebody may not enter what a version was made from: only administrators of its tenant may.
#[must_use]
pub fn sourcing(actor: Option<&Actor>, holding: Holding) -> Vec<Refusal> {
    match actor {
        Some(actor) if actor.tenant != holding.tenant => vec![other_tenant(actor)],
        actor => administering(actor),
    }
}

/// Why somebody may not switch four eyes on or off, or register a version for the tenant of others.
#[must_use]
pub fn administering(actor: Option<&Actor>) -> Vec<Refusal> {
    match actor {
        None => vec![nobody_acts()],
        Some(actor) if actor.admin => Vec::new(),
        Some(actor) => vec![Refusal::new(
            RefusalKind::NoRight,
            format!("{} is no administrator.", actor.name),
            "Let an administrator of the tenant do it.",
        )],
    }
}

/// Nobody is named as the one who acts.
#[must_use]
pub fn nobody_acts() -> Refusal {
    Refusal::new(
        RefusalKind::NobodyActs,
        "Nobody is named as the person who acts.",
        "Name the person who acts for this connection; on the command line with --as.",
    )
}

fn other_tenant(actor: &Actor) -> Refusal {
    Refusal::new(
        RefusalKind::NoRight,
        format!("{} belongs to another tenant than the version.", actor.name),
        "Let somebody of the version's tenant do it.",
    )
}

#[cfg(test)]
mod tests;
