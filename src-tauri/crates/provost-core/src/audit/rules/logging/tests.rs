use super::{connections, records, server_log};
use crate::audit::{Severity, Status};
use crate::catalog::sample::{healthy, named, schema, table};
use crate::catalog::{Catalog, Extension, PUBLIC, RoleSetting, Trigger};

/// Neither pgAudit nor an event trigger, nothing in `log_statement`.
fn silent() -> Catalog {
    let mut catalog = healthy()
        .set("log_statement", "none")
        .set("shared_preload_libraries", "pg_stat_statements")
        .unset("pgaudit.log");
    catalog.event_triggers.clear();
    catalog
}

#[test]
fn connections_are_a_switch_up_to_17_and_a_list_from_18() {
    let rule = &connections::CONNECTIONS;
    let at = |major: i32, value: &str| healthy().version(major).set("log_connections", value);
    assert_eq!(rule.status(&at(17, "on")), Status::Pass);
    assert_eq!(rule.worst(&at(17, "off")), Some(Severity::Medium));
    assert_eq!(
        rule.worst(&at(18, "")),
        Some(Severity::Medium),
        "empty is off"
    );
    assert_eq!(rule.worst(&at(18, "receipt")), Some(Severity::Low));
    for on in ["authorization", "all", "receipt, authentication"] {
        assert_eq!(rule.status(&at(18, on)), Status::Pass, "{on}");
    }
    let fix = |major| rule.findings(&at(major, "off"))[0].fix_sql.clone().unwrap();
    assert!(fix(17).contains("= 'on'"));
    assert!(fix(18).contains("= 'receipt,authentication,authorization'"));
    assert_eq!(
        rule.status(&healthy().unset("log_connections")),
        Status::NotDeterminable
    );
}

#[test]
fn switches_that_are_off_are_low() {
    for (rule, setting) in [
        (&connections::DISCONNECTIONS, "log_disconnections"),
        (&server_log::LOCK_WAITS, "log_lock_waits"),
    ] {
        assert_eq!(rule.status(&healthy()), Status::Pass);
        assert_eq!(
            rule.worst(&healthy().set(setting, "off")),
            Some(Severity::Low)
        );
        assert_eq!(
            rule.status(&healthy().unset(setting)),
            Status::NotDeterminable
        );
    }
}

#[test]
fn statements_are_recorded_by_the_server_or_by_pgaudit() {
    let rule = &records::STATEMENTS;
    assert_eq!(rule.status(&healthy()), Status::Pass);
    assert_eq!(rule.worst(&silent()), Some(Severity::Medium));
    let loaded = silent().set("shared_preload_libraries", "$libdir/pgaudit");
    assert_eq!(
        rule.worst(&loaded.clone().set("pgaudit.log", "none")),
        Some(Severity::Medium)
    );
    assert_eq!(
        rule.status(&loaded.clone().set("pgaudit.log", "write")),
        Status::Pass
    );
    assert_eq!(
        rule.status(&loaded.clone().set("pgaudit.role", "auditor")),
        Status::Pass
    );
    let mut by_role = loaded;
    by_role.role_settings.push(RoleSetting {
        role: Some("app".to_owned()),
        database: None,
        name: "pgaudit.log".to_owned(),
        value: "all".to_owned(),
    });
    assert_eq!(rule.status(&by_role), Status::Pass);
    let hidden = silent().unset("shared_preload_libraries");
    assert_eq!(rule.status(&hidden), Status::NotDeterminable);
}

