//! Two tables of one name, column by column: what ours adds, and what cannot become ours. Nothing is asked of a database here.

use provost_core::schema::{ColumnComparison, ColumnVerdict};

use super::shape::{Column, Shape};

/// How a column of theirs becomes ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change<'c> {
    pub(super) ours: &'c Column,
    pub(super) theirs: Option<&'c Column>,
    pub(super) verdict: ColumnVerdict,
    /// Why it cannot.
    pub(super) refused: Option<String>,
}

impl Change<'_> {
    /// Whether the type changes.
    pub(super) fn widens(&self) -> bool {
        self.theirs
            .is_some_and(|theirs| theirs.data_type != self.ours.data_type)
    }
}

/// Every column of ours, in its order.
pub(super) fn changes<'c>(ours: &'c Shape, theirs: &'c Shape) -> Vec<Change<'c>> {
    ours.columns
        .iter()
        .map(|column| change(column, theirs.column(&column.name)))
        .collect()
}

/// Columns that only they have, with why one cannot stay, if so.
pub(super) fn extras<'c>(
    ours: &'c Shape,
    theirs: &'c Shape,
) -> impl Iterator<Item = (&'c Column, Option<String>)> {
    let only_theirs = theirs
        .columns
        .iter()
        .filter(|column| ours.column(&column.name).is_none());
    only_theirs.map(|column| {
        let demands =
            column.not_null && column.expression.is_none() && !column.identity && !column.generated;
        let reason = format!(
            "Its own column {} demands a value that nothing of ours gives: let it be null, or give it a default.",
            column.name
        );
        (column, demands.then_some(reason))
    })
}

/// What is shown of the columns.
pub(super) fn told(ours: &Shape, theirs: &Shape) -> Vec<ColumnComparison> {
    let known = changes(ours, theirs)
        .into_iter()
        .map(|change| ColumnComparison {
            column: change.ours.name.clone(),
            ours: Some(described(change.ours)),
            theirs: change.theirs.map(described),
            verdict: change.verdict,
        });
    let extra = extras(ours, theirs).map(|(column, _)| ColumnComparison {
        column: column.name.clone(),
        ours: None,
        theirs: Some(described(column)),
        verdict: ColumnVerdict::Extra,
    });
    known.chain(extra).collect()
}

fn described(column: &Column) -> String {
    let demand = if column.not_null { " not null" } else { "" };
    format!("{}{demand}", column.data_type)
}

fn change<'c>(ours: &'c Column, theirs: Option<&'c Column>) -> Change<'c> {
    let Some(their) = theirs else {
        return Change {
            ours,
            theirs,
            verdict: ColumnVerdict::Added,
            refused: None,
        };
    };
    let (verdict, refused) = verdict(ours, their);
    Change {
        ours,
        theirs,
        verdict,
        refused,
    }
}

fn verdict(ours: &Column, theirs: &Column) -> (ColumnVerdict, Option<String>) {
    let name = &ours.name;
    if ours.generated != theirs.generated
        || (ours.generated && ours.expression != theirs.expression)
    {
        let reason = if ours.generated {
            format!(
                "Our column {name} follows from other columns, and theirs has values of its own."
            )
        } else {
            format!(
                "Their column {name} follows from other columns, and ours has values of its own."
            )
        };
        return (ColumnVerdict::Differs, Some(reason));
    }
    if ours.data_type != theirs.data_type {
        return match widening(&theirs.data_type, &ours.data_type) {
            Ok(()) => (ColumnVerdict::Widened, None),
            Err(why) => {
                let reason = format!(
                    "Its column {name} is {}, and ours is {}: {why}.",
                    theirs.data_type, ours.data_type
                );
                (ColumnVerdict::Differs, Some(reason))
            }
        };
    }
    match (ours.not_null, theirs.not_null) {
        (true, false) => (ColumnVerdict::Tightened, None),
        (false, true) => (ColumnVerdict::Widened, None),
        _ => (ColumnVerdict::Same, None),
    }
}

