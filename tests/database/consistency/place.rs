//! Two databases of one server: what should be and what is.

use provost_core::catalog::{Catalog, Visible};
use provost_core::connections::Profile;
use provost_core::schema::comparison::{Options, compare};
use provost_core::schema::consistency::BreakingRows;
use provost_postgres::schema::breaking_rows;
use provost_postgres::{Database, Trust, catalog};
use provost_tests::local::TestServer;
use provost_tests::profile;

pub(crate) const EXPECTED: &str = "should";
pub(crate) const ACTUAL: &str = "live";

pub(crate) fn open(profile: &Profile) -> Database {
    Database::open(profile, None, &Trust::default()).unwrap()
}

/// What a database is, read as the superuser.
pub(crate) async fn read(server: &TestServer, database: &str) -> Catalog {
    let database = open(&profile::of(server, database, server.user()));
    catalog::read(&database, &|_| {}).await.unwrap()
}

/// Makes both databases.
pub(crate) async fn make(server: &TestServer, should: &str, is: &str) -> (Catalog, Catalog) {
    for (name, sql) in [(EXPECTED, should), (ACTUAL, is)] {
        server.create_database(name).await.unwrap();
        let mut plain = server.plain(name).await.unwrap();
        plain.execute(sql).await.unwrap();
    }
    (read(server, EXPECTED).await, read(server, ACTUAL).await)
}

/// Counts as a role.
pub(crate) async fn count(
    server: &TestServer,
    role: &str,
    expected: &Catalog,
    actual: &Catalog,
) -> Vec<BreakingRows> {
    let database = open(&profile::of(server, ACTUAL, role));
    let comparison = compare(expected, actual, &Options::default());
    breaking_rows(&database, expected, actual, &comparison, &|_, _| {})
        .await
        .unwrap()
}

/// The rows of an object by its name.
pub(crate) fn of<'b>(found: &'b [BreakingRows], name: &str) -> &'b BreakingRows {
    let one = found.iter().find(|one| one.object.to_string() == name);
    one.unwrap_or_else(|| panic!("{name} is not among {found:#?}"))
}

/// The reason why the rows of an object are hidden.
pub(crate) fn reason<'b>(found: &'b [BreakingRows], name: &str) -> &'b str {
    match &of(found, name).rows {
        Visible::Hidden(reason) => reason,
        Visible::Seen(rows) => panic!("{name}: {rows} rows were counted"),
    }
}
