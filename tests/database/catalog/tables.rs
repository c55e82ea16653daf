//! Tables, views and what hangs on them, fact by fact as `shop.sql` makes them.

use provost_core::catalog::{
    Catalog, Constraint, ConstraintKind, Generated, Identity, Index, Persistence, PolicyCommand,
    QualifiedName, Relation, RelationKind, ReplicaIdentity,
};

use crate::partitions;
use crate::reading::{EIGHTEEN, SHOP, VERSIONS, called, column, read, relation, shop};
use provost_tests::local::Version;

fn constraint<'r>(relation: &'r Relation, name: &str) -> &'r Constraint {
    called(&relation.constraints, name, |one| &one.name)
}

fn index<'r>(relation: &'r Relation, name: &str) -> &'r Index {
    called(&relation.indexes, name, |one| &one.name)
}

#[tokio::test]
async fn tables_are_read_as_they_were_made() {
    for version in VERSIONS {
        let server = shop(version, &[SHOP]).await;
        let catalog = read(&server, "shop").await;
        the_customers(&catalog);
        columns(&catalog);
        constraints(&catalog);
        indexes(&catalog);
        partitions::divided(&catalog);
        partitions::inherited(&catalog);
        triggers_and_policies(&catalog);
        views(&catalog);
        let names: Vec<_> = catalog
            .relations
            .iter()
            .map(|one| one.name.name.as_str())
            .collect();
        let expected = [
            "animal",
            "basket",
            "customer",
            "dog",
            "event",
            "event_2025",
            "event_rest",
            "open_basket",
            "part_of_event",
            "remote",
            "settings_seen",
            "totals",
        ];
        assert_eq!(names, expected);
    }
}

fn the_customers(catalog: &Catalog) {
    let customer = relation(catalog, "customer");
    assert_eq!(customer.kind, RelationKind::Table);
    assert_eq!(customer.owner, "shop_owner");
    assert_eq!(customer.persistence, Persistence::Permanent);
    assert_eq!(customer.comment.as_deref(), Some("people who buy"));
    assert_eq!(
        customer.options,
        ["autovacuum_enabled=false", "fillfactor=70"]
    );
    assert_eq!(customer.replica_identity, ReplicaIdentity::Full);
    assert!(customer.row_security && customer.force_row_security);
    assert_eq!(customer.access_method.as_deref(), Some("heap"));
    assert_eq!(
        (
            &customer.extension,
            &customer.tablespace,
            &customer.foreign_server
        ),
        (&None, &None, &None)
    );
    assert_eq!(customer.row_estimate, None, "nothing was analysed");
    assert!(customer.frozen_xid_age.is_some() && customer.statistics.is_some());
    assert_eq!(
        relation(catalog, "basket").persistence,
        Persistence::Unlogged
    );
    let remote = relation(catalog, "remote");
    assert_eq!(remote.kind, RelationKind::ForeignTable);
    assert_eq!(remote.foreign_server.as_deref(), Some("elsewhere"));
    assert_eq!(remote.options, ["api_key=(left out)", "table_name=t"]);
}

fn columns(catalog: &Catalog) {
    let customer = relation(catalog, "customer");
    let positions: Vec<_> = customer.columns.iter().map(|one| one.position).collect();
    assert_eq!(
        positions,
        [1, 2, 4, 5, 6, 7, 8],
        "a dropped column leaves a hole"
    );
    let id = column(customer, "id");
    assert_eq!(
        (
            id.data_type.as_str(),
            id.type_name.as_str(),
            id.type_schema.as_str()
        ),
        ("bigint", "int8", "pg_catalog")
    );
    assert_eq!(id.identity, Some(Identity::ByDefault));
    assert!(id.not_null && id.default.is_none());
    let mail = column(customer, "mail");
    assert_eq!(
        (
            mail.data_type.as_str(),
            mail.type_name.as_str(),
            mail.type_schema.as_str()
        ),
        ("shop.email", "email", "shop")
    );
    assert_eq!(mail.comment.as_deref(), Some("pii:email"));
    let code = column(customer, "code");
    assert_eq!(
        (code.data_type.as_str(), code.type_name.as_str()),
        ("character varying(40)", "varchar")
    );
    assert_eq!(
        code.collation,
        Some(QualifiedName::new("pg_catalog", "POSIX"))
    );
    let total = column(customer, "total");
    assert_eq!(
        (total.data_type.as_str(), total.default.as_deref()),
        ("numeric(10,2)", Some("0"))
    );
    let shout = column(customer, "shout");
    assert_eq!(
        (shout.generated, shout.default.as_deref()),
        (Some(Generated::Stored), Some("upper(name)"))
    );
    let tags = column(customer, "tags");
    assert_eq!(
        (tags.data_type.as_str(), tags.storage.as_str()),
        ("text[]", "e")
    );
    let name = column(customer, "name");
    assert_eq!((name.statistics_target, name.inherited), (Some(500), false));
    assert_eq!(id.statistics_target, None);
    let status = column(relation(catalog, "basket"), "status");
    assert_eq!(status.default.as_deref(), Some("'new'::shop.status"));
}

