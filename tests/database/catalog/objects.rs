//! What is no relation, fact by fact as `shop.sql` makes it.

use provost_core::catalog::{Catalog, FunctionKind, QualifiedName, Visible, Volatility};

use crate::reading::{SHOP, VERSIONS, called, read, shop};

fn shop_name(name: &str) -> QualifiedName {
    QualifiedName::new("shop", name)
}

#[tokio::test]
async fn other_objects_are_read_as_they_were_made() {
    for version in VERSIONS {
        let server = shop(version, &[SHOP]).await;
        let catalog = read(&server, "shop").await;
        functions(&catalog);
        types(&catalog);
        sequences(&catalog);
        replication(&catalog);
        smaller_kinds(&catalog);
        server_and_database(&catalog);
        settings(&catalog);
    }
}

fn functions(catalog: &Catalog) {
    let function = |name: &str| {
        catalog
            .functions
            .iter()
            .find(|one| one.name == shop_name(name))
            .unwrap_or_else(|| panic!("there is no {name}"))
    };
    let add = function("add");
    assert_eq!(
        (add.arguments.as_str(), add.returns.as_deref()),
        ("a integer, b integer", Some("integer"))
    );
    assert_eq!(
        (add.kind, add.language.as_str(), add.volatility),
        (FunctionKind::Function, "sql", Volatility::Immutable)
    );
    assert!(add.strict && add.leakproof && !add.security_definer);
    assert_eq!(add.parallel, "s");
    assert!(add.definition.as_deref().unwrap().contains("DEFAULT 1"));
    let definer = function("definer");
    assert!(definer.security_definer && definer.trusted_language && !definer.leakproof);
    assert_eq!(definer.settings, ["search_path=pg_catalog, pg_temp"]);
    assert_eq!(definer.setting("search_path"), Some("pg_catalog, pg_temp"));
    assert_eq!(definer.comment.as_deref(), Some("runs as its owner"));
    let tidy = function("tidy");
    assert_eq!(
        (tidy.kind, tidy.returns.as_deref()),
        (FunctionKind::Procedure, None)
    );
    let total = function("total");
    assert_eq!(
        (total.kind, total.arguments.as_str()),
        (FunctionKind::Aggregate, "integer")
    );
    assert_eq!(
        total.definition.as_deref(),
        Some(
            "CREATE AGGREGATE shop.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0', PARALLEL = u)"
        )
    );
    let trigger = called(&catalog.event_triggers, "shop_ddl", |one| &one.name);
    assert_eq!(
        (trigger.event.as_str(), trigger.enabled.as_str()),
        ("ddl_command_end", "D")
    );
    assert_eq!(
        (trigger.tags.as_slice(), &trigger.function),
        (["DROP TABLE".to_owned()].as_slice(), &shop_name("on_ddl"))
    );
}

fn types(catalog: &Catalog) {
    let status = catalog
        .enums
        .iter()
        .find(|one| one.name == shop_name("status"))
        .unwrap();
    assert_eq!(status.values, ["new", "open", "closed"]);
    assert_eq!(status.comment.as_deref(), Some("where an order stands"));
    assert!(
        status
            .grants
            .iter()
            .any(|grant| grant.grantee == "PUBLIC" && grant.privilege == "USAGE")
    );
    let email = catalog
        .domains
        .iter()
        .find(|one| one.name == shop_name("email"))
        .unwrap();
    assert_eq!((email.base_type.as_str(), email.not_null), ("text", true));
    assert_eq!(email.default.as_deref(), Some("'nobody@example.org'::text"));
    assert_eq!(email.collation, Some(QualifiedName::new("pg_catalog", "C")));
    let check = (
        "email_has_at".to_owned(),
        "CHECK ((VALUE ~~ '%@%'::text))".to_owned(),
        true,
    );
    assert_eq!(email.checks, [check]);
    let address = catalog
        .types
        .iter()
        .find(|one| one.name == shop_name("address"))
        .unwrap();
    assert_eq!(address.kind, "composite");
    let attribute = |name: &str, kind: &str| (name.to_owned(), kind.to_owned());
    assert_eq!(
        address.attributes,
        [
            attribute("street", "text"),
            attribute("zip", "character varying(10)")
        ]
    );
    let range = catalog
        .types
        .iter()
        .find(|one| one.name == shop_name("price_range"))
        .unwrap();
    assert_eq!(
        (range.kind.as_str(), range.attributes.as_slice()),
        ("range", [attribute("subtype", "numeric")].as_slice())
    );
    let named: Vec<_> = catalog
        .types
        .iter()
        .map(|one| one.name.name.as_str())
        .collect();
    assert_eq!(
        named,
        ["address", "price_range"],
        "the types of tables and arrays do not stand alone"
    );
}

