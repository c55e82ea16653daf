//! Personal data and secrets: what looks like it, who reaches it, where it goes, how long it stays.

mod care;
mod exposed;
mod outflows;
pub(super) mod personal;
#[cfg(test)]
mod tests;
mod words;

pub(crate) use exposed::clear_credentials;

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    exposed::PERSONAL_DATA,
    exposed::CREDENTIALS,
    outflows::OUTFLOWS,
    care::DOCUMENTED,
    care::RETENTION,
];
