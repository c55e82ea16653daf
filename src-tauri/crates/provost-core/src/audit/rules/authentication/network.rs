//! Where the server listens and where an address is.

use std::net::IpAddr;

use crate::catalog::Catalog;

/// Whether the server listens on no network beyond its own machine: on sockets only, or on loopback.
pub(in crate::audit::rules) fn listens_nowhere(catalog: &Catalog) -> bool {
    catalog.setting("listen_addresses").is_some_and(|setting| {
        setting
            .value
            .split(',')
            .map(str::trim)
            .all(|address| address.is_empty() || address == "localhost" || is_loopback(address))
    })
}

/// Whether an address, with or without a prefix length, is the machine's own.
pub(super) fn is_loopback(address: &str) -> bool {
    let bare = address.split('/').next().unwrap_or(address);
    bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}