fn sequences(catalog: &Catalog) {
    let tickets = catalog
        .sequences
        .iter()
        .find(|one| one.name == shop_name("tickets"))
        .unwrap();
    assert_eq!(tickets.data_type, "integer");
    assert_eq!(
        (
            tickets.start,
            tickets.increment,
            tickets.minimum,
            tickets.maximum
        ),
        (20, 5, 10, 1000)
    );
    assert_eq!(
        (tickets.cache, tickets.cycles, tickets.identity),
        (3, true, false)
    );
    assert_eq!(
        tickets.last_value,
        Some(30),
        "three values are taken at once"
    );
    assert_eq!((&tickets.owned_by, &tickets.column_type), (&None, &None));
    let of_customer = catalog
        .sequences
        .iter()
        .find(|one| one.name == shop_name("customer_id_seq"))
        .unwrap();
    assert_eq!(
        of_customer.owned_by,
        Some((shop_name("customer"), "id".to_owned()))
    );
    assert_eq!(
        (of_customer.identity, of_customer.column_type.as_deref()),
        (true, Some("bigint"))
    );
    assert_eq!(of_customer.last_value, None, "it was never used");
}

fn replication(catalog: &Catalog) {
    let some = called(&catalog.publications, "some_tables", |one| &one.name);
    assert_eq!(
        some.tables,
        [shop_name("animal"), shop_name("customer"), shop_name("dog")]
    );
    assert_eq!(
        (some.operations.join(","), some.all_tables),
        ("insert,update".to_owned(), false)
    );
    let whole = called(&catalog.publications, "whole", |one| &one.name);
    assert!(whole.all_tables && whole.tables.is_empty());
    assert_eq!(catalog.subscriptions, Visible::Seen(vec![]));
    assert!(catalog.replication_slots.is_empty());
    let elsewhere = called(&catalog.foreign_servers, "elsewhere", |one| &one.name);
    assert_eq!(
        (elsewhere.wrapper.as_str(), elsewhere.user_mappings),
        ("nowhere", 1)
    );
    let options = [
        "dsn=(left out)",
        "host=db.example.org",
        "note=(left out)",
        "password=(left out)",
    ];
    assert_eq!(elsewhere.options, options);
    let whole = serde_json::to_string(catalog).unwrap();
    assert!(!whole.contains("sesame"), "a secret left the server");
}

