//! How much of several lists one sheet of paper holds. What does not fit is counted on the sheet, never left out silently.

/// Letters on one line of the sheet; wide letters are allowed for.
const LETTERS: usize = 88;

/// How many lines some words take.
pub fn lines_of(words: &str) -> usize {
    let lines = words
        .lines()
        .map(|line| line.chars().count().div_ceil(LETTERS).max(1));
    lines.sum::<usize>().max(1)
}

/// Shares `lines` among lists that want so many each: short lists get all they want, and the long ones share what is left
/// evenly. Lines that cannot be shared evenly go to the first of them.
pub fn shares(wanted: &[usize], lines: usize) -> Vec<usize> {
    let mut shares = vec![0; wanted.len()];
    let mut left = lines;
    loop {
        let hungry: Vec<usize> = (0..wanted.len())
            .filter(|list| shares[*list] < wanted[*list])
            .collect();
        if hungry.is_empty() || left == 0 {
            return shares;
        }
        let each = (left / hungry.len()).max(1);
        for list in hungry {
            let more = each.min(wanted[list] - shares[list]).min(left);
            shares[list] += more;
            left -= more;
        }
    }
}

/// How many of a list's rows, each of so many lines, fit into its share. Where not all do, a line is left free for saying
/// how many more there are.
pub fn fitting(rows: &[usize], share: usize) -> usize {
    if rows.iter().sum::<usize>() <= share {
        return rows.len();
    }
    let mut free = share.saturating_sub(1);
    rows.iter()
        .take_while(|row| {
            let fits = **row <= free;
            free = free.saturating_sub(**row);
            fits
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn short_lists_get_all_and_long_ones_share_the_rest() {
        assert_eq!(shares(&[2, 50, 3, 50, 0], 25), [2, 10, 3, 10, 0]);
        assert_eq!(shares(&[1, 2, 3], 30), [1, 2, 3]);
        assert_eq!(shares(&[9, 9], 5), [3, 2]);
        assert_eq!(shares(&[], 5), [] as [usize; 0]);
    }

    #[test]
    fn a_list_that_is_cut_has_room_to_say_so() {
        assert_eq!(fitting(&[1, 1, 1], 3), 3);
        assert_eq!(fitting(&[1, 1, 1, 1], 3), 2);
        assert_eq!(fitting(&[3, 1], 3), 0);
        assert_eq!(fitting(&[1, 5, 1], 4), 1);
        assert_eq!(fitting(&[1], 0), 0);
    }

    #[test]
    fn words_take_the_lines_they_need() {
        assert_eq!(lines_of(""), 1);
        assert_eq!(lines_of("Cough, 2 weeks"), 1);
        assert_eq!(lines_of(&"a".repeat(LETTERS + 1)), 2);
        assert_eq!(lines_of("one\ntwo"), 2);
    }

    proptest! {
        #[test]
        fn the_sheet_is_never_overfull(
            lists in proptest::collection::vec(proptest::collection::vec(1usize..9, 0..40), 0..6),
            lines in 0usize..60,
        ) {
            let wanted: Vec<usize> = lists.iter().map(|rows| rows.iter().sum()).collect();
            let shares = shares(&wanted, lines);
            prop_assert!(shares.iter().sum::<usize>() <= lines);
            for (rows, share) in lists.iter().zip(shares) {
                let shown = fitting(rows, share);
                let cut = usize::from(shown < rows.len());
                let used: usize = rows[..shown].iter().sum();
                prop_assert!(used + cut <= share.max(cut));
            }
        }
    }
}
