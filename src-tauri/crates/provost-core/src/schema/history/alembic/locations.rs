//! Which files of a folder are Alembic's revisions: what `alembic.ini` or `pyproject.toml` says, or else the folders
//! that have some.

use std::collections::BTreeSet;

use super::super::defect::{Defect, DefectKind};
use super::super::source::SourceFile;
use super::{is_revision_name, revision};

/// A folder that Alembic looks for revisions in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Location {
    folder: String,
    recursive: bool,
}

/// The revision files, by path.
pub(super) fn revision_files<'a>(
    files: &'a [SourceFile],
    defects: &mut Vec<Defect>,
) -> Vec<&'a SourceFile> {
    let mut locations: BTreeSet<Location> = BTreeSet::new();
    for file in files.iter().filter(|file| is_configuration(file)) {
        for (written, location) in configured(file, files) {
            if chosen(files, &location).next().is_some() {
                locations.insert(location);
            } else {
                defects.push(
                    Defect::new(
                        DefectKind::LocationNotRead,
                        format!("The configuration names `{written}`, and the folder has no revision there."),
                    )
                    .within([&file.path]),
                );
            }
        }
    }
    if locations.is_empty() {
        locations = files
            .iter()
            .filter(|file| looks_like_revision(file))
            .map(|file| Location {
                folder: file.folder().to_owned(),
                recursive: false,
            })
            .collect();
    }
    let mut found: Vec<&SourceFile> = locations
        .iter()
        .flat_map(|location| chosen(files, location))
        .collect();
    found.extend(deeper(files, &locations, &found, defects));
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found.dedup_by(|a, b| a.path == b.path);
    found
}

/// Revisions below a location that follow on those in it: a program has named their folders to Alembic (`OpenStack`'s
/// do), though the configuration does not.
fn deeper<'a>(
    files: &'a [SourceFile],
    locations: &BTreeSet<Location>,
    found: &[&SourceFile],
    defects: &mut Vec<Defect>,
) -> Vec<&'a SourceFile> {
    let below: Vec<&SourceFile> = files
        .iter()
        .filter(|file| {
            locations
                .iter()
                .any(|one| file.folder().starts_with(&format!("{}/", one.folder)))
        })
        .filter(|file| {
            looks_like_revision(file) && !found.iter().any(|known| known.path == file.path)
        })
        .collect();
    if below.is_empty() {
        return below;
    }
    let known: BTreeSet<String> = found
        .iter()
        .filter_map(|file| revision(file).ok())
        .map(|read| read.id)
        .collect();
    let follows = |file: &&SourceFile| {
        revision(file).is_ok_and(|read| read.parents.iter().any(|parent| known.contains(parent)))
    };
    if !below.iter().any(follows) {
        return Vec::new();
    }
    let message = format!(
        "{} revisions stand in folders that no configuration names; they follow on those that it names, so they are counted.",
        below.len()
    );
    defects.push(
        Defect::new(DefectKind::LocationNotRead, message)
            .within(below.iter().map(|file| &file.path)),
    );
    below
}

/// Whether a file is most likely a revision, wherever it stands.
pub(in super::super) fn looks_like_revision(file: &SourceFile) -> bool {
    let assigned =
        |name: &str| file.text.starts_with(name) || file.text.contains(&format!("\n{name}"));
    is_revision_name(file.name())
        && file.name() != "env.py"
        && assigned("revision")
        && assigned("down_revision")
}

fn chosen<'a>(
    files: &'a [SourceFile],
    location: &Location,
) -> impl Iterator<Item = &'a SourceFile> {
    files.iter().filter(move |file| {
        let inside = if location.recursive {
            file.folder() == location.folder
                || file.folder().starts_with(&format!("{}/", location.folder))
        } else {
            file.folder() == location.folder
        };
        inside
            && is_revision_name(file.name())
            && file.name() != "env.py"
            && !file.folder().ends_with("__pycache__")
    })
}

fn is_configuration(file: &SourceFile) -> bool {
    let ini = file.has_extension("ini") && file.text.contains("script_location");
    ini || (file.name() == "pyproject.toml" && file.text.contains("[tool.alembic]"))
}

