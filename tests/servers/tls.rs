//! A PostgreSQL with TLS (Debian's 15; the bundled one has none), and certificates to show it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use provost_core::connections::{Profile, Tls, TlsMode};
use tempfile::TempDir;

use crate::local::{PASSWORD, open_folder};
use crate::plain::Outcome;
use crate::profile;
use crate::unprivileged::{self, Running};

/// Where Debian and Ubuntu put PostgreSQL's programs, by version.
const DEBIAN: &str = "/usr/lib/postgresql";

/// Who may connect: always with TLS and a password; `mutual` only with a client certificate for that role as well.
const RULES: &str = "hostssl all mutual 127.0.0.1/32 scram-sha-256 clientcert=verify-full\n\
                     hostssl all all 127.0.0.1/32 scram-sha-256\n";

/// Authorities and certificates, made with openssl.
#[derive(Debug)]
pub struct Certificates {
    folder: TempDir,
}

impl Certificates {
    /// A private authority (`private`), one that stands for those that everybody trusts (`public`), servers' certificates
    /// for localhost from each, one for another host, one that has expired, and clients' certificates.
    pub fn make() -> Outcome<Self> {
        let made = Self {
            folder: open_folder()?,
        };
        for authority in ["private", "public"] {
            made.authority(authority)?;
        }
        let here = "subjectAltName=DNS:localhost,IP:127.0.0.1";
        let elsewhere = "subjectAltName=DNS:db.example.org";
        made.issue("right", "private", "localhost", here, 30)?;
        made.issue("elsewhere", "private", "db.example.org", elsewhere, 30)?;
        made.issue("expired", "private", "localhost", here, -1)?;
        made.issue("by-public", "public", "localhost", here, 30)?;
        made.issue(
            "elsewhere-by-public",
            "public",
            "db.example.org",
            elsewhere,
            30,
        )?;
        made.issue(
            "mutual",
            "private",
            "mutual",
            "extendedKeyUsage=clientAuth",
            30,
        )?;
        made.issue(
            "stranger",
            "public",
            "mutual",
            "extendedKeyUsage=clientAuth",
            30,
        )?;
        Ok(made)
    }

    /// The file of a certificate.
    #[must_use]
    pub fn certificate(&self, name: &str) -> String {
        self.path(name, "crt")
    }

    /// The file of its key.
    #[must_use]
    pub fn key(&self, name: &str) -> String {
        self.path(name, "key")
    }

    fn path(&self, name: &str, kind: &str) -> String {
        let file = self.folder.path().join(format!("{name}.{kind}"));
        file.to_string_lossy().into_owned()
    }

    fn authority(&self, name: &str) -> Outcome<()> {
        let subject = format!("/CN=the {name} authority");
        unprivileged::run(
            openssl(&[
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
            ])
            .args(["-nodes", "-days", "30", "-subj", &subject])
            .args(["-keyout", &self.key(name), "-out", &self.certificate(name)]),
        )?;
        Ok(())
    }

    fn issue(
        &self,
        name: &str,
        by: &str,
        common_name: &str,
        extension: &str,
        days: i32,
    ) -> Outcome<()> {
        let request = self.path(name, "csr");
        let extensions = self.path(name, "ext");
        fs::write(&extensions, extension)?;
        unprivileged::run(
            openssl(&[
                "req",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
            ])
            .args([
                "-subj",
                &format!("/CN={common_name}"),
                "-keyout",
                &self.key(name),
                "-out",
                &request,
            ]),
        )?;
        unprivileged::run(
            openssl(&[
                "x509",
                "-req",
                "-in",
                &request,
                "-CA",
                &self.certificate(by),
                "-CAkey",
                &self.key(by),
            ])
            .args([
                "-CAcreateserial",
                "-days",
                &days.to_string(),
                "-extfile",
                &extensions,
            ])
            .args(["-out", &self.certificate(name)]),
        )?;
        Ok(())
    }
}

fn openssl(arguments: &[&str]) -> Command {
    let mut command = Command::new("openssl");
    command.args(arguments);
    command
}

/// What the postmaster logs when it reads its files again.
const RELOADED: &str = "reloading configuration files";

/// A running PostgreSQL that takes connections only with TLS, on 127.0.0.1. Its superuser is `owner`.
#[derive(Debug)]
pub struct TlsServer {
    port: u16,
    data: PathBuf,
    program: Running,
    _folder: TempDir,
}

