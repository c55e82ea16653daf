use uuid::Uuid;

use super::*;
use crate::connections::{Environment, ProfileId, Tls};

fn profile() -> Profile {
    Profile {
        id: ProfileId(Uuid::from_u128(1)),
        name: "Shop".into(),
        host: "db.example.org".into(),
        port: 5432,
        database: "shop".into(),
        user: "auditor".into(),
        tls: Tls::default(),
        environment: Environment::Production,
        read_only: true,
        governance_schema: "governance".into(),
    }
}

fn fields(change: impl FnOnce(&mut Profile)) -> Vec<Field> {
    let mut changed = profile();
    change(&mut changed);
    validate(&changed, &[])
        .into_iter()
        .map(|problem| problem.field)
        .collect()
}

#[test]
fn a_plain_profile_is_fine() {
    assert_eq!(validate(&profile(), &[profile()]), []);
}

#[test]
fn a_name_is_there_short_and_unlike_the_others() {
    assert_eq!(fields(|p| p.name = "  ".into()), [Field::Name]);
    assert_eq!(fields(|p| p.name = "é".repeat(63)), []);
    assert_eq!(fields(|p| p.name = "é".repeat(64)), [Field::Name]);
    assert_eq!(fields(|p| p.name = "a\nb".into()), [Field::Name]);
    let mut other = profile();
    other.id = ProfileId(Uuid::from_u128(2));
    other.name = " sHOP ".into();
    let problems = validate(&profile(), &[profile(), other.clone()]);
    assert_eq!(
        problems.first().unwrap().message,
        "There is already a connection named \"sHOP\"."
    );
    assert_eq!(unused_name("Shop", &[other]), "Shop 2");
}

#[test]
fn an_unused_name_fits_the_length() {
    let mut first = profile();
    first.name = "x".repeat(63);
    let name = unused_name(&"x".repeat(70), &[first]);
    assert_eq!(name, format!("{} 2", "x".repeat(61)));
}

#[test]
fn hosts_are_names_addresses_or_socket_folders() {
    let local = |host: &str| {
        let host = host.to_owned();
        fields(move |p| {
            p.host = host;
            p.tls.mode = TlsMode::Off;
            p.tls.accepts_plain_text = true;
        })
    };
    for good in [
        "db",
        "db.example.org",
        "10.0.0.1",
        "::1",
        "fe80::1%eth0",
        "/var/run/postgresql",
        "größe.example",
    ] {
        assert_eq!(local(good), [], "{good}");
    }
    for bad in [
        "",
        "a b",
        "a,b",
        "[::1]",
        "db:5432",
        "postgres://db",
        "a@b",
        "a/b",
        "/\0",
    ] {
        assert_eq!(local(bad), [Field::Host], "{bad}");
    }
    assert_eq!(local(&format!("/{}", "d".repeat(91))), []);
    assert_eq!(local(&format!("/{}", "d".repeat(100))), [Field::Host]);
    assert_eq!(fields(|p| p.port = 0), [Field::Port]);
}

#[test]
fn identifiers_fit_the_server() {
    assert_eq!(fields(|p| p.database = "é".repeat(31)), []);
    assert_eq!(fields(|p| p.database = "é".repeat(32)), [Field::Database]);
    assert_eq!(fields(|p| p.user = "a\0b".into()), [Field::User]);
    assert_eq!(fields(|p| p.user = "We\"ird; name 🐘".into()), []);
    assert_eq!(
        fields(|p| p.governance_schema = "pg_temp".into()),
        [Field::GovernanceSchema]
    );
    assert_eq!(
        fields(|p| p.governance_schema = "information_schema".into()),
        [Field::GovernanceSchema]
    );
    assert_eq!(
        fields(|p| p.governance_schema = String::new()),
        [Field::GovernanceSchema]
    );
}

#[test]
fn tls_is_off_only_where_nobody_listens_or_somebody_said_so() {
    let off = |p: &mut Profile| p.tls.mode = TlsMode::Off;
    assert_eq!(fields(off), [Field::TlsMode]);
    for host in ["localhost", "127.0.0.2", "::1", "/run/postgresql"] {
        let problems = fields(|p| {
            off(p);
            p.host = host.into();
        });
        assert_eq!(problems, [], "{host}");
    }
    let accepted = fields(|p| {
        off(p);
        p.tls.accepts_plain_text = true;
    });
    assert_eq!(accepted, []);
    assert_eq!(fields(|p| p.host = "/run".into()), [Field::TlsMode]);
}

#[test]
fn certificates_come_in_the_right_company() {
    assert_eq!(
        fields(|p| p.tls.mode = TlsMode::VerifyCa),
        [Field::RootCertificate]
    );
    let rooted = fields(|p| {
        p.tls.mode = TlsMode::VerifyCa;
        p.tls.root_certificate = Some("/etc/ca.pem".into());
    });
    assert_eq!(rooted, []);
    assert_eq!(
        fields(|p| p.tls.client_certificate = Some("/c.pem".into())),
        [Field::ClientKey]
    );
    assert_eq!(
        fields(|p| p.tls.client_key = Some("/c.key".into())),
        [Field::ClientCertificate]
    );
    assert_eq!(
        fields(|p| p.tls.root_certificate = Some(" ".into())),
        [Field::RootCertificate]
    );
}