/// The locations that a configuration names, each as it is written and as a folder.
fn configured(file: &SourceFile, files: &[SourceFile]) -> Vec<(String, Location)> {
    let mut found = Vec::new();
    for section in sections(file) {
        let get = |key: &str| {
            section
                .iter()
                .find(|(name, _)| name == key)
                .map(|(_, value)| value.as_str())
        };
        let recursive = get("recursive_version_locations").is_some_and(|value| {
            matches!(
                value.to_ascii_lowercase().as_str(),
                "true" | "1" | "yes" | "on"
            )
        });
        let separator = get("path_separator").or(get("version_path_separator"));
        let written: Vec<String> = match (get("version_locations"), get("script_location")) {
            (Some(several), _) => parted(several, separator),
            (None, Some(script)) => vec![format!(
                "{}/versions",
                unquoted(script).trim_end_matches('/')
            )],
            (None, None) => continue,
        };
        for written in written {
            let folder = resolved(&written, file.folder(), files);
            found.push((written, Location { folder, recursive }));
        }
    }
    found
}

/// The settings of each section of an ini file, or of `[tool.alembic]`.
fn sections(file: &SourceFile) -> Vec<Vec<(String, String)>> {
    let toml = file.has_extension("toml");
    let mut sections: Vec<Vec<(String, String)>> = Vec::new();
    let mut wanted = false;
    for line in file.text.lines() {
        let trimmed = line.trim();
        let continues = line.starts_with([' ', '\t']) || (toml && !trimmed.contains('='));
        if trimmed.starts_with(['#', ';']) || trimmed.is_empty() {
            continue;
        }
        if trimmed.starts_with('[') && trimmed.ends_with(']') && !line.starts_with(' ') {
            wanted = !toml || trimmed == "[tool.alembic]";
            sections.push(Vec::new());
        } else if let (true, Some(section)) = (wanted, sections.last_mut()) {
            match (
                continues,
                section.last_mut(),
                trimmed.split_once(['=', ':']),
            ) {
                (true, Some((_, value)), _) => {
                    value.push('\n');
                    value.push_str(trimmed);
                }
                (_, _, Some((key, value))) => {
                    section.push((key.trim().to_owned(), value.trim().to_owned()));
                }
                _ => {}
            }
        }
    }
    sections
}

/// The single paths of `version_locations`.
fn parted(value: &str, separator: Option<&str>) -> Vec<String> {
    let separator = separator.map(unquoted);
    let splits = |one: char| match separator {
        _ if value.starts_with('[') => matches!(one, '[' | ']' | ',' | '\n'),
        Some("space") => one == ' ',
        Some("newline") => one == '\n',
        Some(":" | "os") => one == ':',
        Some(";") => one == ';',
        _ => one.is_whitespace() || one == ',',
    };
    value
        .split(splits)
        .map(|part| unquoted(part).to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}

fn unquoted(value: &str) -> &str {
    value.trim().trim_matches(['"', '\'']).trim()
}

/// A written path as a folder of ours: `%(here)s` is where the configuration stands, `package:folder` is looked for,
/// and so is a path that counts from wherever Alembic is called.
fn resolved(written: &str, here: &str, files: &[SourceFile]) -> String {
    let bare = written.replace("%(here)s", ".");
    if let Some((package, folder)) = bare.split_once(':') {
        let wanted = format!("{}/{}", package.replace('.', "/"), folder.trim_matches('/'));
        return ending_alike(&wanted, files).unwrap_or(wanted);
    }
    let from_here = joined(here, &bare);
    if files.iter().any(|file| file.folder() == from_here) {
        return from_here;
    }
    ending_alike(&joined("", &bare), files).unwrap_or(from_here)
}

fn joined(here: &str, path: &str) -> String {
    let mut parts: Vec<&str> = here.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The folder whose path ends as this one does, or that this one ends with; of several the longest.
fn ending_alike(wanted: &str, files: &[SourceFile]) -> Option<String> {
    let alike = |known: &&str| {
        !known.is_empty()
            && (*known == wanted
                || known.ends_with(&format!("/{wanted}"))
                || wanted.ends_with(&format!("/{known}")))
    };
    files
        .iter()
        .map(SourceFile::folder)
        .filter(alike)
        .max_by_key(|known| known.len())
        .map(str::to_owned)
}
