//! Where Alembic is at home below a folder: each `env.py` begins a chain of its own.

use std::collections::BTreeSet;

use crate::schema::history::SourceFile;

/// The folders of Alembic's environments, sorted; the folder itself is `.`. Revisions of different ones have nothing to do
/// with each other, so a history can be told of one only.
#[must_use]
pub fn alembic_environments(files: &[SourceFile]) -> Vec<String> {
    let environments: BTreeSet<String> = files
        .iter()
        .filter(|file| file.name() == "env.py" && file.text.contains("alembic"))
        .map(|file| match file.folder() {
            "" => ".".to_owned(),
            folder => folder.to_owned(),
        })
        .collect();
    environments.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_environment_is_named_once() {
        let environment = |path: &str| SourceFile::new(path, "from alembic import context\n");
        let files = [
            environment("store/migrations/env.py"),
            environment("auth/migrations/env.py"),
            SourceFile::new("tools/env.py", "import os\n"),
            SourceFile::new("store/migrations/versions/1.py", "revision = '1'\n"),
        ];
        assert_eq!(
            alembic_environments(&files),
            ["auth/migrations", "store/migrations"]
        );
        assert_eq!(alembic_environments(&[environment("env.py")]), ["."]);
    }
}
