//! How passwords are judged: by the shapes of their values, and by names where nobody could look at them.

use super::judgements::{severity, users};
use super::seed::Facts;
use crate::audit::{Severity, Status};
use crate::catalog::sample::{healthy, table};
use crate::catalog::{Catalog, QualifiedName, Visible};
use crate::schema::consistency::{FindingCode, PasswordShapes, Requirement, Shape};

/// What is said of the passwords of a catalog when the values of columns of `public.users` have these shapes.
fn hashing(catalog: Catalog, shapes: Vec<PasswordShapes>) -> (Status, Option<Severity>, String) {
    let mut facts = Facts::of(catalog.clone(), catalog);
    facts.infrastructure.passwords = shapes;
    let report = facts.assessed();
    let mut lines = report.compliance.iter();
    let line = lines.find(|one| one.requirement == Requirement::PasswordHashes);
    let line = line.unwrap();
    (
        line.status,
        severity(&report, FindingCode::WeakPasswords),
        line.because.clone(),
    )
}

fn shapes(column: &str, counts: Visible<Vec<(Shape, i64)>>) -> Vec<PasswordShapes> {
    vec![PasswordShapes {
        table: QualifiedName::new("public", "users"),
        column: column.to_owned(),
        counts,
        sql: None,
    }]
}

#[test]
fn a_name_that_speaks_of_a_hash_proves_nothing_and_one_that_does_not_fails() {
    let told = hashing(healthy().with(users()), vec![]);
    assert_eq!(
        told,
        (
            Status::NotDeterminable,
            None,
            "By name these keep passwords or hashes of them: public.users.hashed_password. Their values were not looked at."
                .to_owned()
        )
    );
    let plain = || table("public.users").keyed().col("password", "text");
    let (status, worst, _) = hashing(healthy().with(plain()), vec![]);
    assert_eq!((status, worst), (Status::Fail, Some(Severity::High)));
    let hidden = shapes(
        "password",
        Visible::Hidden("The role may not read them.".to_owned()),
    );
    let (status, worst, _) = hashing(healthy().with(plain()), hidden);
    assert_eq!((status, worst), (Status::Fail, Some(Severity::High)));
    let (status, worst, _) = hashing(healthy(), vec![]);
    assert_eq!((status, worst), (Status::NotDeterminable, None));
}

#[test]
fn the_shapes_of_values_outweigh_the_names_of_columns() {
    let plain = || healthy().with(table("public.users").keyed().col("password", "text"));
    for (column, counts, status, worst) in [
        ("password", &[(Shape::Bcrypt, 9)][..], Status::Pass, None),
        (
            "password",
            &[(Shape::Bcrypt, 9), (Shape::Clear, 1)],
            Status::Fail,
            Some(Severity::Critical),
        ),
        (
            "hashed_password",
            &[(Shape::Clear, 3)],
            Status::Fail,
            Some(Severity::Critical),
        ),
        (
            "hashed_password",
            &[(Shape::Digest, 3), (Shape::Argon2, 3)],
            Status::Fail,
            Some(Severity::High),
        ),
        (
            "hashed_password",
            &[(Shape::Md5Crypt, 1)],
            Status::Fail,
            Some(Severity::High),
        ),
        (
            "hashed_password",
            &[(Shape::Opaque, 3)],
            Status::NotDeterminable,
            None,
        ),
        (
            "hashed_password",
            &[(Shape::None, 3)],
            Status::NotDeterminable,
            None,
        ),
        (
            "hashed_password",
            &[(Shape::Pbkdf2, 3), (Shape::None, 3)],
            Status::Pass,
            None,
        ),
    ] {
        let catalog = if column == "password" {
            plain()
        } else {
            healthy().with(users())
        };
        let (is, found, because) = hashing(catalog, shapes(column, Visible::Seen(counts.to_vec())));
        assert_eq!(
            (is, found),
            (status, worst),
            "{column} {counts:?}: {because}"
        );
    }
}
