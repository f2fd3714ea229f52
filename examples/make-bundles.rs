//! Writes sample bundles of invented records: `make-bundles DIR`.
//!
//! `good.carnet.zip` and one file per defect open with few rounds, for quick tests; `fresh.carnet.zip` is exactly what
//! Carnet writes. All open with the passphrase that is printed.

#[path = "../tests/bundle/defects.rs"]
mod defects;
#[path = "../tests/bundle/forge.rs"]
mod forge;
#[path = "../tests/bundle/sample.rs"]
mod sample;

use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dir = PathBuf::from(std::env::args().nth(1).ok_or("usage: make-bundles DIR")?);
    std::fs::create_dir_all(&dir)?;
    let save =
        |name: &str, bytes: &[u8]| std::fs::write(dir.join(format!("{name}.carnet.zip")), bytes);
    let clinics = sample::Clinics::new();
    save("fresh", &clinics.write(&clinics.contents())?.bytes)?;
    save("good", &defects::good())?;
    for (name, bytes) in defects::all() {
        save(name, &bytes)?;
    }
    println!("{}", sample::PASSPHRASE);
    Ok(())
}
