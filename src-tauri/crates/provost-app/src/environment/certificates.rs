//! The certificates that the system trusts, as a file that a profile can choose, and an empty store for everybody else.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::EnvironmentError;

/// Writes the roots that the system trusts as PEM. A system that trusts none gives an empty file.
pub(super) fn write_system_roots(cache: &Path) -> Result<PathBuf, EnvironmentError> {
    let found = rustls_native_certs::load_native_certs();
    let mut text = String::new();
    for certificate in found.certs {
        text.push_str("-----BEGIN CERTIFICATE-----\n");
        for line in base64_lines(&certificate) {
            text.push_str(&line);
            text.push('\n');
        }
        text.push_str("-----END CERTIFICATE-----\n");
    }
    write(cache, "system-roots.pem", text.as_bytes())
}

/// Writes a store without a certificate.
pub(super) fn write_empty_store(cache: &Path) -> Result<PathBuf, EnvironmentError> {
    write(cache, "no-roots.pem", b"")
}

/// Writes beside the target and renames, so that a second copy of the program never reads half a file.
fn write(folder: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf, EnvironmentError> {
    let path = folder.join(name);
    let failed = |source| EnvironmentError::Folder {
        path: path.clone(),
        source,
    };
    std::fs::create_dir_all(folder).map_err(failed)?;
    if std::fs::read(&path).is_ok_and(|present| present == bytes) {
        return Ok(path);
    }
    let mut beside = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    beside.write_all(bytes).map_err(failed)?;
    beside.persist(&path).map_err(|error| failed(error.error))?;
    Ok(path)
}

/// Base64 in lines of 64 characters, as PEM (RFC 7468) wants them.
fn base64_lines(bytes: &[u8]) -> impl Iterator<Item = String> + '_ {
    use base64::Engine;
    bytes
        .chunks(48)
        .map(|chunk| base64::engine::general_purpose::STANDARD.encode(chunk))
}
