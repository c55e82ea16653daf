//! The window of Provost: commands, state and permissions. It knows Tauri; what Provost can do stands in `provost-app`.

mod commands;
mod failure;
pub mod ipc;
mod kept_comparison;
mod kept_plots;
mod state;

use std::process::ExitCode;

use provost_app::environment::Environment;
use tauri::{Manager, WebviewUrl, WebviewWindowBuilder};

use state::AppState;

/// Opens the window and stays until it is closed.
#[must_use]
pub fn open(environment: Environment) -> ExitCode {
    log();
    if !environment.display {
        say("There is no display to open a window on. Use the command `provost` instead.");
        return ExitCode::from(3);
    }
    let commands = ipc::builder();
    let built = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .invoke_handler(commands.invoke_handler())
        .setup(move |app| {
            commands.mount_events(app);
            app.manage(AppState::new(environment));
            start_workspace(app.handle().clone());
            window(app)?;
            Ok(())
        })
        .build(tauri::generate_context!());
    match built {
        Ok(app) => {
            // The lease on the local server ends with the process: the server follows when nobody else holds one.
            app.run(|_, _| {});
            ExitCode::SUCCESS
        }
        Err(error) => {
            say(&format!("The window could not be opened: {error}."));
            ExitCode::from(3)
        }
    }
}

/// Starts the local server while the window opens. When it cannot start, the window lists the other connections all
/// the same, and whoever uses the workspace is told why.
fn start_workspace(app: tauri::AppHandle) {
    tauri::async_runtime::spawn(async move {
        if let Err(error) = app.state::<AppState>().workspace().await {
            tracing::warn!("The local workspace is not there: {error}");
        }
    });
}

/// The one window. It shows our own pages and nothing else.
fn window(app: &tauri::App) -> tauri::Result<()> {
    WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
        .title("Provost")
        .inner_size(1280.0, 800.0)
        .min_inner_size(720.0, 480.0)
        .zoom_hotkeys_enabled(true)
        .on_navigation(ours)
        .build()?;
    Ok(())
}

/// Whether an address is one of ours: the built pages, or the development server in a debug build.
fn ours(address: &tauri::Url) -> bool {
    let place = (address.scheme(), address.host_str());
    let built = matches!(
        place,
        ("tauri", _) | ("http" | "https", Some("tauri.localhost"))
    );
    built || (cfg!(debug_assertions) && place == ("http", Some("localhost")))
}

/// Writes to standard error what cannot be said in a window.
pub fn say(message: &str) {
    eprintln!("provost: {message}");
}

fn log() {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(
            tracing_subscriber::EnvFilter::builder()
                .with_default_directive(tracing_subscriber::filter::LevelFilter::WARN.into())
                .from_env_lossy(),
        )
        .init();
}
