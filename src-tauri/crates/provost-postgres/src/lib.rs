//! Everything that speaks SQL, and the local server.
