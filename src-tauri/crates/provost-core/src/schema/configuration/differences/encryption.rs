//! Whether the line to a database is protected, in each file and the same in all.

use super::sayings::{Saying, difference, listed};
use super::{Shown, is_production};
use crate::audit::Severity;
use crate::connections::is_local_host;
use crate::schema::configuration::lines::{Line, Reach};
use crate::schema::configuration::{
    Aspect, Configuration, ConfigurationDifference, ConfigurationFormat,
};

impl Shown<'_> {
    /// Encryption that is demanded in one place only, or nowhere on a way that leaves the machine.
    pub(super) fn tls(&self, line: &Line) -> Option<ConfigurationDifference> {
        let modes: Vec<Mode> = line.iter().flat_map(modes).collect();
        let open: Vec<&Mode> = modes
            .iter()
            .filter(|mode| mode.class != Class::Demanded)
            .collect();
        let remote: Vec<&&Mode> = open
            .iter()
            .filter(|mode| mode.place != Place::Here)
            .collect();
        let demanded = modes.iter().any(|mode| mode.class == Class::Demanded);
        if remote.is_empty() && (open.is_empty() || !demanded) {
            return None;
        }
        let severity = open.iter().map(|mode| mode.severity()).max()?;
        let mut sayings: Vec<Saying> = Vec::new();
        for mode in &modes {
            let text = mode.text.clone();
            let file = mode.file;
            if !sayings
                .iter()
                .any(|saying| std::ptr::eq(saying.file, file) && saying.text == text)
            {
                sayings.push(Saying { file, text });
            }
        }
        let told = self.told(&sayings);
        let message = match remote.first() {
            Some(first) => format!(
                "{} lets passwords and rows travel to {} in the clear: {told}.",
                self.called(first.file),
                first.towards
            ),
            None => format!("Encryption is demanded in one place and not in another: {told}."),
        };
        Some(difference(Aspect::Tls, severity, sayings, message))
    }

    /// A file that leaves the line to what its library does by itself, beside one that demands encryption.
    pub(super) fn tls_not_asked_for(&self, line: &Line) -> Option<ConfigurationDifference> {
        let (mut sayings, mut silent, mut demanding) = (Vec::new(), Vec::new(), Vec::new());
        for reach in line {
            let file = reach.file;
            if says_nothing(reach) {
                silent.push(self.called(file));
                let text = "not asked for".to_owned();
                sayings.push(Saying { file, text });
                continue;
            }
            let modes = modes(reach);
            if let Some(mode) = modes.iter().find(|mode| mode.class == Class::Demanded) {
                let text = mode.text.clone();
                demanding.push(Saying { file, text });
                let text = mode.text.clone();
                sayings.push(Saying { file, text });
            }
        }
        if silent.is_empty() || demanding.is_empty() {
            return None;
        }
        let verb = if silent.len() == 1 { "does" } else { "do" };
        let message = format!(
            "{} {verb} not ask for TLS; {}.",
            listed(&silent),
            self.told(&demanding)
        );
        Some(difference(Aspect::Tls, Severity::Info, sayings, message))
    }
}

/// Whether a reach leads over a network and says nothing of encryption. Where a Compose file makes the server, nothing is
/// reached yet, and a socket has no encryption.
fn says_nothing(reach: &Reach) -> bool {
    let mut reached = reach.targets.iter().filter(|target| {
        let makes = reach.file.format == ConfigurationFormat::Compose
            && target.host.as_deref() == Some(target.name.as_str());
        !makes
            && target
                .host
                .as_deref()
                .is_some_and(|host| !host.starts_with('/'))
    });
    let silent = reach
        .targets
        .iter()
        .all(|target| target.tls.is_none() && !target.pool.contains_key("client_tls_sslmode"));
    silent && reached.next().is_some()
}

/// Whether a line is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Never.
    Off,
    /// When the server offers it, which who stands between can prevent.
    Offered,
    /// Always.
    Demanded,
}

/// Where a line leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// To this machine.
    Here,
    /// To a name without a domain: another container, or a machine of the same network.
    Near,
    /// Anywhere.
    Far,
}

struct Mode<'a> {
    file: &'a Configuration,
    class: Class,
    place: Place,
    text: String,
    towards: String,
}

impl Mode<'_> {
    fn severity(&self) -> Severity {
        let far = self.place == Place::Far;
        match (self.place, self.class, is_production(self.file)) {
            (Place::Here, ..) => Severity::Low,
            (Place::Far, Class::Off, true) => Severity::High,
            (_, _, true) => Severity::Medium,
            (_, Class::Off, false) if far => Severity::Medium,
            _ => Severity::Low,
        }
    }
}

fn class(text: &str) -> Option<Class> {
    match text.trim().to_lowercase().as_str() {
        "disable" | "disabled" | "off" | "false" | "no" | "0" => Some(Class::Off),
        "allow" | "prefer" => Some(Class::Offered),
        "require" | "required" | "verify-ca" | "verify-full" | "verifyca" | "verifyfull"
        | "no-verify" | "on" | "true" | "yes" | "1" => Some(Class::Demanded),
        _ => None,
    }
}

/// What a reach says of encryption: to the server, and for a pooler from its clients too.
fn modes<'a>(reach: &Reach<'a>) -> Vec<Mode<'a>> {
    let file = reach.file;
    let mode = |text: &str, host: &str, towards: String| {
        Some(Mode {
            file,
            class: class(text)?,
            place: place(host),
            text: text.to_owned(),
            towards,
        })
    };
    let mut modes = Vec::new();
    for target in &reach.targets {
        let host = target.host.as_deref().unwrap_or("localhost");
        let tls = target.tls.as_deref();
        modes.extend(tls.and_then(|text| mode(text, host, host.to_owned())));
        let clients = target.pool.get("client_tls_sslmode");
        let listens = target
            .pool
            .get("listen_addr")
            .map_or("localhost", String::as_str);
        modes.extend(clients.and_then(|text| {
            let mut mode = mode(text, listens, "its clients".to_owned())?;
            mode.text = format!("{text} to clients");
            Some(mode)
        }));
    }
    modes
}

fn place(host: &str) -> Place {
    let hosts: Vec<&str> = host.split(',').map(str::trim).collect();
    if hosts
        .iter()
        .all(|host| host.is_empty() || is_local_host(host))
    {
        Place::Here
    } else if hosts.iter().any(|host| host.contains(['.', ':', '*'])) {
        Place::Far
    } else {
        Place::Near
    }
}
