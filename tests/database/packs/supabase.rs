//! Where Supabase signs people in, the people of the packs follow.

use provost_core::schema::Pack;
use provost_tests::local::{TestServer, Version};
use provost_tests::plain::Plain;

use crate::installed::{DATABASE, TENANTS, VERSIONS, apply, empty, revert};
use crate::temporary::unsafe_functions;

/// What Supabase has that matters here, and the accounts that are there before the packs come. The service that signs
/// people in has no right in the governance schema.
const ACCOUNTS: &str = "
    create role auth_service login;
    create schema auth authorization auth_service;
    set role auth_service;
    create table auth.users (id uuid primary key, email text, phone text, raw_app_meta_data jsonb, raw_user_meta_data jsonb,
                             email_confirmed_at timestamptz, deleted_at timestamptz, last_sign_in_at timestamptz);
    create function auth.uid() returns uuid language sql stable
      return (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid;
    insert into auth.users (id, email, phone) values
      (md5('early')::uuid, 'early@people.example', null),
      (md5('caller')::uuid, null, '4930123456'),
      (md5('twin')::uuid, 'EARLY@people.example', null);
    reset role;
";

/// The e-mail address, the telephone number and the tenant of a person, as one text; none if there is no such person.
async fn person(plain: &mut Plain, name: &str) -> Option<String> {
    let sql = format!(
        "select concat_ws(' ', coalesce(email, '-'), coalesce(phone, '-'), coalesce(tenant_id::text, '-'), status) \
         from governance.users where id = md5('{name}')::uuid"
    );
    plain.texts(&sql).await.unwrap().into_iter().next()
}

async fn signed_up(version: Version) -> (TestServer, Plain, Plain) {
    let server = empty(version).await;
    let mut plain = server.plain(DATABASE).await.unwrap();
    plain.execute(ACCOUNTS).await.unwrap();
    apply(&server, &[Pack::Identity]).await;
    let service = server.plain_as("auth_service", DATABASE).await.unwrap();
    (server, plain, service)
}

/// People are invited, choose what they may not, are renamed, erased, erased for a time, and sign in.
async fn sign_up_and_leave(plain: &mut Plain, service: &mut Plain, tenant: &str) {
    plain
        .execute(&format!(
            "insert into governance.tenants (id, name) values ('{tenant}', 'Supabase')"
        ))
        .await
        .unwrap();
    service
        .execute(&format!(
            "insert into auth.users (id, email, raw_app_meta_data, raw_user_meta_data) values
               (md5('invited')::uuid, 'invited@people.example', '{{\"tenant_id\": \"{tenant}\"}}', null),
               (md5('cheeky')::uuid, 'nobody@localhost', null, '{{\"tenant_id\": \"{tenant}\"}}'),
               (md5('gone')::uuid, 'gone@people.example', null, null),
               (md5('soft')::uuid, 'soft@people.example', null, null);
             update auth.users set email = 'renamed@people.example' where email = 'invited@people.example';
             delete from auth.users where email = 'gone@people.example';
             update auth.users set deleted_at = now() where email = 'soft@people.example';
             update auth.users set last_sign_in_at = now()"
        ))
        .await
        .unwrap();
}

#[tokio::test]
async fn people_follow_the_accounts_of_supabase() {
    let [tenant, _] = TENANTS;
    for version in VERSIONS {
        let (server, mut plain, mut service) = signed_up(version).await;
        assert_eq!(unsafe_functions(&mut plain).await, [""; 0], "{version:?}");
        let waiting = |text: &str| Some(format!("{text} - pending_approval"));
        assert_eq!(
            person(&mut plain, "early").await,
            waiting("early@people.example -")
        );
        assert_eq!(person(&mut plain, "caller").await, waiting("- +4930123456"));
        assert_eq!(
            person(&mut plain, "twin").await,
            waiting("- -"),
            "an address that is taken breaks nothing"
        );

        sign_up_and_leave(&mut plain, &mut service, tenant).await;
        let invited = format!("renamed@people.example - {tenant} pending_approval");
        assert_eq!(person(&mut plain, "invited").await, Some(invited));
        assert_eq!(
            person(&mut plain, "cheeky").await,
            waiting("- -"),
            "nobody chooses the own tenant"
        );
        assert_eq!(person(&mut plain, "gone").await, None);
        assert_eq!(person(&mut plain, "soft").await, None);

        let claims = "select set_config('request.jwt.claims', jsonb_build_object('sub', md5('invited')::uuid)::text, false)";
        let asked = "select coalesce(governance.current_tenant_id()::text, 'none')";
        plain.execute(claims).await.unwrap();
        assert_eq!(
            plain.text(asked).await.unwrap(),
            "none",
            "who waits for approval is nobody"
        );
        plain
            .execute("update governance.users set status = 'active' where email = 'renamed@people.example'")
            .await
            .unwrap();
        assert_eq!(plain.text(asked).await.unwrap(), tenant);

        revert(&server, &[Pack::Identity]).await;
        service
            .execute("insert into auth.users (id) values (md5('later')::uuid)")
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn nothing_but_the_accounts_is_followed() {
    for version in VERSIONS {
        let (server, mut plain, _service) = signed_up(version).await;
        plain
            .execute(
                "create role clerk login; grant usage on schema governance to clerk; \
                 grant execute on all functions in schema governance to clerk",
            )
            .await
            .unwrap();
        let mut clerk = server.plain_as("clerk", DATABASE).await.unwrap();
        clerk
            .execute(
                "create temp table accounts as select md5('early')::uuid as id; \
                 create trigger forged after delete on accounts \
                   for each row execute function governance.follow_auth_user()",
            )
            .await
            .unwrap();
        let refused = clerk.execute("delete from accounts").await.unwrap_err();
        assert!(
            refused.to_string().contains("this function serves"),
            "{refused}"
        );
        assert!(person(&mut plain, "early").await.is_some());
    }
}
