use proptest::prelude::*;
use provost_core::audit::{
    Answer, Area, Finding, RuleResult, Score, Section, SectionScore, Severity,
};

use super::*;

fn section(title: &str, earned: u32, possible: u32) -> SectionScore {
    SectionScore {
        section: Section::Testing,
        title: title.to_owned(),
        score: Score {
            earned,
            possible,
            percent: (earned * 100).checked_div(possible),
            ..Score::default()
        },
    }
}

fn rule(findings: &[(Severity, usize)]) -> RuleResult {
    let all = findings
        .iter()
        .flat_map(|&(severity, count)| {
            (0..count).map(move |index| Finding::new(format!("t{index}"), severity, "is wrong"))
        })
        .collect();
    RuleResult {
        rule: "a.b".to_owned(),
        title: String::new(),
        section: Section::Testing,
        area: Area::Access,
        severity: Severity::High,
        meaning: String::new(),
        reason: String::new(),
        action: String::new(),
        references: Vec::new(),
        answer: Answer::from_findings(all),
        evidence_sql: String::new(),
        examined: 1,
        evidence_sha256: String::new(),
    }
}

fn texts(svg: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(svg).unwrap();
    document
        .descendants()
        .filter(|node| node.has_tag_name("text"))
        .filter_map(|node| node.text().map(str::to_owned))
        .collect()
}

#[test]
fn sections_show_their_percentage_and_points_in_words() {
    let sections = [section("Testing", 45, 52), section("Documentation", 0, 0)];
    let chart = section_scores(&sections, Theme::Light).unwrap();
    let words = texts(&chart.svg);
    for expected in [
        "Testing",
        "86 %",
        "45 of 52 points",
        "Documentation",
        "not scored",
    ] {
        assert!(
            words.iter().any(|word| word == expected),
            "{expected} in {words:?}"
        );
    }
    assert_eq!(
        chart.table,
        [
            ("Testing".to_owned(), "86 % (45 of 52 points)".to_owned()),
            ("Documentation".to_owned(), "not scored".to_owned())
        ]
    );
    assert!(chart.description.contains("1 of 2 sections"));
}

#[test]
fn a_full_bar_ends_at_the_end_of_the_scale_and_an_empty_one_is_not_drawn() {
    let bars = |sections: &[SectionScore]| -> Vec<String> {
        let chart = section_scores(sections, Theme::Light).unwrap();
        let document = roxmltree::Document::parse(&chart.svg).unwrap();
        document
            .descendants()
            .filter(|node| node.attribute("fill") == Some("#1f6fd6"))
            .filter_map(|node| node.attribute("width").map(str::to_owned))
            .collect()
    };
    assert_eq!(bars(&[section("full", 9, 9)]), ["340"]);
    assert_eq!(bars(&[section("half", 5, 10)]), ["170"]);
    assert!(bars(&[section("none", 0, 9), section("unscored", 0, 0)]).is_empty());
}

#[test]
fn the_ten_titles_fit_and_a_longer_one_is_cut() {
    let mut sections: Vec<SectionScore> = Section::ALL
        .iter()
        .map(|one| section(one.title(), 120, 165))
        .collect();
    sections.push(section(&"long ".repeat(20), 1, 1));
    let chart = section_scores(&sections, Theme::Light).unwrap();
    let words = texts(&chart.svg);
    for one in Section::ALL {
        assert!(
            words.iter().any(|word| word == one.title()),
            "{}",
            one.title()
        );
    }
    assert!(
        words
            .iter()
            .any(|word| word.starts_with("long long") && word.ends_with('…'))
    );
    assert!(words.iter().any(|word| word == "120 of 165 points"));
}

#[test]
fn severities_are_counted_with_their_rules() {
    let results = [
        rule(&[(Severity::Critical, 2), (Severity::Low, 1)]),
        rule(&[(Severity::Critical, 1)]),
        rule(&[]),
    ];
    let chart = findings_by_severity(&results, Theme::Dark).unwrap();
    assert_eq!(
        chart.table[0],
        ("Critical".to_owned(), "3 (in 2 rules)".to_owned())
    );
    assert_eq!(
        chart.table[3],
        ("Low".to_owned(), "1 (in 1 rule)".to_owned())
    );
    assert_eq!(chart.table[4], ("Info".to_owned(), "0".to_owned()));
}

#[test]
fn one_finding_beside_ten_thousand_is_still_seen() {
    let results = [rule(&[(Severity::Medium, 10_000), (Severity::Critical, 1)])];
    let chart = findings_by_severity(&results, Theme::Light).unwrap();
    let document = roxmltree::Document::parse(&chart.svg).unwrap();
    let critical = document
        .descendants()
        .find(|node| node.attribute("fill") == Some("#a2191f"))
        .unwrap();
    assert_eq!(critical.attribute("width"), Some("2"));
}

#[test]
fn what_cannot_be_seen_is_shown_by_its_code() {
    let chart = section_scores(&[section("a\u{202e}b\u{7}", 1, 2)], Theme::Light).unwrap();
    assert!(chart.svg.contains("a‹U+202E›b"));
    assert!(!chart.svg.contains('\u{202e}'));
}

proptest! {
    #[test]
    fn any_title_gives_well_formed_svg_with_a_name_and_the_same_bytes(title in any::<String>(), earned in 0_u32..50) {
        let sections = [section(&title, earned, 50)];
        let chart = section_scores(&sections, Theme::Dark).unwrap();
        let document = roxmltree::Document::parse(&chart.svg).unwrap();
        let root = document.root_element();
        prop_assert_eq!(root.attribute("role"), Some("img"));
        prop_assert!(root.children().any(|node| node.has_tag_name("title")));
        prop_assert!(root.children().any(|node| node.has_tag_name("desc")));
        prop_assert!(!chart.svg.contains("style="));
        prop_assert_eq!(section_scores(&sections, Theme::Dark).unwrap(), chart);
    }
}
