//! One election of the scenario, from the keys of its trustees to the audit of its archive.

use std::path::{Path, PathBuf};

use kenes_belenios::PlainAnswer;
use kenes_belenios::archive::Form;
use kenes_belenios::audit::{Report, Verdict};
use kenes_belenios::decryption::BoundDocument;
use kenes_belenios::election::{Election, Uuid};
use kenes_belenios::group::Group as _;
use kenes_belenios::result::QuestionResult;
use kenes_belenios::trustee::{TrusteeKind, Trustees};

use super::papers::Paper;
use crate::board::Board;
use crate::commands::election::credentials::Made;
use crate::commands::election::open::write_archive;
use crate::commands::election::verify;
use crate::demo::folder::Folder;
use crate::demo::teller::Teller;
use crate::demo::voting::{Polling, Voter};
use crate::demo::{DECRYPTERS, G, SHUFFLERS, Surprise, ceremony, counting};
use crate::error::{CliError, Result};
use crate::files::{self, Secrecy};
use crate::random::rng;
use crate::template::Draft;
use crate::voters;

/// An election that was held and audited.
pub struct Held {
    /// The archive.
    pub archive: PathBuf,
    /// The bound decryption proofs.
    pub bound: PathBuf,
    pub report: Report,
}

/// Holds the election of a paper. Archive and proofs go to `folder`, what the roles keep to a part of it.
pub fn hold(paper: &Paper, folder: &Folder, teller: &Teller) -> Result<Held> {
    let draft = Draft { uuid: Uuid::generate(&mut rng()?), group: G::ID, template: paper.template() };
    let files = |extension: &str| folder.root().join(format!("{}.{extension}", paper.name));
    let (archive, bound) = (files("bel"), files("bound.json"));
    let roles = folder.part("roles")?.part(paper.name)?;
    roles.hold_small_election()?;
    let made = open(paper, &draft, &roles, &archive, teller)?;
    let board = Board::<G>::read(&archive)?;
    let voters: Vec<Voter<'_>> =
        made.private.iter().zip(paper.votes.iter().map(|vote| vec![vote.clone()])).collect();
    Polling::open(&board).cast_all(&voters, teller)?;
    teller.step("the vote ends; the ballots are put together, still encrypted");
    counting::close(&archive)?;
    counting::tally(&archive)?;
    if paper.question.is_shuffled() {
        shuffle(&archive, teller)?;
    }
    decrypt(&board, &roles, &bound, teller)?;
    counting::publish(&archive)?;
    teller.step("the archive is audited");
    let report = verify::audit(&archive, Form::Strict, Some(&bound), true)?;
    if report.verdict() != Verdict::Accepted {
        return Err(Surprise::Refused.into());
    }
    compare(paper, &archive)?;
    Ok(Held { archive, bound, report })
}

/// Credentials, the trustees' key, and the first event of the archive.
fn open(paper: &Paper, draft: &Draft, roles: &Folder, archive: &Path, teller: &Teller) -> Result<Made<G>> {
    let listed = voters::numbered(u32::try_from(paper.votes.len()).unwrap_or(u32::MAX));
    let made = Made::<G>::new(draft, &listed)?;
    made.write(&roles.secrets("credential-authority"), draft, &listed, true)?;
    let key = ceremony::hold(roles, teller)?;
    let trustees = Trustees::new(vec![TrusteeKind::Pedersen(key)]);
    let trustees = trustees.verify().map_err(|source| CliError::Trustees { source })?;
    let election = Election::<G>::new(draft.uuid.clone(), draft.template.clone(), *trustees.public_key());
    let election = election.map_err(|source| CliError::Election { source: Box::new(source) })?;
    write_archive(archive, &election, &trustees, &made.list(&listed)?)?;
    Ok(made)
}

fn shuffle(archive: &Path, teller: &Teller) -> Result<()> {
    for number in SHUFFLERS {
        teller.step(format_args!("trustee {number} shuffles"));
        let owner = Board::<G>::read(archive)?.trustee(number)?;
        counting::shuffle(archive, owner)?;
    }
    counting::end_shuffles(archive)
}

fn decrypt(board: &Board<G>, roles: &Folder, bound: &Path, teller: &Teller) -> Result<()> {
    let mut document = BoundDocument::new(&board.election);
    for number in DECRYPTERS {
        teller.step(format_args!("trustee {number} decrypts"));
        let proof = counting::decrypt_part(&board.path, roles, board.trustee(number)?)?;
        let owner = proof.owner();
        document.insert(proof).map_err(|_| CliError::Contributed { owner, what: "bound proof" })?;
    }
    files::write_new(bound, &document.to_bytes(), Secrecy::Public)
}

/// What was decrypted is what was put in, which only a demonstration can know.
fn compare(paper: &Paper, archive: &Path) -> Result<()> {
    let board = Board::<G>::read(archive)?;
    let result = counting::published_result(&board)?;
    let [found] = result.questions.as_slice() else { return Err(Surprise::Questions.into()) };
    let same = if paper.question.is_shuffled() {
        same_ballots(found, &paper.votes)
    } else {
        same_sums(found, &paper.votes)
    };
    if same { Ok(()) } else { Err(Surprise::Rankings.into()) }
}

fn same_ballots(found: &QuestionResult, votes: &[PlainAnswer]) -> bool {
    let QuestionResult::Values(values) = found else { return false };
    let ballot = |vote: &PlainAnswer| {
        if let PlainAnswer::NonHomomorphic(vote) = vote { Some(vote.clone()) } else { None }
    };
    let mut put_in: Vec<Vec<u8>> = votes.iter().filter_map(ballot).collect();
    let mut found = values.clone();
    put_in.sort_unstable();
    found.sort_unstable();
    put_in == found
}

fn same_sums(found: &QuestionResult, votes: &[PlainAnswer]) -> bool {
    let found: Vec<u64> = match found {
        QuestionResult::Counts(counts) => counts.clone(),
        QuestionResult::Lists(lists) => lists.concat(),
        QuestionResult::Values(_) | _ => return false,
    };
    let mut sums = vec![0_u64; found.len()];
    for vote in votes {
        let selected: Vec<u8> = match vote {
            PlainAnswer::Homomorphic(selected) => selected.clone(),
            PlainAnswer::Lists(lists) => lists.concat(),
            PlainAnswer::NonHomomorphic(_) | _ => return false,
        };
        for (sum, selected) in sums.iter_mut().zip(selected) {
            *sum = sum.saturating_add(selected.into());
        }
    }
    sums == found
}
