//! What Alembic itself said of a chain, as `fixtures/migrations/oracle.py` wrote it down.

use std::collections::{BTreeMap, BTreeSet};

/// Alembic's answers by command.
#[derive(Debug)]
pub(crate) struct Transcript(BTreeMap<String, Vec<String>>);

/// One line of `alembic history`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) id: String,
    pub(crate) follows: Vec<String>,
    pub(crate) title: String,
    marks: String,
}

impl Transcript {
    pub(crate) fn read(text: &str) -> Self {
        let mut answers: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut command = String::new();
        for line in text.lines() {
            if let Some(next) = line.strip_prefix("$ ") {
                next.clone_into(&mut command);
                answers.entry(command.clone()).or_default();
            } else {
                answers.get_mut(&command).unwrap().push(line.to_owned());
            }
        }
        Self(answers)
    }

    pub(crate) fn answer(&self, command: &str) -> &[String] {
        let answer = self.0.get(command);
        answer.unwrap_or_else(|| panic!("nothing was written down of `{command}`: {self:?}"))
    }

    /// The first word of each line: `alembic heads` and `alembic current` name one revision in each.
    pub(crate) fn names(&self, command: &str) -> Vec<String> {
        let first = |line: &String| line.split_whitespace().next().unwrap().to_owned();
        self.answer(command).iter().map(first).collect()
    }

    /// What `alembic history` lists, the earliest first: `a, b -> c (label) (head), what it does`.
    pub(crate) fn history(&self, command: &str) -> Vec<Told> {
        let lines = self.answer(command).iter().rev();
        lines.map(|line| Told::read(line)).collect()
    }

    /// The name of the file that was taken out, and what `alembic history` said then.
    pub(crate) fn without(&self) -> (&str, &str) {
        let (command, answer) = self
            .0
            .iter()
            .find(|(command, _)| command.starts_with("rm "))
            .unwrap();
        let file = command.strip_prefix("rm versions/").unwrap();
        (file.strip_suffix("; alembic history").unwrap(), &answer[0])
    }
}

impl Told {
    fn read(line: &str) -> Self {
        let (before, rest) = line.split_once(" -> ").unwrap();
        let (said, title) = rest.split_once(", ").unwrap();
        let (id, marks) = said.split_once(' ').unwrap_or((said, ""));
        let follows = before.split(", ").filter(|name| *name != "<base>");
        Self {
            id: id.to_owned(),
            follows: follows.map(str::to_owned).collect(),
            title: title.to_owned(),
            marks: marks.to_owned(),
        }
    }

    pub(crate) fn is(&self, mark: &str) -> bool {
        self.marks.contains(&format!("({mark})"))
    }
}

/// The names of those that a mark or a question picks.
pub(crate) fn names<'t>(told: impl IntoIterator<Item = &'t Told>) -> BTreeSet<String> {
    told.into_iter().map(|one| one.id.clone()).collect()
}

/// A revision and all that come after it.
pub(crate) fn from(told: &[Told], id: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::from([id.to_owned()]);
    for one in told {
        if one.follows.iter().any(|before| found.contains(before)) {
            found.insert(one.id.clone());
        }
    }
    found
}
