//! How many of the tables that are expected are there, by what they are for.

use std::collections::BTreeSet;

use provost_core::schema::consistency::TableGroup;

use crate::bars::{Bar, Bars};
use crate::{Chart, Error, Theme, palette};

/// The most groups that are drawn: those in which most is missing come first.
const MOST: usize = 10;

/// Draws for each group of tables which share of those expected is there. Groups of which nothing is expected are left
/// out, and of many groups only the first are drawn.
pub fn tables_present(groups: &[TableGroup], theme: Theme) -> Result<Chart, Error> {
    let expected: Vec<&TableGroup> = groups.iter().filter(|group| group.expected > 0).collect();
    let schemas: BTreeSet<&str> = expected.iter().map(|group| group.schema.as_str()).collect();
    let label = |group: &TableGroup| {
        let area = group.area.title();
        if schemas.len() > 1 {
            format!("{}: {area}", group.schema)
        } else {
            area.to_owned()
        }
    };
    let shown: Vec<&TableGroup> = expected.iter().copied().take(MOST).collect();
    Bars {
        title: "Expected tables that are there".to_owned(),
        description: description(&shown, expected.len(), label),
        rows: shown
            .iter()
            .map(|group| bar(group, label(group), theme))
            .collect(),
        ticks: [0_u8, 25, 50, 75, 100]
            .into_iter()
            .map(|at| (f64::from(at), format!("{at} %")))
            .collect(),
        whole: true,
    }
    .draw(theme)
}

fn bar(group: &TableGroup, label: String, theme: Theme) -> Bar {
    let missing = group.expected.saturating_sub(group.present);
    Bar {
        label,
        length: Some(f64::from(group.present) / f64::from(group.expected) * 100.0),
        value: format!("{} of {}", group.present, group.expected),
        note: match missing {
            0 => String::new(),
            _ => format!("{missing} missing"),
        },
        color: palette::series(theme),
    }
}

fn description(shown: &[&TableGroup], of: usize, label: impl Fn(&TableGroup) -> String) -> String {
    let values: Vec<String> = shown
        .iter()
        .map(|group| format!("{} {} of {}", label(group), group.present, group.expected))
        .collect();
    let which = if shown.len() < of {
        format!(
            "the {} groups of {of} in which most is missing",
            shown.len()
        )
    } else {
        format!("{of} groups of tables")
    };
    format!(
        "Horizontal bars from 0 to 100 percent, {which}. {}.",
        values.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use provost_core::schema::comparison::Area;

    use super::*;

    fn group(schema: &str, area: Area, expected: u32, present: u32) -> TableGroup {
        TableGroup {
            schema: schema.to_owned(),
            area,
            expected,
            present,
            tables: Vec::new(),
        }
    }

    #[test]
    fn each_group_says_how_many_are_there_and_the_schema_where_there_are_several() {
        let groups = [
            group("public", Area::Authentication, 15, 1),
            group("public", Area::Other, 1, 1),
            group("public", Area::Agents, 0, 0),
        ];
        let chart = tables_present(&groups, Theme::Light).unwrap();
        assert_eq!(
            chart.table,
            [
                (
                    "Authentication".to_owned(),
                    "1 of 15 (14 missing)".to_owned()
                ),
                ("Other".to_owned(), "1 of 1".to_owned()),
            ]
        );
        assert_eq!(
            chart.description,
            "Horizontal bars from 0 to 100 percent, 2 groups of tables. Authentication 1 of 15, Other 1 of 1."
        );
        let two = [group("a", Area::Other, 2, 1), group("b", Area::Other, 2, 2)];
        let chart = tables_present(&two, Theme::Dark).unwrap();
        assert_eq!(chart.table[0].0, "a: Other");
    }

    #[test]
    fn of_many_groups_the_first_are_drawn() {
        let groups: Vec<TableGroup> = (0..30)
            .map(|index| group(&format!("s{index}"), Area::Other, 5, 0))
            .collect();
        let chart = tables_present(&groups, Theme::Light).unwrap();
        assert_eq!(chart.table.len(), MOST);
        assert!(chart.description.contains("the 10 groups of 30"));
        roxmltree::Document::parse(&chart.svg).unwrap();
    }
}
