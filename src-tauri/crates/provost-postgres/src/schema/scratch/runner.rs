//! Runs files of SQL, one statement after the other, each by itself as psql would.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use provost_core::schema::supabase::is_extension;
use provost_core::schema::{NotCompared, Part, PartKind};

use super::heads;
use super::place::Place;
use super::remedies::Remedy;
use super::splitting::{Piece, PieceKind, pieces};
use super::{Progress, ScratchStep, SqlFile};
use crate::database::Line;
use crate::error::{Error, Moment};
use crate::session::discarding;
use crate::supervised::supervised;

pub(super) const BEGIN_FILE: &str = include_str!("begin_file.sql");
pub(super) const RESET_ROLE: &str = include_str!("reset_role.sql");
pub(super) const MARK_STEP: &str = include_str!("mark_step.sql");
pub(super) const FORGET_STEP: &str = include_str!("forget_step.sql");
pub(super) const REFRESH: &str = include_str!("refresh.sql");
pub(super) const UNDO_STEP: &str = include_str!("undo_step.sql");

/// How long one statement may take.
const STATEMENT: Duration = Duration::from_mins(2);

/// How long all of them may take.
const ALL: Duration = Duration::from_mins(10);

/// How often one statement is tried, each time with one thing more that it lacked.
const TRIES: usize = 40;

/// What came out beside the database itself.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) not_compared: Vec<NotCompared>,
    pub(super) notes: Vec<String>,
    /// The types that stand in for others, by schema and name.
    pub(super) types: BTreeSet<(String, String)>,
    /// The foreign data wrappers that stand in for those of extensions.
    pub(super) wrappers: BTreeSet<String>,
    /// Roles that the SQL names and that are somebody else's here, with those that took their place.
    pub(super) aliases: BTreeMap<String, String>,
    /// Whether what Supabase's server makes is stood in for.
    pub(super) supabase: bool,
}

impl Findings {
    pub(super) fn note(&mut self, note: String) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
}

/// Runs the files in one session.
pub(super) struct Runner<'a> {
    pub(super) place: &'a Place,
    pub(super) files: &'a [SqlFile],
    line: Line,
    begun: Instant,
    in_transaction: bool,
    pub(super) findings: Findings,
    /// Extensions that are not here, with the schema that they should stand in.
    pub(super) lacking: BTreeMap<String, Option<String>>,
    /// Extensions that were made beforehand.
    pub(super) ready: BTreeSet<String>,
    /// Names of what was left out.
    pub(super) lost: BTreeSet<String>,
    /// The database to which the SQL goes, as its line for psql says.
    pub(super) database: Option<String>,
    /// Whether a statement was refused for what only a server of Supabase has.
    pub(super) lacks_supabase: bool,
}

impl<'a> Runner<'a> {
    /// Makes what must be there before. `supabase`: the role that runs migrations where Supabase's server is stood in for.
    pub(super) async fn begin(
        place: &'a Place,
        files: &'a [SqlFile],
        supabase: Option<&str>,
    ) -> Result<Self, Error> {
        let statements = files.iter().flat_map(|file| pieces(&file.text));
        let wanted: Vec<(String, Option<String>)> = statements
            .filter_map(|piece| heads::extension(piece.text))
            .map(|(name, schema)| {
                let ready = supabase.is_some() && is_extension(&name);
                let schema = if ready {
                    Some("extensions".to_owned())
                } else {
                    schema
                };
                (name, schema)
            })
            .collect();
        let aliases = supabase.map(|owner| (owner.to_owned(), place.name.clone()));
        let findings = Findings {
            aliases: aliases.into_iter().collect(),
            supabase: supabase.is_some(),
            ..Findings::default()
        };
        Ok(Self {
            place,
            files,
            ready: place.make_extensions(&wanted).await?,
            line: place.maker.own_line().await?,
            begun: Instant::now(),
            in_transaction: false,
            findings,
            lacking: BTreeMap::new(),
            lost: BTreeSet::new(),
            database: None,
            lacks_supabase: false,
        })
    }

    /// Runs all files that no other includes.
    pub(super) async fn run(&mut self, progress: Progress<'_>) -> Result<(), Error> {
        let included = self.included();
        for (done, file) in self.files.iter().enumerate() {
            if included.contains(file.name.as_str()) {
                continue;
            }
            progress(ScratchStep {
                what: format!("Running {}", file.name),
                done,
                total: self.files.len() + 1,
            });
            self.send(RESET_ROLE).await?;
            self.send(BEGIN_FILE).await?;
            self.run_file(file, 0).await?;
            if self.in_transaction {
                self.findings.note(format!(
                    "{} leaves a transaction open; it was ended as if the file said commit.",
                    file.name
                ));
                self.send("commit").await?;
                self.in_transaction = false;
            }
        }
        Ok(())
    }

    /// Gives the session up.
    pub(super) fn end(self) -> Findings {
        self.findings
    }

    pub(super) async fn run_file(&mut self, file: &SqlFile, depth: usize) -> Result<(), Error> {
        for piece in pieces(&file.text) {
            match piece.kind {
                PieceKind::Statement => self.run_statement(file, &piece).await?,
                PieceKind::Copy { rows } => {
                    let rows_of = heads::beginning(piece.text);
                    self.findings.note(format!(
                        "{}: {rows} rows of data were left out: {rows_of}",
                        file.name
                    ));
                }
                PieceKind::Command => self.obey(file, &piece, depth).await?,
            }
        }
        Ok(())
    }