impl TlsServer {
    /// One that shows the certificate `right` and asks clients for one of the private authority.
    pub async fn start(certificates: &Certificates) -> Outcome<Self> {
        let folder = open_folder()?;
        let data = folder.path().join("data");
        let password = folder.path().join("password");
        fs::write(&password, PASSWORD)?;
        fs::create_dir(&data)?;
        fs::copy(
            certificates.certificate("private"),
            folder.path().join("root.crt"),
        )?;
        unprivileged::hand_over(folder.path())?;
        unprivileged::run(
            unprivileged::command(&binary("initdb")?)
                .args([
                    "--auth=scram-sha-256",
                    "--username=owner",
                    "--locale=C",
                    "--no-sync",
                    "--pgdata",
                ])
                .arg(&data)
                .arg("--pwfile")
                .arg(&password),
        )?;
        let port = unprivileged::free_port()?;
        fs::write(data.join("pg_hba.conf"), RULES)?;
        show(certificates, &data, "right")?;
        let mut command = unprivileged::command(&binary("postgres")?);
        command.arg("-D").arg(&data);
        for setting in [
            format!("port={port}"),
            "listen_addresses=127.0.0.1".to_owned(),
            "unix_socket_directories=".to_owned(),
            "ssl=on".to_owned(),
            format!("ssl_ca_file={}", folder.path().join("root.crt").display()),
            "log_connections=on".to_owned(),
            "logging_collector=on".to_owned(),
            "log_directory=log".to_owned(),
            "log_filename=server.log".to_owned(),
            "fsync=off".to_owned(),
        ] {
            command.arg("-c").arg(setting);
        }
        let program = unprivileged::start(&mut command, "INT")?;
        let server = Self {
            port,
            data,
            program,
            _folder: folder,
        };
        // It listens before it lets anybody in.
        unprivileged::until_listening(port).await?;
        server
            .until_logged("ready to accept connections", 1)
            .await?;
        Ok(server)
    }

    /// Shows another certificate from now on.
    pub async fn present(&self, certificates: &Certificates, name: &str) -> Outcome<()> {
        show(certificates, &self.data, name)?;
        let said = self.log()?.matches(RELOADED).count();
        self.program.signal("HUP")?;
        self.until_logged(RELOADED, said + 1).await?;
        // The postmaster says so before it has read the files.
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        Ok(())
    }

    /// Where it listens.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    async fn until_logged(&self, words: &str, times: usize) -> Outcome<()> {
        for _ in 0..500 {
            if self
                .log()
                .is_ok_and(|log| log.matches(words).count() >= times)
            {
                return Ok(());
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        Err(format!("the server did not log \"{words}\" within 10 seconds").into())
    }

    /// What it wrote to its log.
    pub fn log(&self) -> Outcome<String> {
        Ok(fs::read_to_string(self.data.join("log/server.log"))?)
    }
}

/// A profile with TLS for a port of this machine, as a role, with a root certificate when one is named.
#[must_use]
pub fn profile(port: u16, role: &str, mode: TlsMode, root: Option<String>) -> Profile {
    let tls = Tls {
        mode,
        root_certificate: root,
        ..Tls::default()
    };
    Profile {
        tls,
        ..profile::at("localhost", port, "postgres", role)
    }
}

fn show(certificates: &Certificates, data: &Path, name: &str) -> Outcome<()> {
    for (from, to) in [
        (certificates.certificate(name), data.join("server.crt")),
        (certificates.key(name), data.join("server.key")),
    ] {
        fs::write(&to, fs::read(from)?)?;
        unprivileged::run(Command::new("chmod").arg("600").arg(&to))?;
        unprivileged::hand_over(&to)?;
    }
    Ok(())
}

/// A program of the newest PostgreSQL of the system.
fn binary(name: &str) -> Outcome<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(DEBIAN)
        .map_err(|error| format!("{DEBIAN}: {error}; install the package postgresql"))?
        .filter_map(|entry| Some(entry.ok()?.path().join("bin").join(name)))
        .filter(|path| path.is_file())
        .collect();
    found.sort();
    Ok(found
        .pop()
        .ok_or_else(|| format!("no {name} below {DEBIAN}"))?)
}