#[test]
fn schema_changes_are_recorded_one_way_or_another() {
    let rule = &records::SCHEMA_CHANGES;
    assert_eq!(rule.worst(&silent()), Some(Severity::Low));
    assert_eq!(
        rule.status(&silent().set("log_statement", "ddl")),
        Status::Pass
    );
    let audited = silent()
        .set("shared_preload_libraries", "pgaudit")
        .set("pgaudit.log", "role, DDL");
    assert_eq!(rule.status(&audited), Status::Pass);
    let mut triggered = silent();
    triggered.event_triggers = healthy().event_triggers;
    assert_eq!(rule.status(&triggered), Status::Pass);
    triggered.event_triggers[0].enabled = "D".to_owned();
    assert_eq!(rule.worst(&triggered), Some(Severity::Low));
    triggered.event_triggers[0].enabled = "O".to_owned();
    triggered.event_triggers[0].name = "pgrst_ddl_watch".to_owned();
    assert_eq!(rule.worst(&triggered), Some(Severity::Low));
}

#[test]
fn records_that_others_may_change_are_found() {
    let rule = &records::APPEND_ONLY;
    let with = |table| healthy().with(table);
    assert_eq!(
        rule.status(&with(table("public.orders"))),
        Status::NotApplicable
    );
    let log = table("public.ai_access_log")
        .grant("app", "INSERT")
        .grant("app", "SELECT");
    assert_eq!(rule.status(&with(log.clone())), Status::Pass);
    let loose = log.grant("app", "DELETE");
    assert_eq!(rule.worst(&with(loose.clone())), Some(Severity::Medium));
    let mut guarded = loose.clone();
    guarded.triggers.push(Trigger {
        name: "keep".to_owned(),
        definition: "CREATE TRIGGER keep BEFORE DELETE ON public.ai_access_log FOR EACH ROW EXECUTE FUNCTION public.keep()"
            .to_owned(),
        function: named("public.keep"),
        enabled: "O".to_owned(),
        internal: false,
        inherited: false,
        comment: None,
    });
    assert_eq!(rule.worst(&with(guarded)), Some(Severity::Low));
    let everyone =
        with(loose.grant(PUBLIC, "DELETE")).with_schema(schema("public").grant(PUBLIC, "USAGE"));
    assert_eq!(rule.worst(&everyone), Some(Severity::High));
}

#[test]
fn a_log_that_the_server_does_not_keep_is_low() {
    let rule = &server_log::DESTINATION;
    assert_eq!(rule.status(&healthy()), Status::Pass);
    let off = healthy().set("logging_collector", "off");
    assert_eq!(rule.worst(&off), Some(Severity::Low));
    assert_eq!(
        rule.status(&off.set("log_destination", "syslog")),
        Status::Pass
    );
    assert_eq!(
        rule.status(&healthy().unset("log_destination")),
        Status::NotDeterminable
    );
}

#[test]
fn a_prefix_says_what_is_missing() {
    let rule = &server_log::LINE_PREFIX;
    assert_eq!(rule.status(&healthy()), Status::Pass);
    let default = healthy().set("log_line_prefix", "%m [%p] ");
    assert_eq!(
        rule.findings(&default)[0].statement,
        "Lines do not say the user (%u), database (%d)"
    );
    assert_eq!(
        rule.status(&default.set("log_destination", "csvlog")),
        Status::NotApplicable
    );
    let syslog = healthy()
        .set("log_destination", "syslog")
        .set("log_line_prefix", "%u@%d ");
    assert_eq!(rule.status(&syslog), Status::Pass);
}

#[test]
fn slow_statements_are_kept_one_way_or_another() {
    let rule = &server_log::SLOW_STATEMENTS;
    assert_eq!(rule.status(&healthy()), Status::Pass);
    let off = healthy().set("log_min_duration_statement", "-1");
    assert_eq!(rule.worst(&off), Some(Severity::Low));
    let explained = off.clone().set("session_preload_libraries", "auto_explain");
    assert_eq!(rule.status(&explained), Status::Pass);
    let mut counted = off.clone();
    counted.extensions.push(Extension {
        name: "pg_stat_statements".to_owned(),
        schema: "public".to_owned(),
        version: "1.11".to_owned(),
        default_version: None,
        comment: None,
    });
    assert_eq!(rule.status(&counted), Status::Pass);
    assert_eq!(
        rule.status(&off.unset("shared_preload_libraries")),
        Status::NotDeterminable
    );
}
