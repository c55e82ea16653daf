use proptest::prelude::*;

use super::*;

const PLAIN: &str = r#"format = 1

[[connection]]
id = "00000000-0000-0000-0000-000000000001"
name = "Shop"
host = "db.example.org"
database = "shop"
user = "auditor"
"#;

#[test]
fn what_a_person_leaves_out_has_its_default() {
    let read = read(PLAIN).unwrap();
    let profile = &read[0].profile;
    assert_eq!(profile.port, 5432);
    assert!(profile.read_only);
    assert_eq!(profile.tls, Tls::default());
    assert_eq!(profile.governance_schema, "governance");
    assert!(!read[0].in_keyring);
    assert_eq!(super::read("format = 1"), Ok(Vec::new()));
}

#[test]
fn what_is_written_begins_with_what_it_is() {
    let text = write(&read(PLAIN).unwrap()).unwrap();
    assert!(text.starts_with("# The connections of Provost."));
    assert!(text.contains("mode = \"verify-full\""));
}

#[test]
fn a_key_that_looks_like_a_secret_is_refused_with_its_line() {
    for key in ["password", "Passwd", "\"pwd\"", "api_token", "tls.secret"] {
        let text = format!("{PLAIN}{key} = \"hunter2\"\n");
        let FormatError::Secret { line, key: found } = read(&text).unwrap_err() else {
            panic!("{key}");
        };
        assert_eq!(line, 9, "{key}");
        assert!(key.contains(&found), "{key}");
    }
}

#[test]
fn a_broken_text_is_named_by_line_and_column_without_its_values() {
    let cases = [
        ("format = 1\nname = = \n".to_owned(), 2),
        (format!("{PLAIN}port = \"hunter2\"\n"), 9),
        (format!("{PLAIN}environment = \"hunter2\"\n"), 9),
        (format!("{PLAIN}colour = \"hunter2\"\n"), 9),
        (format!("{PLAIN}port = hunter2\n"), 9),
        (format!("{PLAIN}port = \"hunter2\n"), 9),
        ("\0\0\0\0".to_owned(), 1),
        (String::new(), 1),
        (
            format!("{PLAIN}{}", PLAIN.trim_start_matches("format = 1\n")),
            11,
        ),
    ];
    for (text, expected) in cases {
        let error = read(&text).unwrap_err();
        let FormatError::Corrupt { line, message, .. } = error else {
            panic!("{text}: {error:?}");
        };
        assert_eq!(line, expected, "{text}: {message}");
        assert!(!message.contains("hunter2"), "{message}");
    }
}

#[test]
fn a_newer_format_is_not_guessed_at() {
    let newer = read("format = 2\nnovelty = true");
    assert_eq!(newer, Err(FormatError::Newer { format: 2 }));
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z \"'\\\\#=\\[\\]\n\t]{0,12}",
        "\\PC{0,12}",
        Just(String::new())
    ]
}

fn profiles() -> impl Strategy<Value = StoredProfile> {
    let tls = (
        prop_oneof![
            Just(TlsMode::VerifyFull),
            Just(TlsMode::VerifyCa),
            Just(TlsMode::Off)
        ],
        proptest::option::of(text()),
        any::<bool>(),
    );
    let texts = (text(), text(), text(), text(), text());
    (any::<u128>(), texts, any::<u16>(), tls, any::<[bool; 2]>()).prop_map(
        |(id, texts, port, tls, [read_only, in_keyring])| StoredProfile {
            in_keyring,
            profile: Profile {
                id: ProfileId(Uuid::from_u128(id)),
                name: texts.0,
                host: texts.1,
                port,
                database: texts.2,
                user: texts.3,
                governance_schema: texts.4,
                tls: Tls {
                    mode: tls.0,
                    root_certificate: tls.1.clone(),
                    client_certificate: None,
                    client_key: tls.1,
                    accepts_plain_text: tls.2,
                },
                environment: Environment::Production,
                read_only,
            },
        },
    )
}

proptest! {
    #[test]
    fn what_is_written_is_read(stored in prop::collection::vec(profiles(), 0..4)) {
        prop_assert_eq!(read(&write(&stored).unwrap()), Ok(stored));
    }

    #[test]
    fn any_text_is_answered(text in ".{0,60}|(format = 1\n)?[a-z\\[\\]=\"\n.0-9]{0,60}") {
        let _answer = read(&text);
    }
}
