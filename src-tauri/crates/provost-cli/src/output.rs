//! What goes to the terminal, and the exit status.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};

use provost_app::{AppError, ErrorKind};
use provost_core::catalog::visible;

use crate::text_table::UNLIMITED;

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Done.
    Done,
    /// Findings at or above `--fail-on`.
    Findings,
    /// Bad usage or input.
    BadInput,
    /// The database or a file cannot be reached, read or written.
    Unreachable,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        Self::from(match ending {
            Ending::Done => 0,
            Ending::Findings => 1,
            Ending::BadInput => 2,
            Ending::Unreachable => 3,
        })
    }
}

impl Ending {
    /// The status that an error stands for.
    pub(crate) fn of(error: &AppError) -> Self {
        match error.kind() {
            ErrorKind::BadInput | ErrorKind::NotFound => Self::BadInput,
            _ => Self::Unreachable,
        }
    }
}

/// Writes to standard output, without colour when it is no terminal.
pub(crate) fn say(text: &str) -> Result<(), AppError> {
    let mut out = anstream::stdout().lock();
    written(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// Writes bytes to standard output as they are.
pub(crate) fn say_bytes(bytes: &[u8]) -> Result<(), AppError> {
    let mut out = std::io::stdout().lock();
    written(out.write_all(bytes).and_then(|()| out.flush()))
}

/// Refuses what nobody can read on a terminal, before the work is done.
///
/// # Errors
/// [`AppError::BadInput`] when standard output is a terminal.
pub(crate) fn refuse_terminal(form: &str) -> Result<(), AppError> {
    if std::io::stdout().is_terminal() {
        return Err(AppError::BadInput(format!(
            "{form} is not for a terminal. Name a file with --output, or send it on with > or |."
        )));
    }
    Ok(())
}

/// A reader that went away (`| head`) is no error; half an answer on a full disk is one.
fn written(outcome: io::Result<()>) -> Result<(), AppError> {
    match outcome {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(AppError::Output(error)),
        _ => Ok(()),
    }
}

/// Writes what happened to standard error, and what to do next. A server's own words may be among it.
pub(crate) fn say_error(message: &str, hint: Option<&str>) {
    let mut out = anstream::stderr().lock();
    let _ = writeln!(out, "provost: {}", visible(message, &['\n']));
    if let Some(hint) = hint {
        let _ = writeln!(out, "  {}", visible(hint, &['\n']));
    }
}

/// Writes a step of long work to standard error. It may name somebody's file.
pub(crate) fn say_step(step: &str) {
    let mut out = anstream::stderr().lock();
    let _ = writeln!(out, "{} …", visible(step, &[]));
}

/// The steps of work that tells the same one many times over: each is said once.
#[derive(Default)]
pub(crate) struct Steps(Mutex<String>);

impl Steps {
    /// Says a step unless it was the last that was said.
    pub(crate) fn say(&self, step: &str) {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if *last != step {
            step.clone_into(&mut last);
            say_step(step);
        }
    }
}

/// The width for tables: the terminal's; without a terminal there is none.
pub(crate) fn width() -> u16 {
    comfy_table::Table::new()
        .width()
        .map_or(UNLIMITED, |width| width.clamp(60, 200))
}
