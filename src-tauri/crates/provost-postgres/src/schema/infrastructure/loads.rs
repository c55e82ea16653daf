//! What each table holds, how it is read, and how much of it nobody needs.

use std::collections::{BTreeMap, BTreeSet};

use provost_core::catalog::{Catalog, QualifiedName, RelationKind};
use provost_core::schema::consistency::{Evidence, TableLoad, Tally};
use sqlx::FromRow;

use super::bloat::{self, Extent, Width};
use super::counting::{self, SMALL};
use super::uses;
use crate::database::Database;
use crate::error::Error;
use crate::session::Statement;

pub(super) const TABLES: &str = include_str!("tables.sql");
pub(super) const SIZES: &str = include_str!("sizes.sql");
pub(super) const WIDTHS: &str = include_str!("widths.sql");

/// The tables with their loads.
pub(super) struct Loads {
    /// By name.
    pub(super) tables: Vec<TableLoad>,
    /// Those of them that are partitioned.
    pub(super) partitioned: BTreeSet<QualifiedName>,
    /// What was asked for them.
    pub(super) asked: Vec<Evidence>,
}

#[derive(Debug, FromRow)]
pub(super) struct Table {
    pub(super) id: i64,
    pub(super) schema: String,
    pub(super) name: String,
    pub(super) partitioned: bool,
    pub(super) parent: Option<i64>,
    pub(super) row_estimate: f64,
    pub(super) pages: i64,
    pub(super) live_rows: i64,
    pub(super) dead_rows: i64,
    pub(super) sequential_scans: i64,
    pub(super) index_scans: i64,
    pub(super) blocks_fetched: i64,
    pub(super) blocks_hit: i64,
    pub(super) counted_bytes: i64,
    pub(super) counted_index_bytes: i64,
    pub(super) block_bytes: i64,
    pub(super) fill_factor: Option<i64>,
    pub(super) readable: bool,
    pub(super) hides: bool,
}

#[derive(Debug, FromRow)]
pub(super) struct Size {
    pub(super) id: i64,
    /// None when the table has gone meanwhile.
    pub(super) bytes: Option<i64>,
    pub(super) index_bytes: Option<i64>,
}

#[derive(Debug, FromRow)]
pub(super) struct ColumnWidth {
    pub(super) id: i64,
    pub(super) dropped: bool,
    pub(super) fixed: bool,
    pub(super) alignment: i32,
    pub(super) null_share: Option<f64>,
    pub(super) width: Option<f64>,
}

/// Reads the loads of the tables of a catalog. A partitioned table has the sums of its partitions, which are listed too.
pub(super) async fn read(database: &Database, actual: &Catalog) -> Result<Loads, Error> {
    let mut session = database.read().await?;
    let wanted = wanted(actual);
    let mut tables: Vec<Table> = session.fetch_all(TABLES).await?;
    tables.retain(|table| wanted.contains(&(table.schema.as_str(), table.name.as_str())));
    tables.sort_by(|left, right| (&left.schema, &left.name).cmp(&(&right.schema, &right.name)));
    let mut widths: BTreeMap<i64, Vec<Width>> = BTreeMap::new();
    let columns = session.fetch_all::<ColumnWidth>(WIDTHS).await?;
    for column in &columns {
        widths.entry(column.id).or_default().push(column.width());
    }
    session.finish().await?;
    let sizes = sizes(database, &tables).await?;
    let asked = vec![
        uses::of_tables(&tables),
        uses::of_sizes(&tables, &sizes),
        uses::of_widths(&columns),
    ];
    let rows = rows(database, &tables).await?;
    let loads = tables
        .iter()
        .map(|table| {
            let columns = widths.get(&table.id).map_or(&[][..], Vec::as_slice);
            table.load(columns, sizes.get(&table.id), rows.get(&table.id).copied())
        })
        .collect();
    let partitioned = tables.iter().filter(|table| table.partitioned);
    Ok(Loads {
        partitioned: partitioned.map(Table::name).collect(),
        asked,
        tables: with_partitions(&tables, loads),
    })
}

/// The tables that are of interest, by schema and name.
fn wanted(actual: &Catalog) -> BTreeSet<(&str, &str)> {
    let tables = actual.relations.iter().filter(|relation| {
        let is_table = matches!(
            relation.kind,
            RelationKind::Table | RelationKind::PartitionedTable
        );
        is_table && relation.extension.is_none()
    });
    tables
        .map(|relation| (relation.name.schema.as_str(), relation.name.name.as_str()))
        .collect()
}

/// The sizes on the disk, by table. Where asking fails, those that the server counted last are good enough.
async fn sizes(database: &Database, tables: &[Table]) -> Result<BTreeMap<i64, Size>, Error> {
    let ids: Vec<i64> = tables.iter().map(|table| table.id).collect();
    let mut session = database.read().await?;
    match session
        .fetch_all::<Size>(Statement::new(SIZES).bind(ids))
        .await
    {
        Ok(sizes) => {
            session.finish().await?;
            Ok(sizes.into_iter().map(|size| (size.id, size)).collect())
        }
        Err(error) if counting::is_of_the_table(&error) => {
            counting::finish_failed(session).await?;
            Ok(BTreeMap::new())
        }
        Err(error) => Err(error),
    }
}

