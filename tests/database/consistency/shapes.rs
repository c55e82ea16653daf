//! In which forms passwords are kept, told from the values by the server.

use provost_core::catalog::Visible;
use provost_core::schema::consistency::{PasswordShapes, Shape};
use provost_postgres::schema;
use provost_tests::local::{TestServer, Version};
use provost_tests::profile;

use super::place::{ACTUAL, open, read};

/// Values as the tools and libraries write them, all of the password `Tr0ub4dor&3`, or of none; by the shape that each has.
const VALUES: &[(Shape, &[&str])] = &[
    (
        Shape::Bcrypt,
        &[
            // htpasswd, PHP and Python's bcrypt.
            "$2y$05$4r6p6zYw0yQ2b0mX1c3W5u4yPz0Wm2nq1r5s8t9vAbCdEfGhIjKlM",
            "$2b$12$4r6p6zYw0yQ2b0mX1c3W5u4yPz0Wm2nq1r5s8t9vAbCdEfGhIjKlM",
            // Django and Spring.
            "bcrypt_sha256$$2b$12$4r6p6zYw0yQ2b0mX1c3W5u4yPz0Wm2nq1r5s8t9vAbCdEfGhIjKlM",
            "{bcrypt}$2a$10$4r6p6zYw0yQ2b0mX1c3W5u4yPz0Wm2nq1r5s8t9vAbCdEfGhIjKlM",
        ],
    ),
    (
        Shape::Argon2,
        &[
            "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub+b+dWRWJTmaaJObG",
            "argon2$argon2id$v=19$m=102400,t=2,p=8$c2FsdA$aGFzaA",
        ],
    ),
    (
        Shape::Scrypt,
        &[
            "scrypt:32768:8:1$salt$0a1b2c3d",
            "$scrypt$ln=16,r=8,p=1$c2FsdA$aGFzaA",
            "$y$j9T$salt$hash",
        ],
    ),
    (
        Shape::Pbkdf2,
        &[
            "pbkdf2_sha256$870000$salt$aGFzaA==",
            "pbkdf2:sha256:600000$salt$0a1b2c",
            "$pbkdf2-sha256$29000$c2FsdA$aGFzaA",
            "SCRAM-SHA-256$4096:c2FsdA==$c3RvcmVk:c2VydmVy",
            "AQAAAAIAAYagAAAAELp5y7yBq3m1h0k2l3j4h5g6f7d8s9a0qWeRtYuIoPaSdFgHjKlZxCvBnM==",
        ],
    ),
    (
        Shape::ShaCrypt,
        &[
            "$6$rounds=5000$saltstring$UEIvX0mFkZlG8tVbQhWmXc1r5s8t9vAbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcdefghijklmnopqrs.",
        ],
    ),
    (
        Shape::Md5Crypt,
        &[
            "$1$salt$qJH7.N4xYta3aEG/dfqo/0",
            "$P$B55D6LjfHDkINU5wF.v2BuuzO0/XPk/",
        ],
    ),
    (
        Shape::Digest,
        &[
            "5f4dcc3b5aa765d61d8327deb882cf99",
            "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8",
            "md5a6343a68d964ca596d9752250d54bb8a",
            "*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19",
            "{SSHA}MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=",
            "sha1$salt$5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8",
        ],
    ),
    (
        Shape::LongDigest,
        &["5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8"],
    ),
    (
        Shape::Opaque,
        &["gAAAAABmTr0ub4dorQzYwZ0yQ2b0mX1c3W5u4yPz0Wm2nq1r5s8t9vAbCdEfGh=="],
    ),
    (
        Shape::Clear,
        &[
            "Tr0ub4dor&3",
            "{noop}Tr0ub4dor&3",
            "correct horse battery staple and some more words",
            "$2b$not one",
        ],
    ),
    (Shape::None, &["", "!", "!Kx1f", "*"]),
];

