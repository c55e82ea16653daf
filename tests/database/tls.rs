//! TLS with a real PostgreSQL: what is refused is refused before any secret is sent.

use provost_core::connections::{Profile, TlsMode};
use provost_postgres::{Database, Error, TlsFault, Trust, connections};
use provost_tests::clean;
use provost_tests::local::PASSWORD;
use provost_tests::mock::{Malice, Mock};
use provost_tests::tls::{Certificates, TlsServer, profile};
use provost_tests::wiretap::Wiretap;
use zeroize::Zeroizing;

/// The 8 bytes with which a client asks for TLS.
const TLS_REQUEST: &[u8] = &[0, 0, 0, 8, 4, 210, 22, 47];

/// An encrypted alert of TLS 1.3: two bytes, their type, and the tag.
const ALERT_BYTES: usize = 24;

async fn connect(profile: &Profile, trust: &Trust) -> Result<(), Error> {
    let password = Zeroizing::new(PASSWORD.to_owned());
    let database = Database::open(profile, Some(password), trust)?;
    database.read().await?.finish().await
}

fn fault(outcome: Result<(), Error>) -> TlsFault {
    match outcome {
        Err(Error::Tls { fault, .. }) => fault,
        other => panic!("not a fault of TLS: {other:?}"),
    }
}

/// Whether nothing was sent but the request for TLS, the handshake and alerts: a login would be a longer record.
fn sent_no_login(heard: &[u8]) -> bool {
    let Some(mut rest) = heard.strip_prefix(TLS_REQUEST) else {
        return false;
    };
    while let [kind, _, _, high, low, body @ ..] = rest {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        if *kind == 23 && length > ALERT_BYTES {
            return false;
        }
        rest = body.get(length..).unwrap_or_default();
    }
    true
}

#[test]
fn only_the_right_certificate_is_accepted() {
    clean::run("only_the_right_certificate_is_accepted", async {
        let certificates = Certificates::make().unwrap();
        let server = TlsServer::start(&certificates).await.unwrap();
        let tap = Wiretap::before(server.port()).await.unwrap();
        let private = Some(certificates.certificate("private"));
        // What stands for the system's roots.
        let trust = Trust {
            system_roots: Some(certificates.certificate("public").into()),
        };
        let wrong_host = TlsFault::WrongHost {
            presented: vec!["db.example.org".to_owned()],
        };

        // The certificate that is shown, the profile's mode and root, and what must come of it.
        let matrix = [
            ("right", TlsMode::VerifyFull, private.clone(), None),
            ("right", TlsMode::VerifyCa, private.clone(), None),
            (
                "right",
                TlsMode::VerifyFull,
                None,
                Some(TlsFault::UnknownIssuer),
            ),
            (
                "elsewhere",
                TlsMode::VerifyFull,
                private.clone(),
                Some(wrong_host.clone()),
            ),
            ("elsewhere", TlsMode::VerifyCa, private.clone(), None),
            (
                "expired",
                TlsMode::VerifyFull,
                private.clone(),
                Some(TlsFault::Expired),
            ),
            (
                "expired",
                TlsMode::VerifyCa,
                private.clone(),
                Some(TlsFault::Expired),
            ),
            ("by-public", TlsMode::VerifyFull, None, None),
            (
                "by-public",
                TlsMode::VerifyFull,
                private.clone(),
                Some(TlsFault::UnknownIssuer),
            ),
            (
                "by-public",
                TlsMode::VerifyCa,
                private.clone(),
                Some(TlsFault::UnknownIssuer),
            ),
            (
                "elsewhere-by-public",
                TlsMode::VerifyFull,
                None,
                Some(wrong_host),
            ),
            (
                "elsewhere-by-public",
                TlsMode::VerifyCa,
                private.clone(),
                Some(TlsFault::UnknownIssuer),
            ),
        ];
        for (shown, mode, root, expected) in matrix {
            server.present(&certificates, shown).await.unwrap();
            let _ = tap.heard();
            let outcome = connect(&profile(tap.port(), "owner", mode, root.clone()), &trust).await;
            let cell = format!("{shown} {mode:?} {root:?}: {outcome:?}");
            let heard = tap.heard();
            match expected {
                None => assert!(outcome.is_ok() && !sent_no_login(&heard), "{cell}"),
                Some(expected) => {
                    assert_eq!(fault(outcome), expected, "{cell}");
                    assert!(sent_no_login(&heard), "{cell}: {heard:?}");
                }
            }
        }
    });
}

