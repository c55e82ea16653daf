//! Django's migrations, read without running Python: what a class `Migration` says in literals.

mod squashes;
pub(super) use squashes::is_applied;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use super::defect::{Defect, DefectKind};
use super::python::{self, Literal, Module};
use super::revision::Revision;
use super::source::SourceFile;

/// Begins the name of a dependency on whatever model the settings name.
const SWAPPABLE: &str = "swappable:";

/// Reads every migration of every app of a folder. `applied` are the rows, as `app.name`: whether a squashed migration
/// or those that it stands for count depends on them.
pub(super) fn read(
    files: &[SourceFile],
    applied: &BTreeSet<String>,
) -> (Vec<Revision>, Vec<Defect>) {
    let mut defects = Vec::new();
    let mut folders: BTreeMap<&str, Vec<(&SourceFile, Module)>> = BTreeMap::new();
    for file in files.iter().filter(|file| is_migration(file)) {
        folders
            .entry(file.folder())
            .or_default()
            .push((file, python::read(&file.text)));
    }
    let mut revisions = Vec::new();
    let mut run_before = Vec::new();
    for (folder, mut migrations) in folders {
        migrations.sort_by(|a, b| a.0.path.cmp(&b.0.path));
        let app = app_label(folder, files, &migrations);
        for (file, module) in &migrations {
            let (revision, followers) = revision(&app, file, module, &mut defects);
            run_before.extend(
                followers
                    .into_iter()
                    .map(|follower| (follower, revision.id.clone())),
            );
            revisions.push(revision);
        }
    }
    for (follower, before) in run_before {
        if let Some(revision) = revisions
            .iter_mut()
            .find(|revision| revision.id == follower)
        {
            add(revision, before);
        }
    }
    settle_ends(&mut revisions);
    squashes::settle(&mut revisions, applied);
    (revisions, defects)
}

/// Whether a dependency belongs to an app that is not in the folder.
pub(super) fn is_external(name: &str, revisions: &[Revision]) -> bool {
    let app = name.split('.').next().unwrap_or_default();
    name.starts_with(SWAPPABLE) || !revisions.iter().any(|revision| revision.group == app)
}

/// Whether a file is most likely a migration of Django, wherever it stands.
pub(super) fn is_migration(file: &SourceFile) -> bool {
    file.has_extension("py")
        && !file.name().starts_with(['_', '~'])
        && file.text.contains("class Migration(")
}

/// The name of the app: its configuration's label, or its folder, or what its migrations call each other.
fn app_label(folder: &str, files: &[SourceFile], migrations: &[(&SourceFile, Module)]) -> String {
    let parent = folder
        .strip_suffix("migrations")
        .map(|parent| parent.trim_end_matches('/'));
    let configuration = parent.and_then(|parent| {
        let wanted = if parent.is_empty() {
            "apps.py".to_owned()
        } else {
            format!("{parent}/apps.py")
        };
        files.iter().find(|file| file.path == wanted)
    });
    if let Some(file) = configuration {
        for class in python::read(&file.text)
            .classes
            .iter()
            .filter(|class| class.bases.contains("AppConfig"))
        {
            match (class.names.get("label"), class.names.get("name")) {
                (Some(Literal::Text(label)), _) => return label.clone(),
                (_, Some(Literal::Text(name))) => return last_part(name, '.').to_owned(),
                _ => {}
            }
        }
    }
    match parent {
        Some(parent) if !parent.is_empty() => last_part(parent, '/').to_owned(),
        _ => called(migrations).unwrap_or_else(|| last_part(folder, '/').to_owned()),
    }
}

fn last_part(path: &str, separator: char) -> &str {
    path.rsplit(separator).next().unwrap_or_default()
}

/// The app that the migrations of a folder name most often when they depend on one of the same folder.
fn called(migrations: &[(&SourceFile, Module)]) -> Option<String> {
    let stems: BTreeSet<&str> = migrations.iter().map(|(file, _)| file.stem()).collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (_, module) in migrations {
        for (app, name) in class(module)
            .map(|class| pairs(class.names.get("dependencies")))
            .unwrap_or_default()
            .0
        {
            if stems.contains(name.as_str()) {
                *counts.entry(app).or_default() += 1;
            }
        }
    }
    counts
        .into_iter()
        .max_by_key(|(_, count)| *count)
        .map(|(app, _)| app)
}

fn class(module: &Module) -> Option<&python::Class> {
    module
        .classes
        .iter()
        .find(|class| class.name == "Migration")
}

