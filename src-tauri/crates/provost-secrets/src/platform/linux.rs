//! Linux: the Secret Service of the session bus (gnome-keyring, `KWallet`, `KeePassXC`).

use std::collections::HashMap;
use std::sync::Arc;

use keyring_core::CredentialStore;
use provost_core::connections::KeyringState;
use secret_service::{EncryptionType, blocking::SecretService};
use zbus_secret_service_keyring_store::Store;

use super::Keyring;
use crate::{Absence, Error};

/// The Secret Service.
#[derive(Debug, Default)]
pub struct System;

impl Keyring for System {
    fn open(&mut self) -> keyring_core::Result<Arc<CredentialStore>> {
        Ok(Store::new()?)
    }

    fn state(&mut self) -> KeyringState {
        match is_locked() {
            Ok(true) => KeyringState::Locked,
            Ok(false) => KeyringState::Available,
            Err(error) => {
                let absence = absence(&error).unwrap_or_else(|| Absence::Other(error.to_string()));
                KeyringState::Absent {
                    reason: format!("{}. {}", sentence(&absence), absence.hint()),
                }
            }
        }
    }

    fn modifiers(&self) -> HashMap<&'static str, &'static str> {
        // The label is what the person sees in the desktop's program for passwords; it names no server.
        HashMap::from([("label", "Provost: password of a connection")])
    }

    fn explain(&self, error: &keyring_core::Error) -> Option<Error> {
        use keyring_core::Error as Kind;
        let (Kind::PlatformFailure(cause) | Kind::NoStorageAccess(cause)) = error else {
            return None;
        };
        absence(cause.downcast_ref()?).map(Error::Absent)
    }
}

/// A session without encryption will do: no secret is asked for.
fn is_locked() -> Result<bool, secret_service::Error> {
    let service = SecretService::connect(EncryptionType::Plain)?;
    service.get_default_collection()?.is_locked()
}

fn sentence(absence: &Absence) -> String {
    let text = absence.to_string();
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// Whether an error says that there is no keyring at all.
fn absence(error: &secret_service::Error) -> Option<Absence> {
    use secret_service::Error as Service;
    match error {
        Service::Unavailable => Some(Absence::NoBus),
        Service::NoResult => Some(Absence::NoCollection),
        Service::Zbus(bus) => absence_on_bus(bus),
        Service::ZbusFdo(fdo) => absence_by_reply(fdo),
        _ => None,
    }
}

fn absence_on_bus(error: &zbus::Error) -> Option<Absence> {
    match error {
        zbus::Error::Connection(..) | zbus::Error::Address(_) | zbus::Error::InputOutput(_) => {
            Some(Absence::NoBus)
        }
        zbus::Error::FDO(fdo) => absence_by_reply(fdo),
        zbus::Error::MethodError(name, ..) => matches!(
            name.as_str(),
            "org.freedesktop.DBus.Error.ServiceUnknown"
                | "org.freedesktop.DBus.Error.NameHasNoOwner"
        )
        .then_some(Absence::NoService),
        _ => None,
    }
}

fn absence_by_reply(error: &zbus::fdo::Error) -> Option<Absence> {
    use zbus::fdo::Error as Reply;
    match error {
        Reply::ServiceUnknown(_) | Reply::NameHasNoOwner(_) => Some(Absence::NoService),
        Reply::ZBus(bus) => absence_on_bus(bus),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_bus_and_a_missing_keyring_are_told_apart() {
        let explain = |error: secret_service::Error| {
            System.explain(&keyring_core::Error::PlatformFailure(Box::new(error)))
        };
        assert_eq!(
            explain(secret_service::Error::Unavailable),
            Some(Error::Absent(Absence::NoBus))
        );
        assert_eq!(
            explain(secret_service::Error::NoResult),
            Some(Error::Absent(Absence::NoCollection))
        );
        let unknown = zbus::fdo::Error::ServiceUnknown("org.freedesktop.secrets".into());
        assert_eq!(
            explain(unknown.into()),
            Some(Error::Absent(Absence::NoService))
        );
        assert_eq!(explain(secret_service::Error::Prompt), None);
        assert_eq!(System.explain(&keyring_core::Error::NoEntry), None);
    }
}
