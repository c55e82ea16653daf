//! Who may not, and what is told where a pack, a person or a row is missing.

use provost_app::drift::{list, record, resolve, show};
use provost_app::{AppError, ErrorKind};
use provost_core::drift::DriftKind;
use provost_core::schema::Pack;
use provost_tests::company::{Company, PLACES};
use uuid::Uuid;

use super::company::{earlier, filled, moved};

#[tokio::test]
async fn only_administrators_and_the_owner_write_and_nobody_writes_for_another_tenant() {
    let company = filled(PLACES[0]).await;
    let model = company.id("a fraud-detector 1").await;
    let keep = async |acting: &provost_app::registry::Acting| {
        record(acting, model, DriftKind::Data, moved(), earlier()).await
    };
    let nobody = company.acting("clerk", None);
    let refused = keep(&nobody).await.unwrap_err();
    assert!(refused.to_string().contains("acts for nobody"), "{refused}");
    let member = company.clerk("member a").await;
    let refused = keep(&member).await.unwrap_err();
    assert!(
        refused.to_string().contains("may not write drift"),
        "{refused}"
    );
    let other = company.clerk("admin b").await;
    let refused = keep(&other).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::NotFound, "{refused}");
    let count = "select count(*)::text from governance.ai_drift_runs";
    assert_eq!(company.text(count).await, "0");

    let admin = company.clerk("admin a").await;
    let page = keep(&admin).await.unwrap();
    let finding = page.findings[0].id;
    assert_eq!(list(&other, None, false).await.unwrap().total, 0);
    assert_eq!(
        show(&other, page.run.id).await.unwrap_err().kind(),
        ErrorKind::NotFound
    );
    let refused = resolve(&other, &[finding], "Mine now.").await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::NotFound);
    assert!(resolve(&member, &[finding], "Looked at it.").await.is_err());
    assert!(resolve(&admin, &[finding], "  ").await.is_err());
    // All of it or nothing.
    let gone = Uuid::nil();
    let refused = resolve(&admin, &[finding, gone], "Both.")
        .await
        .unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::NotFound);
    assert_eq!(list(&admin, None, true).await.unwrap().total, 1);
}

#[tokio::test]
async fn a_missing_pack_is_told_and_is_no_error_of_the_list() {
    let company = Company::with_packs(PLACES[0], &[Pack::Identity]).await;
    let acting = company.acting(company.server.user(), None);
    let told = list(&acting, None, false).await.unwrap();
    assert_eq!(told.total, 0);
    assert!(told.hindrance.unwrap().contains("Apply the pack"));
    let refused = show(&acting, Uuid::nil()).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn a_role_that_writes_every_tenant_lends_its_rights_to_nobody_who_may_not() {
    let company = filled(PLACES[0]).await;
    company
        .run(
            "create role importer login in role clerk;
             grant usage on type governance.every_tenant_writer, governance.every_tenant_reader to importer",
        )
        .await;
    let model = company.id("a fraud-detector 1").await;
    let keep = async |acting: &provost_app::registry::Acting| {
        record(acting, model, DriftKind::Data, moved(), earlier()).await
    };
    let page = keep(&company.clerk("admin a").await).await.unwrap();
    let finding = page.findings[0].id;
    for role in ["importer", company.server.user()] {
        for person in ["member a", "admin b"] {
            let acting = company.acting(role, Some(company.id(person).await));
            for refused in [
                keep(&acting).await.unwrap_err(),
                resolve(&acting, &[finding], "Mine.").await.unwrap_err(),
            ] {
                let AppError::Refused(refusals) = &refused else {
                    panic!("{refused}")
                };
                assert!(refusals[0].message.contains("may not write drift"));
                assert!(refusals[0].remedy.contains("the owner of the version"));
            }
        }
    }
    let count = "select count(*)::text from governance.ai_drift_runs";
    assert_eq!(company.text(count).await, "1");

    // The owner may, also without being an administrator.
    company
        .run("update governance.ai_models set owner_id = md5('member a')::uuid where id = md5('a fraud-detector 1')::uuid")
        .await;
    let owner = company.acting("importer", Some(company.id("member a").await));
    keep(&owner).await.unwrap();
    resolve(&owner, &[finding], "Trained again.").await.unwrap();
}