    async fn run_statement(&mut self, file: &SqlFile, piece: &Piece<'_>) -> Result<(), Error> {
        if self.begun.elapsed() > ALL {
            return Err(Error::Timeout {
                what: "Running the expected SQL",
                seconds: ALL.as_secs(),
            });
        }
        if let Some(reason) = unsent(piece.text) {
            self.leave_out(file, piece, reason, None);
            return Ok(());
        }
        let mut text = self.renamed(piece.text);
        let mut said = Vec::new();
        for _ in 0..TRIES {
            let Err(error) = self.step(&text).await else {
                self.follow(piece.text);
                return Ok(());
            };
            let again = said.contains(&error);
            let statement = self.renamed(piece.text);
            match self.remedy(&statement, &error, again).await {
                Ok(Remedy::Again(changed)) => {
                    text = changed.unwrap_or_else(|| self.renamed(piece.text));
                    self.refresh().await?;
                }
                Ok(Remedy::Done) => return Ok(()),
                Ok(Remedy::LeaveOut(reason, part)) => {
                    self.leave_out(file, piece, &reason, part);
                    return Ok(());
                }
                // Whatever stands in the way of a remedy, the person wrote the statement.
                Ok(Remedy::None) | Err(_) => return Err(refused(file, piece, error)),
            }
            said.push(error);
        }
        let last = said.pop().unwrap_or(Error::Aborted);
        Err(refused(file, piece, last))
    }

    /// Runs a statement so that a refusal spoils no transaction of the SQL's own.
    async fn step(&mut self, text: &str) -> Result<(), Error> {
        if !self.in_transaction || ends_transaction(text).is_some() {
            return self.send(text).await;
        }
        self.send(MARK_STEP).await?;
        match self.send(text).await {
            Ok(()) => self.send(FORGET_STEP).await,
            Err(error) => {
                self.send(UNDO_STEP).await?;
                Err(error)
            }
        }
    }

    /// Sees what the superuser made meanwhile, also inside a transaction.
    async fn refresh(&mut self) -> Result<(), Error> {
        if self.in_transaction {
            for text in [MARK_STEP, REFRESH, UNDO_STEP] {
                self.send(text).await?;
            }
        }
        Ok(())
    }

    async fn send(&mut self, text: &str) -> Result<(), Error> {
        let server = self.line.server().to_owned();
        let sent = discarding(self.line.connection()?, text.to_owned());
        let outcome = supervised("A statement of the expected SQL", STATEMENT, sent).await;
        let moment = Moment::Statement {
            server: &server,
            seconds: STATEMENT.as_secs(),
            lock_seconds: STATEMENT.as_secs(),
        };
        match outcome {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(Error::diagnose(error, moment)),
            Err(error) => {
                self.line.break_off();
                Err(error)
            }
        }
    }

    /// Keeps track of the transactions of the SQL's own.
    fn follow(&mut self, statement: &str) {
        if let Some(open) = ends_transaction(statement) {
            self.in_transaction = open;
        }
    }

    fn leave_out(&mut self, file: &SqlFile, piece: &Piece<'_>, reason: &str, part: Option<Part>) {
        let part = part.or_else(|| heads::part(piece.text));
        let place = place_of(file, piece);
        let Some(part) = part else {
            let beginning = heads::beginning(piece.text);
            self.findings
                .note(format!("{place}: left out: {beginning} ({reason})"));
            return;
        };
        self.lost.insert(part.name.clone());
        let unnamed = part.kind == PartKind::Tablespace;
        self.findings.not_compared.push(NotCompared {
            what: if unnamed {
                "tablespaces".to_owned()
            } else {
                part.to_string()
            },
            reason: format!("{reason} ({place})"),
            part: Some(part),
        });
    }
}

/// Whether a transaction is open after a statement that begins or ends one.
fn ends_transaction(statement: &str) -> Option<bool> {
    let words: Vec<String> = statement
        .split_whitespace()
        .take(4)
        .map(str::to_lowercase)
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["begin", ..] | ["start", "transaction", ..] => Some(true),
        ["rollback", "to", ..] | ["rollback" | "abort", "work" | "transaction", "to"] => None,
        ["commit" | "end" | "rollback" | "abort", rest @ ..] => {
            Some(rest.contains(&"chain") && !rest.contains(&"no"))
        }
        _ => None,
    }
}

/// Why a statement is not even sent.
fn unsent(statement: &str) -> Option<&'static str> {
    let tokens = heads::tokens(statement);
    let words: Vec<&str> = tokens.iter().map(|token| token.name.as_str()).collect();
    match words.as_slice() {
        ["create" | "alter" | "drop", "user", "mapping", ..] => None,
        ["create" | "alter" | "drop", "role" | "user" | "group", ..]
        | ["drop", "owned", ..]
        | ["reassign", ..] => Some("Roles are the server's, not the database's."),
        ["create" | "alter", "database", ..] => {
            Some("It is about a database as a whole, and this is another one.")
        }
        ["copy", rest @ ..] if rest.contains(&"stdout") => Some("It reads data."),
        _ => None,
    }
}

pub(super) fn place_of(file: &SqlFile, piece: &Piece<'_>) -> String {
    format!("{}, line {}", file.name, piece.line)
}

fn refused(file: &SqlFile, piece: &Piece<'_>, cause: Error) -> Error {
    match cause {
        Error::Cancelled | Error::Timeout { .. } | Error::Lost { .. } => cause,
        cause => Error::ExpectedStatement {
            place: place_of(file, piece),
            beginning: heads::beginning(piece.text),
            cause: Box::new(cause),
        },
    }
}
