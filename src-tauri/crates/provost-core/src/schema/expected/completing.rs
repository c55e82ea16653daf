//! Making what nobody can speak about the same on both sides, so that no difference is told there.

use crate::catalog::{Catalog, Column, QualifiedName, Relation};

use super::{NotCompared, Part, PartKind, supabase};

/// Takes over from the actual database what is not compared, and the versions of extensions, which SQL seldom names: another
/// server installs another one.
pub fn complete(expected: &mut Catalog, actual: &Catalog, not_compared: &[NotCompared]) {
    for extension in &mut expected.extensions {
        let same = |one: &&crate::catalog::Extension| one.name == extension.name;
        if let Some(is) = actual.extensions.iter().find(same) {
            extension.version.clone_from(&is.version);
        }
    }
    for part in not_compared.iter().filter_map(|one| one.part.as_ref()) {
        match part.kind {
            PartKind::Column => complete_column(expected, actual, part),
            PartKind::Index | PartKind::Constraint => complete_keys(expected, actual, part),
            PartKind::Policy | PartKind::Trigger | PartKind::Rule => {
                complete_hanging(expected, actual, part);
            }
            PartKind::Tablespace => complete_tablespaces(expected, actual),
            PartKind::PlatformSchema => {
                supabase::complete_schema(expected, actual, &part.name);
            }
            _ => complete_standing(expected, actual, part),
        }
    }
    let of_platform = |part: &Part| part.kind == PartKind::PlatformSchema;
    let mut parts = not_compared.iter().filter_map(|one| one.part.as_ref());
    if parts.any(of_platform) {
        supabase::complete_server(expected, actual);
    }
    if actual.server.version_number < 170_000 {
        leave_out_maintain(expected);
    }
    expected
        .relations
        .sort_by(|left, right| left.name.cmp(&right.name));
}

/// All privileges of a table are one more since PostgreSQL 17, and SQL that grants all of them means those that there are.
fn leave_out_maintain(expected: &mut Catalog) {
    for relation in &mut expected.relations {
        relation.grants.retain(|one| one.privilege != "MAINTAIN");
    }
    expected
        .default_privileges
        .retain(|one| one.grant.privilege != "MAINTAIN");
}

impl Part {
    fn is_named(&self, name: &QualifiedName) -> bool {
        self.name == name.name && self.stands_in(&name.schema)
    }

    fn stands_in(&self, schema: &str) -> bool {
        self.schema.as_deref().is_none_or(|said| said == schema)
    }

    fn hangs_on(&self, relation: &Relation) -> bool {
        let table = self.table.as_deref();
        table.is_none_or(|table| table == relation.name.name)
            && self.stands_in(&relation.name.schema)
    }
}

/// Adds what the actual side has and the expected one has not.
fn add<T: Clone>(
    expected: &mut Vec<T>,
    actual: &[T],
    wanted: impl Fn(&T) -> bool,
    same: impl Fn(&T, &T) -> bool,
) {
    for one in actual.iter().filter(|one| wanted(one)) {
        if !expected.iter().any(|other| same(one, other)) {
            expected.push(one.clone());
        }
    }
}

/// The relations of both sides on which a part hangs.
fn pairs<'a>(
    expected: &'a mut Catalog,
    actual: &'a Catalog,
    part: &'a Part,
) -> impl Iterator<Item = (&'a mut Relation, &'a Relation)> {
    expected
        .relations
        .iter_mut()
        .filter(|relation| part.hangs_on(relation))
        .filter_map(|relation| {
            let is = actual
                .relations
                .iter()
                .find(|is| is.name == relation.name)?;
            Some((relation, is))
        })
}

fn complete_column(expected: &mut Catalog, actual: &Catalog, part: &Part) {
    for (should, is) in pairs(expected, actual, part) {
        let Some(has) = is.columns.iter().find(|column| column.name == part.name) else {
            continue;
        };
        match should
            .columns
            .iter_mut()
            .find(|column| column.name == part.name)
        {
            Some(column) => {
                *column = Column {
                    position: column.position,
                    comment: column.comment.clone(),
                    not_null: column.not_null,
                    ..has.clone()
                };
            }
            None => should.columns.push(has.clone()),
        }
    }
}

fn complete_keys(expected: &mut Catalog, actual: &Catalog, part: &Part) {
    for (should, is) in pairs(expected, actual, part) {
        let wanted = |name: &str| name == part.name;
        add(
            &mut should.indexes,
            &is.indexes,
            |one| wanted(&one.name),
            |left, right| left.name == right.name,
        );
        add(
            &mut should.constraints,
            &is.constraints,
            |one| wanted(&one.name),
            |left, right| left.name == right.name,
        );
        should
            .indexes
            .sort_by(|left, right| left.name.cmp(&right.name));
        should
            .constraints
            .sort_by(|left, right| left.name.cmp(&right.name));
    }
}

fn complete_hanging(expected: &mut Catalog, actual: &Catalog, part: &Part) {
    for (should, is) in pairs(expected, actual, part) {
        add(
            &mut should.policies,
            &is.policies,
            |one| one.name == part.name,
            |left, right| left.name == right.name,
        );
        add(
            &mut should.triggers,
            &is.triggers,
            |one| one.name == part.name,
            |left, right| left.name == right.name,
        );
        add(
            &mut should.rules,
            &is.rules,
            |one| one.name == part.name,
            |left, right| left.name == right.name,
        );
    }
}

fn complete_tablespaces(expected: &mut Catalog, actual: &Catalog) {
    for relation in &mut expected.relations {
        let same = |is: &&Relation| is.name == relation.name;
        if let Some(is) = actual.relations.iter().find(same) {
            relation.tablespace.clone_from(&is.tablespace);
        }
    }
}

fn complete_standing(expected: &mut Catalog, actual: &Catalog, part: &Part) {
    macro_rules! take {
        ($list:ident by $name:ident) => {
            add(
                &mut expected.$list,
                &actual.$list,
                |one| part.is_named(&one.$name),
                |left, right| left.$name == right.$name,
            )
        };
        ($list:ident) => {
            add(
                &mut expected.$list,
                &actual.$list,
                |one| one.name == part.name,
                |left, right| left.name == right.name,
            )
        };
    }
    match part.kind {
        PartKind::Relation => take!(relations by name),
        PartKind::Sequence => take!(sequences by name),
        PartKind::Function => add(
            &mut expected.functions,
            &actual.functions,
            |one| part.is_named(&one.name),
            |left, right| left.signature() == right.signature(),
        ),
        PartKind::Type => {
            take!(types by name);
            take!(domains by name);
            take!(enums by name);
        }
        PartKind::Statistics => take!(extended_statistics by name),
        PartKind::Extension => take!(extensions),
        PartKind::EventTrigger => take!(event_triggers),
        PartKind::Publication => take!(publications),
        PartKind::ForeignServer => take!(foreign_servers),
        PartKind::Schema => take!(schemas),
        PartKind::Subscription => expected.subscriptions.clone_from(&actual.subscriptions),
        PartKind::Column
        | PartKind::Index
        | PartKind::Constraint
        | PartKind::Policy
        | PartKind::Trigger
        | PartKind::Rule
        | PartKind::Tablespace
        | PartKind::PlatformSchema => {}
    }
}

#[cfg(test)]
mod tests;
