//! What comes from outside may be so large and so many, and no more: one table for every room that reads such things.
//!
//! A bound is wide enough for whatever people and programs write, and narrow enough that nothing costs more than it weighs.
//! What goes beyond is refused where a file comes in, by name, and nothing else of the file with it. What a vault holds
//! from before stays readable: there only the work is bounded, never what is kept. `docs/bundle-format.md` repeats the table.

/// Bytes of a name of a person: family, given, or all of it in a credential.
pub const NAME: usize = 1024;
/// Bytes of a role, a site, or the short name of a device.
pub const PLACE: usize = 512;
/// Bytes of a title, a media type, or another word that stands on one line.
pub const LINE: usize = 2048;
/// Bytes of one signed credential.
pub const CREDENTIAL: usize = 4096;
/// Heads of other feeds that one entry names, and entries it may say are missing.
pub const SEEN: usize = 256;
/// Statements of one entry.
pub const STATEMENTS: usize = 32_768;
/// Problems that one statement belongs to.
pub const PROBLEMS: usize = 64;
/// Entries of one chart.
pub const ENTRIES: usize = 100_000;
/// Charts of one bundle.
pub const CHARTS: usize = 100_000;
/// Credentials of one bundle, and those kept beside one chart.
pub const CREDENTIALS: usize = 4096;
/// Papers of one bundle.
pub const PAPERS: usize = 100_000;
/// How deep arrays and maps lie in one another.
pub const DEPTH: usize = 32;
