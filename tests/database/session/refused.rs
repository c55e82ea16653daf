//! Each way of not getting in has its own words and its own next step.

use std::collections::BTreeSet;

use provost_core::connections::Profile;
use provost_postgres::{Absence, Database, Error, Trust, connections};
use provost_tests::local::{PASSWORD, TestServer, Version};
use provost_tests::{profile, unprivileged};
use zeroize::Zeroizing;

use super::opened::open;

/// One way of not getting in.
struct Case {
    name: &'static str,
    profile: Profile,
    password: &'static str,
    sqlstate: Option<&'static str>,
}

/// All of them, for the server that listens on `port`.
fn cases(port: u16) -> Vec<Case> {
    let here = profile::at("127.0.0.1", port, "postgres", "clerk");
    let case = |name, change: &dyn Fn(&mut Profile), password, sqlstate| {
        let mut profile = here.clone();
        change(&mut profile);
        Case {
            name,
            profile,
            password,
            sqlstate,
        }
    };
    let to = |host: &'static str| {
        move |profile: &mut Profile| {
            host.clone_into(&mut profile.host);
            profile.tls.accepts_plain_text = true;
        }
    };
    let role = |user: &'static str| move |profile: &mut Profile| user.clone_into(&mut profile.user);
    let database =
        |name: &'static str| move |profile: &mut Profile| name.clone_into(&mut profile.database);
    let nobody = unprivileged::free_port().unwrap();
    vec![
        case("refused", &|profile| profile.port = nobody, PASSWORD, None),
        case("unknown host", &to("nowhere.invalid"), PASSWORD, None),
        case("no socket", &to("/nowhere"), PASSWORD, None),
        case("wrong password", &|_| {}, "wrong", Some("28P01")),
        case("no password", &|_| {}, "", Some("28P01")),
        case("unknown role", &role("nobody"), PASSWORD, Some("28P01")),
        case("no login", &role("nologin"), PASSWORD, Some("28000")),
        case(
            "no such database",
            &database("absent"),
            PASSWORD,
            Some("3D000"),
        ),
        case(
            "closed database",
            &database("closed"),
            PASSWORD,
            Some("42501"),
        ),
        case("full", &role("full_role"), PASSWORD, Some("53300")),
    ]
}

/// Whether an error is of the kind that a case must have.
fn is_right(case: &str, error: &Error) -> bool {
    match case {
        "refused" => matches!(
            error,
            Error::Unreachable {
                absence: Absence::Refused,
                ..
            }
        ),
        "unknown host" => matches!(
            error,
            Error::Unreachable {
                absence: Absence::UnknownHost,
                ..
            }
        ),
        "no socket" => matches!(
            error,
            Error::Unreachable {
                absence: Absence::NoSocket,
                ..
            }
        ),
        "full" => matches!(error, Error::Unavailable { .. }),
        _ => matches!(error, Error::Authentication { .. }),
    }
}

#[tokio::test]
async fn each_reason_is_told_apart() {
    let server = TestServer::on_tcp(Version::Bundled).await.unwrap();
    let mut plain = server.plain("postgres").await.unwrap();
    for sql in [
        format!("create role clerk login password '{PASSWORD}'"),
        format!("create role full_role login password '{PASSWORD}' connection limit 0"),
        format!("create role nologin password '{PASSWORD}'"),
        "create database closed".to_owned(),
        "revoke connect on database closed from public".to_owned(),
    ] {
        plain.execute(&sql).await.unwrap();
    }
    let mut hints = BTreeSet::new();
    for Case {
        name,
        profile,
        password,
        sqlstate,
    } in cases(server.port())
    {
        let begun = std::time::Instant::now();
        let password = Some(Zeroizing::new(password.to_owned()));
        let database = Database::open(&profile, password, &Trust::default()).unwrap();
        let error = database.read().await.unwrap_err();
        assert!(begun.elapsed().as_secs() < 5, "{name}");
        assert_eq!(error.sqlstate(), sqlstate, "{name}: {error:?}");
        assert!(is_right(name, &error), "{name}: {error:?}");
        let told = format!("{error} {}", error.hint().unwrap());
        assert!(
            !told.contains(PASSWORD) && !told.contains("  "),
            "{name}: {told}"
        );
        hints.insert(error.hint().unwrap());
    }
    assert!(hints.len() >= 8, "{hints:#?}");
}

#[tokio::test]
async fn the_report_says_what_the_role_may_do() {
    let server = TestServer::bundled().await.unwrap();
    let mut plain = server.plain("postgres").await.unwrap();
    plain
        .execute(
            "create role auditor login; grant pg_monitor to auditor; create role beyond login bypassrls; \
             create schema governance; create extension vector",
        )
        .await
        .unwrap();
    let mut reports = Vec::new();
    for role in [server.user(), "auditor", "beyond"] {
        let profile = profile::of(&server, "postgres", role);
        let report = connections::probe(&open(&server, "postgres", role), &profile)
            .await
            .unwrap();
        assert_eq!(
            (report.role.as_str(), report.database.as_str()),
            (role, "postgres")
        );
        assert_eq!((&report.tls, &report.pooler), (&None, &None));
        assert_eq!(report.pgvector.as_deref(), Some("0.8.6"));
        assert!(report.governance_schema && report.pgvector_available && !report.standby);
        assert!(report.server_version.starts_with("18.") && report.connect_tenths > 0);
        reports.push((
            report.superuser,
            report.bypasses_row_security,
            report.monitors,
        ));
    }
    assert_eq!(
        reports,
        [
            (true, true, true),
            (false, false, true),
            (false, true, false)
        ]
    );
    let elsewhere = profile::of(&server, "template1", server.user());
    let report = connections::probe(&open(&server, "template1", server.user()), &elsewhere)
        .await
        .unwrap();
    assert_eq!((report.pgvector, report.governance_schema), (None, false));
}
