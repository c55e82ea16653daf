//! How much room the disk of the workspace has.

use std::io;
use std::path::Path;

/// Below this many bytes the person is warned.
pub const LOW_SPACE: u64 = 1 << 30;

/// Below this many bytes no data directory is made, and nothing more should be written to the workspace.
/// A new data directory takes about 40 MB, and the write-ahead log of a busy hour a hundred more.
pub const MINIMUM_SPACE: u64 = 256 << 20;

/// The room on a disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FreeSpace {
    /// The bytes that an ordinary user may still write.
    pub bytes: u64,
}

impl FreeSpace {
    /// Whether the person should be warned.
    #[must_use]
    pub fn is_low(self) -> bool {
        self.bytes < LOW_SPACE
    }

    /// Whether nothing more should be written.
    #[must_use]
    pub fn is_short(self) -> bool {
        self.bytes < MINIMUM_SPACE
    }
}

/// The room on the disk that holds `path`, which must exist.
pub fn free_space(path: &Path) -> io::Result<FreeSpace> {
    fs4::available_space(path).map(|bytes| FreeSpace { bytes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thresholds_are_exclusive() {
        assert!(!FreeSpace { bytes: LOW_SPACE }.is_low());
        assert!(
            FreeSpace {
                bytes: LOW_SPACE - 1
            }
            .is_low()
        );
        assert!(
            !FreeSpace {
                bytes: MINIMUM_SPACE
            }
            .is_short()
        );
        assert!(
            FreeSpace {
                bytes: MINIMUM_SPACE - 1
            }
            .is_short()
        );
    }

    #[test]
    fn a_missing_folder_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        assert!(free_space(folder.path()).is_ok());
        assert!(free_space(&folder.path().join("missing")).is_err());
    }
}
