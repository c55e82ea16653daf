//! The governance schema as a person reads it in a terminal.

use std::fmt::Write;

use provost_core::catalog::visible;
use provost_core::schema::{
    Adoption, AdoptionVerdict, Applied, ColumnComparison, ColumnVerdict, Direction, MigrationState,
    Obstacle, PackState, Plan, PlannedMigration, SchemaStatus,
};

use crate::audit_text::{counted, shown, table};

/// What a database has, ending in a line break.
pub(crate) fn status_text(status: &SchemaStatus, name: &str, width: u16) -> String {
    let mut text = format!(
        "Schema {} in {}\ndatabase {}, PostgreSQL {}, as {}\n\n",
        shown(&status.governance_schema),
        shown(name),
        shown(&status.database),
        shown(&status.server_version),
        shown(&status.role)
    );
    let mut packs = table(width);
    packs.set_header(["Pack", "State", "Applied", "Tables", "Holds"]);
    for pack in &status.packs {
        let there = pack.migrations.iter().filter(|migration| {
            matches!(
                migration.state,
                MigrationState::Applied | MigrationState::Altered
            )
        });
        packs.add_row([
            pack.pack.key().to_owned(),
            state(pack.state).to_owned(),
            format!("{} of {}", there.count(), pack.migrations.len()),
            pack.tables.len().to_string(),
            pack.purpose.clone(),
        ]);
    }
    line(&mut text, format_args!("{packs}"));
    for migration in status.packs.iter().flat_map(|pack| &pack.migrations) {
        if let Some(reason) = &migration.reason {
            line(
                &mut text,
                format_args!("{}: {}", migration.id, shown(reason)),
            );
        }
    }
    obstacles(&mut text, "In the way of changes", &status.obstacles);
    text
}

/// What a change would do, ending in a line break.
pub(crate) fn plan_text(plan: &Plan, width: u16) -> String {
    let mut text = String::new();
    let (doing, nothing) = match plan.direction {
        Direction::Apply => ("Applying", "Nothing is pending"),
        Direction::Revert => ("Taking back", "Nothing is there to take back"),
    };
    let place = format!(
        "the schema {} of the database {}",
        shown(&plan.governance_schema),
        shown(&plan.database)
    );
    if plan.steps.is_empty() {
        line(&mut text, format_args!("{nothing} in {place}."));
    } else {
        let count = plan.steps.len();
        line(
            &mut text,
            format_args!("{doing} in {place}, in one transaction: {count} migrations"),
        );
    }
    for step in &plan.steps {
        planned(&mut text, step, width);
    }
    obstacles(&mut text, "Left out", &plan.left_out);
    obstacles(
        &mut text,
        "In the way, so nothing would be done",
        &plan.obstacles,
    );
    text
}

/// What was done, ending in a line break.
pub(crate) fn applied_text(applied: &Applied) -> String {
    let mut text = String::new();
    for step in &applied.steps {
        let adopted = match step.adopted.as_slice() {
            [] => String::new(),
            tables => format!(", adopted: {}", tables.join(", ")),
        };
        line(
            &mut text,
            format_args!(
                "{}  {} ({} ms{adopted})",
                step.id, step.title, step.milliseconds
            ),
        );
    }
    let done = match applied.direction {
        Direction::Apply => "applied",
        Direction::Revert => "taken back",
    };
    let count = match applied.steps.len() {
        0 => "Nothing was to be".to_owned(),
        1 => "1 migration was".to_owned(),
        more => format!("{more} migrations were"),
    };
    line(
        &mut text,
        format_args!(
            "{count} {done} in the schema {} of the database {}.",
            shown(&applied.governance_schema),
            shown(&applied.database)
        ),
    );
    obstacles(&mut text, "Left out", &applied.left_out);
    text
}

fn planned(text: &mut String, step: &PlannedMigration, width: u16) {
    line(text, format_args!("\n== {}  {}", step.id, step.title));
    for loss in &step.losses {
        line(
            text,
            format_args!(
                "-- {} of {} would be lost",
                counted(loss.rows, "row"),
                loss.table
            ),
        );
    }
    for adoption in &step.adoptions {
        adopted(text, adoption, width);
    }
    line(text, format_args!("{}", visible(&step.sql, &['\n'])));
}

fn adopted(text: &mut String, adoption: &Adoption, width: u16) {
    let rows = counted(adoption.rows, "row");
    let verdict = match adoption.verdict {
        AdoptionVerdict::Same => "is the same as ours",
        AdoptionVerdict::Extend => "becomes ours by additions",
        AdoptionVerdict::Refuse => "is refused",
    };
    let reason = adoption
        .reason
        .as_ref()
        .map_or_else(String::new, |reason| format!(" {}", shown(reason)));
    line(
        text,
        format_args!(
            "-- {} is there with {rows} and {verdict}.{reason}",
            adoption.table
        ),
    );
    let mut columns = table(width);
    columns.set_header(["Column", "There", "Ours", "Verdict"]);
    let changing = |column: &&ColumnComparison| column.verdict != ColumnVerdict::Same;
    let mut any = false;
    for column in adoption.columns.iter().filter(changing) {
        any = true;
        let type_of = |side: &Option<String>| shown(side.as_deref().unwrap_or("—"));
        columns.add_row([
            shown(&column.column),
            type_of(&column.theirs),
            type_of(&column.ours),
            verdict_of(column.verdict).to_owned(),
        ]);
    }
    if any {
        line(text, format_args!("{columns}"));
    }
}

fn verdict_of(verdict: ColumnVerdict) -> &'static str {
    match verdict {
        ColumnVerdict::Same => "same",
        ColumnVerdict::Added => "added",
        ColumnVerdict::Widened => "widened",
        ColumnVerdict::Tightened => "must have a value",
        ColumnVerdict::Extra => "stays",
        ColumnVerdict::Differs => "differs",
    }
}

fn state(state: PackState) -> &'static str {
    match state {
        PackState::Absent => "absent",
        PackState::Installed => "installed",
        PackState::Partial => "partial",
        PackState::Doubtful => "doubtful",
    }
}

fn obstacles(text: &mut String, heading: &str, list: &[Obstacle]) {
    if list.is_empty() {
        return;
    }
    line(text, format_args!("\n{heading}:"));
    for obstacle in list {
        line(text, format_args!("  {}", shown(&obstacle.message)));
        line(text, format_args!("    {}", shown(&obstacle.hint)));
    }
}

fn line(text: &mut String, words: std::fmt::Arguments<'_>) {
    // Writing to a String never fails.
    let _ = writeln!(text, "{words}");
}
