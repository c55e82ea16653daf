use super::*;

fn draft(pairs: &[(&str, &str)]) -> Draft {
    let mut draft = Draft::default();
    for (keyword, value) in pairs {
        draft.set(keyword, (*value).to_owned()).unwrap();
    }
    draft
}

fn tls(pairs: &[(&str, &str)]) -> Tls {
    draft(pairs)
        .profile(ProfileId(uuid::Uuid::nil()), None, &[])
        .tls
}

#[test]
fn modes_that_do_not_prove_the_server_are_tightened() {
    for weak in ["allow", "prefer", "require"] {
        let draft = draft(&[("sslmode", weak)]);
        assert_eq!(draft.tls_mode, Some(TlsMode::VerifyFull));
        assert!(draft.notes[0].contains(weak));
    }
    let host = ("host", "db");
    assert_eq!(tls(&[host, ("sslmode", "disable")]).mode, TlsMode::Off);
    assert!(!tls(&[host, ("sslmode", "disable")]).accepts_plain_text);
    assert_eq!(
        tls(&[host, ("sslmode", "verify-ca")]).mode,
        TlsMode::VerifyCa
    );
    assert_eq!(tls(&[host]).mode, TlsMode::VerifyFull);
    assert_eq!(
        tls(&[host, ("sslmode", "verify-ca"), ("sslrootcert", "system")]),
        Tls::default()
    );
    assert_eq!(
        Draft::default().set("sslmode", "hunter2".into()),
        Err(ParameterError::TlsMode)
    );
}

#[test]
fn what_stays_on_the_machine_needs_no_tls() {
    assert_eq!(tls(&[("host", "localhost")]).mode, TlsMode::Off);
    assert_eq!(
        tls(&[("host", "localhost"), ("sslmode", "verify-full")]).mode,
        TlsMode::VerifyFull
    );
    assert_eq!(
        tls(&[("host", "/run"), ("sslmode", "require")]).mode,
        TlsMode::Off
    );
}

#[test]
fn the_rest_of_a_profile_is_filled_in() {
    let mut draft = draft(&[("user", "ann"), ("host", "db.example.org")]);
    let profile = draft.profile(ProfileId(uuid::Uuid::nil()), None, &[]);
    assert_eq!(profile.database, "ann");
    assert_eq!(profile.port, 5432);
    assert_eq!(profile.name, "ann on db.example.org");
    assert!(profile.read_only);
}

#[test]
fn what_is_not_taken_over_is_said_without_its_value() {
    let draft = draft(&[
        ("application_name", "x"),
        ("sslpassword", "hunter2"),
        ("sslpasword", "hunter2"),
    ]);
    assert_eq!(draft.notes.len(), 3);
    assert!(!draft.notes.concat().contains("hunter2"));
    assert!(draft.notes[2].contains("sslpasword"));
}

#[test]
fn one_connection_has_one_host_and_a_port() {
    let mut draft = Draft::default();
    assert_eq!(
        draft.set("host", "a,b".into()),
        Err(ParameterError::ManyHosts)
    );
    assert_eq!(
        draft.set("port", "1,2".into()),
        Err(ParameterError::ManyHosts)
    );
    for bad in ["0", "65536", "-1", "x"] {
        assert_eq!(
            draft.set("port", bad.into()),
            Err(ParameterError::Port),
            "{bad}"
        );
    }
    draft.set("port", "6432".into()).unwrap();
    assert_eq!(draft.port, Some(6432));
}
