//! Why drift is not written.

use provost_core::registry::{Refusal, RefusalKind};

use crate::Error;
use crate::registry::RegistryError;

pub(super) fn refused(
    kind: RefusalKind,
    message: impl Into<String>,
    remedy: &str,
) -> RegistryError {
    RegistryError::Refused(vec![Refusal::new(kind, message, remedy)])
}

pub(super) fn not_permitted() -> RegistryError {
    refused(
        RefusalKind::NoRight,
        "The person who acts may not write drift of this version.",
        "Administrators of the tenant and the owner of the version may.",
    )
}

/// What a policy or a missing right refuses is told as such.
pub(super) fn denied(error: Error) -> RegistryError {
    if error.sqlstate() == Some("42501") {
        return not_permitted();
    }
    error.into()
}
