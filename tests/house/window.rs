//! What the window may do: only listed commands, only our own content.

use std::path::Path;

use serde_json::Value;

use super::{below, text};

fn configuration() -> Value {
    serde_json::from_str(&text(Path::new("src-tauri/tauri.conf.json"))).unwrap()
}

#[test]
fn the_content_policy_is_closed() {
    let configuration = configuration();
    let security = &configuration["app"]["security"];
    let policy = security["csp"]
        .as_str()
        .expect("a content security policy is set");
    for part in [
        "default-src 'self'",
        "script-src 'self'",
        "object-src 'none'",
        "frame-src 'none'",
    ] {
        assert!(policy.contains(part), "the policy lacks {part}: {policy}");
    }
    for danger in ["unsafe-eval", "http:", "*"] {
        assert!(
            !policy.contains(danger),
            "the policy contains {danger}: {policy}"
        );
    }
    assert!(
        !policy.contains("script-src 'self' 'unsafe-inline'"),
        "no inline script: {policy}"
    );
    assert_eq!(security["freezePrototype"], true);
    assert_ne!(configuration["app"]["withGlobalTauri"], true);
    let whole = text(Path::new("src-tauri/tauri.conf.json"));
    for danger in ["dangerous", "assetProtocol", "\"remote\""] {
        assert!(!whole.contains(danger), "tauri.conf.json contains {danger}");
    }
}

#[test]
fn every_command_is_allowed_by_name_and_no_other() {
    let registered = commands("src-tauri/src/ipc.rs");
    assert!(!registered.is_empty(), "ipc.rs lists the commands");
    let build = text(Path::new("src-tauri/build.rs"));
    let capabilities: Vec<String> = below("src-tauri/capabilities", &["json"])
        .iter()
        .map(|path| text(path))
        .collect();
    for name in &registered {
        assert!(
            build.contains(&format!("\"{name}\"")),
            "build.rs does not list {name}: every window could call it"
        );
        let permission = format!("\"allow-{}\"", name.replace('_', "-"));
        assert!(
            capabilities.iter().any(|file| file.contains(&permission)),
            "no capability holds {permission}"
        );
    }
    for file in &capabilities {
        assert!(!file.contains("\"*\""), "a capability names its windows");
        let value: Value = serde_json::from_str(file).unwrap();
        assert!(
            value["remote"].is_null(),
            "no remote page may call a command"
        );
        for permission in value["permissions"].as_array().unwrap() {
            let permission = permission.as_str().expect("a permission is a name");
            let own = permission
                .strip_prefix("allow-")
                .map(|name| name.replace('-', "_"));
            let known = own.is_some_and(|name| registered.contains(&name));
            assert!(
                known || permission.starts_with("core:"),
                "{permission} lets the window do more than it needs"
            );
        }
    }
}

/// The names inside `collect_commands![…]`.
fn commands(path: &str) -> Vec<String> {
    let text = text(Path::new(path));
    let list = text
        .split("collect_commands![")
        .nth(1)
        .and_then(|rest| rest.split(']').next())
        .unwrap_or_default();
    list.split(',')
        .filter_map(|entry| entry.trim().rsplit("::").next())
        .filter(|n| !n.is_empty())
        .map(str::to_owned)
        .collect()
}

#[test]
fn only_one_folder_of_the_interface_knows_the_shell() {
    for path in below("ui/src", &["ts", "svelte"]) {
        if !path.starts_with("ui/src/lib/ipc") {
            assert!(
                !text(&path).contains("@tauri-apps"),
                "{}: only ui/src/lib/ipc knows the shell",
                path.display()
            );
        }
    }
}

#[test]
fn only_one_file_words_a_failure() {
    for path in below("src-tauri/src", &["rs"]) {
        if path.file_name().is_some_and(|name| name != "failure.rs") {
            assert!(
                !text(&path).contains("Failure {"),
                "{}: only failure.rs makes a Failure",
                path.display()
            );
        }
    }
}
