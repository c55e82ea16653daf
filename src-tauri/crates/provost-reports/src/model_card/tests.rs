use chrono::DateTime;

use super::*;

fn paper() -> CardPaper {
    let cells = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
    let text = |text: &str| text.to_owned();
    CardPaper {
        card: ModelCard {
            schema: text("provost.model-card/1"),
            title: text("claims <b>\u{202e}triage 4"),
            yaml: text("license: mit\ntags:\n- \"</pre><script>\"\n"),
            markdown: String::new(),
            text: text("---\nlicense: mit\n---\n"),
            blocks: vec![
                CardBlock::Heading {
                    level: 4,
                    text: text("Use"),
                },
                CardBlock::Paragraph {
                    text: text("<script>alert(1)</script> #strong[no] $x$ *a*"),
                },
                CardBlock::List {
                    items: cells(["one", "\u{1b}[31mtwo"]),
                },
                CardBlock::Table {
                    head: cells(["Field", "Value"]),
                    rows: vec![cells(["Licence", "MIT & \"more\""])],
                },
                CardBlock::Table {
                    head: Vec::new(),
                    rows: Vec::new(),
                },
                CardBlock::Code {
                    text: text("let a = `b`;\n```\n"),
                },
            ],
        },
        made_at: DateTime::from_timestamp(1_795_000_000, 0).unwrap(),
        sample: true,
        environment: Environment::Production,
        product_version: text("0.1.0"),
    }
}

#[test]
fn the_page_shows_the_parts_and_runs_nothing() {
    let page = String::from_utf8(render_card(&paper(), CardFormat::Html).unwrap()).unwrap();
    assert!(!page.contains("<script") && !page.contains("<b>"));
    assert!(page.contains("&#60;script&#62;alert(1)"), "{page}");
    assert!(page.contains("claims &#60;b&#62;‹U+202E›triage 4"));
    assert!(page.contains("‹U+001B›[31mtwo"));
    assert!(page.contains("<td>MIT &#38; &#34;more&#34;</td>"));
    assert!(page.contains("This is synthetic sample data."));
    // A well-formed tree, as another parser sees it.
    let body = page.split_once("<body>").unwrap().1;
    let body = body.split_once("</body>").unwrap().0;
    let tree = format!("<body>{body}</body>");
    let tree = roxmltree::Document::parse(&tree).unwrap();
    let cells = tree.descendants().filter(|node| node.has_tag_name("td"));
    assert_eq!(cells.count(), 2);
}

#[test]
fn paper_takes_any_text() {
    let bytes = render_card(&paper(), CardFormat::Pdf).unwrap();
    assert!(bytes.starts_with(b"%PDF-"));
    assert_eq!(render_card(&paper(), CardFormat::Pdf).unwrap(), bytes);
}

#[test]
fn the_other_forms_are_the_card_itself() {
    let paper = paper();
    let text = render_card(&paper, CardFormat::Md).unwrap();
    assert_eq!(text, paper.card.text.as_bytes());
    let json = render_card(&paper, CardFormat::Json).unwrap();
    let read: ModelCard = serde_json::from_slice(&json).unwrap();
    assert_eq!(read, paper.card);
    assert_eq!(
        card_file_name(&paper, CardFormat::Md),
        "provost-model-card-claims-b-triage-4-2026-11-18-110640Z.md"
    );
}

/// 9,000 characters in two pieces are 2,000 more than a PDF has room for, of each piece as many as is left.
#[test]
fn a_card_of_many_lines_is_told_to_go_on() {
    let mut paper = paper();
    let code = CardBlock::Code {
        text: "word\n".repeat(900),
    };
    paper.card.blocks = vec![code.clone(), code];
    let [first, second] = &with_room(paper.card.blocks.clone())[..] else {
        panic!("two parts")
    };
    assert_eq!(first, &paper.card.blocks[0]);
    let CardBlock::Code { text } = second else {
        panic!("lines")
    };
    assert!(text.starts_with(&"word\n".repeat(500)));
    assert!(
        text.ends_with("… (2\u{202f}000 more characters; the JSON has them all)"),
        "{text}"
    );
    // Words without an end, which are broken the most.
    paper.card.yaml = "a".repeat(100_000);
    paper.card.blocks = vec![CardBlock::Code {
        text: "|a".repeat(50_000),
    }];
    render_card(&paper, CardFormat::Pdf).unwrap();
}
