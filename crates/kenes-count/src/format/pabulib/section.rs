//! Sections and their columns.

use alloc::vec::Vec;

use crate::budget::Money;
use crate::format::csv::Misplaced;
use crate::format::fault::Fault;
use crate::format::line::one_more;
use crate::format::pabulib::MAX_PLACES;
use crate::number::Decimal;

/// A part of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Meta,
    Projects,
    Votes,
}

impl Section {
    /// The section that this line begins.
    pub fn of_line(line: &str) -> Option<Self> {
        // Spreadsheets fill the line up.
        let word = line.trim_end_matches([';', ' ', '\t']).trim_start();
        [Self::Meta, Self::Projects, Self::Votes]
            .into_iter()
            .find(|section| word.eq_ignore_ascii_case(section.name()))
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::Meta => "META",
            Self::Projects => "PROJECTS",
            Self::Votes => "VOTES",
        }
    }

    /// The section that comes before.
    pub const fn before(self) -> Option<Self> {
        match self {
            Self::Meta => None,
            Self::Projects => Some(Self::Meta),
            Self::Votes => Some(Self::Projects),
        }
    }

    /// The columns that are read, and whether they must be there.
    const fn columns(self, scored: bool) -> &'static [(&'static str, bool)] {
        match (self, scored) {
            (Self::Meta, _) => &[],
            (Self::Projects, _) => &[("project_id", true), ("cost", true), ("name", false)],
            (Self::Votes, false) => &[("vote", true)],
            (Self::Votes, true) => &[("vote", true), ("points", true)],
        }
    }
}

/// Where the columns of a section are.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    /// How many there are; 0 before the line that names them.
    width: usize,
    /// The places of those that are read.
    places: Vec<Option<usize>>,
}

impl Columns {
    pub fn are_known(&self) -> bool {
        self.width > 0
    }

    /// Learns from the line that names them.
    pub fn learn<'a>(
        &mut self,
        section: Section,
        scored: bool,
        fields: impl Iterator<Item = &'a str>,
    ) -> Result<(), Misplaced> {
        let names: Vec<&str> = fields.collect();
        self.width = names.len().max(1);
        for (column, needed) in section.columns(scored) {
            let place = names.iter().position(|name| name.eq_ignore_ascii_case(column));
            if place.is_none() && *needed {
                return Err((0, Fault::ColumnMissing { column }));
            }
            self.places.push(place);
        }
        Ok(())
    }

    /// Refuses text beyond the last column.
    pub fn check_width<'a>(&self, fields: impl Iterator<Item = &'a str>) -> Result<(), Misplaced> {
        let filled = fields.enumerate().skip(self.width).filter(|(_, field)| !field.is_empty());
        let number = |count: usize| one_more(count).saturating_sub(1);
        match filled.last() {
            None => Ok(()),
            Some((last, _)) => {
                let (expected, found) = (number(self.width), one_more(last));
                Err((self.width, Fault::FieldCount { expected, found }))
            }
        }
    }

    /// The place of the column that is read with this number, from 0.
    pub fn place(&self, number: usize) -> usize {
        self.places.get(number).copied().flatten().unwrap_or(0)
    }

    /// Its field; empty where the line or the file has none.
    pub fn field<'a>(&self, mut fields: impl Iterator<Item = &'a str>, number: usize) -> &'a str {
        let place = self.places.get(number).copied().flatten();
        place.and_then(|place| fields.nth(place)).unwrap_or_default()
    }
}

/// `7200`, `7200.50` or `7200,5`.
pub(super) fn amount(text: &str) -> Option<Money> {
    let (whole, decimals) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let decimals = decimals.trim_end_matches('0');
    let places = u32::try_from(decimals.len()).ok().filter(|places| *places <= MAX_PLACES)?;
    if whole.is_empty() || whole.len() > 20 || !digits(whole) || !digits(decimals) {
        return None;
    }
    let whole: u128 = whole.parse().ok()?;
    let rest: u128 = if decimals.is_empty() { 0 } else { decimals.parse().ok()? };
    let units = whole.checked_mul(10_u128.checked_pow(places)?)?.checked_add(rest)?;
    (units > 0).then(|| Decimal::new(units, places))
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString as _;

    use super::*;

    #[test]
    fn amounts_are_exact() {
        for (text, printed) in [("7200", "7200"), ("7200.50", "7200.5"), ("0,01", "0.01"), ("5.000", "5")] {
            assert_eq!(amount(text).map(|money| money.to_string()).as_deref(), Some(printed));
        }
        for text in
            ["", "0", "0.0", "-1", "1e3", "1.2.3", "1 000", "0.1234567", ".5", "999999999999999999999"]
        {
            assert_eq!(amount(text), None, "{text}");
        }
    }

    #[test]
    fn sections_are_found() {
        assert_eq!(Section::of_line("META"), Some(Section::Meta));
        assert_eq!(Section::of_line("votes;;; "), Some(Section::Votes));
        assert_eq!(Section::of_line("projects;1"), None);
    }
}
