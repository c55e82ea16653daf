//! The pieces of an SQL text of somebody else: statements, data of COPY, and lines for psql.

use crate::schema::lexing::{Part, Parts};

/// One piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece<'t> {
    /// The line on which it begins, from 1.
    pub(super) line: usize,
    /// The piece, a statement without its semicolon.
    pub(super) text: &'t str,
    pub(super) kind: PieceKind,
}

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PieceKind {
    /// A statement for the server.
    Statement,
    /// `COPY … FROM stdin`, whose data follow it.
    Copy {
        /// How many lines of data.
        rows: usize,
    },
    /// A line that begins with a backslash.
    Command,
}

/// The pieces of a text in their order.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut reader = Reader {
        text,
        at: 0,
        line: 1,
        counted: 0,
    };
    let mut found = Vec::new();
    while let Some(piece) = reader.next_piece() {
        found.push(piece);
    }
    found
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    /// The line of `counted`, so that lines are counted once.
    line: usize,
    counted: usize,
}

impl<'t> Reader<'t> {
    fn next_piece(&mut self) -> Option<Piece<'t>> {
        let mut open = Open::default();
        let mut begun = None;
        while let Some(rest) = self.text.get(self.at..).filter(|rest| !rest.is_empty()) {
            let mut parts = Parts::of(rest);
            let part = parts.next()?;
            let place = self.at;
            self.at = self.text.len() - parts.rest().len();
            match part {
                Part::Space(_) | Part::Comment(_) => continue,
                Part::Sign("\\") if begun.is_none() => return Some(self.command(place)),
                Part::Sign(";") if open.ends() => match begun {
                    None => continue,
                    Some(from) => return Some(self.statement(from, place)),
                },
                // Whatever stands between is not looked at: it may be in any language.
                Part::Dollar(tag) => {
                    let inside = self.text.get(self.at..).unwrap_or_default();
                    let end = inside.find(tag).map_or(inside.len(), |end| end + tag.len());
                    self.at += end;
                    open.before.clear();
                }
                other => open.read(other),
            }
            begun = begun.or(Some(place));
        }
        begun.map(|from| self.statement(from, self.text.len()))
    }

    fn statement(&mut self, from: usize, to: usize) -> Piece<'t> {
        let text = self.text.get(from..to).unwrap_or_default().trim_end();
        let line = self.line_of(from);
        let kind = if reads_stdin(text) {
            PieceKind::Copy {
                rows: self.skip_data(),
            }
        } else {
            PieceKind::Statement
        };
        Piece { line, text, kind }
    }

    fn command(&mut self, from: usize) -> Piece<'t> {
        let rest = self.text.get(from..).unwrap_or_default();
        let text = rest.lines().next().unwrap_or_default();
        self.at = from + text.len();
        Piece {
            line: self.line_of(from),
            text: text.trim_end(),
            kind: PieceKind::Command,
        }
    }

    /// The data begin on the next line and end with `\.` or with the text.
    fn skip_data(&mut self) -> usize {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let mut rows = 0;
        for (number, line) in rest.split_inclusive('\n').enumerate() {
            self.at += line.len();
            if line.trim_end() == "\\." {
                break;
            }
            rows += usize::from(number > 0);
        }
        rows
    }

    fn line_of(&mut self, at: usize) -> usize {
        let between = self.text.get(self.counted..at).unwrap_or_default();
        self.line += between.matches('\n').count();
        self.counted = at;
        self.line
    }
}

fn reads_stdin(statement: &str) -> bool {
    let copies = statement
        .get(..4)
        .is_some_and(|word| word.eq_ignore_ascii_case("copy"));
    copies && {
        let words = words(statement);
        let mut pairs = words.iter().zip(words.iter().skip(1));
        pairs.any(|(one, next)| one == "from" && next == "stdin")
    }
}

fn words(statement: &str) -> Vec<String> {
    let word = |part| match part {
        Part::Word(word) => Some(word.to_lowercase()),
        _ => None,
    };
    Parts::of(statement).filter_map(word).collect()
}

/// What keeps a semicolon from ending a statement: parentheses, as in CREATE RULE, and a body `begin atomic … end`.
#[derive(Default)]
struct Open {
    parentheses: usize,
    blocks: usize,
    before: String,
}

impl Open {
    fn read(&mut self, part: Part<'_>) {
        match part {
            Part::Sign("(") => self.parentheses += 1,
            Part::Sign(")") => self.parentheses = self.parentheses.saturating_sub(1),
            Part::Word(word) => {
                let word = word.to_lowercase();
                match word.as_str() {
                    "atomic" if self.before == "begin" => self.blocks = 1,
                    "case" if self.blocks > 0 => self.blocks += 1,
                    "end" if self.blocks > 0 => self.blocks -= 1,
                    _ => {}
                }
                self.before = word;
                return;
            }
            _ => {}
        }
        self.before.clear();
    }

    fn ends(&self) -> bool {
        self.parentheses == 0 && self.blocks == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(usize, &str)> {
        pieces(text)
            .into_iter()
            .map(|piece| (piece.line, piece.text))
            .collect()
    }

    #[test]
    fn statements_end_where_the_server_would_end_them() {
        let text = "-- a; b\ncreate table a (x text default ';');\n\n\
            CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC\nSELECT CASE WHEN true THEN 1 END; END;\n\
            do $do$ it's; /* open $do$;\ncreate rule r as on insert to a do also (select 1; select 2);\n\
            /* no; */ select $$;$$ || 'it''s;' || E'\\';'";
        let found = told(text);
        let lines: Vec<usize> = found.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [2, 4, 6, 7, 8], "{found:#?}");
        assert!(found[1].1.ends_with("END; END"));
        assert_eq!(found[2].1, "do $do$ it's; /* open $do$");
    }

    #[test]
    fn data_and_commands_are_no_statements() {
        let text = "\\restrict abc\nCOPY public.t (a) FROM stdin;\n1;'\n\\N\n\\.\n\nselect 1;\n\\unrestrict abc\n";
        let found = pieces(text);
        let kinds: Vec<(usize, PieceKind)> =
            found.iter().map(|piece| (piece.line, piece.kind)).collect();
        assert_eq!(
            kinds,
            [
                (1, PieceKind::Command),
                (2, PieceKind::Copy { rows: 2 }),
                (7, PieceKind::Statement),
                (8, PieceKind::Command),
            ]
        );
    }

    #[test]
    fn all_the_text_is_in_the_pieces() {
        for text in [
            "",
            " ; ;",
            "select 'open",
            "do $x$ open",
            "\\",
            "copy t from stdin",
            "é;\u{feff}",
        ] {
            for (line, piece) in told(text) {
                assert!(line == 1 && !piece.is_empty(), "{text}");
            }
        }
    }
}
