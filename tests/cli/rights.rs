//! An audit by a role without rights: what it may not see is said, and is never a pass.

use provost_tests::local::{TestServer, Version};
use serde_json::Value;

use crate::person::{Person, shop};

fn audit(server: &TestServer, role: &str) -> Value {
    let url = server.url("shop");
    let url = url.replace(&format!("user={}", server.user()), &format!("user={role}"));
    Person::new()
        .run(&["audit", "--url", &url, "--format", "json"])
        .ended(0)
        .json()
}

fn status<'a>(audit: &'a Value, rule: &str) -> &'a str {
    let results = audit["results"].as_array().unwrap();
    let found = results.iter().find(|result| result["rule"] == rule);
    found
        .and_then(|result| result["answer"]["status"].as_str())
        .unwrap()
}

#[tokio::test]
async fn what_a_role_may_not_see_is_not_determinable() {
    for version in [Version::Bundled, Version::Postgres16] {
        let server = shop(version).await;
        let mut plain = server.plain("shop").await.unwrap();
        plain.execute("create role stranger login").await.unwrap();
        plain
            .execute("set password_encryption = 'md5'; create role old login password 'x'")
            .await
            .unwrap();
        let (all, few) = (audit(&server, server.user()), audit(&server, "stranger"));
        assert_eq!(few["subject"]["role"], "stranger");
        assert!(!few["subject"]["hidden"].as_array().unwrap().is_empty());
        assert_eq!(status(&all, "auth.md5-hashes"), "fail");
        for rule in [
            "auth.md5-hashes",
            "auth.hba-methods",
            "performance.idle-transactions",
        ] {
            assert_eq!(status(&few, rule), "not_determinable", "{version:?} {rule}");
        }
        let reasons = few["results"].as_array().unwrap().iter();
        let unsaid = reasons.filter(|result| {
            result["answer"]["status"] == "not_determinable"
                && result["answer"]["reason"].as_str().unwrap().len() < 20
        });
        assert_eq!(unsaid.count(), 0);
        let hidden: Vec<&str> = all["results"]
            .as_array()
            .unwrap()
            .iter()
            .map(|result| result["rule"].as_str().unwrap())
            .filter(|rule| status(&all, rule) == "fail" && status(&few, rule) == "pass")
            .collect();
        assert_eq!(
            hidden, [""; 0],
            "{version:?}: a finding became a pass for want of rights"
        );
    }
}
