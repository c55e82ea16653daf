use serde_json::json;

use super::super::facts::facts;
use super::*;

#[test]
fn a_reason_is_said_and_has_an_end() {
    assert_eq!(checked_reason("  it is better \n").unwrap(), "it is better");
    for bad in ["", " \n\t"] {
        assert_eq!(
            checked_reason(bad).unwrap_err().kind,
            RefusalKind::BadReason
        );
    }
    assert!(checked_reason(&"ä".repeat(MOST_REASON)).is_ok());
    assert!(checked_reason(&"ä".repeat(MOST_REASON + 1)).is_err());
}

/// The same words as the check `ai_model_aliases_alias_format` of the pack.
#[test]
fn an_alias_can_stand_in_an_address() {
    for good in ["champion", "v1.2", "_a-b.c", "-", "A"] {
        assert_eq!(checked_alias(good).unwrap(), good);
    }
    assert_eq!(checked_alias(" champion ").unwrap(), "champion");
    let long = "a".repeat(256);
    for bad in ["", ".hidden", "a b", "a/b", "ä", "a\u{202e}", long.as_str()] {
        let refusal = checked_alias(bad).unwrap_err();
        assert_eq!(refusal.kind, RefusalKind::BadAlias, "{bad}");
    }
}

#[test]
fn events_are_told_in_sentences() {
    let said = |kind: &str, details: serde_json::Value| told(kind, &facts(&details));
    let moved = json!({"deployment_status": {"from": "testing", "to": "production"}});
    assert_eq!(
        said("stage_changed", moved),
        "Went from testing to production."
    );
    let changed = json!({"owner_subject_key": {"from": null, "to": "x"}, "licence": {"from": "a", "to": "b"}});
    assert_eq!(said("changed", changed), "Changed: licence, owner.");
    let asked = json!({"to": "production", "reason": "it is better"});
    assert_eq!(
        said("stage_requested", asked),
        "production was asked for: it is better"
    );
    assert_eq!(
        said("alias_set", json!({"alias": "champion"})),
        "Got the alias champion."
    );
    assert_eq!(said("something_new", json!({})), "Something new.");
    assert_eq!(said("", json!({})), ".");
    assert_eq!(said("über", json!({})), "über.");
}

#[test]
fn decisions_have_the_words_of_the_database() {
    for decision in Decision::ALL {
        assert_eq!(Decision::of_word(decision.as_str()), Some(decision));
    }
    assert_eq!(Decision::of_word("maybe"), None);
}
