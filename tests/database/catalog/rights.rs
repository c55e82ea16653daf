//! A role with few rights reads the same definitions, and is told what it could not see and what to ask for.

use provost_core::catalog::Visible;

use crate::reading::{SHOP, VERSIONS, read, read_as, shop};

fn reason<T: std::fmt::Debug>(fact: &Visible<T>) -> &str {
    fact.seen().expect_err("the role may not see this")
}

#[tokio::test]
async fn a_role_with_few_rights_sees_the_same_definitions() {
    for version in VERSIONS {
        let server = shop(version, &[SHOP]).await;
        let mut all = read(&server, "shop").await.definition_only();
        let few = read_as(&server, "shop", "shop_forever").await;
        assert!(
            !few.server.superuser
                && !few.server.reads_all_settings
                && !few.server.reads_all_statistics
        );
        assert!(
            !few.schemas
                .iter()
                .any(|schema| schema.name == "shop" && schema.usable)
        );
        assert_eq!(
            few.sequences
                .iter()
                .find_map(|sequence| sequence.last_value),
            None
        );
        assert!(
            reason(&few.hba_rules).contains("GRANT SELECT ON pg_hba_file_rules TO shop_forever")
        );
        assert!(reason(&few.password_hashes).contains("superuser"));
        assert!(reason(&few.sessions).contains("GRANT pg_read_all_stats TO shop_forever"));
        assert!(few.archiver.seen().is_ok() && few.subscriptions.seen().is_ok());
        assert!(few.database.bytes.seen().is_ok(), "CONNECT is enough");
        assert!(
            few.settings.len() < all.settings.len(),
            "some settings are for pg_read_all_settings"
        );
        let mut few = few.definition_only();
        few.settings.clear();
        few.hba_rules = all.hba_rules.clone();
        few.password_hashes = all.password_hashes.clone();
        all.settings.clear();
        assert_eq!(few, all);
    }
}

#[tokio::test]
async fn a_monitoring_role_sees_sessions_and_settings() {
    for version in VERSIONS {
        let server = shop(version, &[SHOP, "grant pg_monitor to shop_reader"]).await;
        let mut other = server.plain_as("shop_forever", "shop").await.unwrap();
        other
            .execute("set application_name = 'till'; begin")
            .await
            .unwrap();
        let catalog = read_as(&server, "shop", "shop_reader").await;
        assert!(catalog.server.reads_all_settings && catalog.server.reads_all_statistics);
        let sessions = catalog.sessions.seen().unwrap();
        let till = sessions
            .iter()
            .find(|session| session.application == "till")
            .unwrap();
        assert_eq!(
            (till.role.as_str(), till.database.as_str()),
            ("shop_forever", "shop")
        );
        assert_eq!(
            (till.state.as_str(), till.tls, till.blocked_by),
            ("idle in transaction", false, 0)
        );
        assert!(till.transaction_seconds.is_some());
        assert!(
            sessions
                .iter()
                .all(|session| session.application != "provost"),
            "our own are not the finding"
        );
        assert!(catalog.setting("config_file").is_some());
    }
}

#[tokio::test]
async fn a_right_that_the_server_takes_back_hides_one_part_only() {
    let server = shop(VERSIONS[0], &[SHOP]).await;
    let mut plain = server.plain("shop").await.unwrap();
    plain
        .execute(
            "revoke select on pg_catalog.pg_stat_archiver from public;
             revoke connect on database shop from public; grant connect on database shop to shop_forever;
             revoke select on pg_catalog.pg_subscription from public;
             revoke select (subname, subpublications, subowner, subenabled, subdbid) on pg_catalog.pg_subscription from public;
             grant select on pg_catalog.pg_hba_file_rules to shop_forever;
             grant execute on function pg_catalog.pg_hba_file_rules() to shop_forever",
        )
        .await
        .unwrap();
    let catalog = read_as(&server, "shop", "shop_forever").await;
    assert!(reason(&catalog.archiver).contains("pg_stat_archiver"));
    assert!(reason(&catalog.subscriptions).contains("pg_subscription"));
    assert!(!catalog.hba_rules.seen().unwrap().is_empty());
    assert!(!catalog.relations.is_empty());
}
