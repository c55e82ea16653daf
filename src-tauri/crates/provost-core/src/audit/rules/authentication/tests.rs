use super::{hba, hba_reach, passwords, transport};
use crate::audit::{Severity, Status};
use crate::catalog::sample::{healthy, role};
use crate::catalog::{Catalog, HbaRule, PasswordHash, SessionFacts, Visible};

fn line(kind: &str, address: Option<&str>, method: &str) -> HbaRule {
    crate::catalog::sample::hba(kind, address, method)
}

fn with_lines(lines: Vec<HbaRule>) -> Catalog {
    let mut catalog = healthy();
    catalog.hba_rules = Visible::Seen(lines);
    catalog
}

fn everywhere(kind: &str, method: &str) -> HbaRule {
    HbaRule {
        netmask: Some("0.0.0.0".to_owned()),
        ..line(kind, Some("0.0.0.0"), method)
    }
}

fn session(role: &str, address: Option<&str>, tls: bool) -> SessionFacts {
    SessionFacts {
        role: role.to_owned(),
        database: "shop".to_owned(),
        application: "web".to_owned(),
        address: address.map(str::to_owned),
        tls,
        state: "idle".to_owned(),
        transaction_seconds: None,
        state_seconds: None,
        blocked_by: 0,
    }
}

#[test]
fn a_server_that_listens_nowhere_needs_no_tls() {
    for addresses in ["", "localhost", "127.0.0.1, ::1"] {
        let private = healthy()
            .set("listen_addresses", addresses)
            .set("ssl", "off");
        for rule in [
            &transport::TLS,
            &transport::SESSIONS,
            &hba::PLAINTEXT,
            &hba_reach::WIDE_ADDRESSES,
            &hba_reach::REMOTE_SUPERUSERS,
        ] {
            assert_eq!(
                rule.status(&private),
                Status::NotApplicable,
                "{} {addresses}",
                rule.id
            );
        }
    }
}

#[test]
fn tls_off_is_high_and_old_tls_medium() {
    let rule = &transport::TLS;
    assert_eq!(rule.status(&healthy()), Status::Pass);
    assert_eq!(
        rule.worst(&healthy().set("ssl", "off")),
        Some(Severity::High)
    );
    let old = healthy().set("ssl_min_protocol_version", "TLSv1");
    assert_eq!(rule.worst(&old), Some(Severity::Medium));
    assert_eq!(
        rule.status(&healthy().unset("ssl")),
        Status::NotDeterminable
    );
}

#[test]
fn sessions_without_tls_are_found_by_role() {
    let rule = &transport::SESSIONS;
    let with = |sessions: Vec<SessionFacts>| {
        let mut catalog = healthy();
        catalog.sessions = Visible::Seen(sessions);
        catalog
    };
    assert_eq!(
        rule.status(&with(vec![session("app", None, false)])),
        Status::NotApplicable
    );
    let sound = with(vec![session("app", Some("10.1.0.9"), true)]);
    assert_eq!(rule.status(&sound), Status::Pass);
    let private = with(vec![session("app", Some("10.1.0.9"), false); 2]);
    assert_eq!(rule.findings(&private).len(), 1);
    assert_eq!(rule.worst(&private), Some(Severity::Medium));
    let public = with(vec![session("app", Some("203.0.113.7"), false)]);
    assert_eq!(rule.worst(&public), Some(Severity::High));
    let mut blind = sound;
    blind.server.reads_all_statistics = false;
    assert_eq!(rule.status(&blind), Status::NotDeterminable);
    blind.sessions = Visible::Hidden("no right".to_owned());
    assert_eq!(rule.status(&blind), Status::NotDeterminable);
}

