//! From a profile to connection options, with every field set: what a profile does not say must not come from elsewhere.

use std::fs;
use std::path::Path;

use provost_core::connections::{Profile, TlsMode};
use rustls::RootCertStore;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use sqlx::ConnectOptions;
use sqlx::postgres::{PgConnectOptions, PgSslMode};
use zeroize::Zeroizing;

use super::Trust;
use crate::error::Error;

/// How Provost calls itself in `pg_stat_activity` and in the server's log.
const APPLICATION_NAME: &str = "provost";

const PEM_BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const PEM_END: &str = "-----END CERTIFICATE-----";

/// The options for `profile`; an error when they would not be safe.
pub(super) fn of(
    profile: &Profile,
    password: Option<Zeroizing<String>>,
    trust: &Trust,
) -> Result<PgConnectOptions, Error> {
    let mode = mode(profile)?;
    let options = PgConnectOptions::new_without_pgpass()
        .host("localhost")
        .port(profile.port)
        .username("provost")
        .password("")
        .database(&profile.database)
        .ssl_mode(mode)
        .application_name(APPLICATION_NAME)
        // PgBouncer refuses a login with it.
        .extra_float_digits(None)
        .statement_cache_capacity(0)
        // It would write what takes long, text and all, where errors are told.
        .disable_statement_logging();
    refuse_ambient(&options)?;
    let options = if matches!(mode, PgSslMode::Disable) {
        options
    } else {
        protected(options, profile, trust)?
    };
    // sqlx keeps its own copy of the password for as long as the options live.
    Ok(options
        .host(profile.host.trim_start_matches('[').trim_end_matches(']'))
        .username(&profile.user)
        .password(password.as_deref().map_or("", String::as_str)))
}

fn mode(profile: &Profile) -> Result<PgSslMode, Error> {
    if profile.host.starts_with('/') {
        // PostgreSQL has no TLS on sockets.
        return Ok(PgSslMode::Disable);
    }
    match profile.tls.mode {
        TlsMode::VerifyFull => Ok(PgSslMode::VerifyFull),
        TlsMode::VerifyCa if profile.tls.root_certificate.is_some() => Ok(PgSslMode::VerifyCa),
        TlsMode::VerifyCa => Err(Error::Profile {
            message: "TLS mode verify-ca needs a private root certificate, and the profile names none.".to_owned(),
            hint: "Name the root certificate (PEM) of your own authority, or use verify-full: without a host's name anybody \
                   with a public certificate could answer."
                .to_owned(),
        }),
        TlsMode::Off if profile.is_local() || profile.tls.accepts_plain_text => Ok(PgSslMode::Disable),
        TlsMode::Off => Err(Error::Profile {
            message: format!("TLS is off, and {} is another machine.", profile.host),
            hint: "Use verify-full, or accept the plain-text line in the profile: everybody on the way can read the password \
                   and the data."
                .to_owned(),
        }),
    }
}

/// sqlx takes these from the environment and offers no way to unset them.
fn refuse_ambient(options: &PgConnectOptions) -> Result<(), Error> {
    // No name and no secret of ours is in the options yet.
    let ambient = options.to_url_lossy();
    let certificate = ambient
        .query_pairs()
        .any(|(key, _)| key.starts_with("sslcert") || key.starts_with("sslkey"));
    if options.get_options().is_none() && !certificate {
        return Ok(());
    }
    Err(Error::Environment {
        message: "PGOPTIONS, PGSSLCERT or PGSSLKEY is set in the environment and would change the connection.".to_owned(),
        hint: "Unset them and start Provost again; a profile says all that is needed.".to_owned(),
    })
}

fn protected(
    options: PgConnectOptions,
    profile: &Profile,
    trust: &Trust,
) -> Result<PgConnectOptions, Error> {
    // sqlx adds the profile's root to those of the process instead of using it alone, so the process must have none.
    if !rustls_native_certs::load_native_certs().certs.is_empty() {
        return Err(Error::Environment {
            message: "The process has root certificates of its own, so a profile's root would not be the only one.".to_owned(),
            hint: "Set SSL_CERT_FILE to an empty file and unset SSL_CERT_DIR; Provost does so when it starts itself.".to_owned(),
        });
    }
    let roots = match (&profile.tls.root_certificate, &trust.system_roots) {
        (Some(path), _) => roots(Path::new(path))?,
        (None, Some(path)) => roots(path)?,
        (None, None) => {
            return Err(Error::Environment {
                message: "The root certificates of this machine were not found.".to_owned(),
                hint: "Install them (package ca-certificates), or name a root certificate in the profile.".to_owned(),
            });
        }
    };
    let options = options.ssl_root_cert_from_pem(roots);
    match (&profile.tls.client_certificate, &profile.tls.client_key) {
        (None, None) => Ok(options),
        (Some(certificate), Some(key)) => {
            let pem = read(Path::new(certificate))?;
            if CertificateDer::from_pem_slice(&pem).is_err() {
                return Err(unusable(
                    Path::new(certificate),
                    "it holds no certificate in PEM",
                ));
            }
            let secret = Zeroizing::new(read(Path::new(key))?);
            if PrivateKeyDer::from_pem_slice(&secret).is_err() {
                return Err(unusable(
                    Path::new(key),
                    "it holds no private key in PEM, or one with a passphrase",
                ));
            }
            // The key itself is read again for each line, so that it does not stay in memory.
            Ok(options.ssl_client_cert_from_pem(pem).ssl_client_key(key))
        }
        _ => Err(Error::Profile {
            message: "The profile names only one of client certificate and client key.".to_owned(),
            hint: "Name both, or neither.".to_owned(),
        }),
    }
}

