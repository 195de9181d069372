//! The funding of projects in every form: for programs, for a terminal, as a page, as a drawing and in words.
//!
//! Each form says everything that the count says and decides nothing.

mod drawing;
mod json;
mod page;
mod story;
mod table;

pub use self::drawing::drawing;
pub use self::json::{csv, json};
pub use self::page::page;
pub use self::story::explain;
pub use self::table::table;
