//! Python that is read without being run: which names a file gives which literal values.
//!
//! Migrations of Alembic and Django name their place in the chain in literals. Whatever is not a literal (a call, a
//! name that was imported, a value given inside `if`) is kept as what it is in the text, so that it can be said.

mod lexer;
mod literal;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use lexer::{Line, Token, TokenKind};
pub(super) use literal::Literal;

/// Names and their values.
pub(super) type Names = BTreeMap<String, Literal>;

/// What a Python file says on its outermost level.
#[derive(Debug, Default)]
pub(super) struct Module {
    /// The text that the file begins with, if it begins with one.
    pub(super) docstring: Option<String>,
    /// The names that it gives values.
    pub(super) names: Names,
    /// Its classes, in order.
    pub(super) classes: Vec<Class>,
}

/// A class on the outermost level of a file.
#[derive(Debug)]
pub(super) struct Class {
    /// Its name.
    pub(super) name: String,
    /// What stands in the brackets behind its name.
    pub(super) bases: String,
    /// The names that its body gives values.
    pub(super) names: Names,
}

/// A block that the reader is inside of.
enum Block {
    /// A class of the file, by its place.
    Class(usize),
    /// A function, or a class inside of something: its values do not count for the file.
    Function,
    /// What may or may not happen when the file is run.
    Condition(String),
}

/// Reads a file.
pub(super) fn read(text: &str) -> Module {
    let mut module = Module::default();
    let mut blocks: Vec<(usize, Block)> = Vec::new();
    for (index, line) in lexer::lines(text).into_iter().enumerate() {
        while blocks
            .last()
            .is_some_and(|(indent, _)| line.indent <= *indent)
        {
            blocks.pop();
        }
        if let (
            0,
            [
                Token {
                    kind: TokenKind::Text { value, .. },
                    ..
                },
            ],
        ) = (index, line.tokens.as_slice())
        {
            module.docstring = Some(value.clone());
            continue;
        }
        let opened = line
            .opens_block()
            .then(|| open(&mut module, &blocks, &line, text));
        match opened {
            Some(block) => {
                let rest = line.inline_body();
                blocks.push((line.indent, block));
                if !rest.is_empty() {
                    statement(&mut module, &blocks, rest, text);
                }
            }
            None => statement(&mut module, &blocks, &line.tokens, text),
        }
    }
    module
}

fn open(module: &mut Module, blocks: &[(usize, Block)], line: &Line, text: &str) -> Block {
    let mut words = line.tokens.iter().filter_map(Token::word);
    let (first, second) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    match first {
        "class" if blocks.is_empty() => {
            module.classes.push(Class {
                name: second.to_owned(),
                bases: lexer::source(line.tokens.get(2..).unwrap_or_default(), text).to_owned(),
                names: Names::new(),
            });
            Block::Class(module.classes.len() - 1)
        }
        "class" | "def" | "async" => Block::Function,
        _ => Block::Condition(lexer::source(&line.tokens, text).trim().to_owned()),
    }
}

/// Takes the values that a statement gives to names of the file or of a class.
fn statement(module: &mut Module, blocks: &[(usize, Block)], tokens: &[Token], text: &str) {
    let mut class = None;
    let mut condition = None;
    for (_, block) in blocks {
        match block {
            Block::Class(index) => class = Some(*index),
            Block::Function => return,
            Block::Condition(source) => condition = Some(source),
        }
    }
    let given = literal::assignments(tokens, text, &module.names);
    let names = match class {
        Some(index) => match module.classes.get_mut(index) {
            Some(class) => &mut class.names,
            None => return,
        },
        None => &mut module.names,
    };
    for (name, value) in given {
        let value = match condition {
            Some(condition) => Literal::Dynamic(format!("given inside `{condition}`")),
            None => value,
        };
        names.insert(name, value);
    }
}
