//! Settings as rules need them: a value, or the answer that follows where it cannot be seen.

use crate::audit::rules::Checked;
use crate::catalog::Catalog;

/// The value of a setting; where it is missing, the answer for that.
pub(in crate::audit::rules) fn known<'c>(
    catalog: &'c Catalog,
    name: &str,
) -> Result<&'c str, Checked> {
    match catalog.setting(name) {
        Some(setting) => Ok(&setting.value),
        None if catalog.server.reads_all_settings => Err(Checked::not_determinable(format!(
            "The server does not show the setting {name}."
        ))),
        None => Err(Checked::not_determinable(format!(
            "The setting {name} is hidden from {}: grant it pg_read_all_settings (part of pg_monitor).",
            catalog.server.role
        ))),
    }
}

/// Whether a server or its sessions load a library.
pub(in crate::audit::rules) fn preloaded(
    catalog: &Catalog,
    library: &str,
) -> Result<bool, Checked> {
    let loads = |value: &str| {
        value.split(',').any(|entry| {
            let entry = entry.trim().trim_matches('"');
            entry.rsplit('/').next() == Some(library)
        })
    };
    if (catalog.setting("session_preload_libraries")).is_some_and(|setting| loads(&setting.value)) {
        return Ok(true);
    }
    known(catalog, "shared_preload_libraries").map(loads)
}