/// Whether every value of one type is the same value of another; why not otherwise.
fn widening(from: &str, to: &str) -> Result<(), &'static str> {
    let without = |text: &str| text.split('(').next().unwrap_or_default().to_owned();
    let base = without(from);
    let wider = match to {
        "text" => base == "character varying",
        "integer" => from == "smallint",
        "bigint" => matches!(from, "smallint" | "integer"),
        "numeric" => base == "numeric" || matches!(from, "smallint" | "integer" | "bigint"),
        // Fifteen digits are what it keeps of any decimal number.
        "double precision" => {
            matches!(from, "real" | "smallint" | "integer")
                || precision(from).is_some_and(|digits| digits <= 15)
        }
        "timestamp with time zone" => {
            from.starts_with("timestamp(") && from.ends_with("with time zone")
        }
        _ => to.ends_with("vector") && base == to,
    };
    if wider {
        return Ok(());
    }
    Err(match to {
        "timestamp with time zone" if base.starts_with("timestamp") => {
            "nothing says in which time zone its values are"
        }
        "jsonb" if from == "json" => "some values of json lose keys or their order",
        "text" if base == "character" => "blanks at the end of its values would go",
        _ => "its values would have to change",
    })
}

/// How many digits a `numeric(p,s)` has.
fn precision(data_type: &str) -> Option<u32> {
    let inner = data_type.strip_prefix("numeric(")?;
    inner.split([',', ')']).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_keeps_every_value_is_widened() {
        for (from, to) in [
            ("character varying(100)", "text"),
            ("character varying", "text"),
            ("numeric(3,2)", "double precision"),
            ("numeric(10,4)", "numeric"),
            ("integer", "bigint"),
            ("public.vector(1536)", "public.vector"),
            ("timestamp(3) with time zone", "timestamp with time zone"),
        ] {
            assert_eq!(widening(from, to), Ok(()), "{from} to {to}");
        }
        for (from, to) in [
            ("character(3)", "text"),
            ("numeric", "double precision"),
            ("numeric(20,4)", "double precision"),
            ("bigint", "integer"),
            ("bigint", "double precision"),
            ("uuid", "text"),
            ("text", "uuid"),
            ("json", "jsonb"),
            ("timestamp without time zone", "timestamp with time zone"),
            ("public.vector", "public.vector(3)"),
            ("integer", "uuid"),
        ] {
            assert!(widening(from, to).is_err(), "{from} to {to}");
        }
    }

    #[test]
    fn each_way_of_differing_has_its_verdict() {
        let column = |name: &str, data_type: &str, not_null| Column {
            name: name.to_owned(),
            data_type: data_type.to_owned(),
            not_null,
            expression: None,
            generated: false,
            identity: false,
        };
        let ours = Shape {
            columns: vec![
                column("id", "uuid", true),
                column("name", "text", true),
                column("note", "text", false),
                column("score", "double precision", false),
                column("at", "timestamp with time zone", true),
            ],
            ..Shape::default()
        };
        let theirs = Shape {
            columns: vec![
                column("id", "uuid", true),
                column("name", "text", false),
                column("score", "numeric(3,2)", false),
                column("at", "timestamp without time zone", true),
                column("more", "text", true),
            ],
            ..Shape::default()
        };
        let verdicts: Vec<ColumnVerdict> = told(&ours, &theirs)
            .into_iter()
            .map(|told| told.verdict)
            .collect();
        assert_eq!(
            verdicts,
            [
                ColumnVerdict::Same,
                ColumnVerdict::Tightened,
                ColumnVerdict::Added,
                ColumnVerdict::Widened,
                ColumnVerdict::Differs,
                ColumnVerdict::Extra
            ]
        );
        assert!(extras(&ours, &theirs).all(|(_, reason)| reason.is_some()));
    }
}
