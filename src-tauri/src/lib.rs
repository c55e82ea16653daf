//! The window of Provost.
