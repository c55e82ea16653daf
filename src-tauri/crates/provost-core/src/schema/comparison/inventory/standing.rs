//! What is no relation: schemas, functions, sequences, types, extensions and the rest.

use crate::catalog::{
    Catalog, DefaultPrivilege, Domain, Function, FunctionKind, Publication, QualifiedName,
    RoleSetting, Sequence,
};

use super::{Listing, flag, names, privileges, set, standing_free, standing_in};
use crate::schema::comparison::object::{ObjectId, ObjectKind, Properties};

pub(super) fn list(catalog: &Catalog, listing: &mut Listing<'_>) {
    list_schemas_and_extensions(catalog, listing);
    for function in &catalog.functions {
        list_function(function, listing);
    }
    for sequence in &catalog.sequences {
        list_sequence(sequence, listing);
    }
    list_types(catalog, listing);
    list_replication(catalog, listing);
    list_rest(catalog, listing);
}

fn list_schemas_and_extensions(catalog: &Catalog, listing: &mut Listing<'_>) {
    for schema in catalog
        .schemas
        .iter()
        .filter(|schema| schema.extension.is_none())
    {
        let properties = listing.common(
            Some(&schema.owner),
            schema.comment.as_ref(),
            Some(&schema.grants),
        );
        listing.add(standing_free(ObjectKind::Schema, &schema.name), properties);
    }
    for extension in &catalog.extensions {
        let mut properties = Properties::new();
        properties.insert("schema", extension.schema.clone());
        properties.insert("version", extension.version.clone());
        listing.add(
            standing_free(ObjectKind::Extension, &extension.name),
            properties,
        );
    }
}

/// What a function is compared as.
pub(in crate::schema::comparison) fn function_id(function: &Function) -> ObjectId {
    let kind = match function.kind {
        FunctionKind::Procedure => ObjectKind::Procedure,
        FunctionKind::Aggregate => ObjectKind::Aggregate,
        FunctionKind::Function | FunctionKind::Window => ObjectKind::Function,
    };
    let name = QualifiedName::new(
        &function.name.schema,
        format!("{}({})", function.name.name, function.arguments),
    );
    standing_in(kind, &name)
}

fn list_function(function: &Function, listing: &mut Listing<'_>) {
    let mut properties = listing.common(
        Some(&function.owner),
        function.comment.as_ref(),
        Some(&function.grants),
    );
    set(&mut properties, "returns", function.returns.clone());
    set(&mut properties, "definition", function.definition.clone());
    flag(
        &mut properties,
        "security definer",
        function.security_definer,
    );
    set(
        &mut properties,
        "settings",
        (!function.settings.is_empty()).then(|| function.settings.join(", ")),
    );
    listing.add(function_id(function), properties);
}

fn list_sequence(sequence: &Sequence, listing: &mut Listing<'_>) {
    let mut properties = listing.common(
        Some(&sequence.owner),
        sequence.comment.as_ref(),
        Some(&sequence.grants),
    );
    properties.insert("type", sequence.data_type.clone());
    for (name, value) in [
        ("start", sequence.start),
        ("increment", sequence.increment),
        ("minimum", sequence.minimum),
        ("maximum", sequence.maximum),
        ("cache", sequence.cache),
    ] {
        properties.insert(name, value.to_string());
    }
    flag(&mut properties, "cycles", sequence.cycles);
    flag(&mut properties, "identity", sequence.identity);
    set(
        &mut properties,
        "owned by",
        sequence
            .owned_by
            .as_ref()
            .map(|(table, column)| format!("{table}.{column}")),
    );
    listing.add(
        standing_in(ObjectKind::Sequence, &sequence.name),
        properties,
    );
}

fn list_types(catalog: &Catalog, listing: &mut Listing<'_>) {
    for one in &catalog.enums {
        let mut properties =
            listing.common(Some(&one.owner), one.comment.as_ref(), Some(&one.grants));
        properties.insert("values", one.values.join("\n"));
        listing.add(standing_in(ObjectKind::Enum, &one.name), properties);
    }
    for domain in &catalog.domains {
        list_domain(domain, listing);
    }
    for one in &catalog.types {
        let mut properties =
            listing.common(Some(&one.owner), one.comment.as_ref(), Some(&one.grants));
        properties.insert("kind", one.kind.clone());
        let attributes = one
            .attributes
            .iter()
            .map(|(name, data_type)| format!("{name} {data_type}"));
        properties.insert("attributes", attributes.collect::<Vec<_>>().join("\n"));
        listing.add(standing_in(ObjectKind::Type, &one.name), properties);
    }
}

fn list_domain(domain: &Domain, listing: &mut Listing<'_>) {
    let mut properties = listing.common(
        Some(&domain.owner),
        domain.comment.as_ref(),
        Some(&domain.grants),
    );
    properties.insert("type", domain.base_type.clone());
    flag(&mut properties, "not null", domain.not_null);
    set(&mut properties, "default", domain.default.clone());
    set(
        &mut properties,
        "collation",
        domain.collation.as_ref().map(QualifiedName::to_string),
    );
    let checks = domain.checks.iter().map(|(name, definition, validated)| {
        let state = if *validated { "" } else { " NOT VALID" };
        format!("{name}: {definition}{state}")
    });
    let checks = checks.collect::<Vec<_>>().join("\n");
    set(
        &mut properties,
        "checks",
        (!checks.is_empty()).then_some(checks),
    );
    listing.add(standing_in(ObjectKind::Domain, &domain.name), properties);
}

