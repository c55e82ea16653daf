//! A Secret Service of its own: a private session bus, a private home, and gnome-keyring on them.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

/// How long a daemon may take to come up.
const PATIENCE: Duration = Duration::from_secs(20);

/// A bus that starts nothing by itself: whether there is a Secret Service on it is the test's choice.
const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=SOCKET</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// The home of a person, with or without a bus and a keyring. Everything ends with it.
pub struct Home {
    folder: TempDir,
    bus: Option<Child>,
    keyring: Option<Child>,
}

impl Home {
    /// A home without a session bus.
    pub fn without_bus() -> io::Result<Self> {
        let folder = tempfile::tempdir()?;
        for (name, mode) in [("run", 0o700), ("data", 0o700), ("provost", 0o755)] {
            let path = folder.path().join(name);
            fs::create_dir(&path)?;
            fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(mode))?;
        }
        Ok(Self {
            folder,
            bus: None,
            keyring: None,
        })
    }

    /// A home with a session bus on which nobody provides the Secret Service.
    pub fn without_keyring() -> io::Result<Self> {
        let mut home = Self::without_bus()?;
        let socket = home.socket();
        let configuration = home.path().join("bus.conf");
        fs::write(&configuration, BUS.replace("SOCKET", &socket))?;
        let bus = home
            .command("dbus-daemon")
            .arg("--nofork")
            .arg(format!("--config-file={}", configuration.display()))
            // It complains of limits that it may not raise.
            .stderr(Stdio::null())
            .spawn()?;
        home.bus = Some(bus);
        wait("the session bus", || Path::new(&socket).exists())?;
        Ok(home)
    }

    /// A home with an open keyring.
    pub fn with_keyring() -> io::Result<Self> {
        let mut home = Self::without_keyring()?;
        home.start_unlocked()?;
        Ok(home)
    }

    /// The folder of the home.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Starts gnome-keyring and opens its login keyring, which it makes the first time.
    pub fn start_unlocked(&mut self) -> io::Result<()> {
        self.start(&["--unlock"])
    }

    /// Starts gnome-keyring and leaves its keyrings locked.
    pub fn start_locked(&mut self) -> io::Result<()> {
        self.start(&[])
    }

    /// Kills gnome-keyring.
    pub fn stop_keyring(&mut self) {
        if let Some(keyring) = self.keyring.take() {
            end(keyring);
        }
    }

    /// Starts a program in this home that reads one JSON value a line and answers with one.
    pub fn client(&self, program: &str) -> io::Result<Client> {
        let mut child = self
            .command(program)
            .arg(self.path().join("provost"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let (Some(questions), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::Error::other("no pipes"));
        };
        Ok(Client {
            child,
            questions,
            answers: BufReader::new(answers),
        })
    }

    fn start(&mut self, arguments: &[&str]) -> io::Result<()> {
        self.stop_keyring();
        let mut keyring = self
            .command("gnome-keyring-daemon")
            .args(["--foreground", "--components=secrets"])
            .args(arguments)
            .stdin(Stdio::piped())
            .stderr(Stdio::null())
            .stdout(Stdio::null())
            .spawn()?;
        if let Some(mut input) = keyring.stdin.take() {
            input.write_all(b"the keyring's own password")?;
        }
        self.keyring = Some(keyring);
        wait("gnome-keyring", || self.has_secret_service())
    }

    /// Asks the bus itself, which brings no keyring up.
    fn has_secret_service(&self) -> bool {
        self.command("dbus-send")
            .args(["--session", "--print-reply", "--dest=org.freedesktop.DBus"])
            .args(["/org/freedesktop/DBus", "org.freedesktop.DBus.NameHasOwner"])
            .arg("string:org.freedesktop.secrets")
            .stderr(Stdio::null())
            .output()
            .is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains("boolean true"))
    }

    fn socket(&self) -> String {
        self.path().join("run/bus").display().to_string()
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .env("HOME", self.path())
            .env("XDG_RUNTIME_DIR", self.path().join("run"))
            .env("XDG_DATA_HOME", self.path().join("data"))
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("GNOME_KEYRING_CONTROL")
            .env(
                "DBUS_SESSION_BUS_ADDRESS",
                format!("unix:path={}", self.socket()),
            );
        command
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        self.stop_keyring();
        if let Some(bus) = self.bus.take() {
            end(bus);
        }
    }
}

/// A program that answers questions.
pub struct Client {
    child: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Client {
    /// Asks and waits for the answer.
    pub fn ask(&mut self, question: Value) -> io::Result<Value> {
        writeln!(self.questions, "{question}")?;
        let mut answer = String::new();
        self.answers.read_line(&mut answer)?;
        Ok(serde_json::from_str(&answer)?)
    }

    /// Asks what is done with one secret: `get`, `delete`, or `set` with a text.
    pub fn secret(&mut self, task: &str, id: u128, text: &str) -> io::Result<Value> {
        self.ask(json!({ "task": task, "id": format!("{id:032x}"), "text": text }))
    }

    /// Tells it something that it does not answer.
    pub fn tell(&mut self, order: &Value) -> io::Result<()> {
        writeln!(self.questions, "{order}")
    }

    /// Kills it, as `kill -9` does, and gives back what it still had to say.
    pub fn kill(mut self) -> io::Result<String> {
        self.child.kill()?;
        self.child.wait()?;
        let mut rest = String::new();
        self.answers.read_to_string(&mut rest)?;
        Ok(rest)
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // It may have ended already.
        let _ended = self.child.kill();
        let _ended = self.child.wait();
    }
}

fn end(mut child: Child) {
    let _ended = child.kill();
    let _ended = child.wait();
}

fn wait(what: &str, ready: impl Fn() -> bool) -> io::Result<()> {
    let begun = Instant::now();
    while !ready() {
        if begun.elapsed() > PATIENCE {
            return Err(io::Error::other(format!("{what} did not come up")));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}
