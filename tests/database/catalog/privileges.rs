//! Who may do what, as `shop.sql` grants it.

use provost_core::catalog::{Catalog, Grant, QualifiedName};

use crate::reading::{SHOP, VERSIONS, called, column, read, relation, shop};

fn spelled(grants: &[Grant]) -> Vec<String> {
    let mut spelled: Vec<String> = grants
        .iter()
        .map(|grant| {
            let star = if grant.grantable { "*" } else { "" };
            format!(
                "{} {}{star} by {}",
                grant.grantee, grant.privilege, grant.grantor
            )
        })
        .collect();
    spelled.sort();
    spelled
}

#[tokio::test]
async fn privileges_are_read_as_they_were_granted() {
    for version in VERSIONS {
        let server = shop(version, &[SHOP]).await;
        let catalog = read(&server, "shop").await;
        on_relations(&catalog);
        on_other_objects(&catalog);
        by_default(&catalog);
        roles(&catalog);
    }
}

fn on_relations(catalog: &Catalog) {
    let customer = relation(catalog, "customer");
    let granted = spelled(&customer.grants);
    assert!(
        granted.contains(&"shop_reader SELECT* by shop_owner".to_owned()),
        "{granted:?}"
    );
    assert!(
        granted.contains(&"shop_reader INSERT* by shop_owner".to_owned()),
        "{granted:?}"
    );
    assert!(
        granted.contains(&"shop_owner DELETE by shop_owner".to_owned()),
        "the owner's own are there too"
    );
    assert_eq!(
        spelled(&column(customer, "name").grants),
        ["PUBLIC UPDATE by shop_owner"]
    );
    assert!(column(customer, "id").grants.is_empty());
    let holders = relation(catalog, "basket").holders_of(&["SELECT"]);
    assert!(
        holders.is_empty(),
        "only the owner has the privileges that nobody granted: {holders:?}"
    );
    assert!(!relation(catalog, "basket").grants.is_empty());
}

fn on_other_objects(catalog: &Catalog) {
    let definer = catalog
        .functions
        .iter()
        .find(|one| one.name == QualifiedName::new("shop", "definer"))
        .unwrap();
    assert_eq!(
        spelled(&definer.grants),
        [
            "provost EXECUTE by provost",
            "shop_reader EXECUTE by provost"
        ]
    );
    let add = catalog
        .functions
        .iter()
        .find(|one| one.name == QualifiedName::new("shop", "add"))
        .unwrap();
    assert_eq!(
        spelled(&add.grants),
        ["PUBLIC EXECUTE by provost", "provost EXECUTE by provost"]
    );
    let shop = called(&catalog.schemas, "shop", |one| &one.name);
    let expected = [
        "shop_owner CREATE by shop_owner",
        "shop_owner USAGE by shop_owner",
        "shop_reader USAGE by shop_owner",
    ];
    assert_eq!(spelled(&shop.grants), expected);
    let elsewhere = called(&catalog.foreign_servers, "elsewhere", |one| &one.name);
    assert_eq!(
        spelled(&elsewhere.grants),
        ["provost USAGE by provost", "shop_reader USAGE by provost"]
    );
    assert!(spelled(&catalog.database.grants).contains(&"PUBLIC CONNECT by provost".to_owned()));
}

fn by_default(catalog: &Catalog) {
    let entries: Vec<_> = catalog
        .default_privileges
        .iter()
        .map(|entry| {
            let grant = spelled(std::slice::from_ref(&entry.grant)).remove(0);
            (
                entry.role.as_str(),
                entry.schema.as_deref(),
                entry.object_kind.as_str(),
                grant,
            )
        })
        .collect();
    let owner = "shop_owner";
    assert_eq!(
        entries,
        [
            (
                owner,
                None,
                "f",
                "shop_owner EXECUTE by shop_owner".to_owned()
            ),
            (
                owner,
                Some("shop"),
                "r",
                "shop_reader SELECT by shop_owner".to_owned()
            ),
        ]
    );
}

fn roles(catalog: &Catalog) {
    let reader = catalog.role("shop_reader").unwrap();
    assert!(reader.login && !reader.superuser && !reader.predefined && !reader.bootstrap);
    assert_eq!(
        (reader.connection_limit, reader.comment.as_deref()),
        (5, Some("reads the shop"))
    );
    assert_eq!(
        reader.valid_until.unwrap().to_rfc3339(),
        "2030-01-02T03:04:05+00:00"
    );
    assert_eq!(
        catalog.role("shop_forever").unwrap().valid_until,
        None,
        "infinity is for ever"
    );
    assert!(!catalog.role("shop_team").unwrap().login);
    assert!(catalog.role("provost").unwrap().bootstrap);
    assert!(catalog.role("pg_monitor").unwrap().predefined);
    let member = catalog
        .memberships
        .iter()
        .find(|one| one.member == "shop_reader")
        .unwrap();
    assert_eq!(
        (member.role.as_str(), member.admin, member.inherits),
        ("shop_team", true, true)
    );
    let hashes = catalog.password_hashes.seen().unwrap();
    assert_eq!(called(hashes, "shop_reader", |one| &one.role).kind, "none");
}
