//! How findings write numbers and lists.

/// Bytes in the largest binary unit that leaves at least one, rounded to one decimal. Every report writes sizes by it, so
/// that one size is one text.
#[must_use]
pub fn bytes(count: i64) -> String {
    const UNITS: [(&str, u128); 4] = [
        ("TiB", 1 << 40),
        ("GiB", 1 << 30),
        ("MiB", 1 << 20),
        ("KiB", 1 << 10),
    ];
    let sign = if count < 0 { "−" } else { "" };
    let size = u128::from(count.unsigned_abs());
    UNITS
        .into_iter()
        // From where the smaller unit would be rounded to 1024.0.
        .find(|(_, unit)| size >= unit - unit / 20_480)
        .map_or_else(
            || format!("{sign}{size} B"),
            |(name, unit)| {
                let tenths = (size * 10 + unit / 2) / unit;
                format!("{sign}{}.{} {name}", tenths / 10, tenths % 10)
            },
        )
}

/// A part of a whole in whole percent, rounded down; 0 of nothing.
pub(crate) fn percent(part: i64, whole: i64) -> i64 {
    let share = (i128::from(part) * 100)
        .checked_div(i128::from(whole))
        .unwrap_or(0);
    i64::try_from(share).unwrap_or(i64::MAX)
}

/// Names joined by commas: the first twenty, then how many more there are; "none" of none.
pub(crate) fn listed<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> String {
    const SHOWN: usize = 20;
    let names: Vec<T> = names.into_iter().collect();
    let shown: Vec<&str> = names.iter().take(SHOWN).map(AsRef::as_ref).collect();
    match names.len().saturating_sub(SHOWN) {
        0 if shown.is_empty() => "none".to_owned(),
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// A number with its noun: "1 table", "3 tables".
pub(crate) fn counted(number: usize, noun: &str) -> String {
    if number == 1 {
        format!("1 {noun}")
    } else if let Some(stem) = noun.strip_suffix('x') {
        format!("{number} {stem}xes")
    } else {
        format!("{number} {noun}s")
    }
}

/// The words of a name, in lower case: split at anything but letters and digits, where a capital follows a small
/// letter, and before the last of several capitals when a small letter follows (`ApiKey`, `access_log`, `IPAddress`).
pub(crate) fn words(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut found = Vec::new();
    let mut word = String::new();
    let mut before = None;
    for (at, &c) in letters.iter().enumerate() {
        let begins = c.is_uppercase()
            && match before {
                Some(before) if char::is_uppercase(before) => {
                    letters.get(at + 1).is_some_and(|next| next.is_lowercase())
                }
                Some(_) => true,
                None => false,
            };
        if !c.is_alphanumeric() || begins {
            found.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
        before = Some(c);
    }
    found.push(word);
    found.retain(|word| !word.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_keep_one_decimal() {
        assert_eq!(bytes(999), "999 B");
        assert_eq!(bytes(1 << 20), "1.0 MiB");
        assert_eq!(bytes(1_610_612_736), "1.5 GiB");
        assert_eq!(bytes(8_032_256), "7.7 MiB");
        assert_eq!(bytes((1 << 20) - 1), "1.0 MiB");
        assert_eq!(bytes((1 << 20) - 53), "1023.9 KiB");
        assert_eq!(bytes(-2_048), "−2.0 KiB");
        assert_eq!(bytes(i64::MAX), "8388608.0 TiB");
    }

    #[test]
    fn a_part_of_nothing_is_nothing() {
        assert_eq!(percent(3, 0), 0);
        assert_eq!(percent(2, 3), 66);
        assert_eq!(percent(i64::MAX, 1), i64::MAX);
    }

    #[test]
    fn lists_end_after_twenty() {
        let names: Vec<String> = (0..22).map(|n| n.to_string()).collect();
        assert!(listed(&names).ends_with("18, 19 and 2 more"));
        assert_eq!(listed(["a", "b"]), "a, b");
        assert_eq!(listed(Vec::<String>::new()), "none");
    }

    #[test]
    fn nouns_follow_the_number() {
        assert_eq!(counted(1, "index"), "1 index");
        assert_eq!(counted(2, "index"), "2 indexes");
        assert_eq!(counted(0, "table"), "0 tables");
    }

    #[test]
    fn names_fall_into_words() {
        assert_eq!(words("AiAccessLog"), ["ai", "access", "log"]);
        assert_eq!(words("ai_model-drift2"), ["ai", "model", "drift2"]);
        assert_eq!(words("userIPAddress"), ["user", "ip", "address"]);
        assert_eq!(words("__"), Vec::<String>::new());
    }
}