async fn looked_at(server: &TestServer, role: &str) -> Vec<PasswordShapes> {
    let actual = read(server, ACTUAL).await;
    let profile = profile::of(server, ACTUAL, role);
    let found = schema::infrastructure(&open(&profile), &profile, &actual).await;
    let found = found.unwrap();
    let told = format!("{found:?}");
    for secret in ["Tr0ub4dor", "5f4dcc3b", "c29tZXNhbHQ", "correct horse"] {
        assert!(!told.contains(secret), "{secret} left the server");
    }
    found.passwords
}

fn of<'f>(found: &'f [PasswordShapes], column: &str) -> &'f PasswordShapes {
    let one = found
        .iter()
        .find(|one| format!("{}.{}", one.table.name, one.column) == column);
    one.unwrap_or_else(|| panic!("{column} is not among {found:#?}"))
}

#[tokio::test]
async fn each_value_is_counted_under_its_shape_and_none_is_told() {
    for version in [Version::Bundled, Version::Postgres16] {
        let server = TestServer::with(version, |_| {}).await.unwrap();
        server.create_database(ACTUAL).await.unwrap();
        let mut plain = server.plain(ACTUAL).await.unwrap();
        plain
            .execute("create table users (id integer generated always as identity, hashed_password text)")
            .await
            .unwrap();
        for value in VALUES.iter().flat_map(|(_, values)| *values) {
            let value = value.replace('\'', "''");
            let insert = format!("insert into users (hashed_password) values ('{value}')");
            plain.execute(&insert).await.unwrap();
        }
        plain
            .execute("insert into users (hashed_password) values (null)")
            .await
            .unwrap();
        let found = looked_at(&server, server.user()).await;
        let counts = of(&found, "users.hashed_password").counts.seen().unwrap();
        for (shape, values) in VALUES {
            let nothing = i64::from(*shape == Shape::None);
            let expected = i64::try_from(values.len()).unwrap() + nothing;
            let (_, counted) = counts
                .iter()
                .find(|(one, _)| one == shape)
                .unwrap_or_else(|| panic!("{shape:?} is not among {counts:?}"));
            assert_eq!(*counted, expected, "{shape:?} of {counts:?}");
        }
        // What is told can be run again.
        let sql = of(&found, "users.hashed_password").sql.clone().unwrap();
        let words = plain.texts(&sql).await.unwrap();
        assert_eq!(words.len(), counts.len(), "{words:?}");
    }
}

#[tokio::test]
async fn what_may_not_be_read_or_is_no_text_is_not_looked_at() {
    let server = TestServer::bundled().await.unwrap();
    server.create_database(ACTUAL).await.unwrap();
    let mut plain = server.plain(ACTUAL).await.unwrap();
    plain
        .execute(
            "create role reader login;
             create domain secret_text as text;
             create table users (id integer, hashed_password text, password bytea);
             create table members (id integer, password secret_text);
             create table accounts (id integer, password varchar(80));
             create table \"chosen_column admin\" (id integer, password char(60), \"chosen_table password\" text);
             insert into users values (1, 'Tr0ub4dor&3', 'x');
             insert into accounts values (1, 'Tr0ub4dor&3');
             insert into \"chosen_column admin\" values (1, '$2b$12$4r6p6zYw0yQ2b0mX1c3W5u4yPz0Wm2nq1r5s8t9vAbCdEfGhIjKlM', 'Tr0ub4dor&3');
             alter table accounts enable row level security;
             grant select on accounts, members, \"chosen_column admin\" to reader;",
        )
        .await
        .unwrap();
    let found = looked_at(&server, "reader").await;
    for (column, words) in [
        ("users.hashed_password", "may not read"),
        ("users.password", "bytea"),
        ("members.password", "secret_text"),
        ("accounts.password", "row-level security"),
    ] {
        match &of(&found, column).counts {
            Visible::Hidden(reason) => assert!(reason.contains(words), "{column}: {reason}"),
            Visible::Seen(counts) => panic!("{column}: {counts:?}"),
        }
    }
    let odd = |column: &str| {
        of(&found, &format!("chosen_column admin.{column}"))
            .counts
            .clone()
    };
    assert_eq!(odd("password"), Visible::Seen(vec![(Shape::Bcrypt, 1)]));
    assert_eq!(
        odd("chosen_table password"),
        Visible::Seen(vec![(Shape::Clear, 1)])
    );
}
