//! `README.txt` of a demonstration: what each file is, who would hold it, what to try next.

use kenes_belenios::election::Uuid;

use super::scenario::Cast;
use crate::demo::folder::Folder;
use crate::demo::readme::{files, paragraph, section};

/// The whole file.
pub fn text(folder: &Folder, uuid: &Uuid, cast: &Cast) -> String {
    let title = format!("A demonstration of kenes: {}, {} ballots", cast.title, cast.votes.len());
    let line = "=".repeat(title.chars().count());
    let sections = [
        paragraph(WARNING),
        files("Public: everybody may have these", &public(uuid)),
        files("Secret: each would lie on another machine, and on no other", SECRET),
        paragraph(SECRET_NOTE),
        files("Altered copies, all of which the audit refuses", TAMPERED),
        section("What to try next", &next(folder, uuid, cast)),
        section("A second opinion", &second_opinion(folder, uuid)),
        section("What no audit shows", &paragraph(LIMITS)),
    ];
    format!("{title}\n{line}\n\n{}\n", sections.join("\n\n"))
}

/// What to try next.
pub fn next(folder: &Folder, uuid: &Uuid, cast: &Cast) -> String {
    let seats = cast.seats;
    let last = cast.candidates.last().map(String::as_str).unwrap_or_default();
    let root = folder.root().display();
    let archive = format!("{root}/elections/{uuid}.bel");
    format!(
        "Audit it yourself; then change any byte of the archive and audit it again:\n\
         \x20   kenes election verify --require-bound {archive}\n\
         \x20   kenes election show {archive}\n\
         Look at a refusal, and compare an altered copy with the archive:\n\
         \x20   kenes election verify {root}/tampered/changed-vote.bel\n\
         \x20   kenes election verify-diff {archive} {root}/tampered/dropped-ballot.bel\n\
         Count the seats again, and ask why somebody was not elected:\n\
         \x20   kenes count {archive} --rule scottish-stv --seats {seats}\n\
         \x20   kenes count explain \"{last}\" {archive} --rule scottish-stv --seats {seats}\n\
         Check the challenged ballot:\n\
         \x20   kenes election check-challenge {archive} {root}/challenge/opening.json\n\
         Get a second opinion from a program by other authors, belenios-tool 3.3 (README.txt says how it checks ballots):\n\
         \x20   belenios-tool election verify --dir {root}/elections\n\
         Where kenes is not installed, write `cargo run --locked --` for `kenes`, in the folder of its source."
    )
}

/// How to have the other program check the ballots.
fn second_opinion(folder: &Folder, uuid: &Uuid) -> String {
    let root = folder.root().display();
    format!(
        "{}\n\n\
         \x20   kenes election export {root}/elections/{uuid}.bel --dir files\n\
         \x20   kenes election open files/election.json --trustees files/trustees.json \\\n\
         \x20       --credentials files/public_creds.json --dir box\n\
         \x20   while read -r ballot; do\n\
         \x20       printf %s \"$ballot\" > ballot.json\n\
         \x20       belenios-tool election verify-ballot --dir box --ballot ballot.json || echo refused\n\
         \x20   done < files/ballots.jsons",
        paragraph(PEER)
    )
}

const WARNING: &str = "Everything here was made by one program on one machine, so that it can be watched. Nobody's vote is \
    secret here: the private credentials and the keys of all trustees lie in secrets/, side by side. In a real election these \
    never lie on one machine, and a trustee's key never leaves the machine that it was made on.\n\n\
    The ballots are published ones (see the source folder, vectors/count/README.md). The answers to the second question are \
    drawn at random. Nothing is decided by this election.";

fn public(uuid: &Uuid) -> Vec<(String, &'static str)> {
    vec![
        (
            "result.html".into(),
            "The count: who is elected, where the votes went, each stage in words. Open it in a browser, or print it. Made from \
             the archive; anybody can make it again with `kenes count`.",
        ),
        ("count.json".into(), "The same count for programs, with every number of every stage."),
        (
            format!("elections/{uuid}.bel"),
            "The archive: the whole election in one file, from its questions to its result. Published by the administrator \
             and kept by whoever wants to audit. It is a tar file: `tar tf` lists it.",
        ),
        (
            format!("elections/{uuid}.bound.json"),
            "The trustees' second proofs, which bind each decryption to these ballots. Published beside the archive.",
        ),
        (format!("setup/{uuid}.draft.json"), "The questions, as the administrator drafted them."),
        (
            "setup/public_creds.json".into(),
            "The list of public credentials, one for each voter, without names. Made by the credential authority, for the \
             administrator.",
        ),
        (
            "setup/threshold.json".into(),
            "The public part of the trustees' keys, with their proofs and signatures. What the ceremony came to.",
        ),
        (
            "ceremony/trustee-N.cert, .polynomial, .vinput, .voutput".into(),
            "The messages of the key ceremony, in this order: trustee N's certificate; what it dealt to the others; what it \
             was sent by them; its answer. The shares in them are encrypted. They pass through the administrator, who cannot \
             read them.",
        ),
        (
            "challenge/opening.json".into(),
            "What a voter's device revealed when it was challenged: the ballot, its answers, the random numbers. That ballot \
             was never cast.",
        ),
    ]
}

const SECRET: &[(&str, &str)] = &[
    (
        "secrets/credential-authority/for-voters/private_creds.json",
        "The voters' private credentials. Each goes to its voter, by mail, message or in person, and to nobody else; \
         the authority destroys its copy. Whoever has them can vote for those who do not vote.",
    ),
    (
        "secrets/credential-authority/authority-only/mapping.json",
        "Which voter has which public credential. Kept by the credential authority and never published: with it anybody \
         sees who voted.",
    ),
    (
        "secrets/credential-authority/for-administrator/public_creds.json",
        "The same list as in setup/, as the authority hands it on.",
    ),
    (
        "secrets/trustee-N/trustee-N.key and .dkey",
        "Trustee N's private key, and its share of the election's key, encrypted for that private key. On trustee N's machine \
         only, and in its safe. Two of the three together could decrypt single ballots: that they do not is what the \
         voters trust them for.",
    ),
];

const SECRET_NOTE: &str = "These files can be read by their owner's account only (mode 0600). Delete the folder when you have \
    seen enough; no other election uses anything in it.";

const TAMPERED: &[(&str, &str)] = &[
    (
        "tampered/changed-vote.bel",
        "One ballot replaced by a well-made one for other candidates, and everything after it made anew with the keys of \
         the trustees. Refused: the ballot is not signed by its voter (ballot-signature).",
    ),
    (
        "tampered/dropped-ballot.bel",
        "One ballot left out, and the encrypted tally adapted. Refused: the shuffles were made of one ballot more \
         (shuffle-form).",
    ),
    (
        "tampered/flipped-result.bel",
        "Yes and No exchanged. Refused: the decryptions give another result (result-value).",
    ),
    ("tampered/NAME.bound.json", "The second proofs that go with each."),
];

const PEER: &str = "Debian 12 has release 2.0 of belenios-tool, which does not know the group Ed25519 of this election; \
    3.3.0 does. Its `election verify` may end before its check of the ballots has, so that an invalid ballot goes \
    unnoticed (try tampered/changed-vote.bel, renamed, in a folder of its own). So when it accepts, that speaks for \
    everything but the ballots; when it refuses, that always counts. Ballot by ballot it checks reliably:";

const LIMITS: &str = "That the voters on the list exist; that the device of a voter encrypted what the voter chose, which is \
    what the challenge is for; that you were given the same file as others. Keep the archive that you audited, and compare \
    its hash with others.";