#[test]
fn hidden_lines_are_no_pass() {
    let mut catalog = healthy();
    catalog.hba_rules = Visible::Hidden("pg_hba_file_rules may not be read".to_owned());
    for rule in [
        &hba::METHODS,
        &hba::PLAINTEXT,
        &hba_reach::WIDE_ADDRESSES,
        &hba_reach::REMOTE_SUPERUSERS,
    ] {
        assert_eq!(
            rule.status(&catalog),
            Status::NotDeterminable,
            "{}",
            rule.id
        );
    }
}

#[test]
fn methods_weigh_by_where_they_are_offered() {
    let worst = |line: HbaRule| hba::METHODS.worst(&with_lines(vec![line]));
    assert_eq!(worst(everywhere("host", "trust")), Some(Severity::Critical));
    assert_eq!(
        worst(line("host", Some("127.0.0.1"), "trust")),
        Some(Severity::Medium)
    );
    assert_eq!(worst(line("local", None, "trust")), Some(Severity::Medium));
    assert_eq!(worst(everywhere("host", "password")), Some(Severity::High));
    assert_eq!(
        worst(everywhere("hostssl", "password")),
        Some(Severity::Medium)
    );
    assert_eq!(
        worst(everywhere("host", "md5")),
        Some(Severity::Low),
        "no MD5 hash is stored"
    );
    assert_eq!(worst(everywhere("hostssl", "scram-sha-256")), None);
    assert_eq!(worst(everywhere("host", "reject")), None);
    assert_eq!(worst(line("local", None, "peer")), None);
    let broken = HbaRule {
        error: Some("invalid".to_owned()),
        ..everywhere("host", "trust")
    };
    assert_eq!(worst(broken), None);
}

#[test]
fn md5_lines_are_medium_while_md5_hashes_are_stored_or_unknown() {
    let mut catalog = with_lines(vec![everywhere("host", "md5")]);
    catalog.password_hashes = Visible::Hidden("superuser only".to_owned());
    assert_eq!(hba::METHODS.worst(&catalog), Some(Severity::Medium));
}

#[test]
fn trust_on_a_socket_that_only_the_server_enters_is_low() {
    let catalog =
        with_lines(vec![line("local", None, "trust")]).set("unix_socket_permissions", "0700");
    assert_eq!(hba::METHODS.worst(&catalog), Some(Severity::Low));
}

#[test]
fn lines_without_tls_are_found() {
    let rule = &hba::PLAINTEXT;
    let host = with_lines(vec![everywhere("host", "scram-sha-256")]);
    assert_eq!(rule.worst(&host), Some(Severity::Medium));
    assert_eq!(rule.worst(&host.set("ssl", "off")), Some(Severity::High));
    assert_eq!(rule.status(&healthy()), Status::Pass);
}

#[test]
fn wide_addresses_are_found() {
    let rule = &hba_reach::WIDE_ADDRESSES;
    let all = with_lines(vec![everywhere("hostssl", "scram-sha-256")]);
    assert_eq!(rule.worst(&all), Some(Severity::Medium));
    let word = with_lines(vec![HbaRule {
        netmask: None,
        users: vec!["app".to_owned()],
        ..line("hostssl", Some("all"), "scram-sha-256")
    }]);
    assert_eq!(rule.worst(&word), Some(Severity::Low));
    let six = with_lines(vec![HbaRule {
        netmask: Some("::".to_owned()),
        ..line("hostssl", Some("::"), "scram-sha-256")
    }]);
    assert_eq!(rule.worst(&six), Some(Severity::Medium));
    assert_eq!(rule.status(&healthy()), Status::Pass);
    let fact = &rule.findings(&all)[0].facts[3];
    assert_eq!(fact.value, "0.0.0.0/0");
}

