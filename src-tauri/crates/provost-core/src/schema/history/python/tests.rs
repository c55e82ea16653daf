use super::{Literal, read};

fn text(value: &str) -> Literal {
    Literal::Text(value.to_owned())
}

fn name(source: &str, name: &str) -> Option<Literal> {
    read(source).names.get(name).cloned()
}

#[test]
fn every_form_of_a_string_is_read() {
    for source in [
        "a = 'x1'",
        "a = \"x1\"",
        "a = u'x1'",
        "a=r\"x1\"",
        "a = ('x1')",
        "a = 'x' '1'",
        "a = \"\"\"x1\"\"\"",
        "a: str = 'x1'",
        "a: Union[str, None] = 'x1'  # why",
        "b = a = 'x1'",
        "a = 'x\\x31'",
        "a = \\\n  'x1'",
        "z = 'x1'; a = z",
        "\u{feff}a = 'x1'\r\n",
    ] {
        assert_eq!(name(source, "a"), Some(text("x1")), "{source}");
    }
}

#[test]
fn lists_span_lines_and_comments() {
    let source = "a = (  # begin, with a ) and a '\n    'x1',\n    # 'not this',\n    \"x2\",  # nor = 'this'\n)\nb = ['x',]\nc = 'x', 'y'\nd = ()\ne = {'x'}";
    assert_eq!(
        name(source, "a"),
        Some(Literal::List(vec![text("x1"), text("x2")]))
    );
    assert_eq!(name(source, "b"), Some(Literal::List(vec![text("x")])));
    assert_eq!(
        name(source, "c"),
        Some(Literal::List(vec![text("x"), text("y")]))
    );
    assert_eq!(name(source, "d"), Some(Literal::List(Vec::new())));
    assert_eq!(name(source, "e"), Some(Literal::List(vec![text("x")])));
}

#[test]
fn what_is_computed_is_said_to_be() {
    for source in [
        "a = f()",
        "a = f'{x}'",
        "a = b'x'",
        "a = x.y",
        "a = 'x' + y",
        "a = unknown",
        "from x import a",
        "import y as a",
        "a = 'x'\na += 'y'",
        "if c:\n    a = 'x'",
        "try:\n    a = 'x'\nexcept E:\n    pass",
        "a, b = 'x', 'y'",
        "if c: a = 'x'",
        "a = [x for x in y]",
        "a = {'k': 'v'}",
        "a = 'x' if c else 'y'",
    ] {
        assert!(
            matches!(name(source, "a"), Some(Literal::Dynamic(_))),
            "{source}: {:?}",
            name(source, "a")
        );
    }
}

#[test]
fn what_only_looks_like_a_value_is_none() {
    for source in [
        "\"\"\"\na = 'x'\n\"\"\"",
        "def f():\n    a = 'x'",
        "# a = 'x'",
        "a: str",
        "a == 'x'",
        "f(a='x')",
        "o.a = 'x'",
        "o['a'] = 'x'",
        "class C:\n    a = 'x'",
    ] {
        assert_eq!(name(source, "a"), None, "{source}");
    }
}

#[test]
fn a_file_has_a_docstring_and_classes() {
    let module = read(
        "'''About.\n\nRevision ID: 1\n'''\nimport x\nclass C(m.M):\n    '''Doc'''\n    a = [('p', 'q')]\n    def f(self):\n        b = 'x'\n    if d:\n        c = 'x'\ne = 'y'\n",
    );
    assert_eq!(
        module.docstring.as_deref(),
        Some("About.\n\nRevision ID: 1\n")
    );
    let class = &module.classes[0];
    assert_eq!(
        (class.name.as_str(), class.bases.contains("m.M")),
        ("C", true)
    );
    assert_eq!(
        class.names["a"],
        Literal::List(vec![Literal::List(vec![text("p"), text("q")])])
    );
    assert!(!class.names.contains_key("b"));
    assert!(matches!(class.names["c"], Literal::Dynamic(_)));
    assert_eq!(module.names["e"], text("y"));
}

#[test]
fn a_file_that_means_harm_is_read_to_its_end() {
    let deep = format!("a = {}", "(".repeat(200_000));
    assert!(matches!(name(&deep, "a"), Some(Literal::Dynamic(_))));
    let closed = format!("a = {}'x'{}", "[".repeat(5_000), "]".repeat(5_000));
    assert!(name(&closed, "a").is_some());
    for source in [
        "a = 'x",
        "a = \"\"\"x",
        "a = '\\",
        "a = )",
        "class",
        "\\",
        "a = '\\u00'",
        "a =",
        "= 'x'",
        "é = 'ü'",
        "if",
        "a = '\\x",
    ] {
        read(source);
    }
}
