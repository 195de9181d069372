//! The `README.txt` of the folder.

use super::papers::Paper;
use crate::demo::folder::Folder;
use crate::demo::readme::{files, paragraph, section};

/// The whole text.
pub fn text(folder: &Folder, papers: &[Paper]) -> String {
    let kinds: Vec<String> = papers.iter().map(|paper| kind(folder, paper)).collect();
    let parts = [
        paragraph(INTRODUCTION),
        kinds.join("\n\n"),
        files("What the files are", FILES),
        section("What is secret", &paragraph(SECRET)),
    ];
    format!("{}\n", parts.join("\n\n\n"))
}

/// The command that counts an archive again.
pub fn command(folder: &Folder, paper: &Paper) -> String {
    let archive = folder.root().join(format!("{}.bel", paper.name));
    format!("kenes count {} {}", archive.display(), paper.options())
}

fn kind(folder: &Folder, paper: &Paper) -> String {
    let (name, about, command) = (paper.name, paragraph(paper.about), command(folder, paper));
    section(&format!("{name}.bel: {}", paper.title), &format!("{about}\n\n    {command}"))
}

const INTRODUCTION: &str = "One small election for each kind of ballot. Every one was really held: three trustees made a key, voters sealed \
    their ballots, the ballots were checked and put together, two trustees decrypted, and the archive was audited and counted. \
    The votes are made up.\n\n\
    Each command below audits its archive again, as anybody can who has the file, and counts it. --format html --out FILE makes the \
    page, --format json what programs read.";

const FILES: &[(&str, &str)] = &[
    ("NAME.bel", "The archive: the whole election in one file. Public; publish it."),
    ("NAME.bound.json", "The second proofs of the trustees who decrypted. Public; they go with the archive."),
    ("NAME.html, NAME.json", "The count, as a page for people and for programs."),
    ("budget.pb", "The vote on the budget in the format of pabulib, with the projects that are funded."),
    (
        "roles/NAME/",
        "What each role of that election had: the messages of the key ceremony, and the secrets.",
    ),
];

const SECRET: &str = "What lies in roles/NAME/secrets must never lie on one machine in a real election: the trustees' keys are with the \
    trustees, each credential with its voter. Here one program played every role. Delete the folder when you have seen enough.";
