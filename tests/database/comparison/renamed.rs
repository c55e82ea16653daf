//! What is there under another name keeps what it holds: nothing is dropped and made anew.

use provost_core::schema::comparison::{Change, compare};
use provost_tests::local::{TestServer, Version};

use crate::place::actual;
use crate::way_back::{Ending, everything, lead};

const SHOULD: &str = "create schema s;
    create sequence s.\"Invoice's numbers\" start 5 increment 3;
    create domain s.mail as text check (value like '%@%');
    create table s.bill (id bigint primary key default nextval('s.\"Invoice''s numbers\"'), sent_to s.mail)";

const IS: &str = "create schema s;
    create sequence s.bills start 5 increment 3;
    create domain s.address as text constraint mail_check check (value like '%@%');
    create table s.bill (id bigint primary key default nextval('s.bills'), sent_to s.address);
    insert into s.bill (sent_to) select 'a@example.org' from generate_series(1, 4)";

#[tokio::test]
async fn a_sequence_goes_on_counting_under_its_expected_name() {
    let server = TestServer::with(Version::Bundled, |_| {}).await.unwrap();
    for (name, script) in [("should", SHOULD), ("walk", IS)] {
        server.create_database(name).await.unwrap();
        let mut plain = server.plain(name).await.unwrap();
        plain.execute(script).await.unwrap();
    }
    let should = actual(&server, "should").await;
    let comparison = compare(&should, &actual(&server, "walk").await, &everything());
    let renamed = comparison.differences.iter();
    let renamed = renamed.filter_map(|one| match &one.change {
        Change::Renamed { from } => Some((from.as_str(), one.object.name.as_str())),
        _ => None,
    });
    let mut renamed: Vec<(&str, &str)> = renamed.collect();
    renamed.sort_unstable();
    assert_eq!(
        renamed,
        [("address", "mail"), ("bills", "Invoice's numbers")]
    );
    let ending = lead(&server, &should, "walk").await;
    assert_eq!(ending, Ending::Same { cannot: Vec::new() });
    let mut plain = server.plain("walk").await.unwrap();
    let next = "insert into s.bill (sent_to) values ('b@example.org') returning id::text";
    assert_eq!(plain.text(next).await.unwrap(), "17");
}
