//! A client's certificate, and roots that nobody asked for.

use provost_core::connections::{Profile, TlsMode};
use provost_postgres::{Database, Error, TlsFault, Trust, connections};
use provost_tests::clean;
use provost_tests::local::PASSWORD;
use provost_tests::tls::{Certificates, TlsServer, profile};
use zeroize::Zeroizing;

use super::{connect, fault};

#[test]
fn a_client_certificate_is_shown_where_it_is_demanded() {
    clean::run(
        "certificates::a_client_certificate_is_shown_where_it_is_demanded",
        async {
            let certificates = Certificates::make().unwrap();
            let server = TlsServer::start(&certificates).await.unwrap();
            let trust = Trust::default();
            let root = Some(certificates.certificate("private"));
            let mut owner = profile(server.port(), "owner", TlsMode::VerifyFull, root);
            owner.read_only = false;
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
fn a_process_with_roots_of_its_own_opens_no_line() {
    let certificates = Certificates::make().unwrap();
    let public = std::fs::read_to_string(certificates.certificate("public")).unwrap();
    clean::run_with_roots(
        "certificates::a_process_with_roots_of_its_own_opens_no_line",
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
