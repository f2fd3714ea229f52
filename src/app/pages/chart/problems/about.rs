//! Which problem a page is about.

/// Given by a problem's own page: what was written under it need not name it again.
#[derive(Clone, Copy)]
pub struct AboutProblem(pub Option<u32>);

impl AboutProblem {
    /// Whether a statement belongs to the page's own problem and to no other, so that its line need not name it.
    pub fn alone(self, problems: &[(u32, String)]) -> bool {
        match (self.0, problems) {
            (Some(about), [(number, _)]) => about == *number,
            (None, []) => true,
            _ => false,
        }
    }
}
