//! A table as a file that spreadsheets open: comma-separated values as RFC 4180 has them, in UTF-8 with its mark.

/// Without it some spreadsheets read letters with accents as others.
const UTF8_MARK: char = '\u{feff}';

/// The file: a line of names, then a line for each row. No cell is run as a formula when it is opened.
pub fn csv<'a>(names: &'a [String], rows: impl Iterator<Item = &'a Vec<String>>) -> String {
    let mut file = String::from(UTF8_MARK);
    for line in std::iter::once(names).chain(rows.map(Vec::as_slice)) {
        let cells: Vec<String> = line.iter().map(|cell| quoted(&harmless(cell))).collect();
        file.push_str(&cells.join(","));
        file.push_str("\r\n");
    }
    file
}

/// With an apostrophe before whatever a spreadsheet would take for a formula: at its beginning, and where one that parts cells
/// otherwise (by semicolons in many countries) would begin a cell.
fn harmless(cell: &str) -> String {
    let mut harmless = String::with_capacity(cell.len());
    if cell.starts_with(['\t', '\r', '\n']) {
        harmless.push('\'');
    }
    let mut begins = harmless.is_empty();
    for letter in cell.chars() {
        if begins && begins_formula(letter) {
            harmless.push('\'');
        }
        harmless.push(letter);
        let parts = matches!(letter, ';' | '\t' | '\r' | '\n');
        begins = parts || (begins && letter.is_whitespace());
    }
    harmless
}

/// The signs some keyboards make twice as wide are taken for the others.
fn begins_formula(letter: char) -> bool {
    matches!(letter, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')
}

fn quoted(cell: &str) -> String {
    let parts_cells = |letter| matches!(letter, '"' | ',' | ';' | '\t' | '\r' | '\n');
    if cell.contains(parts_cells) || cell.trim() != cell {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn line(cells: &[&str]) -> String {
        let row: Vec<String> = cells.iter().map(|cell| cell.to_string()).collect();
        let file = csv(&row, std::iter::empty());
        file.trim_start_matches(UTF8_MARK).to_owned()
    }

    /// As RFC 4180 has it: the cells of each line.
    fn read(file: &str) -> Vec<Vec<String>> {
        let mut lines = vec![vec![String::new()]];
        let mut quoted = false;
        let mut letters = file.trim_start_matches(UTF8_MARK).chars().peekable();
        while let Some(letter) = letters.next() {
            let line = lines.last_mut().expect("there is a line");
            let cell = line.last_mut().expect("a line has a cell");
            match (letter, quoted) {
                ('"', true) if letters.peek() == Some(&'"') => {
                    letters.next();
                    cell.push('"');
                }
                ('"', _) => quoted = !quoted,
                (',', false) => line.push(String::new()),
                ('\r', false) if letters.peek() == Some(&'\n') => {
                    letters.next();
                    lines.push(vec![String::new()]);
                }
                (letter, _) => cell.push(letter),
            }
        }
        // The last line ends like every other.
        lines.pop();
        lines
    }

    #[test]
    fn a_file_begins_with_its_mark_and_every_line_ends() {
        let names = ["Due", "Person"].map(String::from);
        let rows = [vec!["14 Nov".to_owned(), "Testa, Prima".to_owned()]];
        let file = csv(&names, rows.iter());
        assert_eq!(file, "\u{feff}Due,Person\r\n14 Nov,\"Testa, Prima\"\r\n");
    }

    #[test]
    fn no_cell_begins_a_formula() {
        for cell in [
            "=1+1", "+237 600", "-5", "@SUM(A1)", " =1+1", "＝1+1", "\u{a0}@a",
        ] {
            let spaces = cell.len() - cell.trim_start().len();
            let (before, after) = cell.split_at(spaces);
            assert_eq!(harmless(cell), format!("{before}'{after}"));
        }
        assert_eq!(harmless("\t=1"), "'\t'=1");
        assert_eq!(harmless("\r1"), "'\r1");
        assert_eq!(harmless("cough; -5 kg"), "cough; '-5 kg");
        assert_eq!(
            harmless("one\n=HYPERLINK(\"a\")"),
            "one\n'=HYPERLINK(\"a\")"
        );
        for cell in ["", "2 = 2", "14-11-2026", "Jean-Paul", "a@b", "'=1"] {
            assert_eq!(harmless(cell), cell);
        }
    }

    #[test]
    fn quotes_commas_and_lines_stay_in_their_cell() {
        assert_eq!(line(&["a\"b", "c,d"]), "\"a\"\"b\",\"c,d\"\r\n");
        assert_eq!(line(&["one\ntwo", ""]), "\"one\ntwo\",\r\n");
        assert_eq!(line(&[" a ", "b;c"]), "\" a \",\"b;c\"\r\n");
    }

    #[test]
    fn a_name_from_right_to_left_is_written_as_it_is() {
        assert_eq!(line(&["تجربة, ريحانة", "34"]), "\"تجربة, ريحانة\",34\r\n");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            rows in proptest::collection::vec(proptest::collection::vec("[-=+@a;, \t\r\n\"'ب]{0,6}", 3), 1..5),
        ) {
            let names = ["a", "b", "c"].map(String::from);
            let lines = read(&csv(&names, rows.iter()));
            prop_assert_eq!(lines.len(), rows.len() + 1);
            for (line, row) in lines[1..].iter().zip(&rows) {
                let wanted: Vec<String> = row.iter().map(|cell| harmless(cell)).collect();
                prop_assert_eq!(line, &wanted);
                for cell in line {
                    let first = cell.trim_start().chars().next();
                    prop_assert!(!first.is_some_and(begins_formula), "{:?}", cell);
                    prop_assert!(!cell.starts_with(['\t', '\r', '\n']));
                }
            }
        }
    }
}
