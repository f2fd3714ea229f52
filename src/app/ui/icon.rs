//! Simple line drawings on a 24 by 24 grid, one path each; always with a word beside them.

use leptos::prelude::*;

/// A drawing. The last four are the signs of a message's tone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    Today,
    Find,
    Write,
    More,
    Forward,
    Add,
    Remove,
    Close,
    Lock,
    Cover,
    Print,
    Save,
    Open,
    Person,
    Clinic,
    File,
    Down,
    /// "!" in a filled square.
    Alert,
    /// Hollow diamond.
    NotKnown,
    /// "i" in a ring.
    Note,
    /// A tick, for an act just proven.
    Done,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Today => "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4M8 14h3",
            Self::Find => "M10.5 4a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13zM15.5 15.5L20.5 20.5",
            Self::Write => "M4 20l1-5L16 4l4 4L9 19zM13.5 6.5l4 4",
            Self::More => "M4 7h16M4 12h16M4 17h16",
            Self::Forward => "M9.5 5l7 7l-7 7",
            Self::Add => "M12 5v14M5 12h14",
            Self::Remove => "M5 12h14",
            Self::Close => "M6 6l12 12M18 6L6 18",
            Self::Lock => "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 14.5v2.5",
            Self::Cover => "M4 5h16v14H4zM4 9h16M4 13h16M4 17h16",
            Self::Print => "M7 9V4h10v5M5 9h14v8h-3M8 17H5V9M8 14h8v6H8z",
            Self::Save => "M12 4v11M7.5 10.5L12 15l4.5-4.5M4 16v4h16v-4",
            Self::Open => "M12 15V4M7.5 8.5L12 4l4.5 4.5M4 16v4h16v-4",
            Self::Person => {
                "M12 4a4 4 0 1 1 0 8a4 4 0 0 1 0-8zM4.5 20c.8-4 3.600-5.500 7.500-5.500s6.700 1.500 7.500 5.500"
            }
            Self::Clinic => "M4 20V9l8-5l8 5v11zM9.500 20v-6h5v6",
            Self::File => "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
            Self::Down => "M5 9.500l7 7l7-7",
            Self::Alert => "M12 6.500v7M12 16.500v1.500",
            Self::NotKnown => "M12 3.500l8.500 8.500l-8.500 8.500l-8.500-8.500z",
            Self::Note => {
                "M12 3.500a8.500 8.500 0 1 1 0 17a8.500 8.500 0 0 1 0-17zM12 11v5.500M12 7.500v.800"
            }
            Self::Done => "M4.500 12.500l5 5L19.500 7",
        }
    }
}

/// Draws an icon in the colour of its text. Hidden from screen readers: the word beside it says the same.
#[component]
pub fn Sign(icon: Icon) -> impl IntoView {
    let filled = icon == Icon::Alert;
    view! {
        <svg
            class="icon"
            class:icon-filled=filled
            viewBox="0 0 24 24"
            aria-hidden="true"
            focusable="false"
        >
            {filled.then(|| view! { <rect x="2" y="2" width="20" height="20" rx="2"/> })}
            <path d=icon.path()/>
        </svg>
    }
}
