//! Two databases with changes of their own, and whether what the comparison writes makes the one the other.

use provost_core::catalog::Catalog;
use provost_tests::local::{TestServer, Version};
use provost_tests::plain::Plain;

use super::changes;
use super::dice::Dice;
use super::world::World;
use crate::place::actual;
use crate::way_back::{self, Ending};

/// The changes of both sides, as SQL.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Case {
    pub(crate) expected: Vec<String>,
    pub(crate) actual: Vec<String>,
}

/// A server with the base.
#[derive(Debug)]
pub(crate) struct Ground {
    server: TestServer,
    plain: Plain,
    base: Catalog,
}

impl Ground {
    /// A server with a database that these scripts make.
    pub(crate) async fn of(scripts: &[&str]) -> Self {
        let server = TestServer::with(Version::Bundled, |places| {
            for (name, value) in [("fsync", "off"), ("wal_level", "logical")] {
                places.settings.insert(name.to_owned(), value.to_owned());
            }
        })
        .await
        .unwrap();
        server.create_database("base").await.unwrap();
        let mut plain = server.plain("base").await.unwrap();
        for text in scripts {
            plain.execute(text).await.unwrap();
        }
        drop(plain);
        let base = actual(&server, "base").await;
        let plain = server.plain("postgres").await.unwrap();
        Self {
            server,
            plain,
            base,
        }
    }

    async fn copy(&mut self, name: &str) -> Plain {
        for statement in [
            format!("drop database if exists \"{name}\" with (force)"),
            format!("create database \"{name}\" template base strategy file_copy"),
        ] {
            self.plain.execute(&statement).await.unwrap();
        }
        self.server.plain(name).await.unwrap()
    }

    /// Changes that the server took, made up in a copy of the base.
    pub(crate) async fn made_up(
        &mut self,
        name: &str,
        dice: &mut Dice,
        count: usize,
    ) -> Vec<String> {
        let mut plain = self.copy(name).await;
        let mut taken = Vec::new();
        while taken.len() < count {
            let world = World::of(&mut plain).await;
            if let Some(sql) = changes::any(dice, &world)
                && takes(&mut plain, &sql).await
            {
                taken.push(sql);
            }
        }
        taken
    }

    /// A copy of the base with these changes, as far as the server takes them.
    async fn changed(&mut self, name: &str, changes: &[String]) -> Catalog {
        if changes.is_empty() && name == "should" {
            return self.base.clone();
        }
        let mut plain = self.copy(name).await;
        plain.execute("set search_path = ''").await.unwrap();
        for sql in changes {
            takes(&mut plain, sql).await;
        }
        drop(plain);
        actual(&self.server, name).await
    }

    /// Brings the actual side to the expected one.
    pub(crate) async fn ending(&mut self, case: &Case) -> Ending {
        let expected = self.changed("should", &case.expected).await;
        self.changed("is", &case.actual).await;
        way_back::lead(&self.server, &expected, "is").await
    }

    /// The smallest of the case's changes that still go wrong.
    pub(crate) async fn shrunk(&mut self, case: &Case) -> (Case, Ending) {
        let mut smallest = case.clone();
        let mut ending = self.ending(&smallest).await;
        let mut at = 0;
        while at < smallest.expected.len() + smallest.actual.len() {
            let mut smaller = smallest.clone();
            match at.checked_sub(smaller.expected.len()) {
                Some(place) => smaller.actual.remove(place),
                None => smaller.expected.remove(at),
            };
            let other = self.ending(&smaller).await;
            if other.is_good() {
                at += 1;
            } else {
                (smallest, ending) = (smaller, other);
            }
        }
        (smallest, ending)
    }
}

async fn takes(plain: &mut Plain, sql: &str) -> bool {
    plain
        .execute(&format!(
            "begin; set local statement_timeout = '5s'; {sql}; commit"
        ))
        .await
        .is_ok()
        || {
            plain.execute("rollback").await.unwrap();
            false
        }
}
