//! Cells of a CSV file, as RFC 4180 has them.

/// A row.
pub(crate) fn push_row<'a>(text: &mut String, cells: impl IntoIterator<Item = &'a str>) {
    for (index, cell) in cells.into_iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        push_cell(text, cell);
    }
    text.push_str("\r\n");
}

/// A name from a database is a text: a spreadsheet must not take it for a formula. Numbers stay as they are.
fn push_cell(text: &mut String, cell: &str) {
    let formula =
        cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    let quoted = formula || cell.contains([',', '"', '\n', '\r']);
    if !quoted {
        text.push_str(cell);
        return;
    }
    text.push('"');
    if formula {
        text.push('\'');
    }
    text.push_str(&cell.replace('"', "\"\""));
    text.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_quoted_and_no_formula_is_left() {
        let mut text = String::new();
        push_row(
            &mut text,
            ["a,b", "say \"x\"", "=cmd()", "-1.5", "@x", "plain"],
        );
        assert_eq!(
            text,
            "\"a,b\",\"say \"\"x\"\"\",\"'=cmd()\",-1.5,\"'@x\",plain\r\n"
        );
    }
}
