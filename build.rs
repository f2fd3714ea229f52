//! Turns `locales/<language>/<namespace>.json` into the typed keys `app::i18n` includes.
//! A key that one language lacks is a warning here and a failed test in `tests/locales.rs`.

use std::path::PathBuf;
use std::{env, error::Error, fs};

use leptos_i18n_parser::parse_locales::cfg_file::ConfigFile;
use leptos_i18n_parser::parse_locales::options::{Config, ParseOptions};
use leptos_i18n_parser::parse_locales::parse_locales;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=locales");
    if env::var("CARGO_CFG_TARGET_ARCH")? != "wasm32" {
        return Ok(());
    }
    let mut root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let config: Config = ConfigFile::new(&mut root)?.into();
    let config = config.parse_options(ParseOptions::new().interpolate_display(true));
    let texts = parse_locales(Some(root), config)?;
    for warning in texts.diag.warnings().iter() {
        println!("cargo::warning={warning}");
    }
    for error in texts.diag.errors().iter() {
        println!("cargo::error={error}");
    }
    let module = leptos_i18n_codegen::gen_code(&texts, None, false, None, false)?;
    let out = PathBuf::from(env::var("OUT_DIR")?).join("i18n.rs");
    fs::write(out, module.to_string())?;
    Ok(())
}
