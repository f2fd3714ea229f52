//! What stands on sheets of paper: the frame that browsers draw around every sheet, and, for browsers that draw none, how much
//! one sheet holds.

use std::ops::Range;

/// Letters on one line of a sheet; wide letters are allowed for.
const LETTERS: usize = 88;

/// How many printed lines these words take, estimated from their letters; at least one.
pub fn lines_of(words: &str) -> usize {
    let lines = words
        .lines()
        .map(|line| line.chars().count().div_ceil(LETTERS).max(1));
    lines.sum::<usize>().max(1)
}

/// Lines that belong together: a heading with its notes, and the rows under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub head: usize,
    pub rows: Vec<usize>,
}

/// Some rows of a block, by its place among the blocks.
pub type BlockRows = (usize, Range<usize>);

/// Lays blocks out on as many sheets as they need; the first sheet has less room. Rows stay whole, and a heading never stands
/// without a row. Only a row that is longer than a sheet goes over its edge.
pub fn sheets(blocks: &[Block], first: usize, others: usize) -> Vec<Vec<BlockRows>> {
    let mut sheets: Vec<Vec<BlockRows>> = vec![Vec::new()];
    let mut free = first;
    for (place, block) in blocks.iter().enumerate() {
        let mut from = 0;
        loop {
            let begins = block.head + block.rows.get(from).copied().unwrap_or(0);
            let sheet_is_empty = sheets.last().is_none_or(Vec::is_empty);
            if begins > free && !(sheet_is_empty && free >= others) {
                sheets.push(Vec::new());
                free = others;
            }
            let mut used = block.head;
            let fits = block.rows[from..]
                .iter()
                .enumerate()
                .take_while(|(nth, row)| {
                    used += **row;
                    *nth == 0 || used <= free
                });
            let to = from + fits.count();
            let taken = block.head + block.rows[from..to].iter().sum::<usize>();
            free = free.saturating_sub(taken);
            if let Some(sheet) = sheets.last_mut() {
                sheet.push((place, from..to));
            }
            from = to;
            if from == block.rows.len() {
                break;
            }
            sheets.push(Vec::new());
            free = others;
        }
    }
    sheets.retain(|sheet| !sheet.is_empty());
    sheets
}

/// What is said around every sheet.
pub struct Frame<'a> {
    /// Whose chart it is, or which page; what else is known of them on a line of its own.
    pub who: [&'a str; 2],
    /// "Page ", " of " and what comes after the two numbers.
    pub page: [&'a str; 3],
    /// By whom and when it was printed; on the first sheet the page says it itself.
    pub printed: Option<&'a str>,
}

impl Frame<'_> {
    /// The style sheet that has the browser draw this frame into the margins of every sheet.
    pub fn style(&self) -> String {
        let who = self.who.map(quoted).join(" \"\\a\" ");
        let [before, between, after] = self.page.map(quoted);
        let printed = self.printed.map_or("none".into(), quoted);
        format!(
            "@page {{ margin: 18mm; \
             @top-left {{ content: {who}; width: 100%; text-align: start; white-space: pre-wrap; {LOOK} }} \
             @bottom-left {{ content: {printed}; width: calc(100% - 8em); text-align: start; {LOOK} }} \
             @bottom-right {{ content: {before} counter(page) {between} counter(pages) {after}; width: 8em; \
             text-align: end; white-space: nowrap; {LOOK} }} }} \
             @page :first {{ @bottom-left {{ content: none }} }}"
        )
    }
}

const LOOK: &str = "font: 9pt/1.3 system-ui, sans-serif; color: #000000;";

/// A string of a style sheet. Whatever a name holds, it ends where it should.
fn quoted(words: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in words.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => quoted.push(' '),
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn block(head: usize, rows: &[usize]) -> Block {
        let rows = rows.to_vec();
        Block { head, rows }
    }

    #[test]
    fn what_fits_on_one_sheet_takes_one() {
        let blocks = [block(2, &[1, 1]), block(1, &[])];
        assert_eq!(sheets(&blocks, 5, 9), [vec![(0, 0..2), (1, 0..0)]]);
        assert_eq!(sheets(&[], 5, 9), [] as [Vec<BlockRows>; 0]);
    }

    #[test]
    fn a_heading_goes_with_its_first_row_and_a_long_list_goes_on() {
        let blocks = [block(1, &[1, 1]), block(2, &[1, 1, 1, 1])];
        let wanted = [vec![(0, 0..2)], vec![(1, 0..3)], vec![(1, 3..4)]];
        assert_eq!(sheets(&blocks, 5, 5), wanted);
        // A row that is longer than a sheet has one for itself.
        let wanted = [vec![(0, 0..1)], vec![(0, 1..2)]];
        assert_eq!(sheets(&[block(1, &[9, 1])], 5, 5), wanted);
    }

    #[test]
    fn words_take_the_lines_they_need() {
        assert_eq!(lines_of(""), 1);
        assert_eq!(lines_of("Cough, 2 weeks"), 1);
        assert_eq!(lines_of(&"a".repeat(LETTERS + 1)), 2);
        assert_eq!(lines_of("one\ntwo"), 2);
    }

    #[test]
    fn a_name_cannot_end_the_string_it_stands_in() {
        assert_eq!(
            quoted("Testa, \"Prima\" \\ }"),
            r#""Testa, \"Prima\" \\ }""#
        );
        assert_eq!(quoted("a\nb\u{0}c"), "\"a b c\"");
        let frame = Frame {
            who: ["\"; } body { display: none", "F 34 y"],
            page: ["Page ", " of ", ""],
            printed: None,
        };
        let style = frame.style();
        assert!(
            style.contains(r#"content: "\"; } body { display: none" "\a" "F 34 y";"#),
            "{style}"
        );
        assert!(style.contains(r#"content: "Page " counter(page) " of " counter(pages) "";"#));
    }

    proptest! {
        #[test]
        fn every_row_stands_once_and_no_sheet_is_overfull_or_empty(
            blocks in proptest::collection::vec((1usize..4, proptest::collection::vec(1usize..9, 0..40)), 0..7),
            first in 12usize..30,
            others in 12usize..60,
        ) {
            let blocks: Vec<Block> = blocks.iter().map(|(head, rows)| block(*head, rows)).collect();
            let sheets = sheets(&blocks, first.min(others), others);
            let mut next = vec![0; blocks.len()];
            for (nth, sheet) in sheets.iter().enumerate() {
                prop_assert!(!sheet.is_empty());
                let room = if nth == 0 { first.min(others) } else { others };
                let mut used = 0;
                for (place, rows) in sheet {
                    prop_assert_eq!(rows.start, next[*place]);
                    next[*place] = rows.end;
                    prop_assert!(!rows.is_empty() || blocks[*place].rows.is_empty());
                    used += blocks[*place].head + blocks[*place].rows[rows.clone()].iter().sum::<usize>();
                }
                prop_assert!(used <= room);
            }
            let all: Vec<usize> = blocks.iter().map(|block| block.rows.len()).collect();
            prop_assert_eq!(next, all);
        }
    }
}
