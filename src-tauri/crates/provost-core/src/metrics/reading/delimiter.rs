//! What stands between the values of a text file.

/// Whichever of comma, semicolon and tab stands most often outside of quotes in the first line that is not blank; a comma where
/// none does. `text` is the file's beginning.
#[must_use]
pub fn delimiter(text: &[u8]) -> u8 {
    let mut text = text;
    while let Some(end) = text.iter().position(|byte| matches!(byte, b'\n' | b'\r')) {
        let (line, rest) = text.split_at(end);
        if !line.trim_ascii().is_empty() {
            break;
        }
        text = rest.get(1..).unwrap_or_default();
    }
    let mut quoted = false;
    let mut counts = [(b',', 0_u32), (b';', 0), (b'\t', 0)];
    for byte in text {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if quoted => {}
            _ => {
                if let Some((_, count)) = counts.iter_mut().find(|(one, _)| one == byte) {
                    *count += 1;
                }
            }
        }
    }
    let mut best = (b',', 0);
    for (one, count) in counts {
        if count > best.1 {
            best = (one, count);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_one_that_stands_most_often_in_the_first_line() {
        for (text, wanted) in [
            ("a,b;c,d\n;;;;", b','),
            ("\"a,b,c\";d\r\n", b';'),
            ("\"a\n,,,\";d\n", b';'),
            (" \r\n\t\n\ta\tb,c\n;;;;", b'\t'),
            ("a\tb", b'\t'),
            ("alone", b','),
            ("", b','),
        ] {
            assert_eq!(delimiter(text.as_bytes()), wanted, "{text:?}");
        }
    }
}
