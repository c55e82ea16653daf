//! A small application with a local server: the supervisor of the tests' servers, and the one that they kill.
//!
//! `provost-lease PLACES hold` takes a lease, prints `ready PORT` and keeps it until its standard input ends.
//! `provost-lease PLACES write` does the same, then inserts numbers and prints each once its commit is acknowledged.
//! PLACES is a `ServerPlaces` as JSON.

use std::io::{self, Read, Write};
use std::process::ExitCode;

use provost_postgres::server::{LocalServer, SUPERUSER, ServerPlaces, supervise};
use provost_tests::plain::{Outcome, Plain, options};

fn main() -> ExitCode {
    if let Some(status) = supervise(std::env::args_os()) {
        return status;
    }
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.as_slice() {
        [places, task] => run(places, task),
        _ => Err("usage: provost-lease PLACES hold|write".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("error {error}"));
            ExitCode::FAILURE
        }
    }
}

#[tokio::main]
async fn run(places: &str, task: &str) -> Outcome<()> {
    let places: ServerPlaces = serde_json::from_str(places)?;
    let server = LocalServer::start(places, None).await?;
    say(&format!("ready {}", server.port()));
    if task == "write" {
        return write(&server).await;
    }
    io::stdin().lock().read_to_end(&mut Vec::new())?;
    Ok(())
}

async fn write(server: &LocalServer) -> Outcome<()> {
    let options = options(SUPERUSER, server.port(), "postgres").socket(server.socket_dir());
    let mut plain = Plain::connect(&options).await?;
    plain
        .execute("create table if not exists written (id bigint primary key)")
        .await?;
    loop {
        let id = plain
            .text("insert into written select coalesce(max(id), 0) + 1 from written returning id")
            .await?;
        say(&id);
    }
}

fn say(line: &str) {
    // Who listens may be gone.
    let _ = writeln!(io::stdout(), "{line}");
}
