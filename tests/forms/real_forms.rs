//! Published forms, which are not in this project: each is taken whole, or refused by its own reasons. Nothing of them is
//! copied here; where their folder is missing, that is said.

use std::path::PathBuf;

use carnet::chart::questionnaire::Questionnaire;
use carnet::transfer::fhir::questionnaire::read;

/// The file, and in short why it is refused; nothing for one that is taken.
const FORMS: &[(&str, &[&str])] = &[
    (
        "r4-3141",
        &[
            "NoWords",
            "OptionsElsewhere(\"http://hl7.org/fhir/ValueSet/yesnodontknow\")",
            "NoOptions",
        ],
    ),
    ("r4-bb", &["NoWords"]),
    ("r4-f201", &[]),
    ("r4-gcs", &["NoWords"]),
    (
        "r4-phq-9-questionnaire",
        &[
            "OptionsElsewhere(\"http://loinc.org/vs/LL358-3\")",
            "Formula",
        ],
    ),
    (
        "r4-qs1",
        &[
            "NoWords",
            "NoLinkId",
            "Extension(\"questionnaire-maxOccurs\")",
            "NoOptions",
            "Extension(\"questionnaire-allowedResource\")",
            "Extension(\"questionnaire-referenceFilter\")",
            "Type(\"reference\")",
        ],
    ),
    ("r4-zika-virus-exposure-assessment", &["NoUnit"]),
    (
        "sdc-anc-quick-check",
        &[
            "Extension(\"sdc-questionnaire-itemMedia\")",
            "Extension(\"sdc-questionnaire-itemAnswerMedia\")",
        ],
    ),
    (
        "sdc-item-weight",
        &["Extension(\"targetConstraint\")", "NothingCounts"],
    ),
    (
        "sdc-loinc",
        &[
            "NoWords",
            "Hidden",
            "Extension(\"minLength\")",
            "Extension(\"questionnaire-maxOccurs\")",
            "AskedAfterOther(\"74080-3/74072-0\")",
        ],
    ),
    (
        "sdc-modular-root",
        &[
            "OtherForm",
            "NoWords",
            "NoOptions",
            "Extension(\"sdc-questionnaire-itemPopulationContext\")",
        ],
    ),
    (
        "sdc-test-all-data-types",
        &[
            "Type(\"time\")",
            "OptionsElsewhere(\"http://sqlonfhir-r4.azurewebsites.net/fhir/ValueSet/866d7924e20711d48c540020182939f7\")",
            "OptionsElsewhere(\"https://sqlonfhir-r4.azurewebsites.net/fhir/ValueSet/866d7924e20711d48c540020182939f7\")",
            "OptionsElsewhere(\"https://sqlonfhir-r4.azurewebsites.net/fhir/ValueSet/25b0ec04fd3511d28b3e0020182939f7\")",
        ],
    ),
    (
        "sdc-test-enableWhen",
        &[
            "OptionsElsewhere(\"http://sqlonfhir-r4.azurewebsites.net/fhir/ValueSet/a015b6a1ac024dc19baec940be2c1695\")",
            "Type(\"time\")",
            "AskedAfterOther(\"s1-radio\")",
            "AskedAfterOther(\"5e1209b7-c9e0-4bf4-b228-c6591b540qmo\")",
            "AskedAfterOther(\"5e1209b7-c9e0-4bf4-b228-fr096s903m25\")",
            "AskedAfterOther(\"s3-radio\")",
            "AskedAfterOther(\"s4-radio\")",
        ],
    ),
    (
        "sdc-test-initialvalue",
        &[
            "OptionsElsewhere(\"http://sqlonfhir-r4.azurewebsites.net/fhir/ValueSet/a015b6a1ac024dc19baec940be2c1695\")",
        ],
    ),
    (
        "sdc-test-nested-groups",
        &[
            "OptionsElsewhere(\"https://sqlonfhir-r4.azurewebsites.net/fhir/ValueSet/866d7924e20711d48c540020182939f7\")",
        ],
    ),
    (
        "sdc-test-required-radios",
        &[
            "OptionsElsewhere(\"http://sqlonfhir-r4.azurewebsites.net/fhir/ValueSet/a015b6a1ac024dc19baec940be2c1695\")",
        ],
    ),
    (
        "sdc-ussg-fht",
        &[
            "NoWords",
            "Type(\"time\")",
            "OptionsElsewhere(\"http://loinc.org/vs/LL1-9\")",
            "OptionsElsewhere(\"http://loinc.org/vs/LL623-0\")",
            "OptionsElsewhere(\"http://loinc.org/vs/LL361-7\")",
            "OptionsElsewhere(\"http://loinc.org/vs/LL629-7\")",
            "OptionsElsewhere(\"http://loinc.org/vs/LL628-9\")",
            "OptionsElsewhere(\"http://loinc.org/vs/LL626-3\")",
            "OptionsElsewhere(\"http://loinc.org/vs/LL619-8\")",
            "OptionsElsewhere(\"http://loinc.org/vs/LL621-4\")",
            "OptionsElsewhere(\"http://loinc.org/vs/LL627-1\")",
        ],
    ),
    ("sdc-weight-height-tracking-panel", &["Formula"]),
];

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