fn constraints(catalog: &Catalog) {
    let customer = relation(catalog, "customer");
    let code = constraint(customer, "customer_code_key");
    assert_eq!(code.kind, ConstraintKind::Unique);
    assert!(
        code.deferrable
            && code.initially_deferred
            && code.validated
            && code.enforced
            && !code.inherited
    );
    assert_eq!(
        (code.on_delete.as_str(), code.references.as_ref()),
        ("", None)
    );
    let basket = relation(catalog, "basket");
    let key = constraint(basket, "basket_pkey");
    assert_eq!(
        (key.kind, key.columns.as_slice()),
        (
            ConstraintKind::PrimaryKey,
            ["customer_id", "position"].map(String::from).as_slice()
        )
    );
    let foreign = constraint(basket, "basket_customer_fkey");
    assert_eq!(foreign.kind, ConstraintKind::ForeignKey);
    assert_eq!(foreign.columns, ["customer_id"]);
    assert_eq!(
        foreign.references,
        Some(QualifiedName::new("shop", "customer"))
    );
    assert_eq!(foreign.referenced_columns, ["id"]);
    assert_eq!(
        (foreign.on_delete.as_str(), foreign.on_update.as_str()),
        ("c", "n")
    );
    assert!(foreign.deferrable && !foreign.initially_deferred);
    let check = constraint(basket, "basket_position_check");
    assert_eq!(check.kind, ConstraintKind::Check);
    assert_eq!(check.columns, ["position", "tableoid"]);
    assert_eq!(
        check.definition,
        "CHECK (((\"position\" > 0) AND (tableoid IS NOT NULL)))"
    );
    assert_eq!(check.comment.as_deref(), Some("places begin at one"));
    assert!(!constraint(basket, "basket_note_check").validated);
    let kinds: Vec<_> = basket
        .constraints
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    let expected = [
        "basket_customer_fkey",
        "basket_note_check",
        "basket_pkey",
        "basket_position_check",
    ];
    assert_eq!(kinds, expected, "NOT NULL is a fact of the column");
}

fn indexes(catalog: &Catalog) {
    let basket = relation(catalog, "basket");
    let open = index(basket, "basket_open");
    assert_eq!(open.method, "btree");
    let keys: Vec<_> = open
        .keys
        .iter()
        .map(|key| {
            (
                key.column.as_deref(),
                key.operator_class.as_str(),
                key.option,
            )
        })
        .collect();
    assert_eq!(
        keys,
        [
            (Some("position"), "int4_ops", 1),
            (None, "text_pattern_ops", 0)
        ]
    );
    assert_eq!(open.included, ["status"]);
    assert_eq!(
        open.predicate.as_deref(),
        Some("(status <> 'closed'::shop.status)")
    );
    assert_eq!(open.options, ["fillfactor=50"]);
    assert_eq!(open.comment.as_deref(), Some("what is still open"));
    assert!(
        open.definition
            .starts_with("CREATE INDEX basket_open ON shop.basket USING btree")
    );
    assert!(
        open.valid
            && open.ready
            && !open.unique
            && !open.primary
            && !open.in_progress
            && !open.inherited
    );
    assert_eq!((open.constraint.as_deref(), open.scans), (None, Some(0)));
    assert!(open.bytes >= 0);
    let hash = index(basket, "basket_note_hash");
    assert_eq!((hash.method.as_str(), hash.valid), ("hash", false));
    let key = index(basket, "basket_pkey");
    assert!(key.primary && key.unique);
    assert_eq!(key.constraint.as_deref(), Some("basket_pkey"));
    assert!(index(relation(catalog, "totals"), "totals_position").unique);
}

