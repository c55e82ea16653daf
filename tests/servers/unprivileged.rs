//! Programs that refuse to run as root, run so that they end with the test that started them.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::plain::Outcome;

/// The account that they run as when the tests are run by root; Debian's packages make it.
const ACCOUNT: &str = "postgres";

/// A program that runs until this is dropped, or until the test's thread ends.
#[derive(Debug)]
pub struct Running {
    child: Child,
    stop: &'static str,
}

/// A command that drops root's rights first, when there are any.
#[must_use]
pub fn command(program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "TERM"]);
    if is_root() {
        command.args(["--reuid", ACCOUNT, "--regid", ACCOUNT, "--init-groups"]);
    }
    command.arg(program).stdin(Stdio::null()).current_dir("/");
    command
}

/// Starts a program that stays until it gets the signal `stop`.
pub fn start(command: &mut Command, stop: &'static str) -> Outcome<Running> {
    let child = command.spawn()?;
    Ok(Running { child, stop })
}

/// Gives a folder with all that is in it to the account.
pub fn hand_over(path: &Path) -> Outcome<()> {
    if is_root() {
        run(Command::new("chown").args(["-R", ACCOUNT]).arg(path))?;
    }
    Ok(())
}

/// Runs a command to its end; its standard output.
pub fn run(command: &mut Command) -> Outcome<String> {
    let output = command.output()?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(format!("{command:?}: {said}").into());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

impl Running {
    /// Sends a signal by its name, such as `HUP`.
    pub fn signal(&self, name: &str) -> Outcome<()> {
        run(Command::new("kill").args(["-s", name, &self.child.id().to_string()]))?;
        Ok(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.signal(self.stop);
        let _ = self.child.wait();
    }
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// A port of 127.0.0.1 that nobody has now.
pub fn free_port() -> Outcome<u16> {
    Ok(std::net::TcpListener::bind(("127.0.0.1", 0))?
        .local_addr()?
        .port())
}

/// Waits until something listens on a port of 127.0.0.1.
pub async fn until_listening(port: u16) -> Outcome<()> {
    for _ in 0..200 {
        if tokio::net::TcpStream::connect(("127.0.0.1", port))
            .await
            .is_ok()
        {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    Err(format!("nothing listens on port {port} after 10 seconds").into())
}
