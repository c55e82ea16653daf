//! Section 4: what protects accounts and rows, as the database is.

use super::accounts::Account;
use super::credentials::{Clear, Credential};
use super::hashing::Verdict;
use super::purposes::Purpose;
use super::subject::Subject;
use super::wording::{counted, few};
use super::{Fact, Standing, Tally};
use crate::catalog::{Catalog, Column, RelationKind};

/// The facts of section 4.
pub(super) fn facts(subject: &Subject<'_>) -> Vec<Fact> {
    let mut facts = Vec::new();
    for account in &subject.accounts {
        facts.extend(account_facts(subject, account));
    }
    if subject.accounts.is_empty() {
        facts.push(Fact::told(
            "Accounts",
            "No table was recognised, by its name and columns, as that of people who sign in.",
        ));
    }
    facts.push(credentials(subject));
    for (label, purpose) in [
        ("Second factor", Purpose::SecondFactor),
        ("Sessions", Purpose::Sessions),
        ("Devices", Purpose::Devices),
        ("Trail of sign-ins", Purpose::SignInTrail),
        ("Audit trail", Purpose::AuditTrail),
    ] {
        facts.push(standing_behind(subject, label, purpose));
    }
    facts.push(row_security(subject.known.actual));
    facts
}

fn account_facts(subject: &Subject<'_>, account: &Account<'_>) -> Vec<Fact> {
    let name = account.table.name.to_string();
    let mut loads = subject.known.infrastructure.tables.iter();
    let rows = match loads
        .find(|load| load.name == account.table.name)
        .map(|load| load.rows)
    {
        Some(Tally::Counted(rows)) => format!(", {rows} rows"),
        Some(Tally::Estimated(rows)) => format!(", about {rows} rows"),
        Some(Tally::Unknown) | None => String::new(),
    };
    let columns = counted(account.table.columns.len(), "column");
    let mut facts = vec![Fact::told("Accounts", format!("{name}: {columns}{rows}"))];
    let listed = |columns: &[&Column]| few(columns.iter().map(|column| &column.name));
    let kept = account.passwords.iter();
    facts.extend(kept.map(|column| password_fact(subject, account, column)));
    if !account.roles.is_empty() {
        let roles = account.roles.iter();
        let told = roles.map(|column| with_values(subject.known.actual, column));
        facts.push(Fact::told("Roles", format!("{name}: {}", few(told))).standing(Standing::Good));
    }
    if !account.states.is_empty() {
        let states = account.states.iter();
        let told = states.map(|column| with_values(subject.known.actual, column));
        facts.push(
            Fact::told("Account status", format!("{name}: {}", few(told))).standing(Standing::Good),
        );
    }
    if !account.unique.is_empty() {
        facts.push(
            Fact::told("Unique names", format!("{name}: {}", few(&account.unique)))
                .standing(Standing::Good),
        );
    }
    if !account.flags.is_empty() {
        facts.push(Fact::told(
            "Sign of a second factor",
            format!("{name}: {}", listed(&account.flags)),
        ));
    }
    facts
}

/// A column that keeps passwords, judged by the shapes of its values; by its name where nobody could look at them.
fn password_fact(subject: &Subject<'_>, account: &Account<'_>, column: &Column) -> Fact {
    const LABEL: &str = "Passwords";
    let name = format!("{}.{}", account.table.name, column.name);
    let mut looked = subject.known.infrastructure.passwords.iter();
    let shapes = looked.find(|one| one.table == account.table.name && one.column == column.name);
    let by_name = if account.hashes.contains(&column) {
        "The name says that a hash is kept."
    } else {
        "The name does not say that a hash is kept."
    };
    let Some(shapes) = shapes else {
        return Fact::told(LABEL, name).note(format!("{by_name} No value was looked at."));
    };
    let fact = Fact::told(LABEL, format!("{name}: {}", shapes.told()));
    let counted = "The values were counted by their shape; none of them left the server.";
    match shapes.verdict() {
        Some(Verdict::InTheClear | Verdict::Fast) => fact.standing(Standing::Bad).note(counted),
        Some(Verdict::Unclear) => fact.standing(Standing::Attention).note(counted),
        Some(Verdict::Slow) => fact.standing(Standing::Good).note(counted),
        Some(Verdict::Empty) => fact.note(by_name),
        None => Fact::told(LABEL, name).note(format!("{by_name} {}", shapes.told())),
    }
}

/// A column with its type; of an enum with its values.
fn with_values(catalog: &Catalog, column: &Column) -> String {
    let known = catalog
        .enums
        .iter()
        .find(|one| one.name.name == column.type_name && one.name.schema == column.type_schema);
    match known {
        Some(one) => format!(
            "{} ({} of {})",
            column.name,
            one.name.name,
            few(&one.values)
        ),
        None => format!("{} ({})", column.name, column.data_type),
    }
}

fn credentials(subject: &Subject<'_>) -> Fact {
    let mut clear: Vec<&Clear<'_>> = subject.clear_by_name_alone();
    let others = subject.clear.iter();
    clear.extend(others.filter(|one| one.credential != Credential::Password));
    if clear.is_empty() {
        return Fact::told(
            "Credentials in the clear",
            "No text column's name says that it keeps one as it is.",
        )
        .standing(Standing::Good)
        .note("Names and types were looked at, of passwords also the shapes of values.");
    }
    let names: Vec<String> = clear.iter().map(|one| one.name()).collect();
    Fact::told("Credentials in the clear", few(names))
        .standing(Standing::Bad)
        .note("By name and type. Whether the values are encrypted before they are stored cannot be seen.")
}

fn standing_behind(subject: &Subject<'_>, label: &str, purpose: Purpose) -> Fact {
    let there = subject.there_for(purpose);
    if !there.is_empty() {
        return Fact::told(label, few(there)).standing(Standing::Good);
    }
    let missing = subject.missing_for(purpose);
    let fact = Fact::told(label, "No table's name says so.");
    if !missing.is_empty() {
        let expected = format!("Expected and missing: {}.", few(missing));
        return fact.standing(Standing::Bad).note(expected);
    }
    if subject.accounts.is_empty() {
        fact
    } else {
        fact.standing(Standing::Attention)
    }
}

fn row_security(catalog: &Catalog) -> Fact {
    let tables: Vec<bool> = catalog
        .tables()
        .filter(|table| table.kind != RelationKind::ForeignTable)
        .map(|table| table.row_security)
        .collect();
    let on = tables.iter().filter(|on| **on).count();
    let fact = Fact::told(
        "Row-level security",
        format!("on {on} of {}", counted(tables.len(), "table")),
    );
    if on > 0 && on == tables.len() {
        fact.standing(Standing::Good)
    } else {
        fact
    }
}
