//! Lists the commands that exist. A command that is not listed here could be called by every window.

const COMMANDS: &[&str] = &[
    "application_info",
    "cancel_operation",
    "delete_connection",
    "export_audit",
    "latest_audit",
    "list_connections",
    "list_services",
    "load_sample",
    "read_connection_url",
    "remove_sample",
    "run_audit",
    "sample_state",
    "save_connection",
    "show_exported",
    "test_connection",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))?;
    Ok(())
}
