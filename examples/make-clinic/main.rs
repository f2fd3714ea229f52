//! Writes bundles of a large made-up clinic: `make-clinic DIR PEOPLE`, at most 10 000 people a file.
//!
//! Every chart goes through the engine as it would on a device: intake, review, signature, sixty people a day up to
//! yesterday. Every kind of statement stands in it, nearly all in the first person's chart. All files open with the passphrase that is
//! printed. `make bench` imports them to measure with many people.

mod clinic;
#[path = "../../benches/people/intake.rs"]
mod intake;
#[path = "../../benches/people/mod.rs"]
mod people;

use std::path::PathBuf;

use clinic::{PASSPHRASE, WorkingDays, file_of};

const MOST: usize = 10_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let usage = "usage: make-clinic DIR PEOPLE";
    let dir = PathBuf::from(std::env::args().nth(1).ok_or(usage)?);
    let count: usize = std::env::args().nth(2).ok_or(usage)?.parse()?;
    std::fs::create_dir_all(&dir)?;
    let days = WorkingDays::before_today(count);
    let mut everyone = people::people(count).enumerate().peekable();
    for number in 1.. {
        if everyone.peek().is_none() {
            break;
        }
        let file = file_of(everyone.by_ref().take(MOST), &days);
        let file = file.map_err(|failure| format!("{failure:?}"))?;
        std::fs::write(dir.join(format!("clinic-{number}.carnet.zip")), file)?;
    }
    println!("{PASSPHRASE}");
    Ok(())
}
