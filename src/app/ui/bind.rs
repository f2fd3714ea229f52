//! Two-way values: what a field shows, and where what is typed goes.

use leptos::prelude::*;

use crate::chart::kinds::Answer;

/// A value a control reads and writes. Made from an `RwSignal`, from two closures, or from a part of a larger signal:
///
/// ```ignore
/// let draft = RwSignal::new(NoteDraft { .. });
/// let why = Bind::part(draft, |d| d.reason.clone(), |d, words| d.reason = words);
/// view! { <Field label="Reason" value=why/> }
/// ```
pub struct Bind<T: Send + Sync + 'static> {
    read: Signal<T>,
    write: Callback<(T,)>,
}

impl<T: Send + Sync + 'static> Clone for Bind<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Bind<T> {}

impl<T: Clone + PartialEq + Send + Sync + 'static> Bind<T> {
    /// A value that is read and written by these two. Whoever reads it hears only of changes to another value.
    pub fn new(
        read: impl Fn() -> T + Send + Sync + 'static,
        write: impl Fn(T) + Send + Sync + 'static,
    ) -> Self {
        Self {
            read: Memo::new(move |_| read()).into(),
            write: Callback::new(move |(v,)| write(v)),
        }
    }

    /// A part of what a signal holds.
    pub fn part<S: Send + Sync + 'static>(
        of: RwSignal<S>,
        get: impl Fn(&S) -> T + Send + Sync + 'static,
        set: impl Fn(&mut S, T) + Send + Sync + 'static,
    ) -> Self {
        Self::new(
            move || of.with(&get),
            move |value| of.update(|whole| set(whole, value)),
        )
    }

    /// A part of the value, read and written in its place.
    pub fn at<V: Clone + PartialEq + Send + Sync + 'static>(
        self,
        get: fn(&T) -> &V,
        get_mut: fn(&mut T) -> &mut V,
    ) -> Bind<V> {
        Bind::new(
            move || self.read.with(|whole| get(whole).clone()),
            move |value| {
                let mut whole = self.get_untracked();
                *get_mut(&mut whole) = value;
                self.set(whole);
            },
        )
    }

    /// The value now; whoever reads this follows it.
    pub fn get(&self) -> T {
        self.read.get()
    }

    /// The value now, asked in an event's handler: nothing is followed.
    pub fn get_untracked(&self) -> T {
        self.read.get_untracked()
    }

    /// Writes the value, as the field does when somebody types.
    pub fn set(&self, value: T) {
        self.write.run((value,));
    }
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Bind<Vec<T>> {
    /// One line of a list, `blank` where there is none. Writing into the one behind the last makes it; into any other that
    /// is gone writes nothing.
    pub fn line(self, at: usize, blank: T) -> Bind<T> {
        Bind::new(
            move || {
                self.read
                    .with(|lines| lines.get(at).unwrap_or(&blank).clone())
            },
            move |line| {
                let mut lines = self.get_untracked();
                if at == lines.len() {
                    lines.push(line);
                } else if let Some(place) = lines.get_mut(at) {
                    *place = line;
                } else {
                    return;
                }
                self.set(lines);
            },
        )
    }

    pub fn push(self, line: T) {
        let mut lines = self.get_untracked();
        lines.push(line);
        self.set(lines);
    }

    pub fn remove(self, at: usize) {
        let mut lines = self.get_untracked();
        if at < lines.len() {
            lines.remove(at);
            self.set(lines);
        }
    }
}

impl<T: Clone + PartialEq + Send + Sync + 'static> From<RwSignal<T>> for Bind<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Self {
            read: signal.into(),
            write: Callback::new(move |(value,)| signal.set(value)),
        }
    }
}

/// Which of the five answers is chosen, without what "yes" holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Five {
    Yes,
    None,
    #[default]
    NotAsked,
    NotKnown,
    Declined,
}

impl Five {
    /// In the order every question offers them.
    pub const ALL: [Self; 5] = [
        Self::Yes,
        Self::None,
        Self::NotAsked,
        Self::NotKnown,
        Self::Declined,
    ];

    /// The key that chooses it.
    pub fn key(self) -> char {
        match self {
            Self::Yes => 'y',
            Self::None => 'n',
            Self::NotAsked => 'a',
            Self::NotKnown => 'u',
            Self::Declined => 'd',
        }
    }

    /// Which of the five an answer is, whatever its *yes* holds.
    pub fn of<T>(answer: &Answer<T>) -> Self {
        match answer {
            Answer::Yes(_) => Self::Yes,
            Answer::None => Self::None,
            Answer::NotAsked => Self::NotAsked,
            Answer::NotKnown => Self::NotKnown,
            Answer::Declined => Self::Declined,
        }
    }
}

/// The five answers of one question in a larger draft. Leaving "yes" keeps what was written there until the page is
/// left, so that a slip of the finger loses nothing.
pub fn bind_answer<S, T>(
    of: RwSignal<S>,
    get: impl Fn(&S) -> &Answer<T> + Send + Sync + 'static,
    get_mut: impl Fn(&mut S) -> &mut Answer<T> + Send + Sync + 'static,
) -> Bind<Five>
where
    S: Send + Sync + 'static,
    T: Clone + Default + Send + Sync + 'static,
{
    let written = StoredValue::new(None::<T>);
    Bind::part(
        of,
        move |whole| Five::of(get(whole)),
        move |whole, five| {
            let answer = get_mut(whole);
            if let Answer::Yes(value) = answer {
                written.set_value(Some(value.clone()));
            }
            *answer = match five {
                Five::Yes => Answer::Yes(written.get_value().unwrap_or_default()),
                Five::None => Answer::None,
                Five::NotAsked => Answer::NotAsked,
                Five::NotKnown => Answer::NotKnown,
                Five::Declined => Answer::Declined,
            };
        },
    )
}

/// What stands in "yes": reads as the default while another answer is chosen; writing sets "yes".
pub fn bind_yes<S, T>(
    of: RwSignal<S>,
    get: impl Fn(&S) -> &Answer<T> + Send + Sync + 'static,
    get_mut: impl Fn(&mut S) -> &mut Answer<T> + Send + Sync + 'static,
) -> Bind<T>
where
    S: Send + Sync + 'static,
    T: Clone + Default + PartialEq + Send + Sync + 'static,
{
    Bind::part(
        of,
        move |whole| get(whole).yes().cloned().unwrap_or_default(),
        move |whole, value| *get_mut(whole) = Answer::Yes(value),
    )
}
