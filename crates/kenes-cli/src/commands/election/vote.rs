//! `kenes election vote`.

use std::io::{self, BufRead as _, IsTerminal as _, Read as _};
use std::path::{Path, PathBuf};

use kenes_belenios::PlainAnswer;
use kenes_belenios::archive::{Form, Stage};
use kenes_belenios::ballot::BallotBox;
use kenes_belenios::credential::PrivateCredential;
use kenes_belenios::group::Group;
use kenes_belenios::sealing::{CastBallot, SealedBallot, Sealer};
use kenes_belenios::with_group;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::credentials::read_credential;
use crate::archive::LockedArchive;
use crate::board::{Board, Published};
use crate::error::{CliError, Result};
use crate::files::{self, Secrecy};
use crate::output::{Output, say};
use crate::random::rng;

/// Votes: seals a ballot, then casts or challenges it (voter)
///
/// The private credential is read from a file, or asked for; it is never an argument. The answers are one array per
/// question: [[0,1,0],[2,1,3]] selects the second choice of the first question and numbers the three choices of the
/// second; where a blank vote is allowed, it stands first. For a lists question, one array per list, the list itself
/// first: [[1,0,1],[0,0]].
///
/// Sealing encrypts the answers and shows the hash of the ballot. Casting then signs the ballot, adds it to the archive
/// and prints its tracker: keep it, the ballot can be found by it. A challenge writes instead what the ballot holds, to be
/// checked elsewhere with `check-challenge`; a challenged ballot can never be cast. With --ask the choice is made after
/// the hash is shown, so that the device cannot know it before.
///
/// A later ballot of the same voter replaces the earlier one.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The archive
    file: PathBuf,
    /// File with the private credential; asked for when absent
    #[arg(long, value_name = "FILE")]
    credential: Option<PathBuf>,
    /// Whose credential, in a file of many
    #[arg(long, value_name = "ID", requires = "credential")]
    voter: Option<String>,
    /// File with the answers, or -
    #[arg(long, value_name = "FILE", required_unless_present = "answers_json")]
    answers: Option<PathBuf>,
    /// The answers themselves; visible to others on this machine
    #[arg(long, value_name = "JSON", conflicts_with = "answers")]
    answers_json: Option<String>,
    /// Challenge the ballot: write to this file what it holds, and cast nothing
    #[arg(long, value_name = "FILE")]
    challenge: Option<PathBuf>,
    /// Ask whether to cast or challenge, after the hash is shown; a challenge goes to this file
    #[arg(long, value_name = "FILE", conflicts_with = "challenge")]
    ask: Option<PathBuf>,
    /// Write the ballot to this file and do not add it to the archive; see `accept`
    #[arg(long, value_name = "FILE", conflicts_with = "challenge")]
    out: Option<PathBuf>,
}

impl Args {
    /// Seals, then casts or challenges.
    pub fn run(self, output: Output) -> Result<()> {
        if self.challenge.is_none() && self.out.is_none() {
            LockedArchive::recover_if_noted(&self.file)?;
        }
        let published = Published::read(&self.file, Form::Strict)?;
        published.need(&[Stage::Setup, Stage::Voting], "the vote is closed")?;
        with_group!(published.group()?, G => self.vote::<G>(published, output))
    }

    fn vote<G: Group>(&self, published: Published, output: Output) -> Result<()> {
        let board = Board::<G>::of(published)?;
        let answers = self.read_answers(&board)?;
        let credential = self.read_credential()?;
        let uuid = board.election.uuid();
        if board.credentials.weight_of(&credential.public::<G>(uuid)).is_none() {
            return Err(CliError::NotListed { uuid: uuid.clone() });
        }
        let sealed = Sealer::new(&board.election).seal(&credential, answers, &mut rng()?);
        let sealed = sealed.map_err(|source| CliError::Answers { source })?;
        say(format_args!("Sealed. Hash of the ballot: {}", sealed.hash().to_base64()));
        let challenge = match (&self.challenge, &self.ask) {
            (Some(path), _) => Some(path),
            (None, Some(path)) => asks_for_challenge()?.then_some(path),
            (None, None) => None,
        };
        match challenge {
            Some(path) => open_challenge(path, sealed, output),
            None => self.cast(&board, &sealed.cast(), output),
        }
    }

