//! A connection from its URL to its database, with the password in the keyring.

use provost_tests::local::{PASSWORD, TestServer, Version};
use provost_tests::secret_service::Home;
use serde_json::json;

use crate::asking::{client, error};

#[tokio::test]
async fn a_connection_is_drafted_tried_saved_and_opened_with_its_password() {
    let server = TestServer::on_tcp(Version::Bundled).await.unwrap();
    let home = Home::with_keyring().unwrap();
    let mut first = client(&home);
    let url = server.tcp_url("postgres");
    let draft = first.ask(json!({ "task": "draft", "url": url })).unwrap();
    let draft = &draft["ok"];
    assert_eq!(draft["passwordHeld"], true, "{draft}");
    assert!(!draft.to_string().contains(PASSWORD));

    let mut tried = json!({ "task": "try", "profile": draft["profile"], "secret": "keep" });
    let report = first.ask(tried.clone()).unwrap();
    assert_eq!(report["ok"]["superuser"], true, "{report}");
    tried["secret"] = json!({ "set": "wrong", "place": "session" });
    let refused = first.ask(tried.clone()).unwrap();
    assert_eq!(error(&refused).1, "Authentication");
    tried["secret"] = json!("clear");
    assert_eq!(error(&first.ask(tried).unwrap()).1, "Authentication");

    let save = json!({ "task": "save", "profile": draft["profile"], "secret": "keep" });
    let saved = first.ask(save).unwrap();
    assert_eq!(saved["ok"]["connection"]["secret"], "keyring", "{saved}");
    assert_eq!(saved["ok"]["notice"], json!(null));

    let open = json!({ "task": "open", "id": draft["profile"]["id"] });
    let report = client(&home).ask(open).unwrap();
    assert_eq!(
        report["ok"]["database"], "postgres",
        "another process: {report}"
    );
}
