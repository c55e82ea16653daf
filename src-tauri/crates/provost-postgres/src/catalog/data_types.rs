//! Enumerated types, domains, and the other types that stand alone.

use std::collections::BTreeMap;

use provost_core::catalog::{Domain, EnumType, QualifiedName, TypeFact};
use sqlx::FromRow;

use super::access::AccessLists;
use super::columns::named;
use super::statements;
use super::text::{Text, string, strings};
use crate::{Error, Session};

#[derive(FromRow)]
struct EnumRow {
    schema: Text,
    name: Text,
    owner: Text,
    labels: Vec<Text>,
    comment: Option<Text>,
    acl: Text,
}

#[derive(FromRow)]
struct DomainRow {
    id: i64,
    schema: Text,
    name: Text,
    owner: Text,
    base_type: Text,
    not_null: bool,
    default_expression: Option<Text>,
    collation_schema: Option<Text>,
    collation_name: Option<Text>,
    comment: Option<Text>,
    acl: Text,
}

#[derive(FromRow)]
struct CheckRow {
    domain: i64,
    name: Text,
    definition: Option<Text>,
    validated: bool,
}

#[derive(FromRow)]
struct TypeRow {
    schema: Text,
    name: Text,
    owner: Text,
    kind: Text,
    attribute_names: Vec<Text>,
    attribute_types: Vec<Text>,
    comment: Option<Text>,
    acl: Text,
}

/// The types, their access lists not yet spelled out.
pub(super) struct DataTypes {
    enums: Vec<EnumRow>,
    domains: Vec<DomainRow>,
    checks: Vec<CheckRow>,
    types: Vec<TypeRow>,
}

impl DataTypes {
    /// Reads them.
    pub(super) async fn read(session: &mut Session) -> Result<Self, Error> {
        Ok(Self {
            enums: session.fetch_all(statements::ENUMS).await?,
            domains: session.fetch_all(statements::DOMAINS).await?,
            checks: session.fetch_all(statements::DOMAIN_CHECKS).await?,
            types: session.fetch_all(statements::DATA_TYPES).await?,
        })
    }

    /// Enumerated types, domains and other types, each by name.
    pub(super) fn facts(self, lists: &AccessLists) -> (Vec<EnumType>, Vec<Domain>, Vec<TypeFact>) {
        let mut enums: Vec<EnumType> = self
            .enums
            .into_iter()
            .map(|row| EnumType {
                name: QualifiedName::new(row.schema, row.name),
                owner: row.owner.into(),
                values: strings(row.labels),
                comment: string(row.comment),
                grants: lists.of(&row.acl),
            })
            .collect();
        enums.sort_by(|one, other| one.name.cmp(&other.name));
        let mut checks: BTreeMap<i64, Vec<(String, String, bool)>> = BTreeMap::new();
        for row in self.checks {
            if let Some(definition) = row.definition {
                checks.entry(row.domain).or_default().push((
                    row.name.into(),
                    definition.into(),
                    row.validated,
                ));
            }
        }
        let mut domains: Vec<Domain> = self
            .domains
            .into_iter()
            .map(|row| {
                let checks = checks.remove(&row.id).unwrap_or_default();
                row.domain(checks, lists)
            })
            .collect();
        domains.sort_by(|one, other| one.name.cmp(&other.name));
        let mut types: Vec<TypeFact> = self.types.into_iter().map(|row| row.fact(lists)).collect();
        types.sort_by(|one, other| one.name.cmp(&other.name));
        (enums, domains, types)
    }
}

impl DomainRow {
    fn domain(self, mut checks: Vec<(String, String, bool)>, lists: &AccessLists) -> Domain {
        checks.sort();
        Domain {
            name: QualifiedName::new(self.schema, self.name),
            owner: self.owner.into(),
            base_type: self.base_type.into(),
            not_null: self.not_null,
            default: string(self.default_expression),
            collation: named(self.collation_schema, self.collation_name),
            checks,
            comment: string(self.comment),
            grants: lists.of(&self.acl),
        }
    }
}

impl TypeRow {
    fn fact(self, lists: &AccessLists) -> TypeFact {
        TypeFact {
            name: QualifiedName::new(self.schema, self.name),
            owner: self.owner.into(),
            kind: self.kind.into(),
            attributes: strings(self.attribute_names)
                .into_iter()
                .zip(strings(self.attribute_types))
                .collect(),
            comment: string(self.comment),
            grants: lists.of(&self.acl),
        }
    }
}