/// A value as it is told to a person.
fn written(value: &Literal) -> String {
    match value {
        Literal::None => "None".to_owned(),
        Literal::Text(text) => format!("'{text}'"),
        Literal::List(list) => list.iter().map(written).collect::<Vec<_>>().join(", "),
        Literal::Dynamic(source) => source.clone(),
    }
}

/// The pairs of app and name of a list, and what is not such a pair.
fn pairs(value: Option<&Literal>) -> (Vec<(String, String)>, Vec<String>) {
    let mut read = (Vec::new(), Vec::new());
    match value {
        Some(Literal::List(list)) => {
            for one in list {
                match one {
                    Literal::List(pair) => match pair.as_slice() {
                        [Literal::Text(app), Literal::Text(name)] => {
                            read.0.push((app.clone(), name.clone()));
                        }
                        _ => read
                            .1
                            .push(pair.iter().map(written).collect::<Vec<_>>().join(", ")),
                    },
                    Literal::Dynamic(source) => read.1.push(source.clone()),
                    Literal::Text(text) => read.1.push(text.clone()),
                    Literal::None => {}
                }
            }
        }
        Some(Literal::Dynamic(source)) => read.1.push(source.clone()),
        _ => {}
    }
    read
}

/// A migration, and the names of those that must come behind it.
fn revision(
    app: &str,
    file: &SourceFile,
    module: &Module,
    defects: &mut Vec<Defect>,
) -> (Revision, Vec<String>) {
    let mut revision = Revision {
        id: format!("{app}.{}", file.stem()),
        group: app.to_owned(),
        title: file
            .stem()
            .trim_start_matches(|one: char| one.is_ascii_digit())
            .replace('_', " ")
            .trim()
            .to_owned(),
        created: file.text.lines().next().and_then(generated_on),
        file: file.path.clone(),
        ..Revision::default()
    };
    let mut followers = Vec::new();
    let Some(class) = class(module) else {
        return (revision, followers);
    };
    for variable in ["dependencies", "run_before", "replaces"] {
        let (named, unread) = pairs(class.names.get(variable));
        for (app, name) in named {
            let id = format!("{app}.{name}");
            match variable {
                "dependencies" => add(&mut revision, id),
                "run_before" => followers.push(id),
                _ => revision.replaces.push(id),
            }
        }
        for source in unread {
            match swappable(&source) {
                Some(setting) => add(&mut revision, format!("{SWAPPABLE}{setting}")),
                None => revision.unread.push((variable.to_owned(), source)),
            }
        }
    }
    for (variable, source) in &revision.unread {
        let message = format!(
            "`{variable}` of {} is not a literal (`{source}`): only running the file tells it.",
            revision.id
        );
        defects.push(
            Defect::new(DefectKind::NotReadable, message)
                .of([&revision.id])
                .within([&file.path]),
        );
    }
    (revision, followers)
}

/// `# Generated by Django 5.1 on 2024-11-02 10:20`.
fn generated_on(line: &str) -> Option<String> {
    let (_, date) = line.strip_prefix('#')?.split_once(" on ")?;
    Some(date.trim().to_owned())
}

/// The setting that `migrations.swappable_dependency(settings.AUTH_USER_MODEL)` depends on.
fn swappable(source: &str) -> Option<&str> {
    source
        .split_once("swappable_dependency(")?
        .1
        .strip_suffix(')')
        .map(str::trim)
}

/// A dependency inside the app is followed on: it makes the app's chain. One on another app is only needed.
fn add(revision: &mut Revision, before: String) {
    let own = before.split('.').next() == Some(revision.group.as_str());
    let list = if own {
        &mut revision.parents
    } else {
        &mut revision.depends_on
    };
    if !list.contains(&before) {
        list.push(before);
    }
}

/// `__first__` and `__latest__` stand for the beginning and the end of another app.
fn settle_ends(revisions: &mut [Revision]) {
    let mut ends: BTreeMap<String, String> = BTreeMap::new();
    let followed: BTreeSet<String> = revisions
        .iter()
        .flat_map(|one| one.parents.clone())
        .collect();
    for revision in revisions.iter() {
        if revision.parents.is_empty() {
            ends.entry(format!("{}.__first__", revision.group))
                .or_insert_with(|| revision.id.clone());
        }
        if !followed.contains(&revision.id) {
            ends.entry(format!("{}.__latest__", revision.group))
                .or_insert_with(|| revision.id.clone());
        }
    }
    for revision in revisions.iter_mut() {
        // On its own app such a name says nothing.
        revision.parents.retain(|name| !name.contains(".__"));
        for name in &mut revision.depends_on {
            if let Some(end) = ends.get(name) {
                name.clone_from(end);
            }
        }
    }
}
