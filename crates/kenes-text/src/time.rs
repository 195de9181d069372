//! Moments as dates, in UTC and the Gregorian calendar, without a clock.

const DAY: u64 = 86_400;
/// Days from the first of March of the year 0 to the first of 1970.
const TO_1970: u64 = 719_468;
/// Days of 400 years.
const ERA: u64 = 146_097;

/// Seconds since 1970 as a date and a time to the second: `2026-11-19 00:00:00 UTC`.
pub fn utc(seconds: u64) -> String {
    let (day, time) = (day(seconds), time(seconds));
    format!("{day} {time} UTC")
}

/// The same to the minute: `2026-11-19 00:00 UTC`.
pub fn minute(seconds: u64) -> String {
    let time = time(seconds);
    format!("{} {} UTC", day(seconds), time.get(..5).unwrap_or_default())
}

/// The date alone: `2026-11-19`.
pub fn day(seconds: u64) -> String {
    let (year, month, day) = date(seconds / DAY);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The moment as RFC 3339 writes it: `2026-11-19T00:00:00Z`.
pub fn rfc3339(seconds: u64) -> String {
    format!("{}T{}Z", day(seconds), time(seconds))
}

/// Reads a moment: seconds since 1970, a date, or RFC 3339 in UTC (`2026-11-19T00:00:00Z`). Nothing where it is none of these.
pub fn parse(text: &str) -> Option<u64> {
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    let (date, time) = match text.split_once(['T', 't', ' ']) {
        Some((date, time)) => (date, time.strip_suffix(['Z', 'z']).or(time.strip_suffix("+00:00"))?),
        None => (text, "00:00:00"),
    };
    let [year, month, day] = numbers(date, '-', [4, 2, 2])?;
    let [hour, minute, second] = numbers(time, ':', [2, 2, 2])?;
    let of_day = hour.checked_mul(3_600)?.checked_add(minute.checked_mul(60)?)?.checked_add(second)?;
    let seconds = days(year, month, day)?.checked_mul(DAY)?.checked_add(of_day)?;
    // A day or a time that there is not, such as the 30th of February, comes out as another.
    (hour < 24 && rfc3339(seconds) == format!("{date}T{time}Z")).then_some(seconds)
}

fn time(seconds: u64) -> String {
    let of_day = seconds % DAY;
    format!("{:02}:{:02}:{:02}", of_day / 3_600, of_day % 3_600 / 60, of_day % 60)
}

/// Three numbers of so many digits.
fn numbers(text: &str, between: char, digits: [usize; 3]) -> Option<[u64; 3]> {
    let mut parts = text.split(between);
    let mut next = |digits: usize| {
        let part = parts.next()?;
        let is_number = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
        if is_number { part.parse().ok() } else { None }
    };
    let [first, second, third] = digits;
    let numbers = [next(first)?, next(second)?, next(third)?];
    parts.next().is_none().then_some(numbers)
}

/// The date so many days after the first of 1970.
fn date(days: u64) -> (u64, u64, u64) {
    // Years from March on, so that a leap day is the last of its year.
    let days = days.saturating_add(TO_1970);
    let (era, of_era) = (days / ERA, days % ERA);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + u64::from(month < 3), month, day)
}

/// The days from the first of 1970 to a date; nothing before 1970 and for a month that there is not.
fn days(year: u64, month: u64, day: u64) -> Option<u64> {
    if !(1..=12).contains(&month) || day == 0 {
        return None;
    }
    let year = year.checked_sub(u64::from(month < 3))?;
    let (era, of_era) = (year / 400, year % 400);
    let from_march = if month > 2 { month - 3 } else { month + 9 };
    let of_year = (153 * from_march + 2) / 5 + day - 1;
    let all = era * ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    all.checked_sub(TO_1970)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: &[(u64, &str)] = &[
        (0, "1970-01-01 00:00:00 UTC"),
        (951_782_400, "2000-02-29 00:00:00 UTC"),
        (1_795_046_400, "2026-11-19 00:00:00 UTC"),
        (4_107_542_399, "2100-02-28 23:59:59 UTC"),
        (4_107_542_400, "2100-03-01 00:00:00 UTC"),
        (253_402_300_740, "9999-12-31 23:59:00 UTC"),
    ];

    #[test]
    fn moments_are_written_and_read_back() {
        for (seconds, text) in KNOWN {
            assert_eq!(utc(*seconds), *text);
            assert_eq!(parse(&rfc3339(*seconds)), Some(*seconds), "{text}");
            assert_eq!(parse(&seconds.to_string()), Some(*seconds));
        }
        assert_eq!(minute(951_782_461), "2000-02-29 00:01 UTC");
        assert_eq!(parse("2000-02-29"), Some(951_782_400));
        assert_eq!(parse("2000-02-29t00:00:00+00:00"), Some(951_782_400));
    }

    #[test]
    fn every_day_of_some_centuries_is_read_back() {
        for days in (0..150_000).map(|days| days * DAY) {
            assert_eq!(parse(&day(days)), Some(days));
        }
    }

    #[test]
    fn what_is_no_moment_is_not_read() {
        for text in [
            "",
            "now",
            "2026-02-30",
            "2026-13-01",
            "2026-00-01",
            "2026-01-00",
            "1969-12-31",
            "2026-1-1",
            "26-01-01",
            "2026-01-01T24:00:00Z",
            "2026-01-01T00:60:00Z",
            "2026-01-01T00:00:60Z",
            "2026-01-01T00:00:00",
            "2026-01-01T00:00:00+01:00",
            "2026-01-01-01",
            "99999999999999999999999",
            "-1",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
