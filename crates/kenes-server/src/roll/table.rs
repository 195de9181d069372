//! A text as lines of cells, each with the line of the text where it begins.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// A line of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Where it begins, from 1.
    pub line: usize,
    /// Its cells.
    pub cells: Vec<String>,
}

/// The lines in which some cell is not empty.
pub fn records(text: &str) -> Vec<Record> {
    let mut reader = ReaderBuilder::new().delimiter(delimiter(text)).build();
    let mut input = text.as_bytes();
    let mut records = Vec::new();
    let mut next_line = 1;
    loop {
        // The reader passes over empty lines by itself: the record begins after them.
        let skipped = input.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let (empty, rest) = input.split_at_checked(skipped).unwrap_or((&[], input));
        let line = next_line + lines(empty);
        let Some((cells, read)) = record(&mut reader, rest) else { return records };
        // The reader stops at `\r` and takes the `\n` after it for the next record.
        let pair =
            rest.get(..read).is_some_and(|taken| taken.ends_with(b"\r")) && rest.get(read) == Some(&b'\n');
        let (taken, rest) = rest.split_at_checked(read + usize::from(pair)).unwrap_or((rest, &[]));
        next_line = line + lines(taken);
        input = rest;
        if cells.iter().any(|cell| !cell.trim().is_empty()) {
            records.push(Record { line, cells });
        }
    }
}

/// One record, and how many bytes of the input it took; none at the end.
fn record(reader: &mut Reader, mut input: &[u8]) -> Option<(Vec<String>, usize)> {
    let (mut output, mut ends) = (vec![0; 256], vec![0; 16]);
    let (mut read, mut written, mut ended) = (0_usize, 0_usize, 0_usize);
    loop {
        let room = (output.get_mut(written..)?, ends.get_mut(ended..)?);
        let (result, more_read, more_written, more_ended) = reader.read_record(input, room.0, room.1);
        (read, written, ended) = (read + more_read, written + more_written, ended + more_ended);
        input = input.get(more_read..)?;
        match result {
            ReadRecordResult::InputEmpty => input = &[],
            ReadRecordResult::OutputFull => output.resize(output.len() * 2, 0),
            ReadRecordResult::OutputEndsFull => ends.resize(ends.len() * 2, 0),
            ReadRecordResult::Record => break,
            ReadRecordResult::End => return None,
        }
    }
    let mut start = 0;
    let cells = ends.iter().take(ended).map(|end| {
        let cell = output.get(start..*end).unwrap_or_default();
        start = *end;
        String::from_utf8_lossy(cell).into_owned()
    });
    Some((cells.collect(), read))
}

/// Tab, semicolon or comma, in this order: whoever writes a table with one of the first two may write commas in its cells. A
/// comma alone can also stand in a name, `Ruiz, Ana`: then the list is one of names, unless a heading or an address says
/// that it is a table.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    for delimiter in [b'\t', b';'] {
        if first.bytes().any(|byte| byte == delimiter) {
            return delimiter;
        }
    }
    if is_table_of_commas(text, first) { b',' } else { NEVER }
}

/// A byte that is in no text in UTF-8.
const NEVER: u8 = 0xFF;

fn is_table_of_commas(text: &str, first: &str) -> bool {
    let is_heading = first.split(',').any(|cell| super::header::column(cell).is_some());
    let has_quotes = text.lines().any(|line| line.trim_start().starts_with('"'));
    is_heading || has_quotes || text.lines().any(|line| line.contains('@') && line.contains(','))
}

/// How many lines end in these bytes: `\n`, `\r\n` or a lone `\r`, as the reader counts them.
fn lines(bytes: &[u8]) -> usize {
    let feeds = bytes.iter().filter(|byte| **byte == b'\n').count();
    let lone = bytes.windows(2).filter(|pair| matches!(pair, [b'\r', after] if *after != b'\n')).count();
    feeds + lone + usize::from(bytes.last() == Some(&b'\r'))
}
