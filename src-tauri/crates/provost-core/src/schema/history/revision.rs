//! A migration as its file defines it: what it follows on, and what it needs beside that.

/// One migration of a folder, in the terms that all tools share.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Revision {
    /// Its name in the state table.
    pub(super) id: String,
    /// What it follows on.
    pub(super) parents: Vec<String>,
    /// What must be applied before it without being followed on: names or branch labels.
    pub(super) depends_on: Vec<String>,
    /// The labels of the branch that begins with it.
    pub(super) labels: Vec<String>,
    /// The migrations that it stands for (Django's squashed ones).
    pub(super) replaces: Vec<String>,
    /// What it belongs to: Django's app. Empty where the tool has one chain.
    pub(super) group: String,
    /// What it does, in its author's words.
    pub(super) title: String,
    /// When it was written, as its file says.
    pub(super) created: Option<String>,
    /// Its file.
    pub(super) file: String,
    /// Variables that only running the file would tell, with what stands in the text.
    pub(super) unread: Vec<(String, String)>,
    /// Whether it is run again whenever it changes and stands in no chain.
    pub(super) repeatable: bool,
}
