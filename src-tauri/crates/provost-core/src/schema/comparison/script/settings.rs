//! What stands in no schema: schemas themselves, extensions, casts, event triggers, settings of the database.

use crate::catalog::{EventTrigger, RoleSetting, quote_identifier, quote_literal};

use super::planner::{Planner, rank};
use super::side::Side;
use super::step::{Segment, Step};
use super::{WarningKind, ddl, foreign, publications};
use crate::schema::comparison::inventory::{setting_id, settings_of_database};
use crate::schema::comparison::object::{ObjectId, ObjectKind};
use crate::schema::comparison::{Change, Difference};

pub(super) fn extension(side: &Side<'_>, id: &ObjectId) -> Option<String> {
    let extension = side
        .catalog
        .extensions
        .iter()
        .find(|one| one.name == id.name)?;
    // The version that a server installs by itself is not named: another server may have another newest one.
    let version = if extension.default_version.as_ref() == Some(&extension.version) {
        String::new()
    } else {
        format!(" version {}", quote_literal(&extension.version))
    };
    let schema = if extension.schema == "pg_catalog" {
        String::new()
    } else {
        format!(" schema {}", quote_identifier(&extension.schema))
    };
    Some(format!(
        "create extension {}{schema}{version}",
        quote_identifier(&id.name)
    ))
}

/// A cast by a function; how one without a function works is not read.
pub(super) fn cast(side: &Side<'_>, id: &ObjectId) -> Option<String> {
    let cast = side
        .catalog
        .casts
        .iter()
        .find(|one| format!("{} as {}", one.source, one.target) == id.name)?;
    let context = match cast.context.as_str() {
        "a" => " as assignment",
        "i" => " as implicit",
        _ => "",
    };
    let function = cast.function.as_ref()?;
    Some(format!(
        "create cast ({} as {}) with function {function}{context}",
        cast.source, cast.target
    ))
}

pub(super) fn event_trigger(trigger: &EventTrigger) -> String {
    let tags: Vec<String> = trigger.tags.iter().map(|tag| quote_literal(tag)).collect();
    let when = if tags.is_empty() {
        String::new()
    } else {
        format!(" when tag in ({})", tags.join(", "))
    };
    format!(
        "create event trigger {} on {}{when} execute function {}()",
        quote_identifier(&trigger.name),
        quote_identifier(&trigger.event),
        trigger.function.quoted()
    )
}

fn find_setting<'a>(side: &Side<'a>, id: &ObjectId) -> Option<&'a RoleSetting> {
    settings_of_database(side.catalog).find(|one| setting_id(one) == *id)
}

pub(super) fn setting(side: &Side<'_>, id: &ObjectId) -> Option<String> {
    let setting = find_setting(side, id)?;
    let database = &side.catalog.database.name;
    Some(format!(
        "{} set {} to {}",
        carrier(setting, database),
        setting_name(&setting.name),
        value(setting)
    ))
}

fn carrier(setting: &RoleSetting, database: &str) -> String {
    let database = quote_identifier(database);
    setting.role.as_ref().map_or_else(
        || format!("alter database {database}"),
        |role| {
            format!(
                "alter role {} in database {database}",
                quote_identifier(role)
            )
        },
    )
}

/// `a.b` names a setting of an extension.
fn setting_name(name: &str) -> String {
    let parts: Vec<String> = name.split('.').map(quote_identifier).collect();
    parts.join(".")
}

/// A list of names is kept as SQL wrote it, each name for itself; anything else is one text.
fn value(setting: &RoleSetting) -> String {
    const LISTS: [&str; 5] = [
        "search_path",
        "temp_tablespaces",
        "session_preload_libraries",
        "shared_preload_libraries",
        "local_preload_libraries",
    ];
    if !LISTS.contains(&setting.name.as_str()) {
        return quote_literal(&setting.value);
    }
    let mut names = vec![String::new()];
    let mut quoted = false;
    for character in setting.value.chars() {
        match (character, names.last_mut()) {
            ('"', _) => quoted = !quoted,
            (',', _) if !quoted => names.push(String::new()),
            (c, Some(name)) if quoted || !c.is_whitespace() => name.push(c),
            _ => {}
        }
    }
    let names: Vec<String> = names.iter().map(|name| quote_literal(name)).collect();
    names.join(", ")
}

pub(super) fn impossible(plan: &Planner<'_>, difference: &Difference) -> Option<String> {
    let id = &difference.object;
    if difference.change == Change::Unexpected {
        return None;
    }
    match id.kind {
        ObjectKind::Cast => cast(&plan.should, id).is_none().then(|| {
            "A cast without a function works by the text or the bytes of the value, and which is not read.".to_owned()
        }),
        ObjectKind::Extension => extension_impossible(plan, id),
        ObjectKind::Publication => publications::impossible(plan, id),
        ObjectKind::DatabaseSetting => {
            let setting = find_setting(&plan.should, id)?;
            let absent = setting.role.as_ref().filter(|role| !plan.is.has_role(role));
            if let Some(role) = absent {
                return Some(format!("The role {role} does not exist on this server."));
            }
            (setting.value == "(left out)").then(|| "Its value could be a secret and is not read.".to_owned())
        }
        _ => None,
    }
}

fn extension_impossible(plan: &Planner<'_>, id: &ObjectId) -> Option<String> {
    let find = |side: &Side<'_>| {
        side.catalog
            .extensions
            .iter()
            .find(|one| one.name == id.name)
            .cloned()
    };
    let should = find(&plan.should)?;
    let Some(is) = find(&plan.is) else {
        let there = plan.is.catalog.available_extensions.contains(&id.name);
        return (!there).then(|| "The server does not have this extension's files.".to_owned());
    };
    if should.version != is.version && is.default_version.as_ref() != Some(&should.version) {
        let offered = is.default_version.as_deref().unwrap_or("none");
        return Some(format!(
            "The server would bring it to version {offered}, and an extension does not go back."
        ));
    }
    None
}

