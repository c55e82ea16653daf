//! The order of names in which a person numbers files.

use std::cmp::Ordering;

/// By name, numbers by their value: 2 comes before 10.
pub(super) fn by_name(left: &str, right: &str) -> Ordering {
    let (mut left, mut right) = (left, right);
    loop {
        let (one, other) = (digits(left), digits(right));
        if one > 0 && other > 0 {
            let (number, rest) = left.split_at_checked(one).unwrap_or((left, ""));
            let (against, remaining) = right.split_at_checked(other).unwrap_or((right, ""));
            let value = |text: &str| {
                let text = text.trim_start_matches('0').to_owned();
                (text.len(), text)
            };
            match value(number).cmp(&value(against)).then(one.cmp(&other)) {
                Ordering::Equal => (left, right) = (rest, remaining),
                order => return order,
            }
            continue;
        }
        let (mut ahead, mut behind) = (left.chars(), right.chars());
        match (ahead.next(), behind.next()) {
            (Some(sign), Some(against)) if sign == against => {
                (left, right) = (ahead.as_str(), behind.as_str());
            }
            (sign, against) => return sign.cmp(&against),
        }
    }
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_by_their_value() {
        let mut names = ["10_b", "2_a", "002_z", "a/1", "1"];
        names.sort_by(|left, right| by_name(left, right));
        assert_eq!(names, ["1", "2_a", "002_z", "10_b", "a/1"]);
    }

    proptest::proptest! {
        #[test]
        fn the_order_of_names_is_one(a in "[a-c0-9]{0,6}", b in "[a-c0-9]{0,6}", c in "[a-c0-9]{0,6}") {
            proptest::prop_assert_eq!(by_name(&a, &b), by_name(&b, &a).reverse());
            if by_name(&a, &b).is_le() && by_name(&b, &c).is_le() {
                proptest::prop_assert!(by_name(&a, &c).is_le());
            }
            proptest::prop_assert_eq!(by_name(&a, &b).is_eq(), a == b);
        }
    }
}
