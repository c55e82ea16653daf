//! The first screen as a person reads it in a terminal.

use provost_core::overview::{Figure, FigureRows, Group, Overview, number, target_words};
use provost_core::schema::Pack;

use crate::audit_text::{shown, table};

/// The figures, ending in a line break.
pub(crate) fn overview_text(overview: &Overview, name: &str, width: u16) -> String {
    let mut lines = head(overview, name);
    let mut figures = table(width);
    figures.set_header(["Figure", "Value", "Target", "State", "What was counted"]);
    for group in Group::ALL {
        figures.add_row([group.title().to_uppercase().as_str(), "", "", "", ""]);
        for figure in overview.figures.iter().filter(|one| one.group == group) {
            figures.add_row(row(figure));
        }
    }
    lines.push(figures.to_string());
    lines.push(
        "`provost overview --rows FIGURE` lists the rows behind a figure; the word in parentheses names it.\n"
            .to_owned(),
    );
    lines.join("\n")
}

fn head(overview: &Overview, name: &str) -> Vec<String> {
    let mut lines = vec![
        format!("Overview of {}", shown(name)),
        format!(
            "database {}, schema {}, read as {} at {}",
            shown(&overview.database),
            shown(&overview.governance_schema),
            shown(&overview.role),
            overview.taken_at
        ),
    ];
    if !overview.samples.is_empty() {
        let samples: Vec<String> = overview.samples.iter().map(|one| shown(one)).collect();
        lines.push(format!("Sample data, synthetic: {}", samples.join(", ")));
    }
    if let Some(restricted) = &overview.restricted {
        lines.push(format!("Not everything was seen: {}", shown(restricted)));
    }
    if !overview.missing.is_empty() {
        let titles: Vec<&str> = overview
            .missing
            .iter()
            .map(|pack| Pack::title(*pack))
            .collect();
        lines.push(format!(
            "Packs that are missing: {}. `provost schema apply` installs them.",
            titles.join(", ")
        ));
    }
    lines.push(String::new());
    lines
}

fn row(figure: &Figure) -> [String; 5] {
    let parts: Vec<String> = figure
        .parts
        .iter()
        .map(|part| {
            let value = number(part.value, 2);
            format!("{}: {value}", shown(&part.label))
        })
        .collect();
    let mut note = shown(&figure.note);
    if !parts.is_empty() {
        note.push('\n');
        note.push_str(&parts.join(", "));
    }
    [
        format!("{}\n({})", figure.title, figure.id),
        shown(&figure.shown()),
        figure
            .target
            .map_or_else(String::new, |target| target_words(target, &figure.unit)),
        figure.state.title().to_owned(),
        note,
    ]
}

/// The rows behind a figure, ending in a line break.
pub(crate) fn rows_text(rows: &FigureRows, width: u16) -> String {
    let mut cells = table(width);
    cells.set_header(&rows.columns);
    for row in &rows.rows {
        cells.add_row(
            row.iter()
                .map(|cell| cell.as_deref().map_or_else(|| "–".to_owned(), shown)),
        );
    }
    let samples: Vec<String> = rows.samples.iter().map(|one| shown(one)).collect();
    let sample = if samples.is_empty() {
        String::new()
    } else {
        format!(" Sample data, synthetic: {}.", samples.join(", "))
    };
    let count = u32::try_from(rows.rows.len()).unwrap_or(u32::MAX);
    let which = if count == 0 {
        format!("No rows here; {} in all.", rows.total)
    } else {
        format!(
            "Rows {} to {} of {}.",
            rows.offset.saturating_add(1),
            rows.offset.saturating_add(count),
            rows.total
        )
    };
    format!(
        "{}\n{cells}\n{which} Read at {}.{sample}\n",
        rows.title, rows.taken_at
    )
}

#[cfg(test)]
mod tests {
    use provost_core::overview::{
        Counted, Evidence, FigureKind, OVERVIEW_SCHEMA, ROWS_SCHEMA, Reading, figure,
    };

    use super::*;

    fn overview() -> Overview {
        let evidence = Evidence {
            sql: "select 1".to_owned(),
            milliseconds: 1.0,
        };
        let counted = vec![
            Counted::new("status", "compliant", 3.0),
            Counted::new("status", "non_compliant", 1.0),
        ];
        Overview {
            schema: OVERVIEW_SCHEMA.to_owned(),
            database: "shop".to_owned(),
            role: "clerk\u{202e}".to_owned(),
            governance_schema: "governance".to_owned(),
            taken_at: "2026-11-22T06:00:00Z".to_owned(),
            samples: vec!["Sample & Sons".to_owned()],
            restricted: None,
            missing: vec![Pack::Training],
            figures: vec![
                figure(
                    FigureKind::Compliance,
                    Reading::Counted { counted, evidence },
                ),
                figure(FigureKind::Cost, Reading::Hindered("No pack.".to_owned())),
            ],
            series: Vec::new(),
        }
    }

    #[test]
    fn figures_stand_in_their_groups_with_target_and_state() {
        let text = overview_text(&overview(), "Shop", 160);
        for said in [
            "Overview of Shop",
            "Sample data, synthetic: Sample & Sons",
            "Packs that are missing: Training.",
            "75 %",
            "at least 100 %",
            "attention",
            "Compliant: 3, Non-compliant: 1",
            "not determinable",
            "No pack.",
        ] {
            assert!(text.contains(said), "{said} in\n{text}");
        }
        assert!(
            !text.contains('\u{202e}'),
            "what turns text is shown by its code"
        );
    }

    #[test]
    fn rows_say_which_they_are() {
        let mut rows = FigureRows {
            schema: ROWS_SCHEMA.to_owned(),
            figure: "cost".to_owned(),
            title: "Cost this month".to_owned(),
            taken_at: "2026-11-22T06:00:00Z".to_owned(),
            samples: Vec::new(),
            sql: "select 1".to_owned(),
            columns: vec!["Model".to_owned(), "Version".to_owned()],
            rows: vec![vec![Some("scorer".to_owned()), None]],
            total: 7,
            offset: 3,
        };
        let text = rows_text(&rows, 100);
        assert!(
            text.contains("Rows 4 to 4 of 7.") && text.contains("scorer") && text.contains('–')
        );
        rows.rows.clear();
        assert!(rows_text(&rows, 100).contains("No rows here; 7 in all."));
    }
}
