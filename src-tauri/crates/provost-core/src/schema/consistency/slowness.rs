//! What makes reading slow: the findings of section 6.

use super::differences::of_share;
use super::performance::{BADLY_CACHED, WELL_CACHED, fraction, hit_rate};
use super::shares::Share;
use super::subject::Subject;
use super::wording::{bytes, counted, few, share, verb};
use super::{Finding, FindingCode, Performance, TableLoad, Topic};
use crate::audit::Severity;
use crate::catalog::Catalog;

/// Space that rows do not need counts from this share of a table on …
const BLOATED: f64 = 0.30;
/// … and from so many bytes on.
const MUCH_SPACE: i64 = 10 << 20;

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
    if worst < Severity::Low {
        return None;
    }
    let missing = &performance.missing_indexes;
    let what = match expected.len() {
        0 if missing.len() == 1 => "1 foreign key has no index".to_owned(),
        0 => format!("{} foreign keys have no index", missing.len()),
        some if some == missing.len() => {
            let verb = verb(some);
            format!(
                "{} that {verb} expected {verb} missing",
                counted(some, "index")
            )
        }
        some => format!(
            "{} are missing, {some} of them expected by name",
            counted(missing.len(), "index")
        ),
    };
    let named = missing
        .iter()
        .map(|one| format!("{} for {}", one.table, one.serves));
    let title = format!("{what}: {}.", few(named));
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
        "{} about {} that {} rows do not need.",
        match bloated.len() {
            1 => "1 table holds".to_owned(),
            some => format!("{some} tables hold"),
        },
        bytes(lost),
        if bloated.len() == 1 { "its" } else { "their" },
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
