//! A count in every form: for programs, for a terminal, as a page, as a drawing and in words.
//!
//! Each form says everything that the transcript says and decides nothing. A count that stopped for want of a lot
//! ([`kenes_count::NeedsLot::so_far`]) has every form too, and each says among whom the lot is needed.

mod csv;
mod explain;
mod facts;
mod flow;
mod json;
mod numbers;
mod page;
mod story;
mod table;

pub(crate) use self::csv::cell;
pub use self::csv::csv;
pub use self::explain::explain;
pub use self::flow::flow;
pub use self::json::json;
pub(crate) use self::json::long_fraction as fraction;
pub use self::page::{DRAWING_STYLES, fragment, page};
pub use self::story::odd_papers;
pub(crate) use self::story::rule_ids;
pub use self::table::table;