    fn read_answers<G: Group>(&self, board: &Board<G>) -> Result<Vec<PlainAnswer>> {
        let origin = self.answers.clone().unwrap_or_else(|| "--answers-json".into());
        let text = match (&self.answers, &self.answers_json) {
            (Some(path), _) => files::read(path, files::SMALL)?,
            (None, text) => Zeroizing::new(text.clone().unwrap_or_default().into_bytes()),
        };
        let json: Value = serde_json::from_slice(&text)
            .map_err(|source| CliError::AnswersJson { path: origin.clone(), source })?;
        // Without white space, as the strict reader wants it.
        let compact = Zeroizing::new(json.to_string());
        PlainAnswer::parse_all(compact.as_bytes(), board.election.questions())
            .map_err(|source| CliError::AnswersForm { path: origin, source })
    }

    fn read_credential(&self) -> Result<PrivateCredential> {
        if let Some(path) = &self.credential {
            return read_credential(path, self.voter.as_deref());
        }
        let origin = "the standard input";
        if io::stdin().is_terminal() {
            say("Private credential:");
        }
        let line = read_line()?;
        PrivateCredential::parse(line.trim())
            .map_err(|source| CliError::PrivateCredential { origin: origin.into(), source })
    }

    fn cast<G: Group>(&self, board: &Board<G>, ballot: &CastBallot, output: Output) -> Result<()> {
        let tracker = ballot.tracker.to_base64();
        if let Some(path) = &self.out {
            files::write_new(path, &ballot.bytes, Secrecy::Public)?;
            say("The ballot is made and not yet cast: it counts when it is in the archive. Its tracker:");
            return output.data(&json!({ "tracker": tracker, "ballot": path, "cast": false }), tracker);
        }
        add_ballots::<G>(&self.file, &[(self.file.clone(), ballot.bytes.clone())])?;
        let uuid = board.election.uuid().as_str();
        say("The ballot is cast. Keep its tracker:");
        output.data(&json!({ "tracker": tracker, "uuid": uuid, "cast": true }), tracker)
    }
}

fn open_challenge<G: Group>(path: &Path, sealed: SealedBallot<G>, output: Output) -> Result<()> {
    let hash = sealed.hash().to_base64();
    files::write_new(path, &sealed.challenge().to_bytes(), Secrecy::Public)?;
    say(
        "Nothing was cast. Check the challenged ballot on another device with `kenes election check-challenge`.",
    );
    output.data(&json!({ "hash": hash, "challenge": path, "cast": false }), hash)
}

fn asks_for_challenge() -> Result<bool> {
    loop {
        say("Note the hash. Type \"cast\" or \"challenge\":");
        match read_line()?.trim() {
            "cast" => return Ok(false),
            "challenge" => return Ok(true),
            "" => {
                return Err(CliError::Usage {
                    needs: "neither \"cast\" nor \"challenge\" was typed; nothing was cast",
                });
            }
            _ => {}
        }
    }
}

/// The longest line that is read, in bytes.
const LINE: u64 = 4096;

fn read_line() -> Result<Zeroizing<String>> {
    let mut line = Zeroizing::new(String::with_capacity(256));
    let read = io::stdin().lock().take(LINE).read_line(&mut line);
    let path = || "the standard input".into();
    read.map_err(|source| {
        let not_text = source.kind() == io::ErrorKind::InvalidData;
        if not_text { CliError::NotText { path: path() } } else { CliError::Open { path: path(), source } }
    })?;
    Ok(line)
}

/// Verifies ballots and adds them to an archive: all or none. Each comes with the path it is blamed by.
pub fn add_ballots<G: Group>(archive: &Path, ballots: &[(PathBuf, Vec<u8>)]) -> Result<Vec<String>> {
    let mut locked = LockedArchive::open(archive)?;
    let board = Board::<G>::read(locked.path())?;
    board.need(&[Stage::Setup, Stage::Voting], "the vote is closed")?;
    let ballot_box = BallotBox::new(&board.election, &board.credentials);
    let bytes: Vec<&[u8]> = ballots.iter().map(|(_, bytes)| bytes.as_slice()).collect();
    let mut writer = board.published.writer();
    let mut records = Vec::new();
    let mut trackers = Vec::new();
    for (verified, (path, bytes)) in ballot_box.verify_all(&bytes).into_iter().zip(ballots) {
        let verified = verified.map_err(|source| CliError::Ballot { path: path.clone(), source })?;
        let tracker = verified.tracker();
        if board.published.has_ballot(&tracker) || trackers.contains(&tracker) {
            return Err(CliError::BallotTwice { path: archive.into(), tracker });
        }
        let record = writer.ballot(bytes);
        records.extend(record.map_err(|source| CliError::RecordTooLarge { path: path.clone(), source })?);
        trackers.push(tracker);
    }
    locked.append(board.published.length(), &records)?;
    Ok(trackers.iter().map(|tracker| tracker.to_base64()).collect())
}
