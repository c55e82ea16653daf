use super::super::facts;
use super::super::sample::page;
use super::*;

fn differing(comparison: &VersionComparison) -> Vec<String> {
    let pairs = comparison.fields.iter().chain(&comparison.details);
    let pairs = pairs.filter(|pair| pair.differs);
    pairs.map(|pair| pair.field.clone()).collect()
}

#[test]
fn a_version_does_not_differ_from_itself() {
    let comparison = compare(&page(1), &page(1));
    assert_eq!(comparison.differences, 0);
    assert_eq!(differing(&comparison), Vec::<String>::new());
    assert_eq!(comparison.metrics.len(), 2, "accuracy and f1 are numbers");
}

#[test]
fn differences_are_told_field_by_field_and_metric_by_metric() {
    let a = page(1);
    let mut b = page(2);
    b.version.licence = None;
    b.version.evaluation =
        facts(&serde_json::json!({"accuracy": 0.93, "auc": 0.97, "split": "all"}));
    b.version.tags = Vec::new();
    b.datasets[0].used_for = "testing".to_owned();
    b.deployments.clear();
    let comparison = compare(&a, &b);
    assert_eq!(
        differing(&comparison),
        [
            "Provider's id",
            "Licence",
            "Evaluation split",
            "Tag team",
            "Dataset claims 2026-01",
            "Deployment active"
        ]
    );
    let of = |name: &str| comparison.metrics.iter().find(|pair| pair.metric == name);
    let accuracy = of("accuracy").unwrap();
    assert!((accuracy.difference.unwrap() - 0.02).abs() < 1e-12);
    assert!((accuracy.relative.unwrap() - 0.02 / 0.91).abs() < 1e-12);
    let auc = of("auc").unwrap();
    assert_eq!((auc.a, auc.b, auc.difference), (None, Some(0.97), None));
    assert!(auc.differs && of("f1").unwrap().differs);
    assert_eq!(comparison.differences, 6 + 3);
}

#[test]
fn being_two_is_no_difference() {
    let (a, mut b) = (page(1), page(2));
    b.version.stage = Stage::Deprecated;
    b.version.provider_model_id = a.version.provider_model_id.clone();
    let comparison = compare(&a, &b);
    assert_eq!(comparison.differences, 0, "{:?}", differing(&comparison));
    assert_eq!(comparison.b.stage, Stage::Deprecated);
}

#[test]
fn the_other_way_round_is_the_mirror() {
    let (a, mut b) = (page(1), page(2));
    b.version.evaluation = facts(&serde_json::json!({"accuracy": 0.0, "f1": -0.5}));
    let (there, back) = (compare(&a, &b), compare(&b, &a));
    assert_eq!(there.differences, back.differences);
    for (one, other) in there.metrics.iter().zip(&back.metrics) {
        assert_eq!((one.a, one.b), (other.b, other.a));
        assert_eq!(one.difference, other.difference.map(|number| -number));
    }
    // A part of nothing is no number.
    assert_eq!(back.metrics[0].relative, None);
    for (one, other) in there.fields.iter().zip(&back.fields) {
        assert_eq!((&one.a, &one.b), (&other.b, &other.a));
    }
}
