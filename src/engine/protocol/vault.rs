//! Making, opening, covering and locking the vault; its people; its settings.

use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

use crate::base::{Language, Stamp, UserId};

/// What lies on this device before anything is opened. Names nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum VaultState {
    /// First run.
    None,
    Locked {
        /// Wrong tries so far, and how long the next one waits (milliseconds).
        wrong_tries: u32,
        wait_ms: u32,
    },
    /// The rows that open the vault are damaged in both copies.
    Damaged,
    /// Written by a newer version: its format, and the newest this one reads.
    Newer { found: u32, reads: u32 },
    /// The browser's storage failed: what it said.
    Storage(super::StorageTrouble),
}

/// Whom the vault was made for: many people and staff, or one's own family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum VaultKind {
    Clinic,
    Family,
}

/// What is asked before a vault is made: its first user, and the device they stand at. The passphrase is wiped on drop.
#[derive(Clone, Serialize, Deserialize)]
pub struct VaultPlan {
    pub kind: VaultKind,
    pub name: String,
    pub role: String,
    /// Where the device is used: entries are signed at this place.
    pub site: String,
    /// Short name of this device: "Tablet 2".
    pub device: String,
    pub passphrase: String,
    /// Of the page.
    pub language: Language,
}

impl Drop for VaultPlan {
    fn drop(&mut self) {
        self.passphrase.zeroize();
    }
}

impl std::fmt::Debug for VaultPlan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VaultPlan(…)")
    }
}

/// Another user to be given keys to this vault. The passphrase is wiped on drop.
#[derive(Clone, Serialize, Deserialize)]
pub struct PersonPlan {
    pub name: String,
    pub role: String,
    pub passphrase: String,
}

impl Drop for PersonPlan {
    fn drop(&mut self) {
        self.passphrase.zeroize();
    }
}

impl std::fmt::Debug for PersonPlan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PersonPlan(…)")
    }
}

/// A passphrase, or the twelve words of the recovery kit.
#[derive(Clone, Serialize, Deserialize)]
pub enum Opener {
    Passphrase(String),
    Words(Vec<String>),
}

impl Drop for Opener {
    fn drop(&mut self) {
        self.wipe();
    }
}

impl std::fmt::Debug for Opener {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Opener(…)")
    }
}

/// Opened: who is working, and what they should know at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    pub user: UserId,
    pub name: String,
    pub role: String,
    pub site: String,
    pub device: String,
    pub kind: VaultKind,
    /// Of the vault, in its short form.
    pub fingerprint: String,
    /// How many users of the vault can open it on this device.
    pub people: u32,
    pub people_lost: PeopleLost,
    pub settings: Settings,
    pub clinic: Clinic,
    /// What the short code of who works does.
    pub code: ShortCode,
    /// Who else opened it since it locked and can come back with a short code.
    pub aside: Vec<PersonAside>,
    /// IndexedDB is behind the number kept in OPFS: an older copy of the disk.
    pub older_copy: bool,
    /// Pages of chart keys do not open: the charts they belong to cannot be read or written.
    pub keys_lost: bool,
    /// No OPFS here: destruction may not survive disk forensics.
    pub ring_in_meta: bool,
    /// When this installation last signed anything.
    pub newest_entry: Option<Stamp>,
    /// Neither site nor device has a name: the settings were lost, and entries would be signed at no place.
    pub no_place: bool,
    /// May add people to the vault.
    pub administrator: bool,
}

/// Six figures that were chosen since the vault was opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ShortCode {
    #[default]
    None,
    /// They cover the page.
    Covers,
    /// They were chosen with the passphrase: they cover the page, and bring this person back after somebody else.
    BringsBack,
}

/// People whose row is lost in both copies: they cannot open the vault on this device any more.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleLost {
    /// Known by name, and what they signed keeps its effect.
    pub names: Vec<String>,
    /// Nothing says who these were: what they signed reads as a stranger's until a file brings their credential.
    pub unknown: u32,
}

/// The colours of the page; `Device` follows what the device is set to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Theme {
    Light,
    Dark,
    Device,
}

/// How close together rows and fields stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Density {
    Compact,
    Roomy,
}

/// Sealed with the vault. Language, theme and density are also kept readable, so that the locked page can use them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    pub language: Language,
    pub theme: Theme,
    pub density: Density,
    /// Minutes without a touch until the page covers itself, and until it locks.
    pub cover_after: u16,
    pub lock_after: u16,
    /// Photos of people may be taken at the intake.
    pub photos: bool,
    /// A letter pressed outside a field is a shortcut.
    pub single_keys: bool,
    /// UCUM units offered first: weight, height, temperature, blood sugar.
    pub units: [String; 4],
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: Language::default(),
            theme: Theme::Light,
            density: Density::Compact,
            cover_after: 2,
            lock_after: 480,
            photos: false,
            single_keys: true,
            units: ["kg".into(), "cm".into(), "Cel".into(), "mmol/L".into()],
        }
    }
}

/// Somebody who opened the vault since it locked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonAside {
    pub user: UserId,
    pub name: String,
    pub role: String,
}

/// Days after it was due for which something counts as due still, and not as missed.
pub const GRACE_DAYS: u16 = 7;

/// What a clinic is set up with beside its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clinic {
    /// Names of stations of its own, beside those every clinic has.
    pub stations: Vec<String>,
    /// Days after something was due when a person counts as lost to follow-up.
    pub lost_after_days: u16,
    /// Whoever lets somebody else work comes back with their short code: their keys stay in memory until the vault locks.
    pub quick_switch: bool,
}

impl Default for Clinic {
    fn default() -> Self {
        Self {
            stations: Vec::new(),
            lost_after_days: 90,
            quick_switch: false,
        }
    }
}

/// One user of the vault, as the settings list them. `fingerprint` is of their credential, in its short form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonOfVault {
    pub user: UserId,
    pub name: String,
    pub role: String,
    pub fingerprint: String,
    pub you: bool,
}

/// A vault or a user whose keys exist in memory only. Nothing is written until the words were typed back.
#[derive(Clone, Serialize, Deserialize)]
pub struct Prepared {
    /// The twelve words; typed back before anything is written.
    pub words: Vec<String>,
    /// Of the vault, in its short form; people compare it to know whose files they read.
    pub fingerprint: String,
}

impl std::fmt::Debug for Prepared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Prepared(…)")
    }
}

/// What lies on this device: `records`, `papers` and `drafts` in bytes as they are sealed, `only_here` in entries that
/// stand in no checked copy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StorageUse {
    pub records: u64,
    pub papers: u64,
    pub drafts: u64,
    pub charts: u32,
    pub entries: u32,
    pub only_here: u32,
    /// When a copy was last read again and found whole; `None`: never.
    pub last_checked_copy: Option<Stamp>,
    /// When everything was last verified, and how many entries could not be read.
    pub last_check: Option<(Stamp, u32)>,
    /// Unreadable or unproven entries found since then, while nobody used the device.
    pub found_since: u32,
}
