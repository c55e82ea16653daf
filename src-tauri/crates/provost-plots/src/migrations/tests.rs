use proptest::prelude::*;
use provost_core::schema::history::{SourceFile, State, Tool, history};

use super::*;

fn read(steps: &[(&str, &str)], at: &str) -> History {
    let files: Vec<SourceFile> = steps
        .iter()
        .map(|(id, before)| {
            let text =
                format!("\"\"\"Make <{id}>.\"\"\"\nrevision = '{id}'\ndown_revision = {before}\n");
            SourceFile::new(format!("versions/{id}.py"), text)
        })
        .collect();
    let row = [("version_num".to_owned(), Some(at.to_owned()))].into();
    let state = State {
        table: Some("public.alembic_version".to_owned()),
        tools: vec![Tool::Alembic],
        rows: vec![row],
        other_tables: true,
        lock: None,
    };
    history(&files, Some(&state))
}

#[test]
fn the_picture_says_in_words_where_the_database_stands() {
    let seen = read(
        &[
            ("aaa", "None"),
            ("bbb", "'aaa'"),
            ("ccc", "'bbb'"),
            ("ddd", "'gone'"),
        ],
        "bbb",
    );
    for theme in Theme::ALL {
        let chart = migrations(&seen, theme).unwrap();
        assert_eq!(chart, migrations(&seen, theme).unwrap(), "the same bytes");
        assert_eq!(chart.title, "Migrations of Alembic");
        assert_eq!(
            chart.description,
            "4 migrations in 3 steps, the beginning at the top: 2 applied, 1 pending, 1 blocked. \
             The database stands at: bbb. Missing, though others follow on it: gone. Heads: ccc, ddd."
        );
        let document = roxmltree::Document::parse(&chart.svg).unwrap();
        let texts: Vec<&str> = document
            .descendants()
            .filter(|node| node.has_tag_name("text"))
            .filter_map(|node| node.text())
            .collect();
        for wanted in [
            "aaa",
            "current, applied",
            "pending",
            "blocked",
            "missing",
            "Make <aaa>.",
        ] {
            assert!(texts.contains(&wanted), "{wanted}: {texts:?}");
        }
        let table: Vec<&str> = chart.table.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(table.len(), 5);
        assert!(
            chart
                .table
                .contains(&("gone".to_owned(), "missing".to_owned()))
        );
    }
}

#[test]
fn branches_stand_side_by_side_and_long_ways_go_beside_the_boxes() {
    let seen = read(
        &[
            ("aaa", "None"),
            ("bbb", "'aaa'"),
            ("ccc", "'bbb'"),
            ("ddd", "'aaa'"),
            ("eee", "('ccc', 'ddd', 'aaa')"),
        ],
        "aaa",
    );
    let places = Places::of(&seen.graph);
    let at = |id: &str| {
        let place = seen
            .graph
            .nodes
            .iter()
            .position(|node| node.id == id)
            .unwrap();
        places.nodes[place]
    };
    assert_eq!((at("aaa").0, at("ccc").0, at("eee").0), (0, 2, 3));
    assert_eq!(at("bbb").0, at("ddd").0);
    assert_ne!(at("bbb").1, at("ddd").1);
    let long = places.ways.iter().filter(|way| way.lane.is_some());
    assert_eq!(long.count(), 2, "aaa to eee and ddd to eee");
}

#[test]
fn a_ring_is_drawn_too() {
    let seen = read(
        &[("aaa", "'bbb'"), ("bbb", "'aaa'"), ("ccc", "'ccc'")],
        "aaa",
    );
    let chart = migrations(&seen, Theme::Light).unwrap();
    roxmltree::Document::parse(&chart.svg).unwrap();
    assert_eq!(chart.table.len(), 3);
}

#[test]
fn of_a_long_chain_what_is_nearest_is_drawn() {
    let steps: Vec<(String, String)> = (0..200)
        .map(|place| {
            let before = match place {
                0 => "None".to_owned(),
                _ => format!("'r{:03}'", place - 1),
            };
            (format!("r{place:03}"), before)
        })
        .collect();
    let steps: Vec<(&str, &str)> = steps
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    let seen = read(&steps, "r100");
    let near = migrations_near(&seen, Theme::Light, 9, 3).unwrap();
    assert_eq!((near.shown, near.of), (9, 200));
    let names: Vec<&str> = near.chart.table.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(names.first(), Some(&"r096"));
    assert_eq!(names.last(), Some(&"r104"));
    let whole = migrations_near(&seen, Theme::Light, 200, 1).unwrap();
    assert_eq!(whole.chart, migrations(&seen, Theme::Light).unwrap());
}

proptest! {
    #[test]
    fn no_two_boxes_stand_on_one_place(befores in prop::collection::vec(prop::collection::vec(0_usize..20, 0..3), 0..20)) {
        let steps: Vec<(String, String)> = befores
            .iter()
            .enumerate()
            .map(|(place, list)| {
                let before: Vec<String> = list.iter().map(|one| format!("'r{one}'")).collect();
                (format!("r{place}"), format!("[{}]", before.join(", ")))
            })
            .collect();
        let steps: Vec<(&str, &str)> = steps.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        let seen = read(&steps, "r0");
        let places = Places::of(&seen.graph);
        let mut all = places.nodes.clone();
        all.sort_unstable();
        all.dedup();
        prop_assert_eq!(all.len(), seen.graph.nodes.len());
        let chart = migrations(&seen, Theme::Dark).unwrap();
        prop_assert!(roxmltree::Document::parse(&chart.svg).is_ok());
        let part = near::near(&seen, 4, 2);
        let places = Places::of(&part.graph);
        prop_assert!(places.rows <= 4 && places.columns <= 2);
        prop_assert_eq!(part.graph.nodes.is_empty(), seen.graph.nodes.is_empty());
    }
}
