//! `README.txt` of the demonstration: what each file is, who would hold it, what to try next.

use crate::demo::folder::Folder;
use crate::demo::readme::{files, paragraph, section};

/// The whole file.
pub fn text(folder: &Folder) -> String {
    let title = "A demonstration of kenes: a workplace council and a neighbourhood council";
    let line = "=".repeat(title.chars().count());
    let sections = [
        paragraph(WARNING),
        files("Public: everybody may have these", PUBLIC),
        files("The elections, each in a folder of its own", ELECTIONS),
        files("The server's", SERVER),
        files("Secret: each would lie on another device, and on no other", SECRET),
        files("An altered copy, which the check refuses", TAMPERED),
        section("What to try next", &next(folder)),
        section("How a sceptic reads the record", &paragraph(SCEPTIC)),
        section("What no check shows", &paragraph(LIMITS)),
    ];
    format!("{title}\n{line}\n\n{}\n", sections.join("\n\n"))
}

/// What to try next.
pub fn next(folder: &Folder) -> String {
    let root = folder.root().display();
    format!(
        "Check it yourself; then change any byte of any file in record/ and check again:\n\
         \x20   kenes audit {root}/record\n\
         \x20   kenes audit {root}/tampered/record\n\
         Ask why somebody holds a seat, and get the chain from the rules to the acceptance:\n\
         \x20   kenes audit --why 0/2 {root}/record\n\
         Write all of it as one page:\n\
         \x20   kenes audit --html audit.html {root}/record\n\
         Look at single acts as they were signed:\n\
         \x20   kenes record show {root}/record\n\
         See what the server knows, and go on where the story ends:\n\
         \x20   kenes council status {root}/server\n\
         Where kenes is not installed, write `cargo run --locked --` for `kenes`, in the folder of its source."
    )
}

const WARNING: &str = "Everything here was made by one program on one machine, so that it can be watched. Nobody's vote is secret here: the \
    voting codes and the keys of all people and trustees lie side by side. In life they never lie on one machine. The people are \
    made up, and so are the dates: without witnesses the time in a record is its server's word, and the check says so.";

const PUBLIC: &[(&str, &str)] = &[
    (
        "record/",
        "The public record: everything that was done, and all that a check needs. It can be copied to any web server or stick as it is. It holds no name \
         of a member but those of candidates, whose statements can be withdrawn.",
    ),
    (
        "record/checkpoint",
        "How many acts there are and the fingerprint of all of them, signed by the server. The newest.",
    ),
    ("record/checkpoints/", "The same for earlier sizes, each under its number."),
    ("record/tile/entries/", "The acts themselves, signed, 256 to a file. They can be read with any editor."),
    ("record/tile/0/, 1/, …", "The tree of fingerprints over the acts, by which a single act can be proved."),
    (
        "record/blob/",
        "What acts name and do not hold: the rules, the archives of the elections with their proofs, texts. Each is named by its \
         fingerprint; a text can be deleted without harm to the rest.",
    ),
    ("record/policy", "Which witnesses must sign: none here."),
    (
        "elections/",
        "Copies of the archives of both elections and of the trustees' second proofs, for programs that know elections of Belenios \
         and no councils (`kenes election verify`, `belenios-tool election verify`).",
    ),
];

const ELECTIONS: &[(&str, &str)] = &[(
    "workplace-election/, neighbourhood-election/",
    "Everything of one election as its people would have it: setup/ and ceremony/ are public, elections/ has the archive and that \
         of the rehearsal, secrets/ has the voting codes and the trustees' keys.",
)];

const SERVER: &[(&str, &str)] = &[(
    "server/",
    "The data of the server: record.db is the record as a database, private.db has the names of the members and can forget them, keys/ has the \
         key with which it signs. Whoever has this folder can delay and refuse, but not appoint, elect or vote.",
)];

const SECRET: &[(&str, &str)] = &[
    (
        "secrets/people/",
        "The key of each person. It signs what that person does, and lies on no other device.",
    ),
    (
        "*-election/secrets/registrars/for-voters/private_creds.json",
        "The voting codes. Each goes to one voter; the registrars destroy their copy when the vote ends.",
    ),
    (
        "*-election/secrets/trustee-N/",
        "What each trustee holds of the key of the election. Two of three can open ballots.",
    ),
];

const TAMPERED: &[(&str, &str)] = &[(
    "tampered/record/",
    "The record with one delegate's vote changed from against to for. The check names the act.",
)];

const SCEPTIC: &str = "The name of the council in the first line of record/checkpoint ends with a fingerprint of its first act, so the founders, the \
    rules and the server's first key follow from the name. Every act is a line of JSON between a line that says what it is and \
    the signatures of whoever did it; the name of each signer is a fingerprint of the key. An act that breaks a rule has no \
    effect. There is no act that gives a seat: look for one.\n\n\
    docs/spec/ in the source describes every format and every rule, so that somebody else can write another program; one in Python, written from \
    these pages alone, is in conformance/council/ and comes to the same table of seats.";

const LIMITS: &str = "That the people behind the keys exist, which is for registrars and for those who know them; that a voter's device sealed what the voter \
    chose, which is what the challenge is for; that you were given the same record as others, for which you compare the first lines of \
    record/checkpoint, or keep it for the next time (`kenes audit --known`).";
