//! Names that are hard to read or to write come through as they are.

use provost_core::catalog::{Catalog, QualifiedName};

use crate::reading::{NAMES, VERSIONS, read, shop};

const GRANTEE: &str = "Grantee \"with, = / {quotes}\"";

#[tokio::test]
async fn names_come_through_as_they_are() {
    for version in VERSIONS {
        let server = shop(version, &[NAMES]).await;
        let catalog = read(&server, "shop").await;
        let table = catalog
            .relation(&QualifiedName::new("Select", "Order by"))
            .unwrap();
        let names: Vec<_> = table.columns.iter().map(|one| one.name.as_str()).collect();
        let expected = [
            "a b",
            "Ä \"quoted\"",
            "select",
            "🐘",
            "line\nbreak",
            "' or 1=1; --",
            "tab\there",
            "\u{202e}right to left",
            "zero\u{200b}width",
        ];
        assert_eq!(names, expected);
        assert!(
            table
                .grants
                .iter()
                .any(|grant| grant.grantee == GRANTEE && grant.privilege == "SELECT")
        );
        assert_eq!(table.columns[0].grants[0].grantee, GRANTEE);
        assert_eq!(table.policies[0].name, "a \"policy\"");
        assert_eq!(table.policies[0].roles, [GRANTEE]);
        let long = catalog
            .relations
            .iter()
            .filter(|one| one.name.name.len() > 61)
            .count();
        assert_eq!(long, 2, "names of 63 and 62 bytes");
        let back = catalog
            .relation(&QualifiedName::new("Select", "back\\slash"))
            .unwrap();
        assert_eq!(
            back.columns
                .iter()
                .map(|one| one.name.as_str())
                .collect::<Vec<_>>(),
            ["{a,b}", "NULL"]
        );
        let values = &catalog.enums[0].values;
        assert_eq!(values, &["a,b", "\"", "{}", "NULL"]);
        let again: Catalog =
            serde_json::from_str(&serde_json::to_string(&catalog).unwrap()).unwrap();
        assert_eq!(again, catalog, "and through JSON");
        select_by_quoted_names(&server, &catalog).await;
    }
}

/// What the catalog quotes, the server understands.
async fn select_by_quoted_names(server: &provost_tests::local::TestServer, catalog: &Catalog) {
    let mut plain = server.plain("shop").await.unwrap();
    for relation in &catalog.relations {
        let columns: Vec<_> = relation
            .columns
            .iter()
            .map(|one| provost_core::catalog::quote_identifier(&one.name))
            .collect();
        plain
            .execute(&format!(
                "select {} from {}",
                columns.join(", "),
                relation.name.quoted()
            ))
            .await
            .unwrap();
    }
}