#[test]
fn a_client_certificate_is_shown_where_it_is_demanded() {
    clean::run(
        "a_client_certificate_is_shown_where_it_is_demanded",
        async {
            let certificates = Certificates::make().unwrap();
            let server = TlsServer::start(&certificates).await.unwrap();
            let trust = Trust::default();
            let root = Some(certificates.certificate("private"));
            let owner = profile(server.port(), "owner", TlsMode::VerifyFull, root);
            let password = Zeroizing::new(PASSWORD.to_owned());
            let database = Database::open(&owner, Some(password.clone()), &trust).unwrap();
            let mut session = database.write(&["public"]).await.unwrap();
            session
                .run_script(&format!("create role mutual login password '{PASSWORD}'"))
                .await
                .unwrap();
            session.finish().await.unwrap();

            let bare = Profile {
                user: "mutual".to_owned(),
                ..owner.clone()
            };
            assert_eq!(
                fault(connect(&bare, &trust).await),
                TlsFault::ClientCertificateMissing
            );

            let with = |name: &str, key: &str| {
                let mut profile = bare.clone();
                profile.tls.client_certificate = Some(certificates.certificate(name));
                profile.tls.client_key = Some(certificates.key(key));
                profile
            };
            let stranger = fault(connect(&with("stranger", "stranger"), &trust).await);
            assert!(
                matches!(stranger, TlsFault::ClientCertificateRefused { .. }),
                "{stranger:?}"
            );
            let other = fault(connect(&with("mutual", "stranger"), &trust).await);
            assert!(matches!(other, TlsFault::BadFile { .. }), "{other:?}");
            let mut half = with("mutual", "mutual");
            half.tls.client_key = None;
            assert!(matches!(
                connect(&half, &trust).await,
                Err(Error::Profile { .. })
            ));

            let right = with("mutual", "mutual");
            connect(&right, &trust).await.unwrap();
            let database = Database::open(&right, Some(password), &trust).unwrap();
            let report = connections::probe(&database, &right).await.unwrap();
            let tls = report.tls.unwrap();
            assert_eq!(tls.version, "TLSv1.3");
            assert!(tls.cipher.starts_with("TLS_"), "{}", tls.cipher);
            assert_eq!(report.pooler, None);
            assert_eq!(
                (report.role.as_str(), report.superuser, report.monitors),
                ("mutual", false, false)
            );
        },
    );
}

#[test]
fn a_server_without_tls_gets_no_password() {
    clean::run("a_server_without_tls_gets_no_password", async {
        let certificates = Certificates::make().unwrap();
        let mock = Mock::start(Malice::ClearPassword).await.unwrap();
        let root = Some(certificates.certificate("private"));
        for mode in [TlsMode::VerifyFull, TlsMode::VerifyCa] {
            let outcome = connect(
                &profile(mock.port(), "owner", mode, root.clone()),
                &Trust::default(),
            )
            .await;
            assert_eq!(fault(outcome), TlsFault::NotOffered);
        }
        assert_eq!(mock.heard(), TLS_REQUEST.repeat(2));
    });
}

#[test]
fn what_answers_a_request_for_tls_with_something_else_gets_nothing_more() {
    clean::run(
        "what_answers_a_request_for_tls_with_something_else_gets_nothing_more",
        async {
            let certificates = Certificates::make().unwrap();
            for malice in [Malice::Http, Malice::ZeroLength, Malice::HugeLength] {
                let mock = Mock::start(malice).await.unwrap();
                let root = Some(certificates.certificate("private"));
                let wanted = profile(mock.port(), "owner", TlsMode::VerifyFull, root);
                let refused = connect(&wanted, &Trust::default()).await.unwrap_err();
                assert!(matches!(refused, Error::ServerData { .. }), "{refused:?}");
                assert_eq!(mock.heard(), TLS_REQUEST);
            }
        },
    );
}

#[test]
fn a_process_with_roots_of_its_own_opens_no_line() {
    let certificates = Certificates::make().unwrap();
    let public = std::fs::read_to_string(certificates.certificate("public")).unwrap();
    clean::run_with_roots(
        "a_process_with_roots_of_its_own_opens_no_line",
        &public,
        async {
            let root = Some(certificates.certificate("private"));
            let wanted = profile(1, "owner", TlsMode::VerifyFull, root);
            let refused = connect(&wanted, &Trust::default()).await;
            assert!(
                matches!(refused, Err(Error::Environment { .. })),
                "{refused:?}"
            );
        },
    );
}

#[tokio::test]
async fn a_line_in_the_clear_to_another_machine_is_not_opened() {
    let elsewhere = provost_tests::profile::at("db.example.org", 5432, "postgres", "owner");
    assert!(matches!(
        connect(&elsewhere, &Trust::default()).await,
        Err(Error::Profile { .. })
    ));
}
