//! What Provost can do, each use case once, for the window and for the command line.
