//! The real window on a display without a screen, driven through `WebKitWebDriver` as a person would use it.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::local::{Version, open_folder, program};
use crate::plain::Outcome;

/// How long something may take to appear in the window. Debug builds on busy machines are slow.
const PATIENCE: Duration = Duration::from_mins(1);

/// One window of the program in a home of its own. Dropping it ends all that it started.
pub struct Desktop {
    client: Client,
    display: String,
    home: TempDir,
    _driver: Child,
    _screen: Child,
}

/// How large the screen is, in pixels.
#[derive(Debug, Clone, Copy)]
pub struct Screen(pub u32, pub u32);

impl Desktop {
    /// Opens the window on a screen of its own. `variables` are added to the program's environment.
    pub async fn open(screen: Screen, variables: &[(&str, String)]) -> Outcome<Self> {
        let home = open_folder()?;
        for folder in ["config", "data", "cache", "run"] {
            std::fs::create_dir(home.path().join(folder))?;
        }
        let Screen(width, height) = screen;
        let (screen, display) = start_screen(screen).await?;
        let port = free_port()?;
        let mut command = Command::new("WebKitWebDriver");
        command
            .arg(format!("--port={port}"))
            .kill_on_drop(true)
            .stdout(Stdio::null());
        command
            .env("DISPLAY", &display)
            .env("GDK_BACKEND", "x11")
            .env("NO_AT_BRIDGE", "1");
        command
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env_remove("WAYLAND_DISPLAY");
        command.env("PROVOST_POSTGRES", Version::Bundled.binaries()?);
        for (name, folder) in [
            ("HOME", ""),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_DATA_HOME", "data"),
        ] {
            command.env(name, home.path().join(folder));
        }
        command
            .env("XDG_CACHE_HOME", home.path().join("cache"))
            .env("XDG_RUNTIME_DIR", home.path().join("run"));
        command.envs(variables.iter().map(|(name, value)| (name, value)));
        let driver = command
            .spawn()
            .map_err(|error| format!("WebKitWebDriver cannot be started: {error}"))?;
        let client = connect(port).await?;
        client.set_window_rect(0, 0, width, height).await?;
        Ok(Self {
            client,
            display,
            home,
            _driver: driver,
            _screen: screen,
        })
    }

    /// The home folder of whoever uses this window.
    #[must_use]
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// The driver's client, for what this type does not offer.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Waits for an element and gives it.
    pub async fn find(&self, path: &str) -> Outcome<Element> {
        let found = self
            .client
            .wait()
            .at_most(PATIENCE)
            .for_element(Locator::XPath(path))
            .await;
        match found {
            Ok(element) => Ok(element),
            Err(error) => {
                self.picture("not-found").await?;
                let text = self.text().await.unwrap_or_default();
                Err(format!("{path} did not appear ({error}). The window says:\n{text}").into())
            }
        }
    }

    /// Clicks the button or link with this name.
    pub async fn press(&self, name: &str) -> Outcome<()> {
        let path = format!(
            "//*[self::button or self::a or @role='menuitem'][normalize-space()='{name}' or @aria-label='{name}']"
        );
        self.find(&path).await?.click().await?;
        Ok(())
    }

    /// Replaces what stands in the field with this label.
    pub async fn fill(&self, label: &str, text: &str) -> Outcome<()> {
        let path = format!(
            "//*[@id=//label[starts-with(normalize-space(),'{label}')]/@for] | //label[starts-with(normalize-space(),'{label}')]//*[self::input or self::textarea]"
        );
        let field = self.find(&path).await?;
        field.clear().await?;
        field.send_keys(text).await?;
        Ok(())
    }

    /// Scrolls until an element stands in the middle, as a person does where the foot of a long form hides it.
    pub async fn scroll_to(&self, path: &str) -> Outcome<()> {
        let element = serde_json::to_value(self.find(path).await?)?;
        let script = "arguments[0].scrollIntoView({ block: 'center' })";
        self.client.execute(script, vec![element]).await?;
        Ok(())
    }

