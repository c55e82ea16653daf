//! Aliases: what MLflow says now, what it said at the last import, and what is here.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::backend::AliasRow;

/// A model and an alias of it.
pub type Key = (String, String);

/// A row of `ai_model_aliases`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AliasKept {
    /// The model.
    pub name: String,
    /// The alias.
    pub alias: String,
    /// The version.
    pub model_id: Uuid,
}

/// What becomes of an alias.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AliasMove {
    /// It comes.
    New(AliasKept),
    /// It moves here as it moved in MLflow.
    Moved {
        /// Where it goes.
        to: AliasKept,
        /// The version that it points to here until now.
        from: Uuid,
    },
    /// It goes, as it went in MLflow.
    Removed(AliasKept),
    /// It is as it was.
    Unchanged(Key),
    /// It stays as it is here, for a reason.
    Left(Key, &'static str),
}

/// What becomes of every alias. `now` and `then` are MLflow's, now and at the last import; `here` are those of the registry.
/// What somebody set here is never undone: only what changed in MLflow moves.
#[must_use]
pub fn aliases(
    now: &BTreeMap<Key, Uuid>,
    then: &BTreeMap<Key, Uuid>,
    here: &BTreeMap<Key, Uuid>,
) -> Vec<AliasMove> {
    const BEFORE: &str = "It was set here before, to another version.";
    const BOTH: &str = "It was moved here and in MLflow, to different versions.";
    let kept = |(name, alias): &Key, model_id: Uuid| AliasKept {
        name: name.clone(),
        alias: alias.clone(),
        model_id,
    };
    let mut moves = Vec::new();
    for (key, to) in now {
        let step = match (here.get(key), then.get(key)) {
            (Some(here), _) if here == to => AliasMove::Unchanged(key.clone()),
            // It did not move in MLflow; somebody moved or removed it here.
            (_, Some(then)) if then == to => AliasMove::Unchanged(key.clone()),
            (None, _) => AliasMove::New(kept(key, *to)),
            (Some(from), Some(then)) if from == then => AliasMove::Moved {
                to: kept(key, *to),
                from: *from,
            },
            (Some(_), Some(_)) => AliasMove::Left(key.clone(), BOTH),
            (Some(_), None) => AliasMove::Left(key.clone(), BEFORE),
        };
        moves.push(step);
    }
    for (key, then) in then {
        if !now.contains_key(key) && here.get(key) == Some(then) {
            moves.push(AliasMove::Removed(kept(key, *then)));
        }
    }
    moves
}

/// Whether an alias can be kept: what `ai_model_aliases` takes.
pub(super) fn is_alias(text: &str) -> bool {
    let letter = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    text.len() <= 255 && text.starts_with(letter) && text.chars().all(|c| letter(c) || c == '.')
}

impl AliasRow {
    /// Why it cannot be kept; none when it can.
    #[must_use]
    pub fn hindrance(&self) -> Option<&'static str> {
        (!is_alias(&self.alias))
            .then_some("It has other characters than letters, digits, dot, dash and underscore.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(entries: &[(&str, u128)]) -> BTreeMap<Key, Uuid> {
        let entries = entries.iter();
        entries
            .map(|(alias, id)| (("m".to_owned(), (*alias).to_owned()), Uuid::from_u128(*id)))
            .collect()
    }

    /// Now and then in MLflow and here, each none or a version, and what becomes of it.
    #[test]
    fn only_what_changed_in_mlflow_moves() {
        let of = |version: u128| match version {
            0 => map(&[]),
            version => map(&[("a", version)]),
        };
        for (now, then, here, becomes) in [
            (1, 0, 0, "new"),
            (1, 0, 1, "unchanged"),
            (1, 1, 1, "unchanged"),
            (2, 1, 1, "moved"),
            (1, 1, 2, "unchanged"),
            (1, 1, 0, "unchanged"),
            (2, 1, 0, "new"),
            (2, 1, 3, "left"),
            (2, 0, 1, "left"),
            (0, 1, 1, "removed"),
            (0, 1, 2, "nothing"),
            (0, 0, 1, "nothing"),
        ] {
            let moves = aliases(&of(now), &of(then), &of(here));
            let word = match moves.as_slice() {
                [] => "nothing",
                [AliasMove::New(kept)] if kept.model_id == Uuid::from_u128(now) => "new",
                [AliasMove::Moved { to, .. }] if to.model_id == Uuid::from_u128(now) => "moved",
                [AliasMove::Removed(_)] => "removed",
                [AliasMove::Unchanged(_)] => "unchanged",
                [AliasMove::Left(..)] => "left",
                other => panic!("{other:?}"),
            };
            assert_eq!(word, becomes, "now {now}, then {then}, here {here}");
        }
    }

    #[test]
    fn an_alias_is_what_the_table_takes() {
        for alias in ["champion", "v1.2", "_x-1"] {
            assert!(is_alias(alias), "{alias}");
        }
        for alias in ["", ".x", "a b", "ä", "a'; drop", &"x".repeat(256)] {
            assert!(!is_alias(alias), "{alias}");
        }
    }
}
