//! Much of everything: a page holds it, and paper says where the rest is.

use provost_core::schema::comparison::{Change, ObjectKind};
use provost_core::schema::history::{SourceFile, State, Tool, history};

use super::super::blocks::Block;
use super::super::document;
use super::super::samples::usual;
use super::super::{Consistency, consistency_html};
use super::read;
use crate::contents::Limits;
use crate::tests::assert_well_formed;

/// A report with so many differences and findings, of several schemas.
fn large(count: u32) -> Consistency {
    let mut report = usual();
    let like = report.comparison.comparison.differences.iter();
    let like = like
        .clone()
        .find(|one| one.object.kind == ObjectKind::Table && one.change == Change::Missing)
        .unwrap()
        .clone();
    let statement = report.comparison.script.statements.last().unwrap().clone();
    report.comparison.comparison.differences = (0..count)
        .map(|index| {
            let mut one = like.clone();
            one.object.schema = Some(format!("schema_{}", index % 20));
            one.object.name = format!("table_{index}_end");
            one
        })
        .collect();
    let objects = report
        .comparison
        .comparison
        .differences
        .iter()
        .map(|one| one.object.clone());
    report.comparison.script.statements = objects
        .map(|object| {
            let mut one = statement.clone();
            one.sql = format!(
                "create table {}.{} (id uuid)",
                object.schema.as_ref().unwrap(),
                object.name
            );
            one.object = object;
            one
        })
        .collect();
    report
}

#[test]
fn a_page_holds_all_differences_and_paper_says_where_the_rest_is() {
    let report = large(2_000);
    let page = consistency_html(&report).unwrap();
    assert_well_formed(&page);
    assert!(page.contains("more differences</summary>"));
    for difference in &report.comparison.comparison.differences {
        assert!(page.contains(&format!("{} (id uuid);", difference.object.name)));
    }
    let document = document::of(&report, &Limits::pdf()).unwrap();
    let records = document.sections.iter().flat_map(|section| &section.blocks);
    let mut shown = 0;
    let mut said = 0;
    for block in records {
        if let Block::Records {
            records,
            folded,
            more,
        } = block
        {
            shown += records
                .iter()
                .filter(|record| {
                    record
                        .code
                        .as_ref()
                        .is_some_and(|code| code.lines.contains("_end"))
                })
                .count();
            said +=
                usize::from(more.as_ref().is_some_and(|more| {
                    more.contains("the HTML and the JSON report have them all")
                }));
            assert!(folded.is_empty());
        }
    }
    assert_eq!((shown, said), (300, 20));
}

#[test]
fn of_a_large_chain_the_neighbourhood_is_drawn_and_the_page_says_so() {
    let mut report = usual();
    let files: Vec<_> = (0..300)
        .map(|place| {
            let before = if place == 0 {
                "None".to_owned()
            } else {
                format!("'r{:03}'", place - 1)
            };
            let text = format!("revision = 'r{place:03}'\ndown_revision = {before}\n");
            SourceFile::new(format!("versions/r{place:03}.py"), text)
        })
        .collect();
    let state = State {
        table: Some("public.alembic_version".to_owned()),
        tools: vec![Tool::Alembic],
        rows: vec![[("version_num".to_owned(), Some("r150".to_owned()))].into()],
        other_tables: true,
        lock: None,
    };
    report.history = Some(history(&files, Some(&state)));
    for text in read(&report) {
        assert!(text.contains(
            "Thepictureshowsthe10migrationsthatarenearesttowherethedatabasestands,of300."
        ));
        assert!(
            text.contains("r299"),
            "the last of the pending ones is listed or counted"
        );
    }
}
