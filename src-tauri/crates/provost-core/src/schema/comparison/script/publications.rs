//! Publications of logical replication: which tables, and of these which columns and rows.

use crate::catalog::{Publication, PublishedPart, QualifiedName, quote_identifier, quote_literal};

use super::planner::{Planner, rank};
use super::step::{Segment, Step};
use crate::schema::comparison::object::ObjectId;
use crate::schema::comparison::spelling;

/// The first version that publishes whole schemas, and parts of tables.
const PARTS_SINCE: i32 = 15;

/// The first version that publishes generated columns.
const GENERATED_SINCE: i32 = 18;

pub(super) fn create(publication: &Publication) -> String {
    let mut targets: Vec<String> = publication
        .named_tables()
        .map(|table| format!("table {}", target(publication, table)))
        .collect();
    targets.extend(publication.schemas.iter().map(|schema| whole(schema)));
    let what = if publication.all_tables {
        " for all tables".to_owned()
    } else if targets.is_empty() {
        String::new()
    } else {
        format!(" for {}", targets.join(", "))
    };
    let name = quote_identifier(&publication.name);
    let mut options = vec![operations(publication)];
    if publication.by_root {
        options.push(by_root(publication));
    }
    if publication.generated_columns {
        options.push(generated(publication));
    }
    format!(
        "create publication {name}{what} with ({})",
        options.join(", ")
    )
}

fn operations(publication: &Publication) -> String {
    let operations = publication.operations.join(", ");
    format!("publish = {}", quote_literal(&operations))
}

fn by_root(publication: &Publication) -> String {
    format!("publish_via_partition_root = {}", publication.by_root)
}

fn generated(publication: &Publication) -> String {
    let word = if publication.generated_columns {
        "stored"
    } else {
        "none"
    };
    format!("publish_generated_columns = {word}")
}

fn whole(schema: &str) -> String {
    format!("tables in schema {}", quote_identifier(schema))
}

fn part<'p>(publication: &'p Publication, table: &QualifiedName) -> Option<&'p PublishedPart> {
    publication.parts.iter().find(|part| part.table == *table)
}

/// The catalog names each table: without ONLY the server would add those that inherit from it.
fn target(publication: &Publication, table: &QualifiedName) -> String {
    let mut text = format!("only {}", table.quoted());
    if let Some(part) = part(publication, table) {
        let columns = part.columns.iter().map(|name| quote_identifier(name));
        let columns: Vec<String> = columns.collect();
        if !columns.is_empty() {
            text = format!("{text} ({})", columns.join(", "));
        }
        if let Some(rows) = &part.rows {
            text = format!("{text} where ({rows})");
        }
    }
    text
}

/// What a publication says of the columns of tables: these cannot go, nor change their type, while it says so.
pub(super) fn mentioned(publication: &Publication) -> Option<String> {
    let targets = publication.parts.iter();
    let targets: Vec<String> = targets
        .map(|part| target(publication, &part.table))
        .collect();
    (!targets.is_empty()).then(|| targets.join(", "))
}

pub(super) fn impossible(plan: &Planner<'_>, id: &ObjectId) -> Option<String> {
    let should = plan.should.publication(id)?;
    let version = plan.is.catalog.major_version();
    let in_parts = !should.parts.is_empty() || !should.schemas.is_empty();
    if in_parts && version < PARTS_SINCE {
        return Some(format!(
            "Servers before PostgreSQL {PARTS_SINCE} publish neither parts of tables nor whole schemas."
        ));
    }
    (should.generated_columns && version < GENERATED_SINCE).then(|| {
        format!("Servers before PostgreSQL {GENERATED_SINCE} do not publish generated columns.")
    })
}

/// Whether it must be dropped and made again.
pub(super) fn needs_a_new_one(
    plan: &Planner<'_>,
    id: &ObjectId,
    differs: &dyn Fn(&str) -> bool,
) -> bool {
    // While it publishes a whole schema it takes no list of columns, whichever of the two is changed first.
    let mixed = |publication: &Publication| {
        !publication.schemas.is_empty() && !publication.parts.is_empty()
    };
    let both = [plan.should.publication(id), plan.is.publication(id)];
    differs("all tables") || (differs("schemas") && both.into_iter().flatten().any(mixed))
}

pub(super) fn alter(plan: &mut Planner<'_>, id: &ObjectId, differs: &[&str]) {
    let (Some(should), Some(is)) = (plan.should.publication(id), plan.is.publication(id)) else {
        return;
    };
    let alter = format!("alter publication {}", quote_identifier(&id.name));
    for table in is
        .named_tables()
        .filter(|table| !is_there(should, is, table))
    {
        let sql = format!("{alter} drop table only {}", table.quoted());
        plan.add(Step::new(Segment::Drop, rank::DROP_PUBLICATION, id, sql));
    }
    for schema in is
        .schemas
        .iter()
        .filter(|one| !should.schemas.contains(one))
    {
        let sql = format!("{alter} drop {}", whole(schema));
        plan.add(Step::new(Segment::Drop, rank::DROP_PUBLICATION, id, sql));
    }
    // Of a partitioned table it takes a condition only once it publishes by the whole table.
    for (property, option) in [
        ("operations", operations(should)),
        ("by the whole table", by_root(should)),
        ("generated columns", generated(should)),
    ] {
        if differs.contains(&property) {
            let sql = format!("{alter} set ({option})");
            plan.add(Step::new(Segment::Finish, rank::PUBLICATION, id, sql));
        }
    }
    for table in should
        .named_tables()
        .filter(|table| !is_there(is, should, table))
    {
        let sql = format!("{alter} add table {}", target(should, table));
        plan.add(Step::new(Segment::Finish, rank::PUBLICATION, id, sql));
    }
    for schema in should
        .schemas
        .iter()
        .filter(|one| !is.schemas.contains(one))
    {
        let sql = format!("{alter} add {}", whole(schema));
        plan.add(Step::new(Segment::Finish, rank::PUBLICATION, id, sql));
    }
}

/// Whether a table that one publication names is named by the other as well, and published to the same extent.
fn is_there(other: &Publication, one: &Publication, table: &QualifiedName) -> bool {
    other.named_tables().any(|name| name == table)
        && spelling::same(&target(one, table), &target(other, table))
}
