//! The settings of a pooler that are told: those that say how many clients it takes, how it shares and how it protects.

use std::collections::BTreeMap;

use super::value::OPEN;
use super::variables::Variable;

/// Settings of PgBouncer (its documentation, "Configuration") whose values are no secrets.
const SETTINGS: [&str; 23] = [
    "auth_file",
    "auth_type",
    "client_tls_sslmode",
    "default_pool_size",
    "listen_addr",
    "listen_port",
    "max_client_conn",
    "max_db_client_connections",
    "max_db_connections",
    "max_prepared_statements",
    "max_user_connections",
    "min_pool_size",
    "pool_mode",
    "pool_size",
    "query_timeout",
    "query_wait_timeout",
    "reserve_pool",
    "reserve_pool_size",
    "server_check_delay",
    "server_idle_timeout",
    "server_lifetime",
    "server_tls_sslmode",
    "max_connections",
];

/// A setting's value as it may be shown; none for a setting that is not told.
pub(super) fn told(setting: &str, value: &str) -> Option<(String, String)> {
    let value = value.trim();
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-.,:/* ".contains(c);
    let shown = !value.is_empty() && value.len() <= 120 && value.chars().all(plain);
    (SETTINGS.contains(&setting) && shown && !value.contains(OPEN))
        .then(|| (setting.to_owned(), value.to_owned()))
}

/// The settings that the images of poolers take as variables: `POOL_MODE`, `PGBOUNCER_DEFAULT_POOL_SIZE`.
pub(super) fn of_variables(variables: &[Variable]) -> BTreeMap<String, String> {
    variables
        .iter()
        .filter_map(|variable| {
            let name = variable.name.to_lowercase();
            let setting = name.strip_prefix("pgbouncer_").unwrap_or(&name);
            told(setting, &variable.value.text)
        })
        .collect()
}
