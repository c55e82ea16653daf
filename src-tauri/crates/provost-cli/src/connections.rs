//! `provost connections`.

use provost_app::environment::Environment;
use provost_app::{AppError, Connections};
use provost_core::connections::{ConnectionReport, KeyringState, SecretChange, SecretPlace};
use serde_json::json;

use crate::arguments::{ConnectionsCommand, ListFormat, NewConnection, Source};
use crate::audit_text::{shown, table};
use crate::output::{Ending, say, say_error, width};
use crate::source;

/// Does what was said about connections.
pub(crate) async fn run(
    command: ConnectionsCommand,
    environment: &Environment,
) -> Result<Ending, AppError> {
    let connections = Connections::new(environment);
    match command {
        ConnectionsCommand::List { format } => list(&connections, format).await,
        ConnectionsCommand::Add(new) => add(&connections, new).await,
        ConnectionsCommand::Test { source, format } => test(&source, environment, format).await,
        ConnectionsCommand::Remove { name } => remove(&connections, &name).await,
    }
}

async fn list(connections: &Connections, format: ListFormat) -> Result<Ending, AppError> {
    let list = connections.list(&[]).await?;
    if format == ListFormat::Json {
        let value = json!({ "schema": "provost.connections/1", "file": list.file, "keyring": list.keyring, "connections": list.connections });
        say(&format!("{value:#}\n"))?;
        return Ok(Ending::Done);
    }
    let mut rows = table(width());
    rows.set_header([
        "Name",
        "Environment",
        "Database",
        "User",
        "Access",
        "Password",
    ]);
    for entry in &list.connections {
        let profile = &entry.profile;
        rows.add_row([
            shown(&profile.name),
            profile.environment.as_str().to_owned(),
            shown(&format!(
                "{}:{}/{}",
                profile.host, profile.port, profile.database
            )),
            shown(&profile.user),
            if profile.read_only {
                "read-only"
            } else {
                "may write"
            }
            .to_owned(),
            match entry.secret {
                SecretPlace::Keyring => "in the keyring",
                SecretPlace::Session => "in memory",
                SecretPlace::None => "none",
            }
            .to_owned(),
        ]);
    }
    if list.connections.is_empty() {
        say(
            "There are no connections yet. `provost connections add --name NAME --url URL` adds one.\n",
        )?;
    } else {
        say(&format!("{rows}\n"))?;
    }
    say(&format!(
        "File: {}\nKeyring: {}\n",
        list.file,
        keyring(&list.keyring)
    ))?;
    Ok(Ending::Done)
}

fn keyring(state: &KeyringState) -> String {
    match state {
        KeyringState::Available => "can be used".to_owned(),
        KeyringState::Locked => "locked; using it brings up the system's prompt".to_owned(),
        KeyringState::Waiting => "the system's prompt waits for an answer".to_owned(),
        KeyringState::Absent { reason } => reason.clone(),
    }
}

async fn add(connections: &Connections, new: NewConnection) -> Result<Ending, AppError> {
    let password = source::password(new.password_stdin)?;
    let draft = connections.draft_from_url(&new.url).await?;
    let mut profile = draft.profile;
    profile.name = new.name;
    profile.environment = new.environment.into();
    profile.read_only = !new.may_write;
    profile.governance_schema = new.governance_schema;
    profile.tls.accepts_plain_text = new.accept_plain_text;
    let change = password.map_or(SecretChange::Keep, |secret| SecretChange::Set {
        secret,
        place: SecretPlace::Keyring,
    });
    let saved = connections.save(profile, change).await?;
    for note in &draft.notes {
        say_error(note, None);
    }
    if saved.connection.secret == SecretPlace::Session {
        // What is kept for the session is gone when this command ends.
        say_error(
            "The password of the URL was not kept: the keyring did not take it.",
            Some(
                "Give it each time with --password-stdin, or unlock the keyring and add the connection again.",
            ),
        );
    } else if let Some(notice) = &saved.notice {
        say_error(notice, None);
    }
    say(&format!(
        "Added {}.\n",
        shown(&saved.connection.profile.name)
    ))?;
    Ok(Ending::Done)
}

async fn remove(connections: &Connections, name: &str) -> Result<Ending, AppError> {
    let opened = connections.list(&[]).await?;
    let wanted = name.trim().to_lowercase();
    let found = opened
        .connections
        .iter()
        .find(|entry| entry.profile.name.to_lowercase() == wanted);
    let found = found.ok_or_else(|| {
        AppError::NotFound(format!(
            "There is no connection named \"{name}\" in {}. `provost connections list` lists them.",
            opened.file
        ))
    })?;
    if let Some(notice) = connections.delete(found.profile.id).await? {
        say_error(&notice, None);
    }
    say(&format!("Removed {}.\n", shown(&found.profile.name)))?;
    Ok(Ending::Done)
}

async fn test(
    source: &Source,
    environment: &Environment,
    format: ListFormat,
) -> Result<Ending, AppError> {
    let source = source::open(source, environment).await?;
    let outcome = source.opened.probe().await;
    source.close().await;
    let report = outcome?;
    if format == ListFormat::Json {
        let value = json!({ "schema": "provost.connection/1", "report": report });
        say(&format!("{value:#}\n"))?;
    } else {
        say(&told(&report))?;
    }
    Ok(Ending::Done)
}

const SUPERUSER_WARNING: &str = "yes: read-only is no sandbox for one. A role that can only look is enough: \
    create role auditor login; grant pg_monitor to auditor;";

fn told(report: &ConnectionReport) -> String {
    let yes = |fact: bool| if fact { "yes" } else { "no" }.to_owned();
    let tenths = |value: u32| match value {
        0 => "less than 0.1 ms".to_owned(),
        value => format!("{}.{} ms", value / 10, value % 10),
    };
    let tls = report.tls.as_ref().map_or_else(
        || "none".to_owned(),
        |tls| shown(&format!("{}, {}", tls.version, tls.cipher)),
    );
    let pgvector = match (&report.pgvector, report.pgvector_available) {
        (Some(version), _) => shown(version),
        (None, true) => "not installed; the server has it".to_owned(),
        (None, false) => "the server does not have it".to_owned(),
    };
    let rows = [
        (
            "Server",
            format!("PostgreSQL {}", shown(&report.server_version)),
        ),
        ("Database", shown(&report.database)),
        ("Role", shown(&report.role)),
        ("TLS", tls),
        ("Connecting", tenths(report.connect_tenths)),
        ("Round trip", tenths(report.round_trip_tenths)),
        ("Standby", yes(report.standby)),
        (
            "Pooler",
            report
                .pooler
                .as_deref()
                .map_or_else(|| "none seen".to_owned(), shown),
        ),
        (
            "Superuser",
            if report.superuser {
                SUPERUSER_WARNING.to_owned()
            } else {
                yes(false)
            },
        ),
        (
            "Bypasses row-level security",
            yes(report.bypasses_row_security),
        ),
        ("Member of pg_monitor", yes(report.monitors)),
        ("pgvector", pgvector),
        ("Governance schema", yes(report.governance_schema)),
    ];
    let lines: Vec<String> = rows
        .iter()
        .map(|(name, value)| format!("{name:<28} {value}"))
        .collect();
    lines.join("\n") + "\n"
}
