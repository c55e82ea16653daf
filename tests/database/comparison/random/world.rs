//! What stands in a database, so that a change can be made of it.

use provost_tests::plain::Plain;

/// One line per thing: its sort, and its names as SQL writes them.
const WORLD: &str = include_str!("world.sql");

/// The things of one sort, each with its words.
#[derive(Debug)]
pub(crate) struct World(Vec<Vec<String>>);

impl World {
    pub(crate) async fn of(plain: &mut Plain) -> Self {
        plain
            .execute("set search_path = ''; set client_min_messages = error")
            .await
            .unwrap();
        let lines = plain.texts(WORLD).await.unwrap();
        let words = |line: &String| line.split('\t').map(str::to_owned).collect();
        Self(lines.iter().map(words).collect())
    }

    /// The things of these sorts.
    pub(crate) fn all(&self, sorts: &[&str]) -> Vec<&[String]> {
        let found = self.0.iter().filter(|one| sorts.contains(&one[0].as_str()));
        found.map(|one| &one[1..]).collect()
    }

    /// The columns of a table: name and type.
    pub(crate) fn columns(&self, table: &str) -> Vec<&[String]> {
        let mut columns = self.all(&["column"]);
        columns.retain(|one| one[0] == table);
        columns
    }
}
