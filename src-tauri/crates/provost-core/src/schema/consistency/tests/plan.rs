//! The steps of section 9: what comes first, and what is not done twice.

use super::seed::{Facts, actual, expected};
use crate::schema::consistency::{Action, Consistency, Priority, Size};

fn step<'a>(report: &'a Consistency, start: &str) -> (u32, &'a Action) {
    let mut steps = report.actions.iter().enumerate();
    let found = steps.find(|(_, one)| one.title.starts_with(start));
    let (place, action) = found.unwrap_or_else(|| panic!("{start}: {:#?}", report.actions));
    (u32::try_from(place).unwrap(), action)
}

/// PostgreSQL refuses a CHECK that a row breaks, and a migration that brings it stops there.
#[test]
fn rows_are_cleaned_before_what_brings_the_check_that_they_break() {
    let mut without_history = Facts::seed();
    without_history.history = None;
    for (facts, brings) in [
        (Facts::seed(), "Apply 4 migrations"),
        (without_history, "Apply the SQL of this report"),
    ] {
        let report = facts.assessed();
        let (cleaned, clean) = step(&report, "Clean the rows");
        assert_eq!(clean.priority, Priority::Immediate);
        assert_eq!(report.phases[0].title, "Foundation");
        assert!(report.phases[0].actions.contains(&cleaned));
        assert!(step(&report, brings).1.after.contains(&cleaned), "{brings}");
        assert!(step(&report, "Add 1 constraint").1.after.contains(&cleaned));
    }
}

#[test]
fn what_migrations_may_have_made_is_looked_for_before_it_is_made() {
    const LOOK: &str = "See which of them the earlier steps have made; make by these statements what they have not.";
    let report = Facts::seed().assessed();
    let (_, indexes) = step(&report, "Build ");
    for action in [step(&report, "Add 1 constraint").1, indexes] {
        assert!(action.detail.starts_with(LOOK), "{}", action.detail);
    }
    let named = |one: &&String| one.contains("users_status_idx");
    let statement = indexes.commands.iter().find(named).unwrap();
    assert!(
        statement.starts_with("CREATE INDEX CONCURRENTLY IF NOT EXISTS users_status_idx ON "),
        "{statement}"
    );
    // PostgreSQL takes IF NOT EXISTS only with a name.
    assert!(
        indexes
            .commands
            .iter()
            .all(|one| !one.contains("IF NOT EXISTS ON")),
        "{:?}",
        indexes.commands
    );
}

/// Alembic's `version_num` holds 32 characters; two names of the seed have 34 and 33.
#[test]
fn a_name_that_has_to_become_shorter_stands_in_no_command() {
    let report = Facts::seed().assessed();
    let (_, apply) = step(&report, "Apply 4 migrations");
    assert_eq!(
        apply.commands,
        [
            "alembic upgrade critical_database_fixes_20250807",
            "alembic upgrade enhanced_2fa_system_20250803",
        ]
    );
    assert!(
        apply.detail.contains(
            "No command names secure_database_migration_20250803, performance_optimization_20250804: shorten"
        ),
        "{}",
        apply.detail
    );
    assert_eq!(
        apply.title,
        "Apply 4 migrations, and what is missing, once found"
    );
}

#[test]
fn each_defect_of_the_chain_is_mended_by_a_line_that_names_it() {
    let report = Facts::seed().assessed();
    let lines: Vec<&str> = step(&report, "Mend the chain").1.detail.lines().collect();
    for start in [
        "c3d7a3a4d59c: Bring the file back",
        "performance_optimization_20250804, secure_database_migration_20250803: Give it a shorter name",
    ] {
        let count = lines.iter().filter(|one| one.starts_with(start)).count();
        assert_eq!(count, 1, "{start}: {lines:#?}");
    }
    assert!(lines.iter().all(|one| one.contains(": ")), "{lines:#?}");
}

#[test]
fn what_earlier_steps_make_is_not_counted_again_for_section_8() {
    let report = Facts::seed().assessed();
    let again = step(&report, "Look at section 8 again");
    assert_eq!(again.1.size, Size::days(1, 1));
    assert!(again.1.after.contains(&step(&report, "Encrypt secrets").0));
    let with_gap = |catalog: &mut crate::catalog::Catalog| {
        let users = catalog
            .relations
            .iter_mut()
            .find(|one| one.name.name == "users");
        let columns = &mut users.unwrap().columns;
        columns.retain(|one| !["status", "is_active"].contains(&one.name.as_str()));
    };
    let (mut should, mut is) = (expected(), actual());
    with_gap(&mut should);
    with_gap(&mut is);
    let report = Facts::of(should, is).assessed();
    let (_, close) = step(&report, "Close the gaps of section 8");
    assert_eq!(close.size, Size::of(1, 8, 2));
    assert!(
        close
            .detail
            .starts_with("No earlier step closes Accounts can be closed. "),
        "{}",
        close.detail
    );
}
