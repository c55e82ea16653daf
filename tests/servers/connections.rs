//! A small application with connections: it is run in the homes that the tests make, and is what they kill.
//!
//! `provost-connections FOLDER` keeps its files in FOLDER, reads one JSON question a line and answers each in a line:
//! `{"ok": …}`, or `{"error": text, "kind": kind}`. The task `write` does not answer: it changes the connections file
//! again and again, and prints how often it did.

use std::io::{self, BufRead, Write};
use std::path::Path;
use std::process::ExitCode;

use provost_app::connections::{ProfilesError, StoredProfile};
use provost_app::{AppError, Connections, connections::Profiles};
use provost_core::connections::{ProfileId, Secret};
use provost_postgres::connections::probe;
use provost_secrets::SecretStore;
use provost_tests::profile;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use uuid::Uuid;

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1) else {
        return ExitCode::FAILURE;
    };
    match serve(Path::new(&folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Who listens may be gone.
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

#[tokio::main]
async fn serve(folder: &Path) -> io::Result<()> {
    let secrets = SecretStore::of_the_system();
    let connections = Connections::in_folder(folder, secrets.clone(), "ann");
    for line in io::stdin().lock().lines() {
        let question: Value = serde_json::from_str(&line?)?;
        if question.get("task").is_some_and(|task| task == "write") {
            return write_for_ever(&Profiles::in_folder(folder));
        }
        let answer = match answer(&question, &connections, &secrets).await {
            Ok(value) => json!({ "ok": value }),
            Err(error) => {
                json!({ "error": error.to_string(), "kind": format!("{:?}", error.kind()) })
            }
        };
        writeln!(io::stdout(), "{answer}")?;
    }
    Ok(())
}

async fn answer(
    question: &Value,
    connections: &Connections,
    secrets: &SecretStore,
) -> Result<Value, AppError> {
    let id = ProfileId(part::<Uuid>(question, "id").unwrap_or_default());
    match part::<String>(question, "task")?.as_str() {
        "get" => Ok(json!(
            secrets.get(id)?.map(|secret| secret.reveal().to_owned())
        )),
        "set" => Ok(json!(secrets.set(id, &part::<Secret>(question, "text")?)?)),
        "delete" => Ok(json!(secrets.delete(id)?)),
        "state" => Ok(json!(secrets.state())),
        "list" => Ok(json!(connections.list(&[]).await?)),
        "draft" => {
            let url: String = part(question, "url")?;
            Ok(json!(connections.draft_from_url(&url).await?))
        }
        "save" => {
            let (profile, secret) = (part(question, "profile")?, part(question, "secret")?);
            Ok(json!(connections.save(profile, secret).await?))
        }
        "try" => {
            let (profile, secret) = (part(question, "profile")?, part(question, "secret")?);
            Ok(json!(connections.test(profile, secret).await?))
        }
        "open" => {
            let opened = connections.open(id).await?;
            Ok(json!(probe(&opened.database, &opened.profile).await?))
        }
        other => Err(AppError::BadInput(format!("There is no task {other}."))),
    }
}

fn part<T: DeserializeOwned>(question: &Value, key: &str) -> Result<T, AppError> {
    let part = question.get(key).cloned().unwrap_or_default();
    serde_json::from_value(part).map_err(|error| AppError::BadInput(format!("{key}: {error}.")))
}

/// Each version of the file has connections that all bear the number of the version.
fn write_for_ever(profiles: &Profiles) -> io::Result<()> {
    for number in 1_u64.. {
        profiles
            .change(|connections| {
                connections.clear();
                connections.extend((0..20).map(|id| version(id, number)));
                Ok::<_, ProfilesError>(())
            })
            .map_err(io::Error::other)?;
        writeln!(io::stdout(), "{number}")?;
    }
    Ok(())
}

fn version(id: u128, number: u64) -> StoredProfile {
    let mut profile = profile::at("localhost", 5432, &number.to_string(), "auditor");
    profile.id = ProfileId(Uuid::from_u128(id));
    StoredProfile {
        profile,
        in_keyring: false,
    }
}
