//! What bears one of our names already.

use provost_core::catalog::quote_identifier;
use sqlx::FromRow;

use super::rehearsal::Reference;
use crate::schema::survey::Owner;

/// Something in the schema that bears one of our names.
#[derive(Debug, Clone, FromRow)]
pub(super) struct Taken {
    pub(super) name: String,
    /// `r` for a table, `p` for one with partitions, and so on, as in the catalog.
    pub(super) kind: String,
    pub(super) permanent: bool,
    pub(super) inherits: bool,
    pub(super) owner: String,
    pub(super) own: bool,
    pub(super) member: bool,
    /// Whether policies hide rows from the role that asks.
    pub(super) hides: bool,
    pub(super) policies: Vec<String>,
    pub(super) triggers: Vec<String>,
    pub(super) views: Vec<String>,
    /// The tables whose foreign keys point to it.
    pub(super) referrers: Vec<String>,
}

impl Taken {
    /// Why it cannot become ours whatever its columns are.
    pub(super) fn refusals(&self, ours: &Reference, owner: Option<&Owner>) -> Vec<String> {
        let mut reasons = Vec::new();
        if self.inherits || self.kind == "p" {
            reasons.push("It is partitioned, or inherits from or to another table.".to_owned());
        }
        if !self.permanent {
            reasons.push("It is unlogged: a crash of the server empties it.".to_owned());
        }
        if let Some(owner) = owner.filter(|owner| owner.name != self.owner) {
            reasons.push(format!(
                "It belongs to the role {}, and the packs to {}: alter table {} owner to {};",
                quote_identifier(&self.owner),
                quote_identifier(&owner.name),
                self.name,
                quote_identifier(&owner.name)
            ));
        } else if !self.own && !self.member {
            reasons.push(format!(
                "It belongs to the role {}, and the role that asks is no member of it.",
                quote_identifier(&self.owner)
            ));
        }
        if self.hides {
            reasons.push(
                "Policies hide rows of it from the role that asks: a superuser can adopt it."
                    .to_owned(),
            );
        }
        let doubled = self
            .triggers
            .iter()
            .filter(|name| ours.triggers.contains(name));
        for name in doubled {
            reasons.push(format!(
                "It has a trigger {name} of its own, and ours has one of that name."
            ));
        }
        if ours.partitioned && !self.referrers.is_empty() {
            reasons.push(format!(
                "Foreign keys of {} point to its id, and ours is partitioned, where an id alone is not unique.",
                self.referrers.join(", ")
            ));
        }
        if ours.partitioned && !self.views.is_empty() {
            reasons.push(format!(
                "The views {} read it, and would read one partition of it then.",
                self.views.join(", ")
            ));
        }
        reasons
    }
}
