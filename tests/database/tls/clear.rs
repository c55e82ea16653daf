//! What has no TLS gets no password.

use provost_core::connections::TlsMode;
use provost_postgres::{Error, TlsFault, Trust};
use provost_tests::clean;
use provost_tests::mock::{Malice, Mock};
use provost_tests::tls::{Certificates, profile};

use super::{TLS_REQUEST, connect, fault};

#[test]
fn a_server_without_tls_gets_no_password() {
    clean::run("clear::a_server_without_tls_gets_no_password", async {
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
        "clear::what_answers_a_request_for_tls_with_something_else_gets_nothing_more",
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

#[tokio::test]
async fn a_line_in_the_clear_to_another_machine_is_not_opened() {
    let elsewhere = provost_tests::profile::at("db.example.org", 5432, "postgres", "owner");
    assert!(matches!(
        connect(&elsewhere, &Trust::default()).await,
        Err(Error::Profile { .. })
    ));
}