/// The rows of the small tables that the role may count, the smallest first, by table.
async fn rows(database: &Database, tables: &[Table]) -> Result<BTreeMap<i64, i64>, Error> {
    let mut small: Vec<&Table> = tables
        .iter()
        .filter(|table| table.may_be_counted())
        .collect();
    small.sort_by(|left, right| left.expected_rows().total_cmp(&right.expected_rows()));
    let names: Vec<(&str, &str)> = small
        .iter()
        .map(|table| (table.schema.as_str(), table.name.as_str()))
        .collect();
    let counted = counting::count(database, &names).await?;
    let of = |(place, rows): (usize, i64)| small.get(place).map(|table| (table.id, rows));
    Ok(counted.into_iter().filter_map(of).collect())
}

impl Table {
    fn name(&self) -> QualifiedName {
        QualifiedName::new(&self.schema, &self.name)
    }

    fn may_be_counted(&self) -> bool {
        !self.partitioned && self.readable && !self.hides && self.expected_rows() < SMALL
    }

    /// The more of what ANALYZE and what the statistics of use say.
    fn expected_rows(&self) -> f64 {
        self.row_estimate.max(float(self.live_rows))
    }

    fn tally(&self, counted: Option<i64>) -> Tally {
        if let Some(rows) = counted {
            return Tally::Counted(rows);
        }
        if self.row_estimate < 0.0 && self.live_rows == 0 {
            return Tally::Unknown;
        }
        let estimated = if self.row_estimate < 0.0 {
            self.live_rows
        } else {
            whole(self.row_estimate)
        };
        Tally::Estimated(estimated)
    }

    fn load(&self, columns: &[Width], size: Option<&Size>, counted: Option<i64>) -> TableLoad {
        let extent = Extent {
            pages: float(self.pages),
            rows: self.row_estimate,
            page_bytes: float(self.block_bytes),
            fill: float(self.fill_factor.unwrap_or(100)) / 100.0,
        };
        TableLoad {
            name: self.name(),
            rows: self.tally(counted),
            bytes: size
                .and_then(|size| size.bytes)
                .unwrap_or(self.counted_bytes),
            index_bytes: size
                .and_then(|size| size.index_bytes)
                .unwrap_or(self.counted_index_bytes),
            sequential_scans: self.sequential_scans,
            index_scans: self.index_scans,
            dead_rows: self.dead_rows,
            cache_hit_rate: share(self.blocks_hit, self.blocks_fetched),
            bloat_bytes: bloat::estimate(extent, columns).map(whole),
        }
    }
}

impl ColumnWidth {
    fn width(&self) -> Width {
        Width {
            dropped: self.dropped,
            fixed: self.fixed,
            alignment: f64::from(self.alignment),
            seen: self.null_share.zip(self.width),
        }
    }
}

/// Gives partitioned tables what their partitions have together.
fn with_partitions(tables: &[Table], mut loads: Vec<TableLoad>) -> Vec<TableLoad> {
    let place_of: BTreeMap<i64, usize> = tables
        .iter()
        .enumerate()
        .map(|(place, table)| (table.id, place))
        .collect();
    let mut shares: BTreeMap<usize, (i64, i64)> = BTreeMap::new();
    for place in place_of.values() {
        if let Some(load) = loads.get_mut(*place).filter(|_| is_parent(tables, *place)) {
            load.rows = Tally::Counted(0);
            load.bytes = 0;
            load.index_bytes = 0;
            load.bloat_bytes = Some(0);
        }
    }
    for (place, table) in tables.iter().enumerate() {
        let Some(leaf) = loads.get(place).filter(|_| !table.partitioned).cloned() else {
            continue;
        };
        let mut parent = table.parent.and_then(|id| place_of.get(&id));
        while let Some(place) = parent {
            if let Some(load) = loads.get_mut(*place) {
                add(load, &leaf);
            }
            let read = shares.entry(*place).or_default();
            read.0 += table.blocks_hit;
            read.1 += table.blocks_fetched;
            parent = tables
                .get(*place)
                .and_then(|table| place_of.get(&table.parent?));
        }
    }
    for (place, (hit, fetched)) in shares {
        if let Some(load) = loads.get_mut(place) {
            load.cache_hit_rate = share(hit, fetched);
        }
    }
    loads
}

fn is_parent(tables: &[Table], place: usize) -> bool {
    tables.get(place).is_some_and(|table| table.partitioned)
}

fn add(whole: &mut TableLoad, part: &TableLoad) {
    whole.rows = match (whole.rows, part.rows) {
        (Tally::Counted(left), Tally::Counted(right)) => Tally::Counted(left + right),
        (Tally::Unknown, _) | (_, Tally::Unknown) => Tally::Unknown,
        (
            Tally::Counted(left) | Tally::Estimated(left),
            Tally::Counted(right) | Tally::Estimated(right),
        ) => Tally::Estimated(left + right),
    };
    whole.bytes += part.bytes;
    whole.index_bytes += part.index_bytes;
    whole.sequential_scans += part.sequential_scans;
    whole.index_scans += part.index_scans;
    whole.dead_rows += part.dead_rows;
    whole.bloat_bytes = whole
        .bloat_bytes
        .zip(part.bloat_bytes)
        .map(|(left, right)| left + right);
}

fn share(of: i64, whole: i64) -> Option<f64> {
    (whole > 0).then(|| float(of) / float(whole))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counters and sizes are far below 2^53"
)]
fn float(number: i64) -> f64 {
    number as f64
}

#[expect(clippy::cast_possible_truncation, reason = "the cast saturates")]
fn whole(number: f64) -> i64 {
    number.round() as i64
}
