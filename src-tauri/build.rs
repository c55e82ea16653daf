//! Lists the commands that exist. A command that is not listed here could be called by every window.

const COMMANDS: &[&str] = &[
    "application_info",
    "cancel_operation",
    "change_schema",
    "choose_source",
    "compare_schema",
    "delete_connection",
    "export_audit",
    "export_comparison",
    "export_picture",
    "figure_rows",
    "latest_audit",
    "latest_comparison",
    "list_connections",
    "list_services",
    "load_sample",
    "plan_schema",
    "read_connection_url",
    "read_definitions",
    "read_migrations",
    "read_overview",
    "remove_sample",
    "run_audit",
    "sample_state",
    "save_connection",
    "saved_sources",
    "schema_status",
    "show_exported",
    "test_connection",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))?;
    Ok(())
}
