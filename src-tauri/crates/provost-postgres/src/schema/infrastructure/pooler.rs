//! What stands between Provost and the server, asked at the console of PgBouncer.
//!
//! The console answers as a database `pgbouncer` of the same port. It knows no transactions and only the simple protocol, so
//! it cannot be asked in a [`crate::Session`]. It lets in those whom `admin_users` and `stats_users` name, and tells its
//! settings whole; only those known to hold no secret are kept.

use provost_core::catalog::visible;
use provost_core::connections::Profile;
use provost_core::schema::consistency::{Evidence, EvidencePart, Pooler};
use sqlx::postgres::PgRow;

use super::console::{Answer, MOST_BYTES, MOST_ROWS, PATIENCE, shown, text};
use super::evidence::{bare, told as of};
use crate::connections::between;
use crate::database::Database;
use crate::error::Error;
use crate::supervised::supervised;

const VERSION: &str = include_str!("show_version.sql");
const CONFIG: &str = include_str!("show_config.sql");
const LISTS: &str = include_str!("show_lists.sql");

/// The name under which the console answers.
const CONSOLE: &str = "pgbouncer";

/// The most lines of an answer that are told.
const MOST_LINES: usize = 200;

/// The settings that are told: sizes, times, modes, and who may do what. What can hold a secret, or leads to one, is not
/// among them: files of users, keys and passwords, LDAP options, strings of connections.
const TOLD: &[&str] = &[
    "admin_users",
    "application_name_add_host",
    "auth_query",
    "auth_type",
    "autodb_idle_timeout",
    "cancel_wait_timeout",
    "client_idle_timeout",
    "client_login_timeout",
    "client_tls_ciphers",
    "client_tls_protocols",
    "client_tls_sslmode",
    "default_pool_size",
    "disable_pqexec",
    "dns_max_ttl",
    "idle_transaction_timeout",
    "ignore_startup_parameters",
    "listen_addr",
    "listen_port",
    "log_connections",
    "log_disconnections",
    "log_pooler_errors",
    "max_client_conn",
    "max_db_client_connections",
    "max_db_connections",
    "max_packet_size",
    "max_prepared_statements",
    "max_user_client_connections",
    "max_user_connections",
    "min_pool_size",
    "pool_mode",
    "query_timeout",
    "query_wait_notify",
    "query_wait_timeout",
    "reserve_pool_size",
    "reserve_pool_timeout",
    "server_check_delay",
    "server_check_query",
    "server_connect_timeout",
    "server_fast_close",
    "server_idle_timeout",
    "server_lifetime",
    "server_login_retry",
    "server_reset_query",
    "server_reset_query_always",
    "server_round_robin",
    "server_tls_ciphers",
    "server_tls_protocols",
    "server_tls_sslmode",
    "stats_users",
    "suspend_timeout",
    "tcp_keepalive",
    "transaction_timeout",
    "verbose",
];

/// What stands between, with what shows it.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) pooler: Pooler,
    pub(super) evidence: Vec<Evidence>,
}

/// Looks for something between and tries its console once.
pub(super) async fn ask(database: &Database, profile: &Profile) -> Result<Asked, Error> {
    let noticed = match between(database, profile).await {
        // Nobody opens two more lines to see: the role or the server has none left.
        Err(Error::Unavailable { .. }) => None,
        Err(Error::Timeout { .. }) => Some(
            "a pooler, such as PgBouncer: a further connection was let in and not served"
                .to_owned(),
        ),
        looked => looked?,
    };
    // On the heap: the way in makes a future that is too large to be carried about in those of every caller.
    let console = Box::pin(console(database));
    let console = supervised("Asking the pooler", PATIENCE * 3, console).await;
    Ok(match (console.flatten(), noticed) {
        (Ok(asked), _) => asked,
        (Err(_), None) => Asked {
            pooler: Pooler::None,
            evidence: Vec::new(),
        },
        (Err(error), Some(noticed)) => Asked {
            pooler: Pooler::Silent {
                noticed,
                reason: reason(&error),
            },
            evidence: Vec::new(),
        },
    })
}

