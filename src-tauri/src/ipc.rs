//! The one list of what the window may call, and the TypeScript side of it.

use tauri_specta::{Builder, ErrorHandlingMode, collect_commands};

use crate::commands::{
    application, audit, comparison, connections, migrations, overview, pictures, sample, schema,
    sources,
};

/// The commands, with their types.
#[must_use]
pub fn builder() -> Builder<tauri::Wry> {
    Builder::new()
        .error_handling(ErrorHandlingMode::Throw)
        .disable_serde_phases()
        .commands(collect_commands![
            application::application_info,
            application::cancel_operation,
            application::show_exported,
            audit::run_audit,
            audit::latest_audit,
            audit::export_audit,
            comparison::compare_schema,
            comparison::latest_comparison,
            comparison::read_definitions,
            comparison::export_comparison,
            connections::list_connections,
            connections::save_connection,
            connections::delete_connection,
            connections::test_connection,
            connections::read_connection_url,
            connections::list_services,
            migrations::read_migrations,
            overview::read_overview,
            overview::figure_rows,
            pictures::export_picture,
            sample::sample_state,
            sample::load_sample,
            sample::remove_sample,
            schema::schema_status,
            schema::plan_schema,
            schema::change_schema,
            sources::saved_sources,
            sources::choose_source,
        ])
}
