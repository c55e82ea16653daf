//! The one list of what the window may call, and the TypeScript side of it.

use tauri_specta::{Builder, ErrorHandlingMode, collect_commands};

use crate::commands::{
    application, audit, belongings, comparison, connections, drift, metrics, migrations,
    model_report, overview, pictures, plots, registry, sample, schema, sources,
};

/// The commands, with their types.
#[must_use]
#[expect(
    clippy::too_many_lines,
    reason = "a line for each command, which the macro takes in one place"
)]
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
            metrics::metric_choices,
            metrics::metric_series,
            metrics::metric_costs,
            metrics::import_metrics,
            metrics::set_target,
            metrics::remove_target,
            drift::list_drift,
            drift::show_drift,
            drift::drift_plot,
            drift::run_drift,
            drift::resolve_drift,
            migrations::read_migrations,
            model_report::version_metrics,
            model_report::export_model_report,
            overview::read_overview,
            overview::figure_rows,
            pictures::export_picture,
            plots::redraw_plot,
            plots::save_plot,
            registry::list_models,
            registry::show_model,
            registry::compare_models,
            registry::request_stage,
            registry::decide_stage,
            registry::withdraw_stage,
            registry::set_alias,
            registry::remove_alias,
            registry::register_version,
            registry::change_version,
            registry::model_card,
            registry::export_card,
            registry::import_card,
            registry::acting_person,
            registry::choose_acting_person,
            registry::set_four_eyes,
            belongings::deploy_version,
            belongings::change_deployment,
            belongings::add_dataset_use,
            belongings::remove_dataset_use,
            belongings::find_versions,
            belongings::find_agents,
            belongings::find_datasets,
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
