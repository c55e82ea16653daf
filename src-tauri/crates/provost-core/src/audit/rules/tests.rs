//! What holds for every rule.

use std::collections::BTreeSet;

use super::*;
use crate::catalog::sample::healthy;

#[test]
fn there_are_sixty_rules_and_more() {
    assert!(all().len() >= 60, "{}", all().len());
    for area in Area::ALL {
        assert!(
            all().iter().any(|rule| rule.area == area),
            "{}",
            area.title()
        );
    }
    for section in Section::ALL {
        assert!(
            all().iter().any(|rule| rule.section == section),
            "{}",
            section.title()
        );
    }
}

#[test]
fn ids_are_unique_and_plain() {
    let ids: BTreeSet<&str> = all().iter().map(|rule| rule.id).collect();
    assert_eq!(ids.len(), all().len());
    for id in ids {
        let (area, subject) = id.split_once('.').unwrap_or_else(|| panic!("{id}"));
        let plain = |part: &str| {
            !part.is_empty()
                && part.split('-').all(|word| {
                    !word.is_empty()
                        && word
                            .chars()
                            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
                })
        };
        assert!(plain(area) && plain(subject), "{id}");
    }
}

#[test]
fn titles_and_actions_are_short_and_end_without_a_stop() {
    for rule in all() {
        for text in [rule.title, rule.action] {
            assert!(
                !text.ends_with('.') && text.len() <= 120,
                "{}: {text}",
                rule.id
            );
            assert!(
                text.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic())
                    || text.starts_with("pg"),
                "{}: {text}",
                rule.id
            );
        }
        for text in [rule.meaning, rule.reason] {
            assert!(
                text.len() > 40 && text.ends_with('.'),
                "{}: {text}",
                rule.id
            );
            assert!(
                !text.contains("  ") && !text.contains('\n'),
                "{}: {text}",
                rule.id
            );
        }
        assert!(!rule.references.is_empty(), "{}", rule.id);
    }
}

#[test]
fn titles_are_unique() {
    let titles: BTreeSet<&str> = all().iter().map(|rule| rule.title).collect();
    assert_eq!(titles.len(), all().len());
}

#[test]
fn evidence_is_one_statement_that_reads() {
    for rule in all() {
        let sql = rule.evidence_sql;
        assert!(
            sql.starts_with("SELECT") || sql.starts_with("WITH"),
            "{}: {sql}",
            rule.id
        );
        assert!(
            !sql.contains(';') && !sql.contains("  \n"),
            "{}: {sql}",
            rule.id
        );
    }
}

#[test]
fn rules_stand_area_by_area() {
    let areas: Vec<Area> = all().iter().map(|rule| rule.area).collect();
    let mut order = areas.clone();
    order.dedup();
    let unique: BTreeSet<Area> = order.iter().copied().collect();
    assert_eq!(order.len(), unique.len());
}

#[test]
fn an_empty_database_is_judged_without_a_finding_of_its_tables() {
    let catalog = healthy();
    for rule in all() {
        let answer = (rule.check)(&catalog).answer;
        for finding in answer.findings() {
            assert!(
                finding.severity <= Severity::Low,
                "{}: {finding:?}",
                rule.id
            );
        }
    }
}
