//! Lines as fields.

use alloc::vec::Vec;

use csv_core::ReadRecordResult;

use crate::format::csv::Misplaced;
use crate::format::fault::Fault;
use crate::format::line::one_more;

/// The fields of the line that is being read. The room for them is used again for the next line.
#[derive(Clone, Debug)]
pub(in crate::format) struct Records {
    separator: u8,
    core: csv_core::Reader,
    text: Vec<u8>,
    /// Where the fields end; only the first `count` are of this line.
    ends: Vec<usize>,
    count: usize,
    /// How many fields the header has.
    width: usize,
}

impl Records {
    /// Before the first line.
    pub fn new() -> Self {
        Self {
            separator: b',',
            core: csv_core::Reader::new(),
            text: Vec::new(),
            ends: Vec::new(),
            count: 0,
            width: 0,
        }
    }

    /// Before the first line of a file with this between fields.
    pub fn separated_by(separator: u8) -> Self {
        let core = csv_core::ReaderBuilder::new().delimiter(separator).build();
        Self { separator, core, ..Self::new() }
    }

    /// What stands between fields.
    pub fn separator(&self) -> u8 {
        self.separator
    }

    /// Takes from the header what stands between fields: what it has most of, the comma if there is nothing.
    pub fn detect_separator(&mut self, header: &str) {
        for separator in [b';', b'\t'] {
            if fields_before(header, separator) > fields_before(header, self.separator) {
                self.separator = separator;
            }
        }
        self.core = csv_core::ReaderBuilder::new().delimiter(self.separator).build();
    }

    /// Divides a line.
    pub fn split(&mut self, line: &str) -> Result<(), Misplaced> {
        self.text.resize(line.len().saturating_add(2), 0);
        let separators = line.bytes().filter(|byte| *byte == self.separator).count();
        self.ends.resize(separators.saturating_add(2), 0);
        self.core.reset();
        let (_, _, written, ended) = self.core.read_record(line.as_bytes(), &mut self.text, &mut self.ends);
        let (text, ends) = (self.text.get_mut(written..), self.ends.get_mut(ended..));
        let (result, _, _, more) =
            self.core.read_record(b"\n", text.unwrap_or_default(), ends.unwrap_or_default());
        self.count = ended.saturating_add(more);
        // A quote that is still open takes the end of the line for text.
        match result {
            ReadRecordResult::Record => Ok(()),
            ReadRecordResult::InputEmpty
            | ReadRecordResult::OutputFull
            | ReadRecordResult::OutputEndsFull
            | ReadRecordResult::End => Err((ended, Fault::UnclosedQuote)),
        }
    }

    /// Remembers how many fields the header has.
    pub fn set_width(&mut self) {
        self.width = self.count;
    }

    /// Compares the number of fields with that of the header.
    pub fn check_width(&self) -> Result<(), Misplaced> {
        if self.count == self.width {
            return Ok(());
        }
        let number = |count: usize| one_more(count).saturating_sub(1);
        let fault = Fault::FieldCount { expected: number(self.width), found: number(self.count) };
        Err((self.count.min(self.width), fault))
    }

    /// The fields, without blanks around them.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        // Fields end where the line has a separator, so that no letter is cut.
        let last = self.ends.get(..self.count).and_then(<[usize]>::last).copied().unwrap_or(0);
        let text = core::str::from_utf8(self.text.get(..last).unwrap_or_default()).unwrap_or_default();
        let mut start = 0;
        self.ends.iter().take(self.count).map(move |end| {
            let field = text.get(start..*end).unwrap_or_default();
            start = *end;
            field.trim()
        })
    }
}

/// How many separators stand before this place outside quotes, which is the number of the field there, from 0.
pub(in crate::format) fn fields_before(text: &str, separator: u8) -> usize {
    let mut quoted = false;
    let mut fields: usize = 0;
    for byte in text.bytes() {
        quoted ^= byte == b'"';
        fields = fields.saturating_add(usize::from(byte == separator && !quoted));
    }
    fields
}