    /// Waits until the window shows a text.
    pub async fn see(&self, text: &str) -> Outcome<()> {
        self.find(&format!("//*[contains(normalize-space(.), '{text}')]"))
            .await?;
        Ok(())
    }

    /// All text that the window shows.
    pub async fn text(&self) -> Outcome<String> {
        let value = self
            .client
            .execute("return document.body.innerText", vec![])
            .await?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    /// Opens an address of the program.
    pub async fn go(&self, hash: &str) -> Outcome<()> {
        self.client
            .execute("location.hash = arguments[0]", vec![json!(hash)])
            .await?;
        Ok(())
    }

    /// Runs axe-core on what is shown; the violations, each as a line.
    pub async fn violations(&self) -> Outcome<Vec<String>> {
        let root =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/axe-core/axe.min.js");
        self.client
            .execute(&std::fs::read_to_string(root)?, vec![])
            .await?;
        let script = "const done = arguments[arguments.length - 1];
            axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
              .then(r => done(r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' | '))))
              .catch(e => done(['axe failed: ' + e]))";
        let found = self.client.execute_async(script, vec![]).await?;
        Ok(found
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect())
    }

    /// Takes a picture of the screen into the folder of the build, for whoever wants to look at it.
    pub async fn picture(&self, name: &str) -> Outcome<PathBuf> {
        // WebKitGTK paints after the answer: a moment later the picture is whole.
        tokio::time::sleep(Duration::from_millis(400)).await;
        let own = std::env::current_exe()?;
        let folder = own
            .ancestors()
            .nth(2)
            .ok_or("no build folder")?
            .join("window-pictures");
        std::fs::create_dir_all(&folder)?;
        let path = folder.join(format!("{name}.png"));
        let status = Command::new("import")
            .args(["-window", "root", "-display", &self.display])
            .arg(&path)
            .status()
            .await?;
        if status.success() {
            Ok(path)
        } else {
            Err(format!("import: {status}").into())
        }
    }

    /// Closes the window and waits until the program has ended.
    pub async fn close(self) -> Outcome<()> {
        self.client.clone().close().await?;
        Ok(())
    }
}

/// Starts a display without a screen; its name is what the server says it is.
async fn start_screen(Screen(width, height): Screen) -> Outcome<(Child, String)> {
    let mut child = Command::new("Xvfb")
        .args([
            "-displayfd",
            "1",
            "-nolisten",
            "tcp",
            "-screen",
            "0",
            &format!("{width}x{height}x24"),
        ])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| format!("Xvfb cannot be started: {error}"))?;
    let out = child.stdout.take().ok_or("Xvfb says nothing")?;
    let mut line = String::new();
    tokio::time::timeout(PATIENCE, BufReader::new(out).read_line(&mut line)).await??;
    let number: u32 = line
        .trim()
        .parse()
        .map_err(|_| format!("Xvfb names no display: {line:?}"))?;
    Ok((child, format!(":{number}")))
}

/// Opens a session as soon as the driver listens.
async fn connect(port: u16) -> Outcome<Client> {
    let begun = Instant::now();
    let binary = program("provost-desktop")?;
    let mut capabilities = Capabilities::new();
    capabilities.insert(
        "webkitgtk:browserOptions".to_owned(),
        json!({ "binary": binary, "args": [] }),
    );
    loop {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities.clone());
        match builder.connect(&format!("http://127.0.0.1:{port}")).await {
            Ok(client) => return Ok(client),
            Err(error) if begun.elapsed() > PATIENCE => {
                return Err(format!("no window: {error}").into());
            }
            Err(_) => tokio::time::sleep(Duration::from_millis(200)).await,
        }
    }
}

fn free_port() -> Outcome<u16> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?
        .local_addr()?
        .port())
}
