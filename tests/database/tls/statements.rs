//! Debian's PostgreSQL is one more version that the statements must suit.

use provost_core::connections::TlsMode;
use provost_postgres::{Database, Trust};
use provost_tests::clean;
use provost_tests::local::PASSWORD;
use provost_tests::statements::prepare_all;
use provost_tests::tls::{Certificates, TlsServer, profile};

#[test]
fn each_can_be_prepared() {
    clean::run("statements::each_can_be_prepared", async {
        let certificates = Certificates::make().unwrap();
        let server = TlsServer::start(&certificates).await.unwrap();
        let root = Some(certificates.certificate("private"));
        let profile = profile(server.port(), "owner", TlsMode::VerifyFull, root);
        let database = Database::open(
            &profile,
            Some(PASSWORD.to_owned().into()),
            &Trust::default(),
        )
        .unwrap();
        let (prepared, failed) = prepare_all(&database).await.unwrap();
        assert!(failed.is_empty() && prepared > 10, "{failed:#?}");
    });
}
