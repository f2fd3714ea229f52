//! The short code that a covered page asks for.

use crate::terms::digits::in_figures;

/// Figures of the short code.
pub const CODE_LENGTH: usize = 6;

/// At most six figures of what was typed.
pub fn figures(text: &str) -> String {
    let figures = in_figures(text);
    let figures = figures.chars().filter(char::is_ascii_digit);
    figures.take(CODE_LENGTH).collect()
}
