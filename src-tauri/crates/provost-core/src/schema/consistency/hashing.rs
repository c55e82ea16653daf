//! What the values of columns that keep passwords look like: which columns are to be looked at, and how the counts are
//! judged. No value is known here, only how many have which shape.

use serde::Serialize;

use super::credentials::Credential;
use super::{accounts, credentials};
use crate::catalog::{Catalog, Column, QualifiedName, Visible};

/// A form in which a password can be kept, as far as the shape of its value tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// Text of no form that a hash has: probably the password itself.
    Clear,
    /// As many hexadecimal digits as MD5 or SHA-1 give, a marked digest of those, `MySQL`'s, or a checksum of LDAP.
    Digest,
    /// 56 hexadecimal digits or more, as the SHA-2 family gives without salt or rounds.
    LongDigest,
    /// Crypt with MD5 (`$1$`, `$apr1$`), and `phpass`.
    Md5Crypt,
    /// Crypt with SHA-256 or SHA-512 and rounds (`$5$`, `$6$`).
    ShaCrypt,
    /// bcrypt.
    Bcrypt,
    /// Argon2.
    Argon2,
    /// scrypt, or yescrypt.
    Scrypt,
    /// PBKDF2, as Django, Werkzeug, passlib, ASP.NET Core and SCRAM write it.
    Pbkdf2,
    /// Forty signs or more without a gap that no known form has: an encrypted value or a hash of another form.
    Opaque,
    /// No password, or one that lets nobody in.
    None,
}

impl Shape {
    /// All, the worst first.
    pub const ALL: [Self; 11] = [
        Self::Clear,
        Self::Digest,
        Self::LongDigest,
        Self::Md5Crypt,
        Self::ShaCrypt,
        Self::Bcrypt,
        Self::Argon2,
        Self::Scrypt,
        Self::Pbkdf2,
        Self::Opaque,
        Self::None,
    ];

    /// The word for it, which is also what the counting statement calls it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Digest => "digest",
            Self::LongDigest => "long digest",
            Self::Md5Crypt => "md5-crypt",
            Self::ShaCrypt => "sha-crypt",
            Self::Bcrypt => "bcrypt",
            Self::Argon2 => "argon2",
            Self::Scrypt => "scrypt",
            Self::Pbkdf2 => "pbkdf2",
            Self::Opaque => "opaque",
            Self::None => "none",
        }
    }

    /// The same in a sentence.
    fn told(self) -> &'static str {
        match self {
            Self::Clear => "in the clear, by their shape",
            Self::Digest => "MD5 or SHA-1 digests, by their length",
            Self::LongDigest => "SHA-2 digests, by their length",
            Self::Md5Crypt => "MD5 crypt",
            Self::ShaCrypt => "SHA crypt",
            Self::Bcrypt => "bcrypt",
            Self::Argon2 => "Argon2",
            Self::Scrypt => "scrypt",
            Self::Pbkdf2 => "PBKDF2",
            Self::Opaque => "of a form that is not known",
            Self::None => "without a password",
        }
    }

    /// Whether who has the value has the password, or finds it in hours.
    fn is_fast(self) -> bool {
        matches!(self, Self::Digest | Self::LongDigest | Self::Md5Crypt)
    }

    fn is_slow(self) -> bool {
        matches!(
            self,
            Self::ShaCrypt | Self::Bcrypt | Self::Argon2 | Self::Scrypt | Self::Pbkdf2
        )
    }
}

/// How many values of a column have which shape.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PasswordShapes {
    /// The table.
    pub table: QualifiedName,
    /// The column.
    pub column: String,
    /// How many values have each shape that occurs; the reason where that cannot be counted.
    pub counts: Visible<Vec<(Shape, i64)>>,
    /// The statement that counted; none where there was none to run.
    pub sql: Option<String>,
}

/// A column that keeps passwords in some form, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordColumn<'a> {
    /// Its table.
    pub table: &'a QualifiedName,
    /// The column.
    pub column: &'a Column,
}

/// The columns whose values are to be looked at: those of accounts that by their names keep passwords or hashes of them, then
/// others that look as if they kept passwords as they are. In the order of their names, each once.
#[must_use]
pub fn password_columns(catalog: &Catalog) -> Vec<PasswordColumn<'_>> {
    let of_accounts = accounts::accounts(catalog).into_iter().flat_map(|account| {
        let table = &account.table.name;
        let kept = account.passwords.into_iter();
        kept.map(move |column| PasswordColumn { table, column })
    });
    let clear = credentials::clear(catalog).into_iter();
    let clear = clear
        .filter(|one| one.credential == Credential::Password)
        .map(|one| PasswordColumn {
            table: &one.table.name,
            column: one.column,
        });
    let mut found: Vec<PasswordColumn<'_>> = of_accounts.chain(clear).collect();
    found.sort_by_key(|one| (one.table, &one.column.name));
    found.dedup_by_key(|one| (one.table, &one.column.name));
    found
}

