//! How much of several lists one screen holds. What does not fit is counted and one press away.

/// How high things are, in the page's own pixels, at the reader's usual size of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    /// Letters on one line of a row; wide letters are allowed for.
    letters: usize,
    line: usize,
    /// What a row takes besides its lines, and what it takes at least.
    around: usize,
    least: usize,
    /// The button that says how many more there are.
    more: usize,
}

/// A narrow page, as on a phone held upright.
pub const PHONE: Screen = Screen {
    letters: 28,
    line: 24,
    around: 9,
    least: 49,
    more: 57,
};

/// A wide page, as on a laptop: more letters on a line, and lower rows.
pub const LAPTOP: Screen = Screen {
    letters: 38,
    line: 21,
    around: 9,
    least: 33,
    more: 44,
};

/// However long the others are, so many rows of a list stand there.
const AT_LEAST: usize = 2;

impl Screen {
    /// How high a row with these words is.
    pub fn row(&self, words: &str) -> usize {
        let lines = words.chars().count().div_ceil(self.letters).max(1);
        (lines * self.line + self.around).max(self.least)
    }

    /// How many rows of each list are shown in so much room. All of them, where all fit; else short lists are shown whole and
    /// the long ones share what is left.
    pub fn shown(&self, lists: &[Vec<usize>], room: usize) -> Vec<usize> {
        let wanted: Vec<usize> = lists.iter().map(|rows| rows.iter().sum()).collect();
        let shares = shares(&wanted, room);
        let lists = lists.iter().zip(shares);
        lists
            .map(|(rows, share)| self.fitting(rows, share))
            .collect()
    }

    /// How many rows of each list are shown where one list is served first, with up to half of the room. Its number
    /// comes before those of the others.
    pub fn shown_after(&self, first: &[usize], others: &[Vec<usize>], room: usize) -> Vec<usize> {
        let wanted = |rows: &[usize]| rows.iter().sum::<usize>();
        let others_want: usize = others.iter().map(|rows| wanted(rows)).sum();
        let share = (room / 2).max(room.saturating_sub(others_want));
        let shown = self.fitting(first, share);
        let cut = if shown < first.len() { self.more } else { 0 };
        let used = wanted(&first[..shown]) + cut;
        let mut all = vec![shown];
        all.extend(self.shown(others, room.saturating_sub(used)));
        all
    }

    fn fitting(&self, rows: &[usize], share: usize) -> usize {
        if rows.iter().sum::<usize>() <= share {
            return rows.len();
        }
        let mut free = share.saturating_sub(self.more);
        let fit = rows.iter().take_while(|row| {
            let fits = **row <= free;
            free = free.saturating_sub(**row);
            fits
        });
        fit.count().max(AT_LEAST).min(rows.len())
    }
}

/// Shares some room among lists that want so much each: those that want little get all of it, and the others share what is
/// left evenly. What cannot be shared evenly goes to the first of them.
fn shares(wanted: &[usize], room: usize) -> Vec<usize> {
    let mut shares = vec![0; wanted.len()];
    let mut left = room;
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
    fn what_fits_is_shown_whole_and_what_does_not_says_how_much_more() {
        let rows = |count: usize| vec![33; count];
        let shown = |lists: &[Vec<usize>], room| LAPTOP.shown(lists, room);
        assert_eq!(shown(&[rows(3), rows(5)], 8 * 33), [3, 5]);
        assert_eq!(shown(&[rows(3), rows(6)], 8 * 33), [3, 3]);
        assert_eq!(shown(&[rows(3), rows(60)], 100), [2, 2]);
        assert_eq!(shown(&[rows(1), Vec::new()], 0), [1, 0]);
    }

    #[test]
    fn who_is_served_first_takes_half_and_what_nobody_else_wants() {
        let rows = |count: usize| vec![33; count];
        let shown = |first: Vec<usize>, others: Vec<usize>, room| {
            LAPTOP.shown_after(&first, &[others], room)
        };
        assert_eq!(shown(rows(6), rows(20), 12 * 33), [6, 4]);
        assert_eq!(shown(rows(20), rows(2), 12 * 33), [8, 2]);
        assert_eq!(shown(rows(2), rows(3), 12 * 33), [2, 3]);
    }

    #[test]
    fn a_row_is_as_high_as_its_words() {
        assert_eq!(LAPTOP.row(""), 33);
        assert_eq!(LAPTOP.row(&"a".repeat(38)), 33);
        assert_eq!(LAPTOP.row(&"a".repeat(39)), 51);
        assert_eq!(PHONE.row(&"a".repeat(60)), 81);
    }

    proptest! {
        #[test]
        fn no_room_is_taken_twice(
            lists in proptest::collection::vec(proptest::collection::vec(33usize..90, 0..40), 0..6),
            room in 0usize..2000,
        ) {
            let shown = LAPTOP.shown(&lists, room);
            let used: usize = lists.iter().zip(&shown).map(|(rows, shown)| {
                let cut = *shown < rows.len();
                // What stands there in any case is not held against the room.
                let beyond = *shown <= AT_LEAST;
                if beyond { 0 } else { rows[..*shown].iter().sum::<usize>() + if cut { LAPTOP.more } else { 0 } }
            }).sum();
            prop_assert!(used <= room);
        }
    }
}
