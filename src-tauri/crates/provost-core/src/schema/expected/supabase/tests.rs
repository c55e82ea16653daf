use crate::catalog::sample::{column, healthy, named, policy, schema, table};
use crate::catalog::{Catalog, EventTrigger, PolicyCommand, QualifiedName, Relation, Trigger};
use crate::schema::{Expected, NotCompared};

use super::{is_named_in, not_compared};

fn trigger(name: &str, function: &str) -> Trigger {
    Trigger {
        name: name.to_owned(),
        definition: format!("CREATE TRIGGER {name} …"),
        function: named(function),
        enabled: "O".to_owned(),
        internal: false,
        inherited: false,
        comment: None,
    }
}

fn users(columns: &[&str], change: impl FnOnce(&mut Relation)) -> Relation {
    let mut users = table("auth.users");
    for name in columns {
        users.columns.push(column(name, "text"));
    }
    change(&mut users);
    users
}

fn with(relations: Vec<Relation>) -> Catalog {
    let mut catalog = healthy();
    catalog.schemas.push(schema("auth"));
    catalog.relations.extend(relations);
    catalog
}

fn expected(catalog: Catalog) -> Expected {
    Expected {
        not_compared: not_compared(&catalog),
        catalog,
        notes: Vec::new(),
    }
}

fn schemas(list: &[NotCompared]) -> Vec<&str> {
    list.iter().map(|one| one.what.as_str()).collect()
}

#[test]
fn what_the_server_made_is_taken_over_and_what_the_sql_put_there_is_kept() {
    let own = |users: &mut Relation| {
        users
            .triggers
            .push(trigger("on_auth_user_created", "public.handle_new_user"));
    };
    let mut expected = expected(with(vec![users(&["id"], own), table("auth.claims")]));
    let of_server = |users: &mut Relation| {
        users.triggers.push(trigger("touch", "auth.touch"));
        users.triggers.push(trigger("stray", "public.stray"));
        users
            .policies
            .push(policy("open", PolicyCommand::All, "true"));
    };
    let actual = with(vec![
        users(&["id", "email"], of_server),
        table("auth.sessions"),
    ]);
    expected.complete(&actual);
    let catalog = &expected.catalog;
    let of_auth = catalog
        .relations
        .iter()
        .filter(|one| one.name.schema == "auth");
    let names: Vec<&str> = of_auth.map(|one| one.name.name.as_str()).collect();
    assert_eq!(names, ["claims", "sessions", "users"]);
    let users = catalog.relations.iter();
    let users = users
        .clone()
        .find(|one| one.name.name == "users" && one.name.schema == "auth");
    let users = users.unwrap();
    assert_eq!(users.columns.len(), 2);
    let triggers: Vec<&str> = users.triggers.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(triggers, ["on_auth_user_created", "touch"]);
    assert!(users.policies.is_empty());
    assert_eq!(schemas(&expected.not_compared), ["schema auth"]);
    assert_eq!(expected.notes, Vec::<String>::new());
}

#[test]
fn a_database_without_its_tables_lacks_none_of_them_and_what_hangs_there_is_told() {
    let own = |users: &mut Relation| {
        users
            .policies
            .push(policy("own", PolicyCommand::All, "true"));
    };
    let mut expected = expected(with(vec![users(&["id"], own)]));
    let actual = healthy();
    expected.complete(&actual);
    assert_eq!(expected.catalog, actual);
    assert_eq!(expected.not_compared, []);
    assert!(
        expected.notes[0].contains("auth.users is not in this database"),
        "{:?}",
        expected.notes
    );
    assert!(expected.notes[0].contains("own"), "{:?}", expected.notes);
}

#[test]
fn a_schema_that_the_sql_makes_is_the_sqls() {
    let mut catalog = with(vec![table("cron.jobs")]);
    catalog.schemas.push(schema("cron"));
    let mut expected = expected(catalog);
    let mut actual = with(vec![table("cron.stray")]);
    actual.schemas.push(schema("cron"));
    expected.complete(&actual);
    assert_eq!(schemas(&expected.not_compared), ["schema auth"]);
    let of_cron = expected.catalog.relations.iter();
    let of_cron = of_cron.filter(|one| one.name.schema == "cron");
    let names: Vec<&str> = of_cron.map(|one| one.name.name.as_str()).collect();
    assert_eq!(names, ["jobs"]);
}

#[test]
fn an_event_trigger_is_the_servers_when_its_function_is() {
    let watch = |name: &str, schema: &str| EventTrigger {
        name: name.to_owned(),
        event: "ddl_command_end".to_owned(),
        function: QualifiedName::new(schema, "watch"),
        enabled: "O".to_owned(),
        tags: vec![],
        owner: "supabase_admin".to_owned(),
        extension: None,
    };
    let mut expected = expected(with(vec![]));
    let before = expected.catalog.event_triggers.len();
    let mut actual = with(vec![]);
    actual
        .event_triggers
        .extend([watch("mine", "public"), watch("theirs", "extensions")]);
    expected.complete(&actual);
    let added: Vec<&str> = expected
        .catalog
        .event_triggers
        .iter()
        .skip(before)
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(added, ["theirs"]);
}

#[test]
fn its_names_are_found_quoted_or_not_and_as_whole_words() {
    for text in [
        "references auth.users(id)",
        "(SELECT \"auth\".\"uid\"()) = id",
        "Storage.FolderName(name)",
    ] {
        assert!(is_named_in(text), "{text}");
    }
    for text in [
        "auth.users_of_mine",
        "my_auth.users",
        "app.auth.users",
        "auth users",
    ] {
        assert!(!is_named_in(text), "{text}");
    }
}
