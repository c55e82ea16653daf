//! What stands between a role and the rows: missing tables, missing rights, policies.

use super::{FigureKind, Need};
use crate::catalog::quote_identifier;
use crate::schema::Pack;

/// What is there to be read, as the server tells it before any row is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surroundings {
    /// The role that reads.
    pub role: String,
    /// The schema of the governance tables.
    pub governance_schema: String,
    /// Whether that schema is there.
    pub schema_exists: bool,
    /// Whether the role may look into it.
    pub schema_usable: bool,
    /// Whether policies hold for the role: it is neither superuser nor has BYPASSRLS.
    pub bound: bool,
    /// Whether the role was given the right to read every tenant.
    pub reads_every_tenant: bool,
    /// Whether the role may ask what the policies ask.
    pub policies_answer: bool,
    /// Whether the role acts for a person of a tenant; none where nobody could say.
    pub has_tenant: Option<bool>,
    /// The tables that the figures need and that are there.
    pub tables: Vec<TableFound>,
}

/// A table that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableFound {
    /// Its name, without the schema.
    pub name: String,
    /// Whether it is a table, partitioned or not. The definition of a view is not trusted here.
    pub is_table: bool,
    /// Whether the role may select from it.
    pub readable: bool,
    /// Whether row-level security is on.
    pub has_policies: bool,
    /// The names of its columns.
    pub columns: Vec<String>,
}

impl Surroundings {
    /// The packs of which a needed table is missing.
    #[must_use]
    pub fn missing(&self) -> Vec<Pack> {
        Pack::ALL
            .into_iter()
            .filter(|pack| {
                FigureKind::ALL
                    .into_iter()
                    .flat_map(FigureKind::needs)
                    .any(|need| need.pack == *pack && self.table(need.table).is_none())
            })
            .collect()
    }

    /// Why the numbers may be too small; none when the role sees every tenant.
    #[must_use]
    pub fn restricted(&self) -> Option<String> {
        let hidden = self.bound
            && !self.reads_every_tenant
            && self.tables.iter().any(|table| table.has_policies);
        hidden.then(|| {
            format!(
                "Row-level security shows the role {} only what it shows to its own tenant. {}",
                self.role,
                self.remedy()
            )
        })
    }

    /// Why a figure cannot be read: a sentence or two. None when it can.
    #[must_use]
    pub fn hindrance(&self, kind: FigureKind) -> Option<String> {
        kind.needs().iter().find_map(|need| self.obstructed(need))
    }

    /// Why a table cannot be read. None when it can.
    #[must_use]
    pub fn obstructed(&self, need: &Need) -> Option<String> {
        let name = self.written(need.table);
        if !self.schema_exists {
            return Some(format!(
                "The schema {} is not there. Apply the pack {} to make it.",
                self.governance_schema,
                need.pack.title()
            ));
        }
        let Some(table) = self.table(need.table) else {
            return Some(format!(
                "The table {name} is not there. Apply the pack {}.",
                need.pack.title()
            ));
        };
        let lacking: Vec<&str> = need
            .columns
            .iter()
            .copied()
            .filter(|column| !table.columns.iter().any(|there| there == column))
            .collect();
        if !table.is_table {
            return Some(format!("{name} is not a table, and is not read."));
        }
        if !lacking.is_empty() {
            return Some(format!(
                "The table {name} is not the one of the pack {}: it has no column {}. The pack can adopt it.",
                need.pack.title(),
                lacking.join(", ")
            ));
        }
        if !self.schema_usable || !table.readable {
            return Some(format!(
                "The role {} may not read {name}. Its owner can grant USAGE on the schema and SELECT on the table.",
                self.role
            ));
        }
        if self.bound && table.has_policies {
            return self.hidden(&name);
        }
        None
    }

    /// A right that is missing behind the policies is no zero either.
    fn hidden(&self, name: &str) -> Option<String> {
        if !self.policies_answer {
            return Some(format!(
                "The policies of {name} ask {}, which the role {} may not read. Its owner can grant SELECT on it.",
                self.written("tenant_members"),
                self.role
            ));
        }
        if !self.reads_every_tenant && self.has_tenant == Some(false) {
            return Some(format!(
                "Row-level security hides every row of {name}: the role {} acts for nobody of any tenant. {}",
                self.role,
                self.remedy()
            ));
        }
        None
    }

