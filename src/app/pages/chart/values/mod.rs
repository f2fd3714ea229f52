//! Values over time: the plots of all vital signs on a page, and a problem's flow sheet.

mod flow_sheet;
mod plots;
mod words;

pub use flow_sheet::FlowSheetOf;
pub use plots::PlotsPage;
pub use words::small_values;
