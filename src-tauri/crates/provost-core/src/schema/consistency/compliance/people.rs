//! What regulations ask of the accounts of people.

use super::line;
use crate::audit::Status;
use crate::schema::consistency::ComplianceLine;
use crate::schema::consistency::credentials::{Clear, Credential};
use crate::schema::consistency::purposes::Purpose;
use crate::schema::consistency::subject::Subject;
use crate::schema::consistency::wording::few;

/// The lines of accounts.
pub(super) fn lines(subject: &Subject<'_>) -> [ComplianceLine; 3] {
    [
        hashing(subject),
        roles(subject),
        status_of_accounts(subject),
    ]
}

const NO_ACCOUNTS: &str =
    "No table of people who sign in was recognised; they may sign in elsewhere.";

fn hashing(subject: &Subject<'_>) -> ComplianceLine {
    let line = |status, because: String| {
        line(
            "Passwords are kept as hashes",
            "GDPR Art. 32(1)(a), ISO/IEC 27001:2022 A.5.17",
            status,
            because,
        )
    };
    let clear = subject
        .clear
        .iter()
        .filter(|one| one.credential == Credential::Password);
    let clear: Vec<String> = clear.map(Clear::name).collect();
    if !clear.is_empty() {
        return line(
            Status::Fail,
            format!(
                "By name and type these keep passwords with no sign of a hash: {}.",
                few(clear)
            ),
        );
    }
    let accounts = subject.accounts.iter();
    let hashes: Vec<String> = accounts
        .flat_map(|account| {
            account
                .hashes
                .iter()
                .map(|column| format!("{}.{}", account.table.name, column.name))
        })
        .collect();
    if hashes.is_empty() {
        line(
            Status::NotDeterminable,
            "No column was recognised that keeps a password.".to_owned(),
        )
    } else {
        line(
            Status::NotDeterminable,
            format!(
                "By name these keep hashes: {}. The values were not looked at.",
                few(hashes)
            ),
        )
    }
}

fn roles(subject: &Subject<'_>) -> ComplianceLine {
    const BASIS: &str = "GDPR Art. 32(1)(b), ISO/IEC 27001:2022 A.5.15 and A.8.3";
    let columns = subject.accounts.iter().flat_map(|account| {
        account
            .roles
            .iter()
            .map(|column| format!("{}.{}", account.table.name, column.name))
    });
    let signs: Vec<String> = columns.chain(subject.there_for(Purpose::Roles)).collect();
    account_line(subject, "Access by role", BASIS, &signs)
}

fn status_of_accounts(subject: &Subject<'_>) -> ComplianceLine {
    const BASIS: &str = "ISO/IEC 27001:2022 A.5.16 and A.5.18";
    let signs: Vec<String> = subject
        .accounts
        .iter()
        .flat_map(|account| {
            account
                .states
                .iter()
                .map(|column| format!("{}.{}", account.table.name, column.name))
        })
        .collect();
    account_line(subject, "Accounts can be closed", BASIS, &signs)
}

/// A line that columns of accounts answer.
fn account_line(
    subject: &Subject<'_>,
    title: &str,
    basis: &str,
    signs: &[String],
) -> ComplianceLine {
    if !signs.is_empty() {
        return line(
            title,
            basis,
            Status::Pass,
            format!("Kept in {}.", few(signs)),
        );
    }
    match subject.accounts.first() {
        None => line(title, basis, Status::NotDeterminable, NO_ACCOUNTS),
        Some(account) => line(
            title,
            basis,
            Status::Fail,
            format!(
                "No column of {} says so by its name, and no other table.",
                account.table.name
            ),
        ),
    }
}
