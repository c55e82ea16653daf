//! What holds for every rule whatever the catalog.

use proptest::prelude::*;

use super::arbitrary::catalog;
use crate::audit::rules::all;
use crate::audit::{Answer, audit};
use crate::catalog::Catalog;
use crate::schema::comparison::script::script;
use crate::schema::comparison::{Options, compare};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever the catalog, each rule answers, answers the same again, and says something where it finds something.
    #[test]
    fn every_rule_answers_every_catalog(catalog in catalog()) {
        for rule in all() {
            let first = (rule.check)(&catalog);
            let again = (rule.check)(&catalog);
            prop_assert_eq!(&first.answer, &again.answer, "{}", rule.id);
            prop_assert_eq!(first.examined, again.examined, "{}", rule.id);
            match &first.answer {
                Answer::Fail { findings } => {
                    prop_assert!(!findings.is_empty(), "{}", rule.id);
                    for finding in findings {
                        prop_assert!(!finding.subject.is_empty() && !finding.statement.is_empty(), "{}", rule.id);
                        let breaks_out = finding.fix_sql.as_ref().is_some_and(|sql| sql.contains("\n; drop table"));
                        prop_assert!(!breaks_out, "{}: a name ends a comment in {:?}", rule.id, finding.fix_sql);
                    }
                    let sorted = findings.windows(2).all(|pair| pair[0].severity >= pair[1].severity);
                    prop_assert!(sorted, "{}", rule.id);
                }
                Answer::Pass => {}
                Answer::NotDeterminable { reason: text }
                | Answer::NotApplicable { reason: text }
                | Answer::Stale { reason: text }
                | Answer::Manual { question: text } => prop_assert!(!text.is_empty(), "{}", rule.id),
            }
        }
    }

    /// The audit of a catalog read back from JSON is the same to the byte.
    #[test]
    fn a_saved_catalog_gives_the_same_audit(catalog in catalog()) {
        let saved = serde_json::to_string(&catalog).unwrap();
        let back: Catalog = serde_json::from_str(&saved).unwrap();
        prop_assert_eq!(
            serde_json::to_string(&audit(&catalog)).unwrap(),
            serde_json::to_string(&audit(&back)).unwrap()
        );
    }

    /// Whatever two catalogs say, also what no server would: they can be compared, and the way back ends and is the same
    /// each time.
    #[test]
    fn any_two_catalogs_can_be_compared(expected in catalog(), actual in catalog()) {
        let options = Options { schemas: vec![], owners: true };
        let comparison = compare(&expected, &actual, &options);
        let way_back = script(&expected, &actual, &comparison);
        prop_assert_eq!(script(&expected, &actual, &comparison), way_back);
        prop_assert_eq!(compare(&expected, &actual, &options), comparison);
    }
}
