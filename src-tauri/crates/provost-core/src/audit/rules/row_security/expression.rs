//! Reading the text of a policy as the server writes it back: just enough to say what it calls and names.

/// A piece of an SQL expression.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    /// A keyword or an identifier, quoted or not.
    Word(String),
    /// A string constant.
    Text(String),
    /// Any other character.
    Sign(char),
}

/// An expression cut into pieces.
pub(in crate::audit::rules) struct Expression(Vec<Token>);

/// A function call in an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::audit::rules) struct Call {
    /// The function, with its schema where the text gives it.
    pub(in crate::audit::rules) name: String,
    /// The first argument where it is a string constant.
    pub(super) argument: Option<String>,
    /// Whether it stands in a sub-select, where the planner can run it once.
    pub(super) in_select: bool,
}

impl Expression {
    /// Cuts USING and WITH CHECK of a policy into pieces.
    pub(in crate::audit::rules) fn of(policy: &crate::catalog::Policy) -> Self {
        let mut tokens = policy.using.as_deref().map(lex).unwrap_or_default();
        tokens.extend(policy.with_check.as_deref().map(lex).unwrap_or_default());
        Self(tokens)
    }

    /// Cuts one text into pieces.
    pub(in crate::audit::rules) fn parse(text: &str) -> Self {
        Self(lex(text))
    }

    /// Whether it names a column or anything else so called.
    pub(super) fn names(&self, name: &str) -> bool {
        self.words().any(|word| word == name)
    }

    /// Whether it reads another table.
    pub(super) fn reads_tables(&self) -> bool {
        self.words().any(|word| word.eq_ignore_ascii_case("from"))
    }

    /// Whether every row passes: `true`, or no more than "the caller has signed in".
    pub(in crate::audit::rules) fn is_trivial(&self) -> bool {
        const SIGNED_IN: &[&str] = &[
            "as",
            "auth",
            "current_user",
            "is",
            "not",
            "null",
            "role",
            "select",
            "session_user",
            "text",
            "uid",
        ];
        let words: Vec<String> = self.words().map(str::to_lowercase).collect();
        if words == ["true"] {
            return self.0.iter().all(|token| !matches!(token, Token::Text(_)));
        }
        let asks_for_caller = words
            .iter()
            .any(|w| w == "auth" || w == "current_user" || w == "session_user");
        let texts_are_signed_in = self.0.iter().all(|token| match token {
            Token::Text(text) => text == "authenticated",
            Token::Word(_) | Token::Sign(_) => true,
        });
        asks_for_caller
            && texts_are_signed_in
            && words.iter().all(|w| SIGNED_IN.contains(&w.as_str()))
    }

    /// The calls in it, in their order.
    pub(in crate::audit::rules) fn calls(&self) -> Vec<Call> {
        let mut found = Vec::new();
        let mut selects: Vec<bool> = Vec::new();
        for (at, token) in self.0.iter().enumerate() {
            match token {
                Token::Sign('(') => {
                    if let Some(name) = self.name_before(at) {
                        found.push(Call {
                            name,
                            argument: match self.0.get(at + 1) {
                                Some(Token::Text(text)) => Some(text.clone()),
                                _ => None,
                            },
                            in_select: selects.contains(&true),
                        });
                    }
                    let is_select = matches!(self.0.get(at + 1), Some(Token::Word(word)) if word.eq_ignore_ascii_case("select"));
                    selects.push(is_select);
                }
                Token::Sign(')') => {
                    selects.pop();
                }
                Token::Sign(_) | Token::Word(_) | Token::Text(_) => {}
            }
        }
        found
    }

    /// The function name that ends before a bracket; none where a keyword or a sign stands there.
    fn name_before(&self, bracket: usize) -> Option<String> {
        const KEYWORDS: &[&str] = &[
            "ALL", "AND", "ANY", "ARRAY", "AS", "BETWEEN", "CASE", "DISTINCT", "ELSE", "EXISTS",
            "FROM", "IN", "IS", "JOIN", "LIKE", "NOT", "NULL", "ON", "OR", "OVER", "ROW", "SELECT",
            "SOME", "THEN", "UNION", "VALUES", "WHEN", "WHERE",
        ];
        let Some(Token::Word(name)) = self.0.get(bracket.checked_sub(1)?) else {
            return None;
        };
        if KEYWORDS.contains(&name.as_str()) {
            return None;
        }
        let schema = bracket
            .checked_sub(3)
            .and_then(|at| Some((self.0.get(at)?, self.0.get(at + 1)?)));
        match schema {
            Some((Token::Word(schema), Token::Sign('.'))) => Some(format!("{schema}.{name}")),
            _ => Some(name.clone()),
        }
    }

    fn words(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|token| match token {
            Token::Word(word) => Some(word.as_str()),
            Token::Text(_) | Token::Sign(_) => None,
        })
    }
}

fn lex(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if c == '\'' || c == '"' {
            let mut quoted = String::new();
            while let Some(next) = rest.next() {
                if next == c && rest.next_if_eq(&c).is_none() {
                    break;
                }
                quoted.push(next);
            }
            tokens.push(if c == '"' {
                Token::Word(quoted)
            } else {
                Token::Text(quoted)
            });
        } else if c.is_alphabetic() || c == '_' {
            let mut word = String::from(c);
            while let Some(next) = rest.next_if(|c| c.is_alphanumeric() || matches!(c, '_' | '$')) {
                word.push(next);
            }
            tokens.push(Token::Word(word));
        } else if !c.is_whitespace() {
            tokens.push(Token::Sign(c));
        }
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn always_true_is_seen_through_brackets() {
        for text in ["true", "(true)", "((TRUE))"] {
            assert!(Expression::parse(text).is_trivial(), "{text}");
        }
        for text in ["(id = 1)", "false", "'true'", "(true AND owned)"] {
            assert!(!Expression::parse(text).is_trivial(), "{text}");
        }
    }

    #[test]
    fn having_signed_in_is_no_filter() {
        for text in [
            "(auth.uid() IS NOT NULL)",
            "(( SELECT auth.uid() AS uid) IS NOT NULL)",
            "(auth.role() = 'authenticated'::text)",
        ] {
            assert!(Expression::parse(text).is_trivial(), "{text}");
        }
        for text in [
            "(auth.uid() = user_id)",
            "(auth.role() = 'admin'::text)",
            "is_admin()",
        ] {
            assert!(!Expression::parse(text).is_trivial(), "{text}");
        }
    }

    #[test]
    fn calls_know_whether_a_select_is_around_them() {
        let calls = Expression::parse(
            "((tenant = (current_setting('app.tenant'::text))::uuid) AND (id = ( SELECT auth.uid() AS uid)))",
        )
        .calls();
        let seen: Vec<(&str, Option<&str>, bool)> = calls
            .iter()
            .map(|call| (call.name.as_str(), call.argument.as_deref(), call.in_select))
            .collect();
        assert_eq!(
            seen,
            [
                ("current_setting", Some("app.tenant"), false),
                ("auth.uid", None, true)
            ]
        );
    }

    #[test]
    fn names_are_words_not_pieces_of_text() {
        let expression = Expression::parse("((note = 'tenant_id') AND (\"Org Id\" = 1))");
        assert!(!expression.names("tenant_id"));
        assert!(expression.names("Org Id"));
        assert!(!expression.reads_tables());
        assert!(Expression::parse("EXISTS ( SELECT 1 FROM public.t)").reads_tables());
    }

    #[test]
    fn an_unfinished_text_is_no_panic() {
        for text in ["'", "\"", "((", ")", "'it''s", "a.b.("] {
            Expression::parse(text).calls();
        }
    }
}