#[test]
fn superusers_over_the_network_are_found() {
    let rule = &hba_reach::REMOTE_SUPERUSERS;
    let named = HbaRule {
        users: vec!["postgres".to_owned()],
        ..line("hostssl", Some("10.1.0.0"), "scram-sha-256")
    };
    assert_eq!(
        rule.worst(&with_lines(vec![named.clone()])),
        Some(Severity::Medium)
    );
    let all = with_lines(vec![line("hostssl", Some("10.1.0.0"), "scram-sha-256")]);
    assert_eq!(rule.worst(&all), Some(Severity::Low));
    let reject = HbaRule {
        users: vec!["postgres".to_owned()],
        ..everywhere("host", "reject")
    };
    assert_eq!(rule.status(&with_lines(vec![reject, named])), Status::Pass);
    let replication = HbaRule {
        databases: vec!["replication".to_owned()],
        users: vec!["standby".to_owned()],
        ..everywhere("hostssl", "scram-sha-256")
    };
    assert_eq!(
        rule.worst(&with_lines(vec![replication])),
        Some(Severity::Medium)
    );
}

#[test]
fn md5_is_found_in_the_setting_and_in_what_is_stored() {
    let old = healthy().set("password_encryption", "md5");
    assert_eq!(passwords::ENCRYPTION.worst(&old), Some(Severity::Medium));
    assert_eq!(passwords::ENCRYPTION.status(&healthy()), Status::Pass);
    let mut stored = healthy().with_role(role("dba").superuser());
    let hash = |role: &str, kind: &str| PasswordHash {
        role: role.to_owned(),
        kind: kind.to_owned(),
    };
    stored.password_hashes = Visible::Seen(vec![hash("app", "md5"), hash("x", "scram-sha-256")]);
    assert_eq!(passwords::MD5_HASHES.worst(&stored), Some(Severity::Medium));
    stored.password_hashes = Visible::Seen(vec![hash("dba", "md5")]);
    assert_eq!(passwords::MD5_HASHES.worst(&stored), Some(Severity::High));
    assert_eq!(passwords::MD5_HASHES.status(&healthy()), Status::Pass);
    stored.password_hashes = Visible::Hidden("superuser only".to_owned());
    assert_eq!(
        passwords::MD5_HASHES.status(&stored),
        Status::NotDeterminable
    );
}

#[test]
fn small_settings_are_found() {
    let wide = healthy().set("listen_addresses", "*");
    assert_eq!(
        transport::LISTEN_ADDRESSES.worst(&wide),
        Some(Severity::Low)
    );
    assert_eq!(transport::LISTEN_ADDRESSES.status(&healthy()), Status::Pass);
    let slow = healthy().set("authentication_timeout", "300");
    assert_eq!(passwords::TIMEOUT.worst(&slow), Some(Severity::Low));
    assert_eq!(passwords::TIMEOUT.status(&healthy()), Status::Pass);
}

#[test]
fn a_password_module_counts_when_a_password_is_used() {
    let rule = &passwords::POLICY;
    assert_eq!(rule.status(&healthy()), Status::NotApplicable);
    let mut used = healthy();
    used.password_hashes = Visible::Seen(vec![PasswordHash {
        role: "app".to_owned(),
        kind: "scram-sha-256".to_owned(),
    }]);
    assert_eq!(rule.status(&used), Status::Pass);
    let bare = used.clone().set("shared_preload_libraries", "pgaudit");
    assert_eq!(rule.worst(&bare), Some(Severity::Info));
    let hidden = used.unset("shared_preload_libraries");
    assert_eq!(rule.status(&hidden), Status::NotDeterminable);
}

#[test]
fn a_server_that_lets_no_other_machine_in_needs_no_tls() {
    let lines = vec![
        line("local", None, "peer"),
        line("host", Some("127.0.0.1"), "md5"),
        everywhere("host", "reject"),
    ];
    let closed = with_lines(lines)
        .set("ssl", "off")
        .set("listen_addresses", "*");
    assert_eq!(transport::TLS.status(&closed), Status::NotApplicable);
    let mut hidden = closed;
    hidden.hba_rules = Visible::Hidden("no right".to_owned());
    assert_eq!(transport::TLS.status(&hidden), Status::Fail);
}
