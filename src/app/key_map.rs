//! Which key asks for what.

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// `/` or Ctrl+K.
    Find,
    /// `g` then `t`, `w`, `l`, `s`, `p`, `h`, `m`.
    GoToday,
    GoWaiting,
    GoLists,
    GoSummary,
    GoProblems,
    GoHistory,
    GoMedicines,
    GoResults,
    /// `n`: a new note; on Today, a new person.
    New,
    /// `w`: what can be written.
    Write,
    /// `j`, `k`.
    NextRow,
    PreviousRow,
    /// `?`
    Keys,
    /// Ctrl+Enter: goes to review, never signs.
    Review,
    /// Ctrl+S.
    SaveDraft,
    /// F8, also inside fields.
    Cover,
    /// Alt+Down, Alt+Up in a note.
    NextSection,
    PreviousSection,
    /// Esc outside dialogs.
    Escape,
    /// 0 to 9 in the problem list.
    Digit(u8),
}

/// A key as it was pressed, and where the focus stood.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pressed<'a> {
    pub key: &'a str,
    /// Ctrl, or the command key of a Mac.
    pub control: bool,
    pub alt: bool,
    /// Inside something one types in, or a group that has letters of its own.
    pub in_field: bool,
    pub on_row: bool,
    pub in_dialog: bool,
}

/// What the keys before have left open: `g` waits for its second letter.
#[derive(Clone, Copy, Debug, Default)]
pub struct KeyMap {
    going: bool,
}

impl KeyMap {
    /// What was asked for. `single`: single letters are keys.
    pub fn read(&mut self, pressed: Pressed, single: bool) -> Option<Command> {
        let Pressed { key, on_row, .. } = pressed;
        match (key, pressed.control, pressed.alt) {
            ("F8", false, false) => return Some(Command::Cover),
            ("k" | "K", true, false) => return Some(Command::Find),
            ("s" | "S", true, false) => return Some(Command::SaveDraft),
            ("Enter", true, false) => return Some(Command::Review),
            ("ArrowDown", false, true) => return Some(Command::NextSection),
            ("ArrowUp", false, true) => return Some(Command::PreviousSection),
            ("ArrowDown", false, false) if on_row => return Some(Command::NextRow),
            ("ArrowUp", false, false) if on_row => return Some(Command::PreviousRow),
            ("Escape", false, false) if !pressed.in_dialog => return Some(Command::Escape),
            (_, true, _) | (_, _, true) => return None,
            _ => {}
        }
        if !single || pressed.in_field || pressed.in_dialog {
            return None;
        }
        self.letter(key)
    }

    fn letter(&mut self, key: &str) -> Option<Command> {
        let going = self.going;
        self.going = !going && key == "g";
        match (going, key) {
            (true, "t") => Some(Command::GoToday),
            (true, "w") => Some(Command::GoWaiting),
            (true, "l") => Some(Command::GoLists),
            (true, "s") => Some(Command::GoSummary),
            (true, "p") => Some(Command::GoProblems),
            (true, "h") => Some(Command::GoHistory),
            (true, "m") => Some(Command::GoMedicines),
            (true, "r") => Some(Command::GoResults),
            (false, "/") => Some(Command::Find),
            (false, "n") => Some(Command::New),
            (false, "w") => Some(Command::Write),
            (false, "j") => Some(Command::NextRow),
            (false, "k") => Some(Command::PreviousRow),
            (false, "?") => Some(Command::Keys),
            (false, digit) => digit.parse().ok().filter(|d| *d <= 9).map(Command::Digit),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(key: &str) -> Pressed<'_> {
        Pressed {
            key,
            ..Pressed::default()
        }
    }

    fn read(pressed: Pressed) -> Option<Command> {
        KeyMap::default().read(pressed, true)
    }

    #[test]
    fn g_waits_for_one_letter_and_no_more() {
        let mut map = KeyMap::default();
        let mut pressed = |letter| map.read(key(letter), true);
        assert_eq!(pressed("g"), None);
        assert_eq!(pressed("s"), Some(Command::GoSummary));
        assert_eq!(pressed("s"), None, "a letter of its own means nothing");
        assert_eq!(pressed("g"), None);
        assert_eq!(pressed("n"), None, "no note is begun by a slip");
        assert_eq!(pressed("n"), Some(Command::New));
        assert_eq!([pressed("g"), pressed("g"), pressed("t")], [None; 3]);
    }

    #[test]
    fn g_and_l_go_to_the_lists() {
        let mut map = KeyMap::default();
        let pressed = ["l", "g", "l"].map(|letter| map.read(key(letter), true));
        assert_eq!(pressed, [None, None, Some(Command::GoLists)]);
    }

    #[test]
    fn letters_typed_into_a_field_or_a_dialog_ask_for_nothing() {
        for letter in ["n", "/", "j", "3", "g"] {
            let typed = Pressed {
                in_field: true,
                ..key(letter)
            };
            let asked = Pressed {
                in_dialog: true,
                ..key(letter)
            };
            assert_eq!((read(typed), read(asked)), (None, None), "{letter}");
            assert_eq!(KeyMap::default().read(key(letter), false), None);
        }
    }

    #[test]
    fn covering_saving_and_reviewing_work_inside_fields_and_with_letters_off() {
        let within = |key, control| Pressed {
            key,
            control,
            in_field: true,
            ..Pressed::default()
        };
        for (pressed, command) in [
            (within("F8", false), Command::Cover),
            (within("s", true), Command::SaveDraft),
            (within("Enter", true), Command::Review),
            (within("K", true), Command::Find),
            (within("Escape", false), Command::Escape),
        ] {
            assert_eq!(KeyMap::default().read(pressed, false), Some(command));
        }
        assert_eq!(read(within("Enter", false)), None);
    }

    #[test]
    fn keys_of_the_browser_stay_the_browsers() {
        for letter in ["n", "t", "j", "p", "1"] {
            let control = Pressed {
                control: true,
                ..key(letter)
            };
            let alt = Pressed {
                alt: true,
                ..key(letter)
            };
            assert_eq!((read(control), read(alt)), (None, None), "{letter}");
        }
        assert_eq!(read(key("ArrowDown")), None, "the page scrolls");
        let row = Pressed {
            on_row: true,
            ..key("ArrowDown")
        };
        assert_eq!(read(row), Some(Command::NextRow));
    }

    #[test]
    fn a_dialog_closes_itself_by_escape_and_digits_are_single() {
        let dialog = Pressed {
            in_dialog: true,
            ..key("Escape")
        };
        assert_eq!(read(dialog), None);
        assert_eq!(read(key("7")), Some(Command::Digit(7)));
        assert_eq!([read(key("12")), read(key("F1"))], [None; 2]);
    }
}
