//! Section 6: what it costs to read.

use super::differences::of_share;
use super::missing_indexes::missing_indexes;
use super::shares::Share;
use super::subject::Subject;
use super::wording::{counted, few, share};
use super::{Fact, MissingIndex, Performance, Standing};
use crate::catalog::{Catalog, Relation, RelationKind};

/// Under this share of blocks found in the cache, reads wait for the disk (pghero's `cache_hit_rate`).
pub(super) const WELL_CACHED: f64 = 0.99;
/// Under this share the cache is too small for what is read.
pub(super) const BADLY_CACHED: f64 = 0.90;
/// So many blocks must have been asked for before a share of them says anything.
const ENOUGH_READS: i64 = 100_000;

/// Section 6.
pub(super) fn performance(subject: &Subject<'_>) -> Performance {
    let known = subject.known;
    let mut tables = known.infrastructure.tables.clone();
    tables.sort_by(|left, right| (right.bytes, &left.name).cmp(&(left.bytes, &right.name)));
    let mut facts = vec![
        cache(known.actual),
        super::overview::connections(known.infrastructure),
    ];
    facts.push(analysed(known.actual));
    facts.push(work(known.actual));
    let missing_indexes = missing_indexes(subject);
    facts.push(indexes(subject, &missing_indexes));
    Performance {
        facts,
        missing_indexes,
        tables,
    }
}

/// The share of blocks that were found in the cache; none when too few were asked for.
pub(super) fn hit_rate(catalog: &Catalog) -> Option<f64> {
    let (hit, read) = (catalog.database.blocks_hit, catalog.database.blocks_read);
    let asked = hit.saturating_add(read);
    (asked >= ENOUGH_READS).then(|| fraction(hit, asked))
}

/// A part of a whole.
#[expect(
    clippy::cast_precision_loss,
    reason = "a share is told with one decimal"
)]
pub(super) fn fraction(part: i64, whole: i64) -> f64 {
    part as f64 / whole as f64
}

fn cache(catalog: &Catalog) -> Fact {
    const LABEL: &str = "Blocks found in the cache";
    let Some(rate) = hit_rate(catalog) else {
        let asked = catalog
            .database
            .blocks_hit
            .saturating_add(catalog.database.blocks_read);
        return Fact::told(LABEL, format!("too few reads to say: {asked} blocks"));
    };
    let fact = Fact::told(LABEL, share(rate));
    if rate < WELL_CACHED {
        fact.standing(Standing::Attention)
            .note("99 % and more is usual where what is read often fits into shared_buffers.")
    } else {
        fact.standing(Standing::Good)
    }
}

fn stored(catalog: &Catalog) -> impl Iterator<Item = &Relation> {
    catalog
        .tables()
        .filter(|table| table.kind == RelationKind::Table)
}

fn analysed(catalog: &Catalog) -> Fact {
    const LABEL: &str = "Statistics of tables";
    let total = stored(catalog).count();
    let never: Vec<String> = stored(catalog)
        .filter(|table| table.row_estimate.is_none())
        .map(|table| table.name.to_string())
        .collect();
    if never.is_empty() {
        return Fact::told(LABEL, format!("gathered for {}", counted(total, "table")))
            .standing(Standing::Good);
    }
    Fact::told(
        LABEL,
        format!(
            "never gathered for {} of {}",
            never.len(),
            counted(total, "table")
        ),
    )
    .standing(Standing::Attention)
    .note(format!(
        "The planner guesses at them: {}. ANALYZE gathers what it needs.",
        few(never)
    ))
}

fn work(catalog: &Catalog) -> Fact {
    let database = &catalog.database;
    let told = format!(
        "{} transactions committed, {} rolled back, {} deadlocks",
        database.commits, database.rollbacks, database.deadlocks
    );
    let since = database.statistics_reset.map_or_else(
        || "Since the server was set up.".to_owned(),
        |at| format!("Since {}.", at.format("%Y-%m-%d %H:%M UTC")),
    );
    Fact::told("Work", told).note(since)
}

fn indexes(subject: &Subject<'_>, missing: &[MissingIndex]) -> Fact {
    let known = subject.known;
    let of_missing: usize = super::integrity::missing_tables(subject)
        .iter()
        .map(|table| {
            table
                .indexes
                .iter()
                .filter(|index| index.constraint.is_none())
                .count()
        })
        .sum();
    let there = known.actual.tables().flat_map(|table| &table.indexes);
    // Section 2 counts those of keys as the constraints that they are.
    let (of_keys, own): (Vec<_>, Vec<_>) = there.partition(|index| index.constraint.is_some());
    let fact = Fact::told(
        "Indexes",
        format!(
            "{} beside the {} of keys and constraints, {} missed",
            own.len(),
            of_keys.len(),
            missing.len()
        ),
    );
    let fact = if of_missing == 0 {
        fact
    } else {
        fact.note(format!(
            "{} more come with tables that are missing.",
            counted(of_missing, "index")
        ))
    };
    fact.standing(if missing.is_empty() {
        Standing::Good
    } else if of_share(known, Share::Index).is_empty() {
        Standing::Neutral
    } else {
        Standing::Attention
    })
}
