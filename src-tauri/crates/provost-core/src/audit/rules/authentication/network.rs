//! Where the server listens, and what an address of `pg_hba.conf` covers.

use std::net::IpAddr;

use crate::catalog::{Catalog, HbaRule};

/// Whether the server listens on no network beyond its own machine: on sockets only, or on loopback.
fn listens_nowhere(catalog: &Catalog) -> bool {
    catalog.setting("listen_addresses").is_some_and(|setting| {
        setting
            .value
            .split(',')
            .map(str::trim)
            .all(|address| address.is_empty() || address == "localhost" || is_loopback(address))
    })
}

/// Why no other machine can reach the server, where none can: it listens on no network, or `pg_hba.conf` lets in none.
pub(in crate::audit::rules) fn no_network(catalog: &Catalog) -> Option<&'static str> {
    if listens_nowhere(catalog) {
        return Some(
            "The server listens on sockets or loopback only (listen_addresses): nothing travels over a network.",
        );
    }
    let rules = catalog.hba_rules.seen().ok()?;
    let admits = (rules.iter()).any(|rule| is_remote(rule) && rule.method != "reject");
    (!admits).then_some("pg_hba.conf lets no other machine in: nothing travels over a network.")
}

/// Whether an address, with or without a prefix length, is the machine's own.
pub(super) fn is_loopback(address: &str) -> bool {
    address_of(address).is_some_and(|ip| ip.is_loopback())
}

/// Whether an address lies in a range that the internet does not route.
pub(super) fn is_private(address: &str) -> bool {
    match address_of(address) {
        Some(IpAddr::V4(ip)) => ip.is_private() || ip.is_loopback() || ip.is_link_local(),
        Some(IpAddr::V6(ip)) => {
            ip.is_unique_local() || ip.is_loopback() || ip.is_unicast_link_local()
        }
        None => false,
    }
}

fn address_of(text: &str) -> Option<IpAddr> {
    text.split('/').next()?.parse().ok()
}

/// Whether a line lets clients in from other machines.
pub(super) fn is_remote(rule: &HbaRule) -> bool {
    rule.kind.starts_with("host")
        && rule.error.is_none()
        && !rule.address.as_deref().is_some_and(|address| {
            matches!(address, "samehost" | "localhost") || is_loopback(address)
        })
}

/// Whether a line covers more addresses than one organisation has: all of them, or a network with a prefix shorter
/// than 8 bits (IPv4) or 32 bits (IPv6).
pub(super) fn is_wide(rule: &HbaRule) -> bool {
    let Some(address) = rule.address.as_deref() else {
        return false;
    };
    if address == "all" {
        return true;
    }
    let Some(ip) = address_of(address) else {
        return false;
    };
    let short = if ip.is_ipv4() { 8 } else { 32 };
    prefix(rule).is_some_and(|bits| bits < short)
}

/// The length of the network's prefix in bits.
fn prefix(rule: &HbaRule) -> Option<u32> {
    if let Some((_, bits)) = rule.address.as_deref()?.split_once('/') {
        return bits.parse().ok();
    }
    match rule.netmask.as_deref()?.parse().ok()? {
        IpAddr::V4(mask) => Some(u32::from(mask).leading_ones()),
        IpAddr::V6(mask) => Some(u128::from(mask).leading_ones()),
    }
}

/// The address of a line as the file writes it.
pub(super) fn written(rule: &HbaRule) -> String {
    match (&rule.address, prefix(rule)) {
        (Some(address), Some(bits)) if !address.contains('/') => format!("{address}/{bits}"),
        (Some(address), _) => address.clone(),
        (None, _) => "socket".to_owned(),
    }
}
