//! Who owns the server's files, and as whom its processes run.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub(super) use unix::{Account, for_server, make_owned, make_private, user_name};
#[cfg(windows)]
pub(super) use windows::{Account, for_server, make_owned, make_private};