fn smaller_kinds(catalog: &Catalog) {
    let statistics = called(&catalog.extended_statistics, "basket_pairs", |one| {
        &one.name.name
    });
    assert_eq!(
        (&statistics.table, statistics.target),
        (&shop_name("basket"), Some(300))
    );
    assert!(
        statistics
            .definition
            .contains("(dependencies) ON customer_id")
    );
    let cast = catalog.casts.first().unwrap();
    assert_eq!(
        (cast.source.as_str(), cast.target.as_str()),
        ("shop.address", "text")
    );
    assert_eq!(
        (
            cast.context.as_str(),
            cast.function.as_deref(),
            catalog.casts.len()
        ),
        ("a", None, 1)
    );
    let others: Vec<_> = catalog
        .other_objects
        .iter()
        .map(|one| format!("{} {}", one.kind, one.identity))
        .collect();
    let expected = [
        "collation shop.plain",
        "foreign-data wrapper nowhere",
        "operator shop.=~(pg_catalog.text,pg_catalog.text)",
        "text search configuration shop.words",
    ];
    assert_eq!(others, expected);
    let plpgsql = called(&catalog.extensions, "plpgsql", |one| &one.name);
    assert_eq!(
        (plpgsql.schema.as_str(), plpgsql.default_version.as_deref()),
        ("pg_catalog", Some(plpgsql.version.as_str()))
    );
    assert!(catalog.available_extensions.contains(&"vector".to_owned()));
    assert!(catalog.outdated_collations.is_empty());
}

fn server_and_database(catalog: &Catalog) {
    assert!(catalog.server.superuser && catalog.server.reads_all_settings);
    assert!(
        catalog.server.reads_all_statistics && !catalog.server.in_recovery && !catalog.server.tls
    );
    assert_eq!(catalog.server.role, "provost");
    assert!([16, 18].contains(&catalog.major_version()));
    assert!(
        catalog
            .server
            .system_identifier
            .as_deref()
            .unwrap()
            .parse::<u64>()
            .is_ok()
    );
    assert!(catalog.server.started_at < catalog.taken_at);
    let database = &catalog.database;
    assert_eq!(
        (database.name.as_str(), database.owner.as_str()),
        ("shop", "provost")
    );
    assert_eq!(database.comment.as_deref(), Some("the shop"));
    assert_eq!(
        (
            database.encoding.as_str(),
            database.collation.as_str(),
            database.character_type.as_str()
        ),
        ("UTF8", "C", "C")
    );
    assert_eq!(
        (
            database.connection_limit,
            database.large_objects,
            database.old_prepared_transactions
        ),
        (50, 1, 0)
    );
    assert!(*database.bytes.seen().unwrap() > 1_000_000);
    assert!(database.connections >= 1 && database.checksum_failures == Some(0));
    let closed = called(&catalog.schemas, "closed", |one| &one.name);
    assert_eq!((closed.owner.as_str(), closed.usable), ("provost", true));
    let shop = called(&catalog.schemas, "shop", |one| &one.name);
    assert_eq!(
        (shop.owner.as_str(), shop.comment.as_deref()),
        ("shop_owner", Some("what is sold"))
    );
    let names: Vec<_> = catalog
        .schemas
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(names, ["closed", "public", "shop"]);
}

fn settings(catalog: &Catalog) {
    let work_mem = catalog.setting("work_mem").unwrap();
    assert_eq!(
        (work_mem.unit.as_deref(), work_mem.context.as_str()),
        (Some("kB"), "user")
    );
    assert_eq!(catalog.setting("data_checksums").unwrap().value, "on");
    assert_eq!(
        catalog.setting("row_security").unwrap().value,
        "on",
        "not what Provost set for itself"
    );
    assert_eq!(
        catalog.setting("password_encryption").unwrap().value,
        "scram-sha-256"
    );
    let carried: Vec<_> = catalog
        .role_settings
        .iter()
        .map(|one| {
            (
                one.role.as_deref(),
                one.database.as_deref(),
                one.name.as_str(),
                one.value.as_str(),
            )
        })
        .collect();
    let expected = [
        (None, Some("shop"), "statement_timeout", "5s"),
        (Some("shop_reader"), None, "work_mem", "8MB"),
        (Some("shop_secret"), None, "shop.api_token", "(left out)"),
    ];
    assert_eq!(carried, expected);
    let rules = catalog.hba_rules.seen().unwrap();
    assert!(
        rules
            .iter()
            .any(|rule| rule.kind == "local" && rule.error.is_none())
    );
}
