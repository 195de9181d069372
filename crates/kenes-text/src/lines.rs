//! Texts in the lines of a terminal.

use comfy_table::presets::{NOTHING, UTF8_HORIZONTAL_ONLY};
use comfy_table::{ContentArrangement, LineStyle, Table, TableStyle};

/// Lines above, under the heads and below.
pub(crate) const STYLE: TableStyle = UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none());

/// A text in lines of at most `width` columns: `before` stands before the first, and as much room before the others.
pub(crate) fn wrapped(before: &str, text: &str, width: usize) -> Vec<String> {
    let indent = columns(before);
    let mut table = Table::new();
    table.load_style(NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(width.saturating_sub(indent)).unwrap_or(u16::MAX));
    table.add_row([text]);
    if let Some(column) = table.column_mut(0) {
        column.set_padding((0, 0));
    }
    let begin = |number: usize| if number == 0 { before.to_owned() } else { " ".repeat(indent) };
    let line = |(number, line): (usize, String)| format!("{}{}", begin(number), line.trim_end());
    table.lines().enumerate().map(line).collect()
}

/// How many columns of a terminal a text takes: Hangul takes two each.
pub(crate) fn columns(text: &str) -> usize {
    let room =
        |char: char| if matches!(char, '\u{1100}'..='\u{115f}' | '\u{ac00}'..='\u{d7a3}') { 2 } else { 1 };
    text.chars().map(room).sum()
}

/// Each line with its end.
pub(crate) fn lines_of(lines: impl IntoIterator<Item = String>) -> String {
    lines.into_iter().map(|line| line + "\n").collect()
}
