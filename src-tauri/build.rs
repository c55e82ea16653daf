//! Lists the commands that exist. A command that is not listed here could be called by every window.

const COMMANDS: &[&str] = &[
    "acting_person",
    "application_info",
    "cancel_operation",
    "change_schema",
    "change_version",
    "choose_acting_person",
    "choose_source",
    "compare_models",
    "compare_schema",
    "decide_stage",
    "delete_connection",
    "export_audit",
    "export_card",
    "export_comparison",
    "export_picture",
    "figure_rows",
    "import_card",
    "latest_audit",
    "latest_comparison",
    "list_connections",
    "list_models",
    "list_services",
    "load_sample",
    "model_card",
    "plan_schema",
    "read_connection_url",
    "read_definitions",
    "read_migrations",
    "read_overview",
    "register_version",
    "remove_alias",
    "remove_sample",
    "request_stage",
    "run_audit",
    "sample_state",
    "save_connection",
    "saved_sources",
    "schema_status",
    "set_alias",
    "set_four_eyes",
    "show_exported",
    "show_model",
    "test_connection",
    "withdraw_stage",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))?;
    Ok(())
}
