//! The TypeScript side of the commands is what the Rust side says.

use std::path::Path;

use specta_typescript::Typescript;

/// Written by `make bindings`.
const BINDINGS: &str = "../ui/src/lib/ipc/bindings.ts";

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "a test asks whether it shall write the file"
)]
fn bindings_are_current() {
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join(BINDINGS);
    let folder = tempfile::tempdir().unwrap();
    let fresh = folder.path().join("bindings.ts");
    let header = "/* eslint-disable */\n// prettier-ignore\n// Written by `make bindings` from the commands in src-tauri/src; not by hand.\n";
    provost_desktop::ipc::builder()
        .export(Typescript::default().header(header), &fresh)
        .unwrap();
    let fresh = std::fs::read_to_string(fresh).unwrap();
    if std::env::var_os("PROVOST_WRITE_BINDINGS").is_some() {
        std::fs::write(&committed, &fresh).unwrap();
    }
    let committed = std::fs::read_to_string(committed).unwrap_or_default();
    assert!(
        committed == fresh,
        "the commands changed: run `make bindings` and commit the file"
    );
}
