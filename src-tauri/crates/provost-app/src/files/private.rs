//! Replaces a small private file so that a reader, whatever happens, sees the old one or the new one, and one program
//! writes it at a time.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long another copy of the program may hold a file.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// How often Windows is asked again while a virus scanner holds the file, and how long is waited between.
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(50);

/// Writes `text` to `path`, after it wrote what stood there to `backup`. Both appear whole, or not at all, and are on
/// the disk when this returns. Must be called under the lock.
pub(crate) fn replace(
    path: &Path,
    backup: &Path,
    before: Option<&[u8]>,
    text: &[u8],
) -> io::Result<()> {
    // Somebody may keep the file elsewhere and link to it; then the one that is linked to is replaced.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let unfinished = unfinished(&path);
    sweep(&folder_of(&path), &unfinished);
    if let Some(before) = before {
        write_whole(backup, before, &unfinished)?;
    }
    write_whole(&path, text, &unfinished)
}

/// How the names of unfinished files begin, `.connections-` for one: what a killed program left behind is swept away by the
/// next that has the lock of the same file.
fn unfinished(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    format!(".{stem}-")
}

/// Makes the folder of a file, for its owner alone.
fn create_folder(path: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder_of(path))
}

/// The lock of a file, once no other program has it: held as long as the file that is given back lives. None when another
/// kept it too long. `path` is the lock's own file, which stays: to delete it would let two in.
pub(crate) fn lock(path: &Path) -> io::Result<Option<File>> {
    create_folder(path)?;
    let file = open_private(path)?;
    let begun = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Some(file)),
            Err(TryLockError::WouldBlock) if begun.elapsed() < PATIENCE => {
                std::thread::sleep(Duration::from_millis(10));
            }
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
}

/// Opens a file for writing, and makes it, for its owner alone, when it is not there.
fn open_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn write_whole(path: &Path, bytes: &[u8], unfinished: &str) -> io::Result<()> {
    let folder = folder_of(path);
    // Made for its owner alone (0600 on Unix).
    let mut file = tempfile::Builder::new()
        .prefix(unfinished)
        .suffix(".tmp")
        .tempfile_in(&folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    let mut tries = 0;
    loop {
        match file.persist(path) {
            Ok(_) => break,
            Err(error) if tries < TRIES && is_held(&error.error) => {
                file = error.file;
                tries += 1;
                std::thread::sleep(PAUSE);
            }
            Err(error) => return Err(error.error),
        }
    }
    sync_folder(&folder)
}

/// Windows: access denied (5) or a sharing violation (32), which pass when the other program lets go.
fn is_held(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(5 | 32))
}

/// The rename itself must be on the disk too. Windows has no way to ask for it.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

fn folder_of(path: &Path) -> PathBuf {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .map_or_else(|| PathBuf::from("."), Path::to_owned)
}

/// Leftovers do no harm, so a failure to remove one is none of the writer's business.
fn sweep(folder: &Path, unfinished: &str) {
    for entry in folder.read_dir().into_iter().flatten().flatten() {
        let name = entry.file_name();
        if name.to_string_lossy().starts_with(unfinished) {
            let _stays = std::fs::remove_file(entry.path());
        }
    }
}