fn list_replication(catalog: &Catalog, listing: &mut Listing<'_>) {
    for publication in &catalog.publications {
        let mut properties = listing.common(Some(&publication.owner), None, None);
        flag(&mut properties, "all tables", publication.all_tables);
        let tables: Vec<QualifiedName> = publication.named_tables().cloned().collect();
        properties.insert("tables", names(&tables));
        properties.insert("schemas", publication.schemas.join(", "));
        properties.insert("columns and rows", parts(publication));
        properties.insert("operations", publication.operations.join(", "));
        flag(&mut properties, "by the whole table", publication.by_root);
        flag(
            &mut properties,
            "generated columns",
            publication.generated_columns,
        );
        listing.add(
            standing_free(ObjectKind::Publication, &publication.name),
            properties,
        );
    }
    for subscription in catalog.subscriptions.seen().into_iter().flatten() {
        let mut properties = listing.common(Some(&subscription.owner), None, None);
        flag(&mut properties, "disabled", !subscription.enabled);
        properties.insert("publications", subscription.publications.join(", "));
        listing.add(
            standing_free(ObjectKind::Subscription, &subscription.name),
            properties,
        );
    }
    for server in &catalog.foreign_servers {
        let mut properties = listing.common(Some(&server.owner), None, Some(&server.grants));
        properties.insert("wrapper", server.wrapper.clone());
        properties.insert("options", server.options.join(", "));
        listing.add(
            standing_free(ObjectKind::ForeignServer, &server.name),
            properties,
        );
    }
}

/// What is published of the tables that are not published whole, a line each.
fn parts(publication: &Publication) -> String {
    let parts = publication.parts.iter().map(|part| {
        let columns = if part.columns.is_empty() {
            String::new()
        } else {
            format!(" ({})", part.columns.join(", "))
        };
        let rows = part.rows.as_ref();
        let rows = rows.map_or_else(String::new, |rows| format!(" WHERE {rows}"));
        format!("{}{columns}{rows}", part.table)
    });
    parts.collect::<Vec<_>>().join("\n")
}

fn list_rest(catalog: &Catalog, listing: &mut Listing<'_>) {
    for one in &catalog.extended_statistics {
        let mut properties = Properties::new();
        properties.insert("definition", one.definition.clone());
        set(
            &mut properties,
            "target",
            one.target.map(|target| target.to_string()),
        );
        listing.add(standing_in(ObjectKind::Statistics, &one.name), properties);
    }
    for cast in &catalog.casts {
        let mut properties = Properties::new();
        properties.insert("context", cast.context.clone());
        set(&mut properties, "function", cast.function.clone());
        let name = format!("{} as {}", cast.source, cast.target);
        listing.add(standing_free(ObjectKind::Cast, name), properties);
    }
    for trigger in catalog
        .event_triggers
        .iter()
        .filter(|trigger| trigger.extension.is_none())
    {
        let mut properties = listing.common(Some(&trigger.owner), None, None);
        properties.insert("event", trigger.event.clone());
        properties.insert("function", trigger.function.to_string());
        properties.insert("tags", trigger.tags.join(", "));
        properties.insert("enabled", trigger.enabled.clone());
        listing.add(
            standing_free(ObjectKind::EventTrigger, &trigger.name),
            properties,
        );
    }
    // What a role has of its own objects it has anyway; the server lists it as soon as anything else is said.
    let of_others = catalog.default_privileges.iter();
    for one in of_others.filter(|one| one.grant.grantee != one.role) {
        let mut properties = Properties::new();
        properties.insert(
            "privileges",
            privileges(std::slice::from_ref(&one.grant), None),
        );
        listing.add(default_privilege_id(one), properties);
    }
    for setting in settings_of_database(catalog) {
        let mut properties = Properties::new();
        properties.insert("value", setting.value.clone());
        listing.add(setting_id(setting), properties);
    }
    for other in &catalog.other_objects {
        listing.add(
            standing_free(
                ObjectKind::Other,
                format!("{} {}", other.kind, other.identity),
            ),
            Properties::new(),
        );
    }
}

/// What a default privilege is compared as.
pub(in crate::schema::comparison) fn default_privilege_id(one: &DefaultPrivilege) -> ObjectId {
    let place = one.schema.as_deref().unwrap_or("every schema");
    let name = format!(
        "of {} in {place} on {}: {} to {}",
        one.role, one.object_kind, one.grant.privilege, one.grant.grantee
    );
    standing_free(ObjectKind::DefaultPrivileges, name)
}

/// The settings that the database carries, for every role or for one.
pub(in crate::schema::comparison) fn settings_of_database(
    catalog: &Catalog,
) -> impl Iterator<Item = &RoleSetting> {
    catalog
        .role_settings
        .iter()
        .filter(|setting| setting.database.as_deref() == Some(&catalog.database.name))
}

/// What a setting of the database is compared as.
pub(in crate::schema::comparison) fn setting_id(setting: &RoleSetting) -> ObjectId {
    let role = setting
        .role
        .as_ref()
        .map_or_else(String::new, |role| format!(" for {role}"));
    standing_free(
        ObjectKind::DatabaseSetting,
        format!("{}{role}", setting.name),
    )
}
