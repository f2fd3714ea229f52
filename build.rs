//! Turns `locales/<language>/` into Rust: `<namespace>.json`, and `kinds/<kind>.json` as one namespace of all kinds, into the
//! typed keys `app::i18n` includes; `record.json` into the values of `base::language`. A key that one language lacks is a warning here and a failed test in `tests/locales.rs`.

use std::path::{Path, PathBuf};
use std::{env, error::Error, fs};

use leptos_i18n_parser::parse_locales::cfg_file::ConfigFile;
use leptos_i18n_parser::parse_locales::options::{Config, ParseOptions};
use leptos_i18n_parser::parse_locales::parse_locales;
use leptos_i18n_parser::utils::Key;
use serde_json::Value;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=locales");
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let languages = languages(&root.join("locales"))?;
    for language in &languages {
        let words = fs::read_to_string(root.join("locales").join(language).join("record.json"))?;
        let words = literal(&serde_json::from_str(&words)?);
        fs::write(out.join(format!("record-{language}.rs")), words)?;
    }
    if env::var("CARGO_CFG_TARGET_ARCH")? == "wasm32" {
        // scripts/parts.mjs cuts the page's program by what its functions name.
        println!("cargo::rustc-link-arg-bin=carnet=--emit-relocs");
        gather(&root.join("locales"), &languages, &out.join("locales"))?;
        fs::write(out.join("i18n.rs"), texts(root, &languages, &out)?)?;
    }
    Ok(())
}

/// A language is a folder.
fn languages(locales: &Path) -> Result<Vec<String>> {
    let mut languages = Vec::new();
    for folder in fs::read_dir(locales)? {
        languages.push(folder?.file_name().to_string_lossy().into_owned());
    }
    languages.sort();
    Ok(languages)
}

/// Puts each language's files into `to`, those of the kinds as one namespace.
fn gather(locales: &Path, languages: &[String], to: &Path) -> Result<()> {
    for language in languages {
        let (from, to) = (locales.join(language), to.join(language));
        fs::create_dir_all(&to)?;
        for file in fs::read_dir(&from)? {
            let file = file?;
            if file.file_type()?.is_file() {
                fs::copy(file.path(), to.join(file.file_name()))?;
            }
        }
        let mut kinds = serde_json::Map::new();
        for file in fs::read_dir(from.join("kinds"))? {
            let path = file?.path();
            let kind = path.file_stem().unwrap_or_default().to_string_lossy();
            let words = serde_json::from_str(&fs::read_to_string(&path)?)?;
            kinds.insert(kind.into_owned(), words);
        }
        fs::write(to.join("kinds.json"), serde_json::to_vec(&kinds)?)?;
    }
    Ok(())
}

fn texts(mut root: PathBuf, languages: &[String], gathered: &Path) -> Result<String> {
    let mut config: Config = ConfigFile::new(&mut root)?.into();
    config.locales = languages.iter().filter_map(|code| Key::new(code)).collect();
    config
        .locales
        .sort_by_key(|locale| *locale != config.default_locale);
    let config = config.parse_options(ParseOptions::new().interpolate_display(true));
    let texts = parse_locales(Some(gathered.to_owned()), config)?;
    for warning in texts.diag.warnings().iter() {
        println!("cargo::warning={warning}");
    }
    for error in texts.diag.errors().iter() {
        println!("cargo::error={error}");
    }
    let module = leptos_i18n_codegen::gen_code(&texts, None, false, None, false)?;
    Ok(module.to_string())
}

/// A value as Rust writes it. What `base::language` asks for and a language lacks does not compile.
fn literal(value: &Value) -> String {
    fn within(name: &str, value: &Value) -> String {
        match value {
            Value::Object(fields) => {
                let fields = fields
                    .iter()
                    .map(|(key, value)| format!("{key}: {}", within(key, value)));
                let of = if name == "unknown" {
                    "UnknownPeople"
                } else {
                    "RecordWords"
                };
                format!("{of} {{ {} }}", fields.collect::<Vec<_>>().join(", "))
            }
            Value::Array(values) => {
                let values = values.iter().map(|value| within(name, value));
                format!("&[{}]", values.collect::<Vec<_>>().join(", "))
            }
            Value::String(text) => format!("{text:?}"),
            other => other.to_string(),
        }
    }
    within("", value)
}
