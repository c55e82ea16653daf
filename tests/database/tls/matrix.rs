//! Certificates against modes and roots.

use provost_core::connections::TlsMode;
use provost_core::connections::TlsMode::{VerifyCa, VerifyFull};
use provost_postgres::{TlsFault, Trust};
use provost_tests::clean;
use provost_tests::tls::{Certificates, TlsServer, profile};
use provost_tests::wiretap::Wiretap;

use super::{TLS_REQUEST, connect, fault};

/// An encrypted alert of TLS 1.3: two bytes, their type, and the tag.
const ALERT_BYTES: usize = 24;

/// The certificate that is shown, the profile's mode, whether it names the private root, and what must come of it.
fn cells() -> Vec<(&'static str, TlsMode, bool, Option<TlsFault>)> {
    let wrong_host = || {
        Some(TlsFault::WrongHost {
            presented: vec!["db.example.org".to_owned()],
        })
    };
    let unknown = || Some(TlsFault::UnknownIssuer);
    vec![
        ("right", VerifyFull, true, None),
        ("right", VerifyCa, true, None),
        ("right", VerifyFull, false, unknown()),
        ("elsewhere", VerifyFull, true, wrong_host()),
        ("elsewhere", VerifyCa, true, None),
        ("expired", VerifyFull, true, Some(TlsFault::Expired)),
        ("expired", VerifyCa, true, Some(TlsFault::Expired)),
        ("by-public", VerifyFull, false, None),
        ("by-public", VerifyFull, true, unknown()),
        ("by-public", VerifyCa, true, unknown()),
        ("elsewhere-by-public", VerifyFull, false, wrong_host()),
        ("elsewhere-by-public", VerifyCa, true, unknown()),
    ]
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
    clean::run("matrix::only_the_right_certificate_is_accepted", async {
        let certificates = Certificates::make().unwrap();
        let server = TlsServer::start(&certificates).await.unwrap();
        let tap = Wiretap::before(server.port()).await.unwrap();
        // What stands for the system's roots.
        let trust = Trust {
            system_roots: Some(certificates.certificate("public").into()),
        };
        for (shown, mode, private, expected) in cells() {
            server.present(&certificates, shown).await.unwrap();
            let _ = tap.heard();
            let root = private.then(|| certificates.certificate("private"));
            let outcome = connect(&profile(tap.port(), "owner", mode, root), &trust).await;
            let cell = format!("{shown} {mode:?} private {private}: {outcome:?}");
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