    fn remedy(&self) -> String {
        format!(
            "USAGE on the type {} gives the right to read every tenant.",
            self.written("every_tenant_reader")
        )
    }

    fn table(&self, name: &str) -> Option<&TableFound> {
        self.tables.iter().find(|table| table.name == name)
    }

    fn written(&self, name: &str) -> String {
        format!("{}.{name}", quote_identifier(&self.governance_schema))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all_there() -> Surroundings {
        let mut tables: Vec<TableFound> = Vec::new();
        for need in FigureKind::ALL.into_iter().flat_map(FigureKind::needs) {
            if !tables.iter().any(|table| table.name == need.table) {
                tables.push(TableFound {
                    name: need.table.to_owned(),
                    is_table: true,
                    readable: true,
                    has_policies: true,
                    columns: Vec::new(),
                });
            }
            let table = tables
                .iter_mut()
                .find(|table| table.name == need.table)
                .unwrap();
            table
                .columns
                .extend(need.columns.iter().map(|&column| column.to_owned()));
        }
        Surroundings {
            role: "reader".to_owned(),
            governance_schema: "Our Rules".to_owned(),
            schema_exists: true,
            schema_usable: true,
            bound: false,
            reads_every_tenant: false,
            policies_answer: true,
            has_tenant: None,
            tables,
        }
    }

    fn why(surroundings: &Surroundings) -> String {
        surroundings
            .hindrance(FigureKind::OverdueChecks)
            .unwrap_or_default()
    }

    #[test]
    fn who_sees_all_is_neither_hindered_nor_restricted() {
        let surroundings = all_there();
        for kind in FigureKind::ALL {
            assert_eq!(surroundings.hindrance(kind), None);
        }
        assert_eq!(surroundings.restricted(), None);
        assert!(surroundings.missing().is_empty());
    }

    #[test]
    fn a_database_without_packs_says_so_for_every_figure() {
        let surroundings = Surroundings {
            schema_exists: false,
            tables: Vec::new(),
            ..all_there()
        };
        for kind in FigureKind::ALL {
            assert!(surroundings.hindrance(kind).is_some(), "{}", kind.id());
        }
        assert!(surroundings.missing().contains(&Pack::Governance));
        assert!(!surroundings.missing().contains(&Pack::Workspace));
        assert_eq!(surroundings.restricted(), None);
    }

    #[test]
    fn what_is_missing_is_named() {
        let mut surroundings = all_there();
        surroundings
            .tables
            .retain(|table| table.name != "ai_compliance");
        assert!(why(&surroundings).contains("\"Our Rules\".ai_compliance is not there"));
        assert_eq!(surroundings.missing(), [Pack::Governance]);

        let mut surroundings = all_there();
        for table in &mut surroundings.tables {
            table.columns.retain(|column| column != "next_check_due_at");
        }
        assert!(why(&surroundings).contains("it has no column next_check_due_at"));

        let mut surroundings = all_there();
        for table in &mut surroundings.tables {
            table.readable = false;
        }
        assert!(why(&surroundings).contains("may not read \"Our Rules\".ai_compliance"));

        let mut surroundings = all_there();
        for table in &mut surroundings.tables {
            table.is_table = false;
        }
        assert!(why(&surroundings).contains("is not a table"));
    }

    #[test]
    fn policies_that_hide_every_row_are_no_zero() {
        let nobody = Surroundings {
            bound: true,
            has_tenant: Some(false),
            ..all_there()
        };
        assert!(why(&nobody).contains("hides every row"));
        let member = Surroundings {
            has_tenant: Some(true),
            ..nobody.clone()
        };
        assert_eq!(why(&member), "");
        assert!(member.restricted().unwrap().contains("every_tenant_reader"));
        let blind = Surroundings {
            policies_answer: false,
            ..nobody.clone()
        };
        assert!(why(&blind).contains("tenant_members"));
        let auditor = Surroundings {
            reads_every_tenant: true,
            ..nobody
        };
        assert_eq!(why(&auditor), "");
        assert_eq!(auditor.restricted(), None);
    }
}