/// The root certificates in a PEM file that can be used; sqlx gives up at the first one that cannot.
fn roots(path: &Path) -> Result<Vec<u8>, Error> {
    let text = String::from_utf8_lossy(&read(path)?).into_owned();
    let mut usable = String::new();
    for block in text
        .split(PEM_BEGIN)
        .skip(1)
        .filter_map(|rest| rest.split(PEM_END).next())
    {
        let pem = format!("{PEM_BEGIN}{block}{PEM_END}\n");
        let certificate = CertificateDer::from_pem_slice(pem.as_bytes());
        if certificate.is_ok_and(|certificate| RootCertStore::empty().add(certificate).is_ok()) {
            usable.push_str(&pem);
        }
    }
    if usable.is_empty() {
        return Err(unusable(path, "it holds no root certificate in PEM"));
    }
    Ok(usable.into_bytes())
}

fn read(path: &Path) -> Result<Vec<u8>, Error> {
    fs::read(path).map_err(|error| unusable(path, &error.to_string()))
}

fn unusable(path: &Path, reason: &str) -> Error {
    Error::Profile {
        message: format!("{} cannot be used: {reason}.", path.display()),
        hint: "Choose another file in the profile.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use provost_core::connections::{DEFAULT_GOVERNANCE_SCHEMA, Environment, ProfileId, Tls};

    fn profile(host: &str, tls: Tls) -> Profile {
        Profile {
            id: ProfileId(uuid::Uuid::nil()),
            name: "test".to_owned(),
            host: host.to_owned(),
            port: 5432,
            database: "db".to_owned(),
            user: "user".to_owned(),
            tls,
            environment: Environment::Development,
            read_only: true,
            governance_schema: DEFAULT_GOVERNANCE_SCHEMA.to_owned(),
        }
    }

    #[test]
    fn tls_is_off_only_here_or_where_it_was_accepted() {
        let off = Tls {
            mode: TlsMode::Off,
            ..Tls::default()
        };
        let accepted = Tls {
            accepts_plain_text: true,
            ..off.clone()
        };
        for (host, tls, allowed) in [
            ("localhost", &off, true),
            ("127.0.0.1", &off, true),
            ("[::1]", &off, true),
            ("/run/postgresql", &off, true),
            ("db.example.org", &off, false),
            ("10.0.0.1", &off, false),
            ("db.example.org", &accepted, true),
        ] {
            assert_eq!(mode(&profile(host, tls.clone())).is_ok(), allowed, "{host}");
        }
    }

    #[test]
    fn verify_ca_needs_a_private_root() {
        let bare = Tls {
            mode: TlsMode::VerifyCa,
            ..Tls::default()
        };
        assert!(matches!(
            mode(&profile("db.example.org", bare.clone())),
            Err(Error::Profile { .. })
        ));
        let rooted = Tls {
            root_certificate: Some("/root.pem".to_owned()),
            ..bare
        };
        assert!(matches!(
            mode(&profile("db.example.org", rooted)),
            Ok(PgSslMode::VerifyCa)
        ));
    }

    #[test]
    fn every_field_is_the_profiles() {
        let off = Tls {
            mode: TlsMode::Off,
            ..Tls::default()
        };
        let options = of(&profile("[::1]", off), None, &Trust::default()).unwrap();
        assert_eq!(options.get_host(), "::1");
        assert_eq!(options.get_username(), "user");
        assert_eq!(options.get_database(), Some("db"));
        assert_eq!(options.get_application_name(), Some("provost"));
        assert_eq!(options.get_options(), None);
        assert!(matches!(options.get_ssl_mode(), PgSslMode::Disable));
    }

    #[test]
    fn a_root_that_is_no_certificate_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("root.pem");
        fs::write(&file, format!("{PEM_BEGIN}\nAAAA\n{PEM_END}\n")).unwrap();
        assert!(matches!(roots(&file), Err(Error::Profile { .. })));
    }
}
