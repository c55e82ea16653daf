use chrono::DateTime;
use provost_core::registry::{Hindrance, MODELS_SCHEMA, ModelPart, Stage, VersionLine};

use super::*;
use crate::error::ErrorKind;

fn line(id: u128, name: &str, version: &str, aliases: &[&str]) -> VersionLine {
    VersionLine {
        id: Uuid::from_u128(id),
        name: name.to_owned(),
        version: version.to_owned(),
        model_type: "llm".to_owned(),
        provider: "local".to_owned(),
        stage: Stage::Testing,
        owner: None,
        risk_class: None,
        aliases: Some(aliases.iter().map(|alias| (*alias).to_owned()).collect()),
        active_deployments: None,
        deployments_in_error: None,
        open_drift: None,
        waiting: None,
        last_used_at: None,
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
        tenant: None,
        sample: false,
    }
}

fn list(versions: Vec<VersionLine>) -> ModelList {
    ModelList {
        schema: MODELS_SCHEMA.to_owned(),
        total: 0,
        versions,
        samples: Vec::new(),
        restricted: None,
        hindrances: Vec::new(),
    }
}

#[test]
fn a_version_is_named_by_its_version_before_its_alias() {
    let list = list(vec![
        line(1, "a@b", "1", &["champion"]),
        line(2, "a@b", "2", &["1"]),
        line(3, "other", "1", &["champion"]),
        line(4, "twice", "1", &[]),
        line(5, "twice", "1", &[]),
    ]);
    let found = |named: &str| find_version(&list, named).map(|id| id.as_u128());
    assert_eq!(found("a@b@1").unwrap(), 1);
    assert_eq!(found("a@b@champion").unwrap(), 1);
    assert_eq!(found("a@b@2").unwrap(), 2);
    assert_eq!(found("other@champion").unwrap(), 3);
    let id = Uuid::from_u128(77);
    assert_eq!(find_version(&list, &id.to_string()).unwrap(), id);
    for (named, kind) in [
        ("a@b", ErrorKind::NotFound),
        ("other", ErrorKind::BadInput),
        ("twice@1", ErrorKind::BadInput),
        ("other@2", ErrorKind::NotFound),
        ("@", ErrorKind::NotFound),
    ] {
        assert_eq!(found(named).unwrap_err().kind(), kind, "{named}");
    }
}

#[test]
fn why_nothing_can_be_read_is_told_instead_of_that_nothing_is_there() {
    let mut empty = list(Vec::new());
    empty.hindrances = vec![Hindrance {
        part: ModelPart::Models,
        reason: "The schema is not there.".to_owned(),
    }];
    let error = find_version(&empty, "a@1").unwrap_err();
    assert_eq!(error.to_string(), "The schema is not there.");
}
