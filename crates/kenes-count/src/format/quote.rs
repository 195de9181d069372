//! Names and titles of BLT files.

use alloc::borrow::Cow;
use alloc::string::String;

use crate::format::fault::Fault;
use crate::format::line::Misread;

/// What a line of text says; `None` if it is blank or a comment.
///
/// - A line that begins with a quote ends with one; then only a comment may follow. A quote within is written twice. One
///   that is written once is kept where no other reading is possible: `"Jim "Bo" Smith"`, `"O"Neil"`.
/// - Both delimiters may be doubled: `""Jim Smith""`.
/// - In a line without quotes a comment begins at a `#` that stands alone or at the beginning, so that `Candidate #1` is a
///   name.
pub(super) fn text(line: &str) -> Result<Option<Cow<'_, str>>, Misread> {
    let trimmed = line.trim_start();
    let start = line.len().saturating_sub(trimmed.len());
    if trimmed.is_empty() || trimmed.starts_with('#') {
        return Ok(None);
    }
    match trimmed.strip_prefix('"') {
        None => Ok(Some(Cow::Borrowed(without_comment(trimmed)))),
        Some(inner) => quoted(inner, start).map(Some),
    }
}

/// Text in quotes; a quote within it is doubled.
pub(super) fn write(text: &str, to: &mut String) {
    to.push('"');
    for character in text.chars() {
        match character {
            '"' => to.push_str("\"\""),
            // A line must stay one line.
            character if character.is_control() && character != '\t' => to.push(' '),
            character => to.push(character),
        }
    }
    to.push('"');
}

fn without_comment(text: &str) -> &str {
    let mut before = ' ';
    for (at, character) in text.char_indices() {
        let after = text.get(at.saturating_add(1)..).and_then(|rest| rest.chars().next());
        let alone = before.is_whitespace() && after.is_none_or(char::is_whitespace);
        if character == '#' && alone {
            return text.get(..at).unwrap_or(text).trim_end();
        }
        before = character;
    }
    text.trim_end()
}

/// What stands after an opening quote at `start`.
fn quoted(inner: &str, start: usize) -> Result<Cow<'_, str>, Misread> {
    if let Some(wrapped) = doubly_quoted(inner) {
        return Ok(Cow::Borrowed(wrapped));
    }
    let mut text = String::new();
    // Whether a quote within the text was opened by a single character.
    let mut open = false;
    let mut rest = inner;
    while let Some(at) = rest.find('"') {
        text.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at.saturating_add(1)..).unwrap_or_default();
        if let Some(after) = rest.strip_prefix('"') {
            text.push('"');
            if open && ends(after) {
                return Ok(Cow::Owned(text));
            }
            rest = after;
        } else if ends(rest) {
            return Ok(Cow::Owned(text));
        } else if rest.starts_with([' ', '\t']) && !open {
            let at =
                start.saturating_add(1).saturating_add(inner.len().saturating_sub(rest.trim_start().len()));
            return Err(Misread { at, fault: Fault::TextAfterQuote });
        } else {
            open = !open;
            text.push('"');
        }
    }
    Err(Misread { at: start, fault: Fault::UnclosedQuote })
}

/// The text of `"…""` after its opening quote.
fn doubly_quoted(inner: &str) -> Option<&str> {
    let text = inner.strip_prefix('"')?.trim_end().strip_suffix("\"\"")?;
    (!text.is_empty() && !text.contains('"')).then_some(text)
}

/// Whether nothing but blanks and a comment follows.
fn ends(rest: &str) -> bool {
    let rest = rest.trim_start();
    rest.is_empty() || rest.starts_with('#')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: &str) {
        let found = text(line).map_err(|misread| misread.fault);
        assert_eq!(found, Ok(Some(Cow::Borrowed(expected))), "{line}");
    }

    fn refused(line: &str, at: usize, fault: Fault) {
        let found = text(line).map_err(|misread| (misread.at, misread.fault));
        assert_eq!(found, Err((at, fault)), "{line}");
    }

    #[test]
    fn names_are_read_as_written() {
        check("Alan Smith", "Alan Smith");
        check("  \"Alan Smith\"  ", "Alan Smith");
        check("\"Alan \"\"Bo\"\" Smith\" # note", "Alan \"Bo\" Smith");
        check("\"\"\"Bo\"\" Smith\"", "\"Bo\" Smith");
        check("\"Alan \"\"Bo\"\"\"", "Alan \"Bo\"");
        check("\"\"Alan Smith\"\"", "Alan Smith");
        check("\"Alan \"Bo\" Smith\"", "Alan \"Bo\" Smith");
        check("\"Alan \"Bo\"\"", "Alan \"Bo\"");
        check("\"Anne O\"Neil\"", "Anne O\"Neil");
        check("\"# is a name\"#comment", "# is a name");
        check("\"\"", "");
        check("Candidate #1", "Candidate #1");
        check("Candidate # the first", "Candidate");
        check("Alan \"Bo\" Smith", "Alan \"Bo\" Smith");
        assert_eq!(text(" # nothing").ok(), Some(None));
    }

    #[test]
    fn quotes_without_a_reading_are_refused() {
        refused("  \"Alan", 2, Fault::UnclosedQuote);
        refused("\"Alan\"\"", 0, Fault::UnclosedQuote);
        refused("\"A\" \"B\"", 4, Fault::TextAfterQuote);
        refused("\"A\" B", 4, Fault::TextAfterQuote);
    }
}
