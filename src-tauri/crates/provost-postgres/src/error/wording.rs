//! What a person is told of a failure, and what to do next.

use super::{Absence, Refusal, TlsFault};

impl Absence {
    pub(super) fn message(&self, server: &str) -> String {
        match self {
            Self::Refused => format!("Nothing listens at {server}: the connection was refused."),
            Self::UnknownHost => {
                format!("The host of {server} is not known: its name has no address.")
            }
            Self::NoSocket => format!("There is no PostgreSQL socket in {server}."),
            Self::Silent => format!("The server {server} did not answer within 10 seconds."),
            Self::Other(reason) => format!("The server {server} could not be reached: {reason}."),
        }
    }

    pub(super) fn hint(&self) -> &'static str {
        match self {
            Self::Refused => {
                "Check the port, that the server runs, and that it listens on this address (listen_addresses)."
            }
            Self::UnknownHost => {
                "Check the spelling of the host and whether a VPN is needed to see its name."
            }
            Self::NoSocket => {
                "Check the folder and the port (the socket is named after the port), and that the server runs."
            }
            Self::Silent => {
                "Check the host, the port, and whether a firewall or a VPN stands between; a busy server may need another try."
            }
            Self::Other(_) => "Check the network, the host and the port.",
        }
    }
}

impl TlsFault {
    pub(super) fn message(&self, server: &str) -> String {
        match self {
            Self::NotOffered => {
                format!("The server {server} does not offer TLS, so nothing was sent to it.")
            }
            Self::WrongHost { presented } if presented.is_empty() => {
                format!("The certificate of {server} is for another host name.")
            }
            Self::WrongHost { presented } => format!(
                "The certificate of {server} is for another host name: it is for {}.",
                presented.join(", ")
            ),
            Self::UnknownIssuer => {
                format!(
                    "The certificate of {server} was issued by an authority that is not trusted here."
                )
            }
            Self::Expired => format!("The certificate of {server} has expired."),
            Self::NotYetValid => format!("The certificate of {server} is not valid yet."),
            Self::ClientCertificateMissing => {
                format!(
                    "The server {server} demands a client certificate, and the profile names none."
                )
            }
            Self::ClientCertificateRefused { reason } => {
                format!(
                    "The server {server} did not accept the profile's client certificate: {reason}."
                )
            }
            Self::BadFile { reason } => {
                format!("A certificate or key of the profile cannot be used: {reason}.")
            }
            Self::Other { reason } => format!("TLS with {server} failed: {reason}."),
        }
    }

    pub(super) fn hint(&self) -> &'static str {
        match self {
            Self::NotOffered => {
                "Turn TLS on at the server (ssl = on). Only on a network that you trust in full, set TLS to off in the profile."
            }
            Self::WrongHost { .. } => {
                "Use the name that the certificate is for as the host. If the name is right, somebody may be reading along: ask the administrator."
            }
            Self::UnknownIssuer => {
                "If the server has a private authority, name its root certificate (PEM) in the profile; otherwise ask the administrator before going on."
            }
            Self::Expired => {
                "Ask the server's administrator to renew the certificate, and check this machine's clock."
            }
            Self::NotYetValid => "Check this machine's clock and the server's certificate.",
            Self::ClientCertificateMissing => {
                "Name the client certificate and its key in the profile; the server's administrator issues them."
            }
            Self::ClientCertificateRefused { .. } => {
                "Check that the certificate was issued for this role by the authority that the server trusts, and that it has not expired."
            }
            Self::BadFile { .. } => {
                "Choose PEM files: a certificate, and its key without a passphrase."
            }
            Self::Other { .. } => {
                "Ask the server's administrator which TLS versions and ciphers it offers."
            }
        }
    }
}

impl Refusal {
    pub(super) fn login_hint(&self) -> &'static str {
        match self.sqlstate.as_str() {
            "28P01" => "Check the user and the password.",
            "3D000" => "Check the name of the database; names are case-sensitive here.",
            "28000" => {
                "Check the user's name, and ask the administrator for a line in pg_hba.conf that lets this role in from this address."
            }
            "42501" => "Ask the database's owner to grant CONNECT on it to this role.",
            _ => "Check the user, the password and the database.",
        }
    }

    pub(super) fn unavailable_hint(&self) -> &'static str {
        match self.sqlstate.as_str() {
            "53300" => {
                "Close other connections or ask the administrator to raise the limit, then try again."
            }
            "57P03" => "Wait some seconds and try again.",
            _ => "Try again in a minute; if it lasts, ask the server's administrator.",
        }
    }
}
