use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use proptest::prelude::*;

use super::*;
use crate::connections::TlsMode;

/// Host, port, database, user, password; `-` where the URL leaves it open.
fn parts(text: &str) -> [String; 5] {
    let draft = parse_url(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let or_dash = |part: Option<String>| part.unwrap_or_else(|| "-".into());
    [
        or_dash(draft.host),
        or_dash(draft.port.map(|port| port.to_string())),
        or_dash(draft.database),
        or_dash(draft.user),
        or_dash(draft.password.map(|secret| secret.reveal().to_owned())),
    ]
}

/// The URLs of PostgreSQL's own test of libpq, `src/interfaces/libpq/t/001_uri.pl`, with what it expects of them.
/// Those that name `hostaddr`, several hosts or an unknown parameter are below: Provost answers them otherwise.
#[test]
fn urls_are_read_as_libpq_reads_them() {
    let table = "
postgresql://uri-user:secret@host:12345/db|host 12345 db uri-user secret
postgresql://uri-user@host:12345/db|host 12345 db uri-user -
postgresql://uri-user@host/db|host - db uri-user -
postgresql://host:12345/db|host 12345 db - -
postgresql://host/db|host - db - -
postgresql://uri-user@host:12345/|host 12345 - uri-user -
postgresql://uri-user@host/|host - - uri-user -
postgresql://uri-user@|- - - uri-user -
postgresql://host:12345/|host 12345 - - -
postgresql://host:12345|host 12345 - - -
postgresql://host/|host - - - -
postgresql://host|host - - - -
postgresql://|- - - - -
postgresql://%68ost/|host - - - -
postgresql://host/db?user=uri-user|host - db uri-user -
postgresql://host/db?user=uri-user&port=12345|host 12345 db uri-user -
postgresql://host/db?u%73er=someotheruser&port=12345|host 12345 db someotheruser -
postgresql://host:12345?user=uri-user|host 12345 - uri-user -
postgresql://host?user=uri-user|host - - uri-user -
postgresql://host?|host - - - -
postgresql://[::1]:12345/db|::1 12345 db - -
postgresql://[::1]/db|::1 - db - -
postgresql://[2001:db8::1234]/|2001:db8::1234 - - - -
postgresql://[::1]|::1 - - - -
postgres://|- - - - -
postgres:///|- - - - -
postgres:///db|- - db - -
postgres://uri-user@/db|- - db uri-user -
postgres://?host=/path/to/socket/dir|/path/to/socket/dir - - - -
postgres://@host|host - - - -
postgres://host:/|host - - - -
postgres://:12345/|- 12345 - - -
postgres://otheruser@?host=/no/such/directory|/no/such/directory - - otheruser -
postgres://otheruser@/?host=/no/such/directory|/no/such/directory - - otheruser -
postgres://otheruser@:12345?host=/no/such/socket/path|/no/such/socket/path 12345 - otheruser -
postgres://otheruser@:12345/db?host=/path/to/socket|/path/to/socket 12345 db otheruser -
postgres://:12345/db?host=/path/to/socket|/path/to/socket 12345 db - -
postgres://%2Fvar%2Flib%2Fpostgresql/dbname|/var/lib/postgresql - dbname - -
";
    for line in table.trim().lines() {
        let (url, expected) = line.rsplit_once('|').unwrap();
        assert_eq!(parts(url).join(" "), expected, "{url}");
    }
}

#[test]
fn what_libpq_refuses_is_refused_with_its_place() {
    let cases = [
        ("postgre://", UrlError::Scheme),
        ("postgres://[::1", UrlError::Brackets { at: 12 }),
        ("postgres://[]", UrlError::Brackets { at: 12 }),
        ("postgres://[::1]z", UrlError::AfterBrackets { at: 17 }),
        ("postgresql://host?zzz", UrlError::Pair { at: 19 }),
        ("postgresql://host?value1&value2", UrlError::Pair { at: 19 }),
        ("postgresql://host?key=key=value", UrlError::Pair { at: 19 }),
    ];
    for (url, expected) in cases {
        assert_eq!(parse_url(url), Err(expected), "{url}");
    }
    let encodings = [
        ("postgres://host?dbname=%XXfoo", "value of a parameter", 24),
        ("postgresql://a%00b", "host", 14),
        ("postgresql://%zz", "host", 14),
        ("postgresql://%1", "host", 14),
        ("postgresql://%", "host", 14),
        ("postgresql://é:%ff@h", "password", 16),
    ];
    for (url, part, at) in encodings {
        assert_eq!(
            parse_url(url),
            Err(UrlError::Encoding { part, at }),
            "{url}"
        );
    }
}

#[test]
fn several_hosts_and_bad_values_are_refused() {
    let reason = |url: &str| match parse_url(url) {
        Err(UrlError::Parameter { reason, .. }) => reason,
        other => panic!("{url}: {other:?}"),
    };
    for many in [
        "postgres://a,b/db",
        "postgres://a:1,b:2/db",
        "postgres://[::1],b/db",
        "postgres:///db?host=a,b",
        "postgres://a%2Cb/db",
        "postgres://a/db?port=1,2",
    ] {
        assert_eq!(reason(many), ParameterError::ManyHosts, "{many}");
    }
    assert_eq!(reason("postgres://h:0/"), ParameterError::Port);
    assert_eq!(reason("postgres://h?sslmode=off"), ParameterError::TlsMode);
    assert_eq!(
        parse_url("postgres://u@a@h"),
        Err(UrlError::SecondAt { at: 15 })
    );
    assert_eq!(parse_url("postgres://a b"), Err(UrlError::Space { at: 13 }));
}

#[test]
fn a_password_that_was_not_encoded_is_explained_and_not_repeated() {
    let error = parse_url("postgres://ann:hun/ter2@host/db").unwrap_err();
    let text = error.to_string();
    assert!(
        text.contains("%2F") && text.contains("character 16"),
        "{text}"
    );
    assert!(!text.contains("hun") && !format!("{error:?}").contains("hun"));
}

#[test]
fn parameters_of_tls_are_taken_over() {
    let draft = parse_url(
        " postgres://h/db?sslmode=verify-ca&sslrootcert=/ca.pem&sslcert=c&sslkey=k&uzer=x\n",
    )
    .unwrap();
    assert_eq!(draft.tls_mode, Some(TlsMode::VerifyCa));
    assert_eq!(draft.root_certificate.as_deref(), Some("/ca.pem"));
    assert_eq!(draft.client_certificate.as_deref(), Some("c"));
    assert_eq!(draft.client_key.as_deref(), Some("k"));
    assert_eq!(draft.notes.len(), 1);
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

proptest! {
    #[test]
    fn any_text_is_answered(text in ".*", scheme in prop::bool::ANY) {
        let text = if scheme { format!("postgres://{text}") } else { text };
        let _answer = parse_url(&text);
    }

    #[test]
    fn any_text_of_the_grammars_letters_is_answered(text in "[a1é%:/@?&=,\\[\\]. -]{0,40}") {
        if let Err(error) = parse_url(&format!("postgresql://{text}")) {
            prop_assert!(!error.to_string().is_empty());
        }
    }

    #[test]
    fn what_is_encoded_comes_back(
        user in "[^\0]{1,20}",
        password in "[^\0]{1,20}",
        host in "[^\0,]{1,20}",
        database in "[^\0]{1,20}",
        port in 1_u16..,
    ) {
        let url = format!(
            "postgres://{}:{}@{}:{port}/{}",
            encoded(&user), encoded(&password), encoded(&host), encoded(&database),
        );
        prop_assert_eq!(parts(&url), [host, port.to_string(), database, user, password]);
    }

    #[test]
    fn no_error_repeats_a_password(
        secret in "[G-Z]{8}",
        before in "[a1:/@?%&=]{0,6}",
        after in "[a1:/@?%&=,]{0,12}",
    ) {
        if let Err(error) = parse_url(&format!("postgres://u:{before}{secret}@{after}")) {
            prop_assert!(!error.to_string().contains(&secret));
            let debugged = format!("{error:?}");
            prop_assert!(!debugged.contains(&secret));
        }
    }
}
