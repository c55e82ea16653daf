//! The documents name what exists.

use std::path::Path;

use super::{root, text};

#[test]
fn architecture_names_every_crate_and_domain() {
    let document = text(Path::new("ARCHITECTURE.md"));
    for entry in std::fs::read_dir(root().join("src-tauri/crates")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(
            document.contains(&format!("`{name}`")),
            "ARCHITECTURE.md does not name {name}"
        );
    }
    let core = text(Path::new("src-tauri/crates/provost-core/src/lib.rs"));
    for domain in core
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
    {
        assert!(
            document.contains(&format!("`{domain}`")),
            "ARCHITECTURE.md does not name the domain {domain}"
        );
    }
    assert!(
        document.lines().count() <= 200,
        "ARCHITECTURE.md holds only what rarely changes: at most 200 lines"
    );
}

#[test]
fn the_documents_are_there() {
    for name in [
        "README.md",
        "ARCHITECTURE.md",
        "STYLE.md",
        "CONTRIBUTING.md",
        "LICENSE",
        "CHANGELOG.md",
        "docs/cli.md",
        "docs/rules.md",
    ] {
        assert!(
            text(Path::new(name)).lines().count() > 10,
            "{name} says something"
        );
    }
}

/// A link to a file of the checkout leads somewhere.
#[test]
fn links_lead_somewhere() {
    for path in super::below("", &["md"]) {
        let folder = root().join(&path).parent().unwrap().to_owned();
        let text = text(&path);
        for part in text.split("](").skip(1) {
            let target = part.split(')').next().unwrap_or_default();
            let target = target.split('#').next().unwrap_or_default();
            if target.is_empty() || target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            assert!(
                folder.join(target).exists(),
                "{}: the link to {target} leads nowhere",
                path.display()
            );
        }
    }
}
