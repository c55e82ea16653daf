//! The words of `provost connections`.

use clap::{Args, Subcommand};
use provost_core::connections::DEFAULT_GOVERNANCE_SCHEMA;

use super::{EnvironmentWord, ListFormat, Source};

/// What can be done with connections.
#[derive(Subcommand)]
pub(crate) enum ConnectionsCommand {
    /// Lists the saved connections.
    List {
        /// The form of the list.
        #[arg(long, value_enum, default_value_t = ListFormat::Text)]
        format: ListFormat,
    },
    /// Adds a connection from a postgres:// URL. Its password goes to the keyring.
    Add(NewConnection),
    /// Connects and tells what the server is and what the role may do.
    Test {
        /// Which database.
        #[command(flatten)]
        source: Source,
        /// The form of the answer.
        #[arg(long, value_enum, default_value_t = ListFormat::Text)]
        format: ListFormat,
    },
    /// Removes a connection and its secret.
    Remove {
        /// Its name.
        name: String,
    },
}

/// What a new connection is.
#[derive(Args)]
pub(crate) struct NewConnection {
    /// What to call it.
    #[arg(long)]
    pub(crate) name: String,
    /// Where it is.
    #[arg(long)]
    pub(crate) url: String,
    /// What the database is for.
    #[arg(long, value_enum, default_value_t = EnvironmentWord::Development)]
    pub(crate) environment: EnvironmentWord,
    /// Lets Provost write. Without it the connection is read-only: Provost may look and never write.
    #[arg(long)]
    pub(crate) may_write: bool,
    /// Where the tables of governance live, or will live.
    #[arg(long, value_name = "SCHEMA", default_value = DEFAULT_GOVERNANCE_SCHEMA)]
    pub(crate) governance_schema: String,
    /// Reads the password from the first line of standard input.
    #[arg(long)]
    pub(crate) password_stdin: bool,
    /// Accepts a line without TLS to another machine.
    #[arg(long)]
    pub(crate) accept_plain_text: bool,
}
