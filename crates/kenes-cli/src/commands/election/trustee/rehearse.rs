//! `kenes election trustee rehearse`.

use std::path::PathBuf;

use clap::Subcommand;
use kenes_belenios::PlainAnswer;
use kenes_belenios::archive::{Form, Stage};
use kenes_belenios::credential::{PrivateCredential, PublicCredentials};
use kenes_belenios::election::{Election, Template, Uuid};
use kenes_belenios::group::Group;
use kenes_belenios::question::{Homomorphic, Question};
use kenes_belenios::result::{ElectionResult, QuestionResult};
use kenes_belenios::sealing::Sealer;
use kenes_belenios::with_group;
use serde_json::json;

use super::super::open::write_archive;
use super::super::vote::add_ballots;
use super::super::{close, tally};
use crate::board::{Board, Published};
use crate::error::{CliError, RehearsalFault, Result};
use crate::files::{self, Secrecy};
use crate::output::{Output, say};
use crate::random::rng;
use crate::template::Draft;
use crate::trustees::TrusteeFiles;

/// How the name of a rehearsal begins.
const NAME: &str = "Rehearsal: ";

/// What the test ballot selects.
const ANSWER: [u8; 3] = [0, 1, 0];

/// Rehearses the decryption before the vote opens
///
/// A key that cannot be read back when it is needed voids the election. So: `begin` makes a small archive with the same
/// trustees and one test ballot; then each trustee decrypts it with the key as it was saved (`trustee decrypt`, then
/// `decrypt` to add it); `check` says whether all of them did and the ballot came out.
#[derive(Debug, Subcommand)]
pub enum Command {
    Begin(BeginArgs),
    Check(CheckArgs),
}

impl Command {
    /// Runs the step.
    pub fn run(self, output: Output) -> Result<()> {
        match self {
            Self::Begin(args) => args.run(output),
            Self::Check(args) => args.run(output),
        }
    }
}

/// Makes an archive with a test ballot, to be decrypted by all trustees (administrator)
#[derive(Debug, clap::Args)]
pub struct BeginArgs {
    /// The draft of the election (UUID.draft.json)
    draft: PathBuf,
    #[command(flatten)]
    trustees: TrusteeFiles,
    /// Folder to write to
    #[arg(long, default_value = ".")]
    dir: PathBuf,
}

impl BeginArgs {
    fn run(self, output: Output) -> Result<()> {
        let draft = Draft::read(&self.draft)?;
        with_group!(draft.group, G => self.begin::<G>(&draft, output))
    }

    fn begin<G: Group>(&self, draft: &Draft, output: Output) -> Result<()> {
        let mut rng = rng()?;
        let trustees = self.trustees.read::<G>()?;
        let uuid = Uuid::generate(&mut rng);
        let path = self.dir.join(format!("rehearsal-{uuid}.bel"));
        let election = Election::new(uuid, template(&draft.template.name), *trustees.public_key());
        let election = election.map_err(|source| CliError::Election { source: Box::new(source) })?;
        let credential = PrivateCredential::generate(&mut rng);
        let listed = [(credential.public::<G>(election.uuid()), 1)];
        let credentials = PublicCredentials::new(listed);
        let credentials =
            credentials.map_err(|source| CliError::Credentials { path: path.clone(), source })?;
        files::make_folder(&self.dir, Secrecy::Public)?;
        write_archive(&path, &election, &trustees, &credentials)?;
        let answers = vec![PlainAnswer::Homomorphic(ANSWER.to_vec())];
        let sealed = Sealer::new(&election).seal(&credential, answers, &mut rng);
        let ballot = sealed.map_err(|source| CliError::Answers { source })?.cast();
        add_ballots::<G>(&path, &[(path.clone(), ballot.bytes)])?;
        close::close(&path)?;
        tally::tally(&path)?;
        say(
            "Now every trustee: `trustee decrypt` with the saved key, then `decrypt` to add it. For all of them:",
        );
        output.data(&json!({ "archive": path }), path.display())
    }
}

fn template(name: &str) -> Template {
    let answers = ANSWER.iter().zip(["A", "B", "C"]).map(|(_, text)| text.to_owned()).collect();
    let question = "A test of the trustees' keys".to_owned();
    Template {
        description: "Not an election: a test before the vote opens.".into(),
        name: format!("{NAME}{name}"),
        questions: vec![Question::Homomorphic(Homomorphic {
            answers,
            blank: None,
            min: 1,
            max: 1,
            question,
        })],
        administrator: None,
        credential_authority: None,
    }
}

/// Says whether every trustee decrypted the test ballot and it came out (everybody)
///
/// Give the trustees' files or the draft's election anew to be sure that the rehearsal was with the same keys.
#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    /// The archive of the rehearsal
    file: PathBuf,
    #[command(flatten)]
    trustees: TrusteeFiles,
}

impl CheckArgs {
    fn run(self, output: Output) -> Result<()> {
        let published = Published::read(&self.file, Form::Strict)?;
        published.need(&[Stage::EncryptedTally, Stage::Decrypting], "a rehearsal ends with decryptions")?;
        with_group!(published.group()?, G => self.check::<G>(published, output))
    }

    fn check<G: Group>(&self, published: Published, output: Output) -> Result<()> {
        let board = Board::<G>::of(published)?;
        let failed = |source| CliError::Rehearsal { path: self.file.clone(), source };
        if !board.election.template().name.starts_with(NAME) {
            return Err(failed(RehearsalFault::NotARehearsal));
        }
        let given = &self.trustees;
        if given.is_given() && given.read::<G>()?.public_key() != board.trustees.public_key() {
            return Err(CliError::OtherKey { path: self.file.clone() });
        }
        let open = board.open_tally()?;
        let tally = open.tally().encrypted();
        let set = board.decryptions(tally)?;
        if let Some(owner) = board.trustees.owners().find(|owner| set.of(*owner).is_none()) {
            return Err(failed(RehearsalFault::Missing { owner }));
        }
        let factors =
            set.combine().map_err(|source| CliError::Incomplete { path: self.file.clone(), source })?;
        let result =
            ElectionResult::compute(board.election.questions(), tally, &factors, open.tally().total_weight())
                .map_err(|source| CliError::Result { path: self.file.clone(), source })?;
        let expected = [QuestionResult::Counts(ANSWER.map(u64::from).to_vec())];
        if result.as_result().questions != expected {
            return Err(failed(RehearsalFault::OtherResult));
        }
        let count = board.trustees.owners().count();
        let text = format!("all {count} trustees decrypted the test ballot, and it came out");
        output.data(&json!({ "trustees": count, "rehearsed": true }), text)
    }
}
