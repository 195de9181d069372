//! The codes that pages show: those of the server (K-WEB), in the words of the pages, and those of the booth (K-BOOTH), which
//! has no words (`docs/spec/booth.md`, "Codes").

use kenes_server::web::Fault;
use kenes_text::{Language, Words};

/// What to do, where several codes have the same answer.
const AGAIN: &str = "Load the page again. If it stays, tell whoever looks after the machine: page and device do not fit together.";
const KEY: &str = "Choose the file that this device saved, or join anew with a slip from the registrars.";
const STOP: &str = "Do not sign. Tell the others: the page asks for something else than it shows.";
const PART: &str = "Use the device with which you began to guard this vote, or load the file that it saved.";
const FILES: &str = "Choose the file that the page of the council gives as a copy of everything.";
const OTHERS: &str = "Do not go on. The guard named, or whoever looks after the machine, has to explain it.";

/// The codes of the booth: what each means, and what to do.
const BOOTH: &[(&str, &str, &str)] = &[
    ("K-BOOTH-001", "What the page asked of the booth is no message.", AGAIN),
    ("K-BOOTH-002", "The booth of this page does not do that.", AGAIN),
    ("K-BOOTH-003", "Something is missing in what the page asked, or is not what belongs there.", AGAIN),
    ("K-BOOTH-004", "There is more in what the page asked than belongs there.", AGAIN),
    ("K-BOOTH-010", "This is no key of a member and no joining code.", KEY),
    ("K-BOOTH-011", "What is to be signed cannot be read.", AGAIN),
    ("K-BOOTH-012", "What is to be signed is not what was shown.", STOP),
    ("K-BOOTH-013", "Such a key does not sign this.", STOP),
    ("K-BOOTH-014", "What is to be signed does not belong to this joining code and key.", STOP),
    ("K-BOOTH-015", "The text with which one comes in cannot be read.", AGAIN),
    (
        "K-BOOTH-016",
        "The text with which one comes in is that of another site.",
        "Do not come in here. Look at the address: it may be a copy of your council's pages.",
    ),
    ("K-BOOTH-017", "The file is not the one that is named in what is to be signed.", STOP),
    (
        "K-BOOTH-020",
        "The election cannot be read.",
        "Do not vote here. Tell whoever looks after the election.",
    ),
    (
        "K-BOOTH-021",
        "The election is of a kind that this booth does not know.",
        "Do not vote here. Tell whoever looks after the election.",
    ),
    (
        "K-BOOTH-022",
        "This is no voting code.",
        "Look for a letter that was mistaken for another. The codes have no letters that look alike.",
    ),
    ("K-BOOTH-023", "The choices cannot be read.", AGAIN),
    ("K-BOOTH-024", "The choices do not fit the question.", "Go back to the ballot and choose again."),
    (
        "K-BOOTH-025",
        "The sealed ballot is not there any more: it was cast, opened or forgotten.",
        "Seal again. Only the last ballot that you cast counts.",
    ),
    (
        "K-BOOTH-026",
        "An opened ballot does not hold what was chosen.",
        "Vote with another device, and show the opened ballot to those who guard the vote.",
    ),
    ("K-BOOTH-030", "The file is not what a guard keeps.", PART),
    ("K-BOOTH-031", "The part of the key belongs to none of those who guard this vote.", PART),
    (
        "K-BOOTH-032",
        "The part of the key is not complete: the making of the key is not over.",
        "Wait until all have done their part.",
    ),
    ("K-BOOTH-033", "The part of the key is not the one for this election.", PART),
    ("K-BOOTH-034", "What another guard sent cannot be read.", OTHERS),
    ("K-BOOTH-035", "What another guard sent does not hold.", OTHERS),
    ("K-BOOTH-036", "What the guards dealt to each other does not hold.", OTHERS),
    ("K-BOOTH-040", "The archive of the election is malformed.", OTHERS),
    ("K-BOOTH-041", "The archive is not the one that the record names.", OTHERS),
    ("K-BOOTH-042", "The election is not at the stage for that.", "Load the page again."),
    ("K-BOOTH-043", "The beginning of the archive does not hold.", OTHERS),
    ("K-BOOTH-044", "A ballot of the archive does not hold.", OTHERS),
    ("K-BOOTH-045", "The sum of the ballots is not right.", OTHERS),
    ("K-BOOTH-046", "A shuffle does not hold.", OTHERS),
    ("K-BOOTH-047", "You have done this already.", "Nothing: others are awaited."),
    ("K-BOOTH-050", "The check of the record is not at the step for that.", AGAIN),
    ("K-BOOTH-051", "There is no record among the files.", FILES),
    (
        "K-BOOTH-052",
        "The files are more than a page can check.",
        "Check them with `kenes audit` on a computer.",
    ),
    ("K-BOOTH-053", "The file is no archive of plain files, each of them once.", FILES),
    (
        "K-BOOTH-090",
        "The booth was not loaded.",
        "Look whether the site can be reached, and load the page again.",
    ),
    ("K-BOOTH-091", "The device has too little memory.", "Close other pages, or use another device."),
    ("K-BOOTH-092", "The booth stopped, and what it held is gone.", "Try again; nothing was sent."),
    (
        "K-BOOTH-093",
        "The browser does not keep the key.",
        "Leave the private window, or allow this site to keep data.",
    ),
    ("K-BOOTH-094", "The file is too large to be a key.", KEY),
    (
        "K-BOOTH-095",
        "The site cannot be reached; what was sealed is kept.",
        "Leave the page open and send again later.",
    ),
    (
        "K-BOOTH-096",
        "The page shows another ballot paper than the election has.",
        "Do not vote here. Tell those who guard the vote.",
    ),
    (
        "K-BOOTH-097",
        "The voting code is none of this election.",
        "Look whether the slip is for this election. The registrars can show a lost code again.",
    ),
];

/// A code that pages show.
pub struct PageCode {
    pub code: &'static str,
    pub means: String,
    pub remedy: String,
}

/// All of them, in order.
pub fn all() -> Vec<PageCode> {
    let words = Words::new(Language::English);
    let web = Fault::ALL.iter().map(|fault| {
        let (means, remedy) = fault.messages();
        PageCode { code: fault.code(), means: words.t(means, &[]), remedy: words.t(remedy, &[]) }
    });
    let booth = BOOTH.iter().map(|(code, means, remedy)| PageCode {
        code,
        means: (*means).into(),
        remedy: (*remedy).into(),
    });
    booth.chain(web).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_the_booth_has_words() {
        let page = include_str!("../../../../../docs/spec/booth.md");
        let named: Vec<&str> = page
            .lines()
            .filter_map(|line| line.strip_prefix("| K-BOOTH-")?.split_once(' ').map(|(number, _)| number))
            .collect();
        let told: Vec<&str> = BOOTH.iter().map(|(code, _, _)| code.trim_start_matches("K-BOOTH-")).collect();
        assert_eq!(told, named);
    }
}
