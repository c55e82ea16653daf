//! Reads a `postgres://` URL, with the grammar of libpq (PostgreSQL documentation, "Connection URIs").
//!
//! libpq's grammar is not that of RFC 3986: the user and password end at the first `@` before a `/`, a host may be
//! a folder written with `%2F`, and the parts may all be empty. So it is read here by hand, as libpq does.

use percent_encoding::percent_decode_str;

use super::parameters::{Draft, ParameterError};

/// Why a URL cannot be read. The texts name the place and never repeat the URL: it may hold a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UrlError {
    /// It is no URL of PostgreSQL.
    #[error("a connection URL begins with postgres:// or postgresql://")]
    Scheme,
    /// An unencoded space or control character.
    #[error("character {at} is a space or a control character; write a space as %20")]
    Space {
        /// The character, counted from 1.
        at: usize,
    },
    /// A `%` that does not begin two hexadecimal digits, a `%00`, or bytes that are no UTF-8.
    #[error(
        "the {part}, which begins at character {at}, is not properly percent-encoded; a percent sign itself is written %25"
    )]
    Encoding {
        /// What is encoded wrongly.
        part: &'static str,
        /// Where it begins, in characters counted from 1.
        at: usize,
    },
    /// Brackets that do not hold an address.
    #[error("the IPv6 address that begins at character {at} is empty or its ] is missing")]
    Brackets {
        /// The `[`, counted from 1.
        at: usize,
    },
    /// Something between an address in brackets and what may follow it.
    #[error("after the ] only :port, /database or ?parameters may follow, at character {at}")]
    AfterBrackets {
        /// The character, counted from 1.
        at: usize,
    },
    /// A second `@`.
    #[error(
        "there is a second @ at character {at}; an @ in a user name or password is written %40"
    )]
    SecondAt {
        /// The `@`, counted from 1.
        at: usize,
    },
    /// A parameter without `=`, or with two.
    #[error("the parameter that begins at character {at} is not of the form name=value")]
    Pair {
        /// Where it begins, in characters counted from 1.
        at: usize,
    },
    /// A value that cannot be used.
    #[error("at character {at}: {reason}{}", hint(*reason))]
    Parameter {
        /// Where the value begins, in characters counted from 1.
        at: usize,
        /// Why not.
        reason: ParameterError,
    },
}

/// A password with a `/` or a `:` in it most often shows as a bad port.
fn hint(reason: ParameterError) -> &'static str {
    match reason {
        ParameterError::Port => {
            " (in a user name or password, / is written %2F, : is %3A and @ is %40)"
        }
        ParameterError::ManyHosts | ParameterError::TlsMode => "",
    }
}

/// Reads a URL. White space around it is not part of it.
pub fn parse_url(text: &str) -> Result<Draft, UrlError> {
    let text = text.trim();
    let rest = text
        .strip_prefix("postgresql://")
        .or_else(|| text.strip_prefix("postgres://"))
        .ok_or(UrlError::Scheme)?;
    let mut reader = Reader {
        text,
        rest,
        draft: Draft::default(),
    };
    if let Some(found) = text.find(|c: char| c.is_whitespace() || c.is_control()) {
        return Err(UrlError::Space {
            at: reader.place_of(text.split_at(found).1),
        });
    }
    reader.credentials()?;
    reader.host_and_port()?;
    if let Some(after) = reader.rest.strip_prefix('/') {
        let (database, rest) = split_at_any(after, &['?']);
        reader.set("dbname", "database", database)?;
        reader.rest = rest;
    }
    if let Some(parameters) = reader.rest.strip_prefix('?') {
        reader.parameters(parameters)?;
    }
    Ok(reader.draft)
}

struct Reader<'a> {
    text: &'a str,
    rest: &'a str,
    draft: Draft,
}

impl<'a> Reader<'a> {
    /// Where a part of the text begins, in characters counted from 1.
    fn place_of(&self, part: &str) -> usize {
        let bytes = part.as_ptr().addr() - self.text.as_ptr().addr();
        self.text
            .get(..bytes)
            .map_or(1, |before| before.chars().count() + 1)
    }

    fn decoded(&self, part: &'static str, encoded: &str) -> Result<String, UrlError> {
        let failure = || UrlError::Encoding {
            part,
            at: self.place_of(encoded),
        };
        let well_formed = encoded.split('%').skip(1).all(|after| {
            after.len() >= 2 && after.bytes().take(2).all(|byte| byte.is_ascii_hexdigit())
        });
        if !well_formed {
            return Err(failure());
        }
        let text = percent_decode_str(encoded)
            .decode_utf8()
            .map_err(|_| failure())?;
        if text.contains('\0') {
            return Err(failure());
        }
        Ok(text.into_owned())
    }

    fn set(&mut self, keyword: &str, part: &'static str, encoded: &str) -> Result<(), UrlError> {
        let value = self.decoded(part, encoded)?;
        let at = self.place_of(encoded);
        self.draft
            .set(keyword, value)
            .map_err(|reason| UrlError::Parameter { at, reason })
    }

    fn credentials(&mut self) -> Result<(), UrlError> {
        let (before, after) = split_at_any(self.rest, &['@', '/']);
        let Some(rest) = after.strip_prefix('@') else {
            return Ok(());
        };
        let (user, password) = before
            .split_once(':')
            .map_or((before, None), |(user, password)| (user, Some(password)));
        self.set("user", "user name", user)?;
        if let Some(password) = password {
            self.set("password", "password", password)?;
        }
        self.rest = rest;
        Ok(())
    }

    fn host_and_port(&mut self) -> Result<(), UrlError> {
        let (host, after) = if let Some(inside) = self.rest.strip_prefix('[') {
            let at = self.place_of(self.rest);
            let (address, after) = inside
                .split_once(']')
                .filter(|(address, _)| !address.is_empty())
                .ok_or(UrlError::Brackets { at })?;
            if after.starts_with(|c| !":/?,".contains(c)) {
                return Err(UrlError::AfterBrackets {
                    at: self.place_of(after),
                });
            }
            (address, after)
        } else {
            split_at_any(self.rest, &[':', '/', '?', ','])
        };
        if let Some((before, _)) = host.split_once('@') {
            return Err(UrlError::SecondAt {
                at: self.place_of(before) + before.chars().count(),
            });
        }
        let at = self.place_of(after);
        let many = UrlError::Parameter {
            at,
            reason: ParameterError::ManyHosts,
        };
        if after.starts_with(',') {
            return Err(many);
        }
        self.set("host", "host", host)?;
        self.rest = after;
        if let Some(port) = after.strip_prefix(':') {
            let (port, after) = split_at_any(port, &['/', '?']);
            self.set("port", "port", port)?;
            self.rest = after;
        }
        Ok(())
    }

    fn parameters(&mut self, parameters: &'a str) -> Result<(), UrlError> {
        if parameters.is_empty() {
            return Ok(());
        }
        for pair in parameters.split('&') {
            let at = self.place_of(pair);
            let (keyword, value) = pair
                .split_once('=')
                .filter(|(_, value)| !value.contains('='))
                .ok_or(UrlError::Pair { at })?;
            let keyword = self.decoded("name of a parameter", keyword)?;
            self.set(&keyword, "value of a parameter", value)?;
        }
        Ok(())
    }
}

/// The text before the first of some characters, and the text from it on.
fn split_at_any<'a>(text: &'a str, ends: &[char]) -> (&'a str, &'a str) {
    text.split_at(text.find(ends).unwrap_or(text.len()))
}

#[cfg(test)]
mod tests;
