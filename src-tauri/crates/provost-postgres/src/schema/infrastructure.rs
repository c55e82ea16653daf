//! What a server says of its surroundings for the consistency report: connections, the line's protection, what stands
//! between, and what each table holds and costs; with the statements that show it.

mod asked_again;
mod bloat;
mod connections;
mod console;
mod counting;
mod evidence;
mod loads;
mod pooler;
mod shapes;
mod uses;

use provost_core::catalog::{Catalog, Visible};
use provost_core::connections::{Profile, TlsMode};
use provost_core::schema::consistency::{Infrastructure, Pooler, Tls};

use crate::database::Database;
use crate::error::Error;

use connections::Line;
pub(super) use evidence::bare;

/// Every statement of this module that is ready as it is, with the name of its file.
pub(crate) const STATEMENTS: &[(&str, &str)] = &[
    ("schema/infrastructure/connections.sql", connections::LIMITS),
    ("schema/infrastructure/line.sql", connections::LINE),
    ("schema/infrastructure/asked.sql", evidence::ASKED),
    ("schema/infrastructure/inventory.sql", evidence::INVENTORY),
    ("schema/infrastructure/size.sql", evidence::SIZE),
    ("schema/infrastructure/cache.sql", evidence::CACHE),
    (
        "schema/infrastructure/told_settings.sql",
        evidence::SETTINGS,
    ),
    ("schema/infrastructure/tables.sql", loads::TABLES),
    ("schema/infrastructure/sizes.sql", loads::SIZES),
    ("schema/infrastructure/widths.sql", loads::WIDTHS),
];

/// Asks a server about the surroundings of a database, of whose tables `actual` tells which are of interest: those of the
/// system and of extensions are left out. Nothing is changed.
///
/// Rows are counted where the statistics say that they are few: see [`Infrastructure::tables`] for what could not be. For
/// what stands between, the console of PgBouncer is tried once, by the same role: a server without a pooler notes in its log
/// that somebody asked for a database `pgbouncer`. The values of columns that keep passwords are counted by their shape on
/// the server; none of them comes here.
///
/// # Errors
/// What any reading can fail with. What the role may not see is no error: it is hidden with the reason.
pub async fn infrastructure(
    database: &Database,
    profile: &Profile,
    actual: &Catalog,
) -> Result<Infrastructure, Error> {
    let mut session = database.read().await?;
    let line = connections::line(&mut session).await?;
    let limits = connections::limits(&mut session).await?;
    session.finish().await?;
    let pooler = pooler::ask(database, profile).await?;
    let loads = loads::read(database, actual).await?;
    let passwords = shapes::shapes(database, actual).await?;
    let tls = protection(profile, &line, &pooler.pooler);
    let mut evidence = evidence::gather(database, &loads, &limits).await?;
    evidence.push(evidence::of_line(&line));
    evidence.extend(pooler.evidence);
    evidence.extend(asked_again::catalog(database, actual).await?);
    let tightest = connections::tightest(&limits);
    Ok(Infrastructure {
        asked_at: line.asked_at,
        connections_used: tightest.used(),
        connections_least: (tightest.unseen > 0).then_some(tightest.used),
        connections_allowed: tightest.allowed,
        tls,
        socket: profile.host.starts_with('/'),
        pooler: pooler.pooler,
        tables: loads.tables,
        passwords,
        evidence,
    })
}

/// How our own line is protected: the server knows only the one that reaches it.
fn protection(profile: &Profile, line: &Line, pooler: &Pooler) -> Visible<Option<Tls>> {
    if *pooler == Pooler::None {
        return Visible::Seen(line.tls());
    }
    let ours = if profile.tls.mode == TlsMode::Off || profile.host.starts_with('/') {
        "The profile goes to it without TLS"
    } else {
        "The profile demands TLS to it"
    };
    Visible::Hidden(format!(
        "Something stands between, and the server knows only the line from there. {ours}."
    ))
}