fn triggers_and_policies(catalog: &Catalog) {
    let customer = relation(catalog, "customer");
    let stamp = called(&customer.triggers, "customer_stamp", |one| &one.name);
    assert_eq!(stamp.enabled, "D");
    assert_eq!(stamp.function, QualifiedName::new("shop", "stamp"));
    assert_eq!(stamp.comment.as_deref(), Some("stamps"));
    assert!(!stamp.internal && !stamp.inherited);
    assert!(
        stamp
            .definition
            .contains("BEFORE INSERT OR UPDATE ON shop.customer")
    );
    let disabled = &relation(catalog, "part_of_event").triggers;
    assert_eq!(disabled.len(), 2, "the two that enforce the foreign key");
    assert!(
        disabled
            .iter()
            .all(|one| one.internal && one.enabled == "D")
    );
    let own = called(&customer.policies, "own", |one| &one.name);
    assert!(!own.permissive);
    assert_eq!(own.command, PolicyCommand::Update);
    assert_eq!(own.roles, ["shop_owner", "shop_reader"]);
    assert_eq!(
        (own.using.as_deref(), own.with_check.as_deref()),
        (Some("(id = 1)"), Some("(id > 0)"))
    );
    assert_eq!(own.comment.as_deref(), Some("their own row"));
    let everyone = called(&customer.policies, "everyone", |one| &one.name);
    assert_eq!(
        (everyone.permissive, everyone.command),
        (true, PolicyCommand::Select)
    );
    assert_eq!(
        (everyone.roles.as_slice(), everyone.using.as_deref()),
        (["PUBLIC".to_owned()].as_slice(), Some("true"))
    );
}

fn views(catalog: &Catalog) {
    let open = relation(catalog, "open_basket");
    assert_eq!(
        (open.kind, open.options.as_slice()),
        (
            RelationKind::View,
            ["security_barrier=true".to_owned()].as_slice()
        )
    );
    assert!(
        open.definition
            .as_deref()
            .unwrap()
            .contains("FROM (shop.basket b"),
        "names stand with their schema"
    );
    assert_eq!(
        open.reads,
        ["basket", "customer"].map(|name| QualifiedName::new("shop", name))
    );
    let totals = relation(catalog, "totals");
    assert_eq!(totals.kind, RelationKind::MaterializedView);
    assert_eq!(totals.reads, [QualifiedName::new("shop", "open_basket")]);
    assert_eq!(
        relation(catalog, "settings_seen").reads,
        [QualifiedName::new("pg_catalog", "pg_settings")]
    );
}

#[tokio::test]
async fn what_came_with_later_versions_is_read_too() {
    let server = shop(Version::Bundled, &[EIGHTEEN]).await;
    let catalog = read(&server, "shop").await;
    let modern = catalog
        .relation(&QualifiedName::new("late", "modern"))
        .unwrap();
    let twice = column(modern, "twice");
    assert_eq!(
        (twice.generated, twice.default.as_deref()),
        (Some(Generated::Virtual), Some("(id * 2)"))
    );
    assert_eq!(
        column(modern, "packed").compression.as_deref(),
        Some("pglz")
    );
    assert!(index(modern, "modern_name_key").nulls_not_distinct);
    assert!(!index(modern, "modern_pkey").nulls_not_distinct);
    let check = constraint(modern, "modern_name_check");
    assert!(!check.enforced);
    let invoker = catalog
        .relation(&QualifiedName::new("late", "invoker"))
        .unwrap();
    assert_eq!(invoker.option("security_invoker"), Some("true"));
    let publication = called(&catalog.publications, "of_schema", |one| &one.name);
    assert_eq!(publication.tables, [QualifiedName::new("late", "modern")]);
    let member = catalog
        .memberships
        .iter()
        .find(|one| one.member == "late_member")
        .unwrap();
    assert_eq!(
        (member.role.as_str(), member.inherits, member.admin),
        ("late_group", false, false)
    );
}