pub(super) fn make(plan: &mut Planner<'_>, id: &ObjectId) {
    let Some(sql) = (match id.kind {
        ObjectKind::DatabaseSetting => setting_here(plan, id),
        ObjectKind::ForeignServer => plan.should.server(id).and_then(foreign::server),
        _ => ddl::statement(&plan.should, id),
    }) else {
        if id.kind == ObjectKind::ForeignServer {
            plan.cannot(
                id,
                "One of its options could be a secret, whose value is not read.",
            );
        }
        return;
    };
    let (segment, rank) = match id.kind {
        ObjectKind::Schema => (Segment::Make, rank::SCHEMA),
        ObjectKind::Extension => (Segment::Make, rank::EXTENSION),
        ObjectKind::ForeignServer => (Segment::Make, rank::SERVER),
        ObjectKind::Cast => (Segment::Make, rank::CAST),
        ObjectKind::Publication => (Segment::Finish, rank::PUBLICATION),
        ObjectKind::EventTrigger => (Segment::Finish, rank::EVENT_TRIGGER),
        _ => (Segment::Finish, rank::SETTING),
    };
    let mut step = Step::new(segment, rank, id, &sql);
    if id.kind == ObjectKind::Extension && sql.contains(" version ") {
        step = step.warn(
            WarningKind::MayFail,
            "It fails when the server does not have this version's files.",
            None,
        );
    }
    plan.add(step);
    if id.kind == ObjectKind::EventTrigger {
        enable(plan, id, "O");
    }
}

/// The setting for the database that is changed, whatever the expected one is called.
fn setting_here(plan: &Planner<'_>, id: &ObjectId) -> Option<String> {
    let setting = find_setting(&plan.should, id)?;
    let carrier = carrier(setting, &plan.is.catalog.database.name);
    Some(format!(
        "{carrier} set {} to {}",
        setting_name(&setting.name),
        value(setting)
    ))
}

fn enable(plan: &mut Planner<'_>, id: &ObjectId, before: &str) {
    let Some(trigger) = plan
        .should
        .event_trigger(id)
        .filter(|one| one.enabled != before)
    else {
        return;
    };
    let word = super::later::firing(&trigger.enabled);
    let sql = format!("alter event trigger {} {word}", quote_identifier(&id.name));
    plan.add(Step::new(Segment::Finish, rank::EVENT_TRIGGER, id, sql));
}

pub(super) fn alter(plan: &mut Planner<'_>, id: &ObjectId, differs: &[&str]) {
    match id.kind {
        ObjectKind::DatabaseSetting => make(plan, id),
        ObjectKind::EventTrigger => {
            let before = plan
                .is
                .event_trigger(id)
                .map_or("O", |one| one.enabled.as_str())
                .to_owned();
            enable(plan, id, &before);
        }
        ObjectKind::ForeignServer if differs.contains(&"options") => {
            foreign::alter_server(plan, id);
        }
        ObjectKind::Publication => publications::alter(plan, id, differs),
        ObjectKind::Extension if differs.contains(&"version") => {
            let version = plan
                .should
                .catalog
                .extensions
                .iter()
                .find(|one| one.name == id.name)
                .map(|one| one.version.clone());
            if let Some(version) = version {
                let sql = format!(
                    "alter extension {} update to {}",
                    quote_identifier(&id.name),
                    quote_literal(&version)
                );
                plan.add(Step::new(Segment::Make, rank::EXTENSION, id, sql));
            }
        }
        _ => {}
    }
}

pub(super) fn drop(plan: &mut Planner<'_>, id: &ObjectId) {
    let name = quote_identifier(&id.name);
    let (segment, rank, sql) = match id.kind {
        ObjectKind::Schema => (
            Segment::DropLate,
            rank::DROP_SCHEMA,
            format!("drop schema {name}"),
        ),
        ObjectKind::Extension => (
            Segment::DropLate,
            rank::DROP_EXTENSION,
            format!("drop extension {name}"),
        ),
        ObjectKind::ForeignServer => (
            Segment::DropLate,
            rank::DROP_SERVER,
            format!("drop server {name}"),
        ),
        ObjectKind::Publication => (
            Segment::Drop,
            rank::DROP_PUBLICATION,
            format!("drop publication {name}"),
        ),
        ObjectKind::EventTrigger => (
            Segment::Drop,
            rank::DROP_EVENT_TRIGGER,
            format!("drop event trigger {name}"),
        ),
        ObjectKind::Cast => {
            let segment = if plan.rebuilds.contains(id) || plan.early.contains(id) {
                Segment::Drop
            } else {
                Segment::DropLate
            };
            (segment, rank::DROP_CAST, format!("drop cast ({})", id.name))
        }
        ObjectKind::DatabaseSetting => {
            let Some(setting) = find_setting(&plan.is, id) else {
                return;
            };
            let carrier = carrier(setting, &plan.is.catalog.database.name);
            (
                Segment::Finish,
                rank::SETTING,
                format!("{carrier} reset {}", setting_name(&setting.name)),
            )
        }
        _ => return,
    };
    let mut step = Step::new(segment, rank, id, sql);
    if id.kind == ObjectKind::Extension {
        step = step.warn(
            WarningKind::MayFail,
            "It fails while something that is not compared uses it.",
            None,
        );
    }
    plan.add(step);
}
