//! What regulations ask of the accounts of people.

use super::{Asked, line};
use crate::audit::Status;
use crate::schema::consistency::hashing::Verdict;
use crate::schema::consistency::purposes::Purpose;
use crate::schema::consistency::subject::Subject;
use crate::schema::consistency::wording::few;
use crate::schema::consistency::{ComplianceLine, Requirement};

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
    let asked = Asked {
        requirement: Requirement::PasswordHashes,
        title: "Passwords are kept as hashes",
        basis: "GDPR Art. 32(1)(a), ISO/IEC 27001:2022 A.5.17",
    };
    let (status, because) = judged(subject);
    line(asked, status, because)
}

/// What the shapes of values say; where nobody could look at them, what the names say.
fn judged(subject: &Subject<'_>) -> (Status, String) {
    let bad: Vec<String> = subject
        .badly_kept()
        .map(|one| format!("{}: {}", one.name(), one.told()))
        .collect();
    let unseen = subject.clear_by_name_alone();
    if !bad.is_empty() {
        return (Status::Fail, format!("{}.", few(bad)));
    }
    if !unseen.is_empty() {
        let because = format!(
            "By name and type these keep passwords with no sign of a hash: {}.",
            few(unseen.iter().map(|one| one.name()))
        );
        return (Status::Fail, because);
    }
    let of = |wanted: &dyn Fn(Option<Verdict>) -> bool| -> Vec<String> {
        let fitting = subject.known.infrastructure.passwords.iter();
        fitting
            .filter(|one| wanted(one.verdict()))
            .map(|one| format!("{}: {}", one.name(), one.told().trim_end_matches('.')))
            .collect()
    };
    let open = of(&|verdict| matches!(verdict, None | Some(Verdict::Unclear)));
    if !open.is_empty() {
        return (Status::NotDeterminable, format!("{}.", few(open)));
    }
    let slow = of(&|verdict| verdict == Some(Verdict::Slow));
    if !slow.is_empty() {
        let because = format!("By the shape of their values: {}.", few(slow));
        return (Status::Pass, because);
    }
    let empty = of(&|verdict| verdict == Some(Verdict::Empty));
    if !empty.is_empty() {
        return (
            Status::NotDeterminable,
            format!("No password is kept yet. {}.", few(empty)),
        );
    }
    let names = subject.accounts.iter().flat_map(|account| {
        let kept = account.passwords.iter();
        kept.map(|column| format!("{}.{}", account.table.name, column.name))
    });
    let names: Vec<String> = names.collect();
    let because = if names.is_empty() {
        "No column was recognised that keeps a password.".to_owned()
    } else {
        format!(
            "By name these keep passwords or hashes of them: {}. Their values were not looked at.",
            few(names)
        )
    };
    (Status::NotDeterminable, because)
}

fn roles(subject: &Subject<'_>) -> ComplianceLine {
    let asked = Asked {
        requirement: Requirement::Roles,
        title: "Access by role",
        basis: "GDPR Art. 32(1)(b), ISO/IEC 27001:2022 A.5.15 and A.8.3",
    };
    let columns = subject.accounts.iter().flat_map(|account| {
        account
            .roles
            .iter()
            .map(|column| format!("{}.{}", account.table.name, column.name))
    });
    let signs: Vec<String> = columns.chain(subject.there_for(Purpose::Roles)).collect();
    account_line(subject, asked, &signs)
}

fn status_of_accounts(subject: &Subject<'_>) -> ComplianceLine {
    let asked = Asked {
        requirement: Requirement::AccountStatus,
        title: "Accounts can be closed",
        basis: "ISO/IEC 27001:2022 A.5.16 and A.5.18",
    };
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
    account_line(subject, asked, &signs)
}

/// A line that columns of accounts answer.
fn account_line(subject: &Subject<'_>, asked: Asked<'_>, signs: &[String]) -> ComplianceLine {
    if !signs.is_empty() {
        return line(asked, Status::Pass, format!("Kept in {}.", few(signs)));
    }
    match subject.accounts.first() {
        None => line(asked, Status::NotDeterminable, NO_ACCOUNTS),
        Some(account) => line(
            asked,
            Status::Fail,
            format!(
                "No column of {} says so by its name, and no other table.",
                account.table.name
            ),
        ),
    }
}
