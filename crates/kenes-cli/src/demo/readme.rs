//! `README.txt` of a demonstration: what each file is, who would hold it, what to try next.

use kenes_belenios::election::Uuid;

use super::folder::Folder;
use super::scenario::Cast;
use super::teller::wrapped;

/// The whole file.
pub fn text(folder: &Folder, uuid: &Uuid, cast: &Cast) -> String {
    let title = format!("A demonstration of kenes: {}, {} ballots", cast.contest.title, cast.votes.len());
    let line = "=".repeat(title.chars().count());
    let sections = [
        paragraph(WARNING),
        files("Public: everybody may have these", &public(uuid)),
        files("Secret: each would lie on another machine, and on no other", SECRET),
        paragraph(SECRET_NOTE),
        files("Altered copies, all of which the audit refuses", TAMPERED),
        format!("What to try next\n----------------\n\n{}", next(folder, uuid)),
        paragraph(LIMITS),
    ];
    format!("{title}\n{line}\n\n{}\n", sections.join("\n\n"))
}

/// What to try next.
pub fn next(folder: &Folder, uuid: &Uuid) -> String {
    let root = folder.root().display();
    format!(
        "Audit it yourself; then change any byte of the archive and audit it again:\n\
         \x20   kenes election verify --require-bound {root}/elections/{uuid}.bel\n\
         \x20   kenes election show {root}/elections/{uuid}.bel\n\
         Look at a refusal, and compare an altered copy with the archive:\n\
         \x20   kenes election verify {root}/tampered/changed-vote.bel\n\
         \x20   kenes election verify-diff {root}/elections/{uuid}.bel {root}/tampered/dropped-ballot.bel\n\
         Check the challenged ballot:\n\
         \x20   kenes election check-challenge {root}/elections/{uuid}.bel {root}/challenge/opening.json\n\
         A second opinion by a program of other authors, belenios-tool of Belenios 3.0 to 3.3. Where it accepts, that\n\
         speaks for everything but the single ballots, whose check these releases may skip; README.txt says how to have\n\
         them checked. Where it refuses, that always counts:\n\
         \x20   belenios-tool election verify --dir {root}/elections\n\
         (In the source folder, without installing kenes: cargo run --locked -- election verify …)"
    )
}

fn paragraph(text: &str) -> String {
    text.split("\n\n").map(|part| wrapped(part, 0)).collect::<Vec<_>>().join("\n\n")
}

/// A heading, and files each with what it is and who holds it.
fn files<A: AsRef<str>>(heading: &str, entries: &[(A, &str)]) -> String {
    let line = "-".repeat(heading.chars().count());
    let entry = |(name, what): &(A, &str)| format!("{}\n{}", name.as_ref(), wrapped(what, 4));
    format!("{heading}\n{line}\n\n{}", entries.iter().map(entry).collect::<Vec<_>>().join("\n"))
}

const WARNING: &str = "Everything here was made by one program on one machine, so that it can be watched. Nobody's vote is \
    secret here: the private credentials and the keys of all trustees lie in secrets/, side by side. In a real election these \
    never lie on one machine, and most of them leave their owner's machine never.\n\n\
    The ballots are published ones (see the source folder, vectors/count/README.md). The answers to the second question are \
    drawn at random. Nothing is decided by this election.";

fn public(uuid: &Uuid) -> Vec<(String, &'static str)> {
    vec![
        (
            format!("elections/{uuid}.bel"),
            "The archive: the whole election in one file, from its questions to its result. Published by the administrator \
             and kept by whoever wants to audit. It is a tar file: `tar tf` lists it.",
        ),
        (
            format!("elections/{uuid}.bound.json"),
            "The trustees' second proofs, which bind each decryption to these ballots. Published beside the archive.",
        ),
        (
            format!("setup/{uuid}.draft.json"),
            "The questions, as the administrator drafted them.",
        ),
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
        "One ballot left out, and the encrypted tally adapted. Refused: the shuffles do not begin with that tally \
         (shuffle-proof).",
    ),
    ("tampered/flipped-result.bel", "Yes and No exchanged. Refused: the decryptions give another result (result-value)."),
    ("tampered/NAME.bound.json", "The second proofs that go with each."),
];

const LIMITS: &str = "About belenios-tool\n\n\
    Debian 12 has release 2.0, which does not know the group Ed25519 of this election; 3.0 and later do. In those, `election \
    verify` may end before its check of the ballots has, so that an invalid ballot goes unnoticed: when it accepts, the rest \
    of the archive is right. To have it check ballots, cut the archive off after its first event into another folder and run \
    `belenios-tool election verify-ballot --ballot FILE` there for each ballot. kenes checks every ballot, always.\n\n\
    What no audit shows\n\n\
    That the voters on the list exist, that the device of a voter encrypted what the voter chose (that is what the challenge \
    is for), and that you were given the same file as others. Keep the archive that you audited, and compare its hash with \
    others.";