/// What counts say of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    /// Some values are the passwords themselves.
    InTheClear,
    /// Some values are hashes that are quickly tried out.
    Fast,
    /// Some values are of a form that nobody can tell.
    Unclear,
    /// All values are hashes that take long to try out.
    Slow,
    /// No row has a password.
    Empty,
}

impl PasswordShapes {
    /// Its name with table and schema.
    pub(super) fn name(&self) -> String {
        format!("{}.{}", self.table, self.column)
    }

    /// What the counts say; none where there are none.
    pub(super) fn verdict(&self) -> Option<Verdict> {
        let counts = self.counts.seen().ok()?;
        let has = |wanted: &dyn Fn(Shape) -> bool| {
            counts
                .iter()
                .any(|(shape, rows)| *rows > 0 && wanted(*shape))
        };
        Some(if has(&|shape| shape == Shape::Clear) {
            Verdict::InTheClear
        } else if has(&Shape::is_fast) {
            Verdict::Fast
        } else if has(&|shape| shape == Shape::Opaque) {
            Verdict::Unclear
        } else if has(&Shape::is_slow) {
            Verdict::Slow
        } else {
            Verdict::Empty
        })
    }

    /// The counts in words, the worst shape first: `18 bcrypt`; the reason where there are none.
    pub(super) fn told(&self) -> String {
        let counts = match &self.counts {
            Visible::Seen(counts) => counts,
            Visible::Hidden(reason) => return reason.clone(),
        };
        let parts: Vec<String> = Shape::ALL
            .into_iter()
            .filter_map(|shape| {
                let (_, rows) = counts
                    .iter()
                    .find(|(one, rows)| *one == shape && *rows > 0)?;
                Some(format!("{rows} {}", shape.told()))
            })
            .collect();
        if parts.is_empty() {
            "no value".to_owned()
        } else {
            parts.join(", ")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::sample::{healthy, table};

    fn shapes(counts: &[(Shape, i64)]) -> PasswordShapes {
        PasswordShapes {
            table: QualifiedName::new("public", "users"),
            column: "password".to_owned(),
            counts: Visible::Seen(counts.to_vec()),
            sql: None,
        }
    }

    #[test]
    fn one_bad_value_outweighs_many_good_ones() {
        for (counts, verdict, told) in [
            (
                &[(Shape::Bcrypt, 17), (Shape::Clear, 1)][..],
                Verdict::InTheClear,
                "1 in the clear, by their shape, 17 bcrypt",
            ),
            (
                &[(Shape::Argon2, 3), (Shape::Digest, 2)],
                Verdict::Fast,
                "2 MD5 or SHA-1 digests, by their length, 3 Argon2",
            ),
            (
                &[(Shape::Opaque, 4), (Shape::Pbkdf2, 1)],
                Verdict::Unclear,
                "1 PBKDF2, 4 of a form that is not known",
            ),
            (
                &[(Shape::Bcrypt, 18), (Shape::None, 2)],
                Verdict::Slow,
                "18 bcrypt, 2 without a password",
            ),
            (&[(Shape::None, 2)], Verdict::Empty, "2 without a password"),
            (&[], Verdict::Empty, "no value"),
        ] {
            let shapes = shapes(counts);
            assert_eq!(shapes.verdict(), Some(verdict), "{counts:?}");
            assert_eq!(shapes.told(), told);
        }
    }

    #[test]
    fn each_column_that_keeps_passwords_is_looked_at_once() {
        let catalog = healthy()
            .with(
                table("public.users")
                    .col("hashed_password", "text")
                    .col("password", "text")
                    .col("password_changed_at", "timestamp with time zone")
                    .col("tfa_secret", "text"),
            )
            .with(table("app.smtp_settings").col("password", "text"));
        let found = password_columns(&catalog);
        let names: Vec<String> = found
            .iter()
            .map(|one| format!("{}.{}", one.table, one.column.name))
            .collect();
        assert_eq!(
            names,
            [
                "app.smtp_settings.password",
                "public.users.hashed_password",
                "public.users.password"
            ]
        );
    }
}
