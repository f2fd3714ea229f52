//! Search among 50 000 made-up people: time per keystroke, next to the budget. Run with `cargo bench --bench directory`.

mod people;

use std::time::{Duration, Instant};

use carnet::base::{ChartId, Stamp};
use carnet::chart::draft::Likeness;
use carnet::chart::kinds::{AgeUnit, Birth, Sex};
use carnet::chart::when::When;
use carnet::reading::directory::{Days, Directory, DirectoryRow};
use carnet::reading::view::PersonRow;
use people::people;

const PEOPLE: usize = 50_000;
/// The engine runs as wasm, about four times slower than native code: a quarter of the 16 ms.
const BUDGET: Duration = Duration::from_millis(4);

fn rows() -> Vec<DirectoryRow> {
    people(PEOPLE)
        .enumerate()
        .map(|(nth, person)| {
            let mut chart = [0; 16];
            chart[..8].copy_from_slice(&(nth as u64).to_be_bytes());
            DirectoryRow {
                person: PersonRow {
                    died: None,
                    chart: ChartId(chart),
                    family: person.family,
                    given: person.given,
                    placeholder: false,
                    sex: Some(if person.female {
                        Sex::Female
                    } else {
                        Sex::Male
                    }),
                    birth: Birth::Age(person.age, AgeUnit::Years, false, When::Year(2026)),
                    place: person.place,
                    phone: person.phone,
                    number: format!("K7QM2-{nth:05}-X"),
                    last_seen: Some(Stamp {
                        ms: nth as i64,
                        offset: 0,
                    }),
                },
                other_names: Vec::new(),
                seen: Vec::new(),
                last_recorded: None,
                entries: 2,
                unreadable: 0,
                visits: Vec::new(),
                visited: Days::default(),
                due: Days::default(),
                to_look_at: Days::default(),
                waited_for: Days::default(),
            }
        })
        .collect()
}

fn timed<T>(run: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let value = run();
    (value, start.elapsed())
}

fn main() {
    let rows = rows();
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 21).expect("a date");
    let likeness = Likeness {
        names: vec![(
            rows[40].person.family.clone(),
            rows[40].person.given.clone(),
        )],
        sex: rows[40].person.sex,
        birth: rows[40].person.birth,
        place: String::new(),
        phone: String::new(),
    };
    let page = postcard::to_allocvec(&rows).expect("rows encode");
    drop(rows);
    let (rows, decoding) =
        timed(|| postcard::from_bytes::<Vec<DirectoryRow>>(&page).expect("own rows"));
    let (mut directory, indexing) = timed(|| {
        let mut directory = Directory::default();
        rows.into_iter().for_each(|row| directory.insert(row));
        directory.index_some(usize::MAX);
        directory
    });
    println!(
        "{} people, {} kB of rows",
        directory.rows().count(),
        page.len() / 1000
    );
    println!("decode {decoding:?}, index {indexing:?}");
    let mut worst = Duration::ZERO;
    for query in [
        "mohamed fatou",
        "zéliché",
        "k7qm2-04123",
        "77 123",
        "xqzwvk",
        "ba di ma",
        "kamoune",
    ] {
        let letters: Vec<char> = query.chars().collect();
        for length in 1..=letters.len() {
            let typed: String = letters[..length].iter().collect();
            let best = (0..5).map(|_| timed(|| directory.search(&typed)).1).min();
            let best = best.expect("five runs");
            let total = directory.search(&typed).total;
            if best > Duration::from_millis(1) {
                println!("  {typed:<16} {best:>10.2?}  {total} people");
            }
            worst = worst.max(best);
        }
    }
    let verdict = if worst <= BUDGET { "met" } else { "not met" };
    println!("search keystroke, worst {worst:.2?}; budget {BUDGET:?} native: {verdict}");
    let (found, similar) = timed(|| directory.similar(&likeness, None, today));
    println!("resembling {similar:.2?}, {} people", found.len());
    let (seen, listing) = timed(|| directory.today(today, "Site Alpha"));
    println!("today {listing:.2?}, {} people", seen.len());
}
