//! Reads a connection service file (`pg_service.conf`), as libpq's `parseServiceFile` does.
//!
//! Format: PostgreSQL documentation, "The Connection Service File".

use super::parameters::{Draft, shown};

/// One service of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Its name: the text in brackets.
    pub name: String,
    /// The line of its name, counted from 1.
    pub line: usize,
    /// What it says of the connection.
    pub draft: Draft,
}

/// A line that cannot be read. The text never repeats a value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct ServiceFileError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub message: String,
}

/// All services of a file, in its order. Of two with one name the first counts, of two values of one parameter
/// the first too, as in libpq. A service of several hosts is read with its first host, and a note says so.
pub fn read_service_file(text: &str) -> Result<Vec<Service>, ServiceFileError> {
    let mut sections: Vec<Section> = Vec::new();
    for (number, raw) in text.lines().enumerate() {
        let line = number + 1;
        let failure = |message: String| ServiceFileError { line, message };
        let content = raw.trim();
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        if let Some(after) = content.strip_prefix('[') {
            let name = after
                .strip_suffix(']')
                .filter(|name| !name.is_empty())
                .ok_or_else(|| {
                    failure("a service begins with its name in brackets, as in [shop]".into())
                })?;
            sections.push(Section::new(name, line));
            continue;
        }
        let section = sections.last_mut().ok_or_else(|| {
            failure("a parameter stands before the first service; write [name] above it".into())
        })?;
        section.read(content).map_err(failure)?;
    }
    let mut services: Vec<Service> = Vec::with_capacity(sections.len());
    for section in sections {
        if !services
            .iter()
            .any(|seen| seen.name == section.service.name)
        {
            services.push(section.service);
        }
    }
    Ok(services)
}

struct Section {
    service: Service,
    seen: Vec<String>,
}

impl Section {
    fn new(name: &str, line: usize) -> Self {
        Self {
            service: Service {
                name: name.to_owned(),
                line,
                draft: Draft::default(),
            },
            seen: Vec::new(),
        }
    }

    fn read(&mut self, content: &str) -> Result<(), String> {
        let draft = &mut self.service.draft;
        if content.starts_with("ldap") && content.contains("://") {
            draft.notes.push(
                "The service refers to an LDAP directory, which Provost does not ask.".into(),
            );
            return Ok(());
        }
        let (keyword, value) = content
            .split_once('=')
            .ok_or("the line is not of the form name=value")?;
        let keyword = keyword.trim();
        if keyword == "service" {
            return Err("a service cannot refer to another service".into());
        }
        if self.seen.iter().any(|seen| seen == keyword) {
            return Ok(());
        }
        self.seen.push(keyword.to_owned());
        // libpq keeps a space after the equals sign, and in a password it may be meant.
        let value = if keyword == "password" {
            value
        } else {
            value.trim()
        };
        let value = match (keyword, value.split_once(',')) {
            ("host" | "port", Some((first, _))) => {
                draft.notes.push(format!(
                    "The service has several values of {keyword}; the first was taken."
                ));
                first.trim()
            }
            _ => value,
        };
        draft
            .set(keyword, value.to_owned())
            .map_err(|reason| format!("{}: {reason}", shown(keyword)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::connections::Secret;

    #[test]
    fn services_are_read() {
        let services = read_service_file(
            "# ours\n\n[shop]\nhost=db.example.org\n  port = 6432  \ndbname=shop\nuser=auditor\npassword= a=b \n\
             [empty]\n[shop]\nhost=second\n",
        )
        .unwrap();
        assert_eq!(services.len(), 2);
        let shop = &services[0];
        assert_eq!((shop.name.as_str(), shop.line), ("shop", 3));
        assert_eq!(shop.draft.host.as_deref(), Some("db.example.org"));
        assert_eq!(shop.draft.port, Some(6432));
        assert_eq!(shop.draft.password, Some(Secret::new(" a=b".into())));
        assert_eq!(services[1].draft, Draft::default());
    }

    #[test]
    fn the_first_value_counts() {
        let services = read_service_file("[a]\nhost=x,y\nhost=z\nldap://d/x\n").unwrap();
        assert_eq!(services[0].draft.host.as_deref(), Some("x"));
        assert_eq!(services[0].draft.notes.len(), 2);
    }

    #[test]
    fn a_bad_line_is_named_and_not_repeated() {
        for (text, line) in [
            ("host=x\n", 1),
            ("[a]\nhunter2\n", 2),
            ("[a\n", 1),
            ("[]\n", 1),
            ("[a]\nport=hunter2\n", 2),
            ("[a]\n\nservice=b", 3),
            ("[a]\nsslmode=hunter2", 2),
        ] {
            let error = read_service_file(text).unwrap_err();
            assert_eq!(error.line, line, "{text}");
            assert!(!error.to_string().contains("hunter2"));
        }
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in "([\\[\\]a=# ,:/]{0,12}\n){0,8}") {
            let _answer = read_service_file(&text);
        }
    }
}
