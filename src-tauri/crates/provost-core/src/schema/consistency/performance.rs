//! Section 6: what it costs to read.

use super::differences::of_share;
use super::missing_indexes::missing_indexes;
use super::shares::Share;
use super::subject::Subject;
use super::wording::{bytes, counted, few, share};
use super::{Fact, Finding, FindingCode, MissingIndex, Performance, Standing, TableLoad, Topic};
use crate::audit::Severity;
use crate::catalog::{Catalog, Relation, RelationKind};

/// Under this share of blocks found in the cache, reads wait for the disk (pghero's `cache_hit_rate`).
const WELL_CACHED: f64 = 0.99;
/// Under this share the cache is too small for what is read.
const BADLY_CACHED: f64 = 0.90;
/// So many blocks must have been asked for before a share of them says anything.
const ENOUGH_READS: i64 = 100_000;
/// Space that rows do not need counts from this share of a table on …
const BLOATED: f64 = 0.30;
/// … and from so many bytes on.
const MUCH_SPACE: i64 = 10 << 20;

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
fn hit_rate(catalog: &Catalog) -> Option<f64> {
    let (hit, read) = (catalog.database.blocks_hit, catalog.database.blocks_read);
    let asked = hit.saturating_add(read);
    (asked >= ENOUGH_READS).then(|| fraction(hit, asked))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a share is told with one decimal"
)]
fn fraction(part: i64, whole: i64) -> f64 {
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
    let there: usize = known.actual.tables().map(|table| table.indexes.len()).sum();
    let fact = Fact::told(
        "Indexes",
        format!("{there} there, {} missed", missing.len()),
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
    } else {
        Standing::Attention
    })
}

/// The findings of section 6.
pub(super) fn findings(subject: &Subject<'_>, performance: &Performance) -> Vec<Finding> {
    let mut found = Vec::new();
    found.extend(missed(subject, performance));
    found.extend(cached_too_little(subject.known.actual));
    found.extend(bloat(&performance.tables));
    found
}

/// Expected indexes weigh as the comparison says, foreign keys as the audit says, which looks at sizes and deletes.
fn missed(subject: &Subject<'_>, performance: &Performance) -> Option<Finding> {
    if performance.missing_indexes.is_empty() {
        return None;
    }
    let expected = of_share(subject.known, Share::Index);
    let keys = subject
        .rule("performance.foreign-key-index")
        .and_then(|result| result.answer.worst());
    let worst = expected.iter().map(|one| one.severity).chain(keys).max()?;
    let missing = &performance.missing_indexes;
    let title = format!(
        "{} {} missing, {} of them expected by name: {}.",
        counted(missing.len(), "index"),
        super::wording::verb(missing.len()),
        expected.len(),
        few(missing
            .iter()
            .map(|one| format!("{} for {}", one.table, one.serves))),
    );
    let bare = missing
        .iter()
        .map(|one| format!("{}: {}", one.table, one.serves));
    let finding = Finding::new(
        FindingCode::IndexesMissing,
        Topic::Performance,
        worst,
        title,
    )
    .impact("What they would answer is answered by reading the whole table, which grows with it.")
    .shown_by(bare)
    .remedy("Build them concurrently, so that writers are not kept out.");
    Some(finding)
}

fn cached_too_little(catalog: &Catalog) -> Option<Finding> {
    let rate = hit_rate(catalog)?;
    let severity = match rate {
        _ if rate >= WELL_CACHED => return None,
        _ if rate < BADLY_CACHED => Severity::Medium,
        _ => Severity::Low,
    };
    let finding = Finding::new(
        FindingCode::CacheTooSmall,
        Topic::Performance,
        severity,
        format!(
            "{} of the blocks that were asked for were found in the cache.",
            share(rate)
        ),
    )
    .impact("The others came from the operating system or the disk, which takes longer.")
    .shown_by([format!(
        "{} found, {} read",
        catalog.database.blocks_hit, catalog.database.blocks_read
    )])
    .remedy("See which queries read most, then whether shared_buffers fits what they need.");
    Some(finding)
}

fn bloat(tables: &[TableLoad]) -> Option<Finding> {
    let bloated: Vec<(&TableLoad, i64)> = tables
        .iter()
        .filter_map(|table| Some((table, table.bloat_bytes?)))
        .filter(|(table, lost)| *lost > MUCH_SPACE && fraction(*lost, table.bytes.max(1)) > BLOATED)
        .collect();
    if bloated.is_empty() {
        return None;
    }
    let lost: i64 = bloated.iter().map(|(_, lost)| lost).sum();
    let title = format!(
        "{} hold{} about {} that their rows do not need.",
        counted(bloated.len(), "table"),
        if bloated.len() == 1 { "s" } else { "" },
        bytes(lost),
    );
    let told = bloated
        .iter()
        .map(|(table, lost)| format!("{}: {} of {}", table.name, bytes(*lost), bytes(table.bytes)));
    let finding = Finding::new(FindingCode::Bloat, Topic::Performance, Severity::Low, title)
        .impact("Reads of whole tables and backups carry it along. It is estimated from the widths of columns.")
        .shown_by(told)
        .remedy("See that autovacuum keeps up; pack the tables anew with pg_repack, or with VACUUM FULL while nobody needs them.");
    Some(finding)
}