/// Why a console does not answer, a sentence.
fn reason(error: &Error) -> String {
    match error {
        Error::Authentication { refusal, .. }
        | Error::Database { refusal }
        | Error::Unavailable { refusal, .. }
        | Error::Permission { refusal } => format!(
            "The console of PgBouncer did not let the role in ({}): it lets in those whom admin_users and stats_users name.",
            visible(&refusal.message, &[])
        ),
        other => visible(&other.to_string(), &[]),
    }
}

async fn console(database: &Database) -> Result<Asked, Error> {
    let mut line = supervised("Asking the pooler", PATIENCE, database.line_to(CONSOLE)).await??;
    let version = shown(&mut line, VERSION).await?;
    let version = version
        .rows
        .first()
        .and_then(|row| text(row, "version"))
        .and_then(|version| version.strip_prefix("PgBouncer ").map(str::to_owned))
        .ok_or_else(|| Error::ServerData {
            detail: "what answers for the database pgbouncer is not PgBouncer".to_owned(),
        })?;
    let config = shown(&mut line, CONFIG).await?;
    // After an answer that was cut nothing more is asked.
    let lists = if config.cut {
        None
    } else {
        shown(&mut line, LISTS).await.ok()
    };
    Ok(told(&version, &config, lists.as_ref()))
}

/// What the answers say.
fn told(version: &str, config: &Answer<PgRow>, lists: Option<&Answer<PgRow>>) -> Asked {
    let pairs = |rows: &[PgRow], key: &str, value: &str| -> Vec<(String, String)> {
        let pair = |row: &PgRow| Some((text(row, key)?, text(row, value).unwrap_or_default()));
        rows.iter().filter_map(pair).collect()
    };
    let mut settings = pairs(&config.rows, "key", "value");
    settings.retain(|(name, _)| TOLD.contains(&name.as_str()));
    settings.sort();
    let counts = lists.map(|lists| pairs(&lists.rows, "list", "items"));
    let clients = counts.iter().flatten();
    let mut clients = clients.filter(|(name, _)| name == "used_clients");
    let mut evidence = vec![
        evidence(
            "Version of the pooler",
            VERSION,
            vec![version.to_owned()],
            false,
        ),
        evidence(
            "Settings of the pooler",
            CONFIG,
            lines(&settings),
            config.cut,
        ),
    ];
    if let (Some(counts), Some(lists)) = (&counts, lists) {
        evidence.push(self::evidence(
            "Use of the pooler",
            LISTS,
            lines(counts),
            lists.cut,
        ));
    }
    let cut = config.cut || lists.is_some_and(|lists| lists.cut);
    Asked {
        pooler: Pooler::PgBouncer {
            version: version.to_owned(),
            clients: clients.next().and_then(|(_, items)| items.parse().ok()),
            settings,
            cut: cut.then(|| {
                format!(
                    "The console of the pooler answered with more than is read, which is {MOST_ROWS} rows or {} KiB: what came after is not known.",
                    MOST_BYTES >> 10
                )
            }),
        },
        evidence,
    }
}

fn lines(settings: &[(String, String)]) -> Vec<String> {
    let line = |(name, value): &(String, String)| format!("{} | {}", of(name), of(value));
    settings.iter().take(MOST_LINES).map(line).collect()
}

fn evidence(title: &str, sql: &str, mut rows: Vec<String>, cut: bool) -> Evidence {
    if cut {
        rows.push("… the answer was longer, and was cut here".to_owned());
    }
    Evidence {
        part: EvidencePart::Facts,
        title: format!("{title} (its console, database {CONSOLE})"),
        sql: bare(sql),
        result: rows.join("\n"),
    }
}
