use super::*;
use crate::catalog::sample::table;

fn is(name: &str, purpose: Purpose) -> bool {
    is_for(&table(&format!("public.{name}")), purpose)
}

#[test]
fn the_tables_of_seed_004_are_known_by_their_names() {
    for (name, purpose) in [
        ("user_two_factor_auth", Purpose::SecondFactor),
        ("passkey_credentials", Purpose::SecondFactor),
        ("registered_devices", Purpose::Devices),
        ("authentication_sessions", Purpose::Sessions),
        ("device_login_attempts", Purpose::SignInTrail),
        ("two_factor_audit_log", Purpose::SignInTrail),
        ("audit_log", Purpose::AuditTrail),
        ("enterprise_audit_event", Purpose::AuditTrail),
        ("data_access_log", Purpose::DataAccess),
        ("security_violations", Purpose::Incidents),
        ("threat_intelligence_event", Purpose::Threats),
        ("compliance_assessment", Purpose::Assessments),
        ("forensic_investigation", Purpose::Investigations),
        ("ai_data_consent", Purpose::Consent),
    ] {
        assert!(is(name, purpose), "{name} {purpose:?}");
    }
}

#[test]
fn names_that_only_sound_alike_are_for_something_else() {
    for (name, purpose) in [
        ("training_sessions", Purpose::Sessions),
        ("iot_devices", Purpose::Devices),
        ("user_history_summaries", Purpose::AuditTrail),
        ("user_history_summaries", Purpose::SignInTrail),
        ("auth_queue_operations", Purpose::SignInTrail),
        ("security_metrics", Purpose::AuditTrail),
        ("factories", Purpose::SecondFactor),
        ("two_factorials", Purpose::SecondFactor),
        ("dataset_consent_purposes", Purpose::Consent),
    ] {
        assert!(!is(name, purpose), "{name} {purpose:?}");
    }
}

#[test]
fn a_device_of_a_person_is_one_that_a_person_comes_from() {
    let owned = table("public.devices").col("user_id", "bigint");
    assert!(is_for(&owned, Purpose::Devices));
}
