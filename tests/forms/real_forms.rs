//! Published forms, which are not in this project: each is taken whole, or refused by its own reasons. Nothing of them is
//! copied here; where their folder is missing, that is said.

use std::path::PathBuf;

use carnet::chart::questionnaire::Questionnaire;
use carnet::transfer::fhir::questionnaire::read;

/// The file, and in short why it is refused; nothing for one that is taken.
const FORMS: &[(&str, &[&str])] = &[];

fn folder() -> Option<PathBuf> {
    let folder = PathBuf::from(std::env::var_os("CARNET_DATA")?).join("questionnaires");
    folder.is_dir().then_some(folder)
}

fn outcome(name: &str, folder: &std::path::Path) -> Result<Questionnaire, Vec<String>> {
    let file = std::fs::read_to_string(folder.join(format!("{name}.json")));
    read(&file.unwrap_or_else(|_| panic!("{name}.json is gone"))).map_err(|refused| {
        let mut told: Vec<String> = Vec::new();
        for one in refused {
            assert!(!one.link_id.chars().any(char::is_control));
            let why = format!("{:?}", one.why);
            if !told.contains(&why) {
                told.push(why);
            }
        }
        told
    })
}

#[test]
fn each_published_form_is_taken_whole_or_refused_by_its_own_reasons() {
    let Some(folder) = folder() else {
        eprintln!("SKIPPED: no published forms; CARNET_DATA names their folder");
        return;
    };
    let mut wrong = Vec::new();
    for (name, wanted) in FORMS {
        let told = outcome(name, &folder).err().unwrap_or_default();
        if told != *wanted {
            wrong.push(format!("(\"{name}\", &{told:?}),"));
        }
    }
    let files = std::fs::read_dir(&folder).expect("a readable folder");
    for file in files {
        let path = file.expect("a readable folder").path();
        let name = path.file_stem().and_then(|name| name.to_str());
        let name = name.expect("a name of letters");
        if !FORMS.iter().any(|(known, _)| *known == name) {
            let told = outcome(name, &folder).err().unwrap_or_default();
            wrong.push(format!("(\"{name}\", &{told:?}), // is not listed"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
