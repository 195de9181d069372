//! Elections of which some steps are taken by kenes and others by the peer, through the files of the peer.

use std::str;

use kenes_belenios::PlainAnswer;
use kenes_belenios::archive::SurveyItem;
use kenes_belenios::credential::{PrivateCredential, PublicCredentials};
use kenes_belenios::election::{Election, Uuid};
use kenes_belenios::group::Group;
use kenes_belenios::pki::{EncryptedMessage, Seed};
use kenes_belenios::question::Question;
use kenes_belenios::result::ElectionResult;
use kenes_belenios::testing::random::{Kind, between, index};
use kenes_belenios::testing::random::{answer, question, template};
use kenes_belenios::testing::{Board, TestRng, count, items, rng};
use kenes_belenios::trustee::threshold::ThresholdParameters;
use kenes_belenios::trustee::{
    TrusteeIndex, TrusteeKind, TrusteePublicKey, TrusteeSecretKey, Trustees, VerifiedTrustees,
};
use serde_json::{Value, json};

use crate::{Folder, Peer, Release, parse_result};

/// Who takes a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// We.
    Kenes,
    /// The peer.
    Peer,
}

/// An election under way in a folder.
#[derive(Debug)]
pub struct Script<G: Group> {
    /// The peer who takes part.
    pub peer: Peer,
    /// Where all files are.
    pub folder: Folder,
    /// Everything random of kenes.
    pub rng: TestRng,
    /// The identifier.
    pub uuid: Uuid,
    /// The questions.
    pub questions: Vec<Question>,
    /// Names of the files of single trustees, without what follows the dot.
    pub singles: Vec<String>,
    /// Names of the files of the members of the threshold group.
    pub members: Vec<String>,
    /// Credential and weight of each voter.
    pub voters: Vec<(String, u64)>,
    /// The last answers of each voter.
    votes: Vec<Option<Vec<PlainAnswer>>>,
    /// The archive as kenes read it last.
    board: Option<Board<G>>,
}

impl<G: Group> Script<G> {
    /// An election without anybody.
    pub fn new(peer: Peer, seed: u64, kinds: &[Kind]) -> Self {
        let mut rng = rng(seed);
        Self {
            peer,
            folder: Folder::new(),
            uuid: Uuid::generate(&mut rng),
            questions: kinds.iter().map(|&kind| question(kind, &mut rng)).collect(),
            rng,
            singles: Vec::new(),
            members: Vec::new(),
            voters: Vec::new(),
            votes: Vec::new(),
            board: None,
        }
    }

    /// Runs a command of the peer in the folder.
    pub fn run(&self, arguments: &[&str], input: &[u8]) -> Vec<u8> {
        self.peer.run(&self.folder, arguments, input).accepted()
    }

    /// Adds a single trustee whose key that side makes.
    pub fn add_single(&mut self, by: By) {
        let name = format!("single{}", self.singles.len());
        match by {
            By::Kenes => {
                let secret = TrusteeSecretKey::<G>::generate(&mut self.rng);
                self.folder.write(&format!("{name}.privkey"), &secret.export());
                let public = secret.public_key(&mut self.rng).to_bytes();
                self.folder.write(&format!("{name}.pubkey"), &public);
            }
            By::Peer => {
                let others = self.folder.all("key");
                self.run(&["setup", "generate-trustee-key", "--group", G::ID.name()], b"");
                for file in self.folder.all("key").iter().filter(|file| !others.contains(file)) {
                    let (_, kind) = file.split_once('.').unwrap();
                    self.folder.write(&format!("{name}.{kind}"), &self.folder.read(file));
                    self.folder.remove(file);
                }
            }
        }
        self.singles.push(name);
    }

    /// Adds voters with these weights whose credentials that side makes.
    pub fn add_voters(&mut self, by: By, weights: &[u64]) {
        match by {
            By::Kenes => {
                let private: Vec<_> =
                    weights.iter().map(|_| PrivateCredential::generate(&mut self.rng)).collect();
                let public = private.iter().map(|credential| credential.public::<G>(&self.uuid));
                let list = PublicCredentials::new(public.zip(weights.iter().copied())).unwrap();
                self.folder.write("public_creds.json", &list.to_bytes());
                let texts = private.iter().map(|credential| credential.expose().to_owned());
                self.voters = texts.zip(weights.iter().copied()).collect();
            }
            By::Peer => self.let_peer_make_credentials(weights),
        }
        self.votes = vec![None; weights.len()];
    }

    fn let_peer_make_credentials(&mut self, weights: &[u64]) {
        let weighted = weights.iter().any(|&weight| weight != 1);
        let line = |(i, weight): (usize, &u64)| match weighted {
            true => format!("voter{i}@example.org,voter{i},{weight}\n"),
            false => format!("voter{i}@example.org,voter{i}\n"),
        };
        let identities: String = weights.iter().enumerate().map(line).collect();
        self.folder.write("voters.txt", identities.as_bytes());
        let (uuid, group) = (self.uuid.as_str(), G::ID.name());
        let make =
            ["setup", "generate-credentials", "--uuid", uuid, "--group", group, "--file", "voters.txt"];
        self.run(&make, b"");
        self.folder.write("public_creds.json", &self.folder.read(&self.folder.find(".pubcreds")));
        let private = self.folder.read(&self.folder.find(".privcreds"));
        let private = str::from_utf8(&private).unwrap();
        let credential = |i: usize| match self.peer.release {
            // Lines of identity and credential.
            Release::V2 => {
                let of_voter = private.lines().find(|line| line.contains(&format!(",voter{i}")));
                of_voter.and_then(|line| line.split(' ').next_back()).unwrap().to_owned()
            }
            // An object from logins to credentials.
            Release::V3 => {
                let all: Value = serde_json::from_str(private).unwrap();
                all.get(format!("voter{i}")).and_then(Value::as_str).unwrap().to_owned()
            }
        };
        self.voters = weights.iter().enumerate().map(|(i, &weight)| (credential(i), weight)).collect();
    }

    /// Publishes the setup: trustees and election and voters.
    pub fn set_up(&mut self, by: By) {
        let election = self.election();
        match by {
            By::Kenes => {
                let credentials = self.folder.read("public_creds.json");
                let credentials = PublicCredentials::parse(&strip(&credentials)).unwrap();
                let board = Board::open(election, Trustees::new(self.trustees()), credentials);
                self.keep(board);
            }
            By::Peer => {
                let keys = self.singles.iter().map(|name| self.folder.read(&format!("{name}.pubkey")));
                self.folder.write("public_keys.jsons", &keys.map(line).collect::<Vec<_>>().concat());
                self.run(&["setup", "make-trustees"], b"");
                self.folder.write("template.json", &template_json(&election));
                let (uuid, group) = (self.uuid.as_str(), G::ID.name());
                let template = ["--template", "template.json"];
                let make = ["setup", "make-election", "--uuid", uuid, "--group", group];
                self.run(&[&make[..], &template[..]].concat(), b"");
                self.run(&["archive", "init"], b"");
                for file in ["election.json", "trustees.json", "public_creds.json"] {
                    self.folder.remove(file);
                }
            }
        }
    }

    fn trustees(&self) -> Vec<TrusteeKind<G>> {
        let single = |name: &String| {
            let key = self.folder.read(&format!("{name}.pubkey"));
            TrusteeKind::Single(TrusteePublicKey::import(&key).unwrap())
        };
        let group = || {
            let parameters = self.folder.read("threshold.json");
            TrusteeKind::Pedersen(ThresholdParameters::import(&parameters).unwrap())
        };
        self.singles.iter().map(single).chain((!self.members.is_empty()).then(group)).collect()
    }

    fn election(&self) -> Election<G> {
        let trustees: VerifiedTrustees<G> = Trustees::new(self.trustees()).verify().unwrap();
        let template = template(self.questions.clone());
        Election::new(self.uuid.clone(), template, *trustees.public_key()).unwrap()
    }

    fn archive_name(&self) -> String {
        format!("{}.bel", self.uuid)
    }

    /// The archive as it is.
    pub fn archive(&self) -> Vec<u8> {
        self.folder.read(&self.archive_name())
    }

    /// The archive as kenes reads it, verified as far as it goes. What was verified before is not verified again.
    fn board(&mut self) -> Board<G> {
        let archive = self.archive();
        let Some(mut board) = self.board.take() else { return Board::resume(archive) };
        assert!(archive.starts_with(board.archive()), "the peer changed what was there");
        let known = items(board.archive()).len();
        items(&archive).iter().skip(known).for_each(|item| board.add(item));
        assert!(archive == board.archive(), "the peer orders records otherwise");
        board
    }

    /// Keeps what kenes has done to the archive.
    fn keep(&mut self, board: Board<G>) {
        self.folder.write(&self.archive_name(), board.archive());
        self.board = Some(board);
    }

    /// A voter casts a random ballot.
    pub fn cast(&mut self, by: By, voter: usize) {
        let rng = &mut self.rng;
        let answers: Vec<_> = self.questions.iter().map(|question| answer(question, rng)).collect();
        let (credential, _) = self.voters.get(voter).cloned().unwrap();
        match by {
            By::Kenes => {
                let mut board = self.board();
                let credential = PrivateCredential::parse(&credential).unwrap();
                board.cast(&[(&credential, answers.clone())], &mut self.rng);
                self.keep(board);
            }
            By::Peer => {
                let ballot = self.peer.seal(&self.folder, &credential, &answers_json(&answers));
                self.peer.add(&self.folder, "Ballot", &ballot);
            }
        }
        *self.votes.get_mut(voter).unwrap() = Some(answers);
    }

    /// Every voter casts a ballot, and some cast another.
    pub fn vote(&mut self, mut by: impl FnMut(&mut TestRng) -> By) {
        let voters = self.voters.len();
        for voter in 0..voters {
            let side = by(&mut self.rng);
            self.cast(side, voter);
        }
        let again = if voters == 0 { 0 } else { between(&mut self.rng, 0, 2) };
        for _ in 0..again {
            let (side, voter) = (by(&mut self.rng), index(&mut self.rng, voters));
            self.cast(side, voter);
        }
    }

    /// The end of the vote and the encrypted tally.
    pub fn tally(&mut self, by: By) {
        match by {
            By::Kenes => {
                let mut board = self.board();
                board.end_ballots();
                board.publish_tally();
                self.keep(board);
            }
            By::Peer => {
                self.peer.add(&self.folder, "EndBallots", b"");
                let tally = self.run(&["election", "compute-encrypted-tally"], b"");
                self.peer.add(&self.folder, "EncryptedTally", &tally);
            }
        }
    }

    /// A shuffle by that trustee, counted from 1.
    pub fn shuffle(&mut self, by: By, owner: u64) {
        match by {
            By::Kenes => {
                let mut board = self.board();
                board.shuffle(owner, &mut self.rng);
                self.keep(board);
            }
            By::Peer => {
                let shuffle = self.run(&["election", "shuffle", "--trustee-id", &owner.to_string()], b"");
                self.peer.add(&self.folder, "Shuffle", &shuffle);
            }
        }
    }

    /// The end of the shuffles.
    pub fn end_shuffles(&mut self, by: By) {
        match by {
            By::Kenes => {
                let mut board = self.board();
                board.end_shuffles();
                self.keep(board);
            }
            By::Peer => self.peer.add(&self.folder, "EndShuffles", b""),
        }
    }

    /// A partial decryption by that trustee, counted from 1, single trustees first.
    pub fn decrypt(&mut self, by: By, owner: u32) {
        let place = usize::try_from(owner).unwrap() - 1;
        let (secret, arguments) = match self.singles.get(place).cloned() {
            Some(name) => {
                let file = format!("{name}.privkey");
                let secret = TrusteeSecretKey::import(&self.folder.read(&file)).unwrap();
                (secret, vec!["decrypt".to_owned(), "--privkey".to_owned(), file])
            }
            None => {
                let name = self.members.get(place - self.singles.len()).unwrap();
                let [key, dkey] = ["key", "dkey"].map(|kind| format!("{name}.{kind}"));
                let options = ["decrypt-threshold", "--key", &key, "--decryption-key", &dkey];
                (self.open_share(owner, &key, &dkey), options.map(str::to_owned).to_vec())
            }
        };
        match by {
            By::Kenes => {
                let mut board = self.board();
                board.decrypt(TrusteeIndex::new(owner).unwrap(), &secret, &mut self.rng);
                self.keep(board);
            }
            By::Peer => {
                let owner = owner.to_string();
                let mut command = vec!["election", "--trustee-id", &owner];
                command.splice(1..1, arguments.iter().map(String::as_str));
                let decryption = self.run(&command, b"");
                self.peer.add(&self.folder, "PartialDecryption", &decryption);
            }
        }
    }

    /// The private key of a member of the threshold group, from its two files.
    fn open_share(&mut self, owner: u32, key: &str, dkey: &str) -> TrusteeSecretKey<G> {
        let seed = Seed::import(&self.folder.read(key)).unwrap();
        let message = EncryptedMessage::import(&self.folder.read(dkey)).unwrap();
        let board = self.board();
        let public_key = board.trustees().key_of(TrusteeIndex::new(owner).unwrap()).unwrap();
        let secret = TrusteeSecretKey::open(&seed, &message, public_key).unwrap();
        self.board = Some(board);
        secret
    }

    /// The result.
    pub fn finish(&mut self, by: By) {
        match by {
            By::Kenes => {
                let mut board = self.board();
                board.finish();
                self.keep(board);
            }
            By::Peer => {
                let result = self.run(&["election", "compute-result"], b"");
                self.peer.add(&self.folder, "Result", &result);
            }
        }
    }

    /// The result of the votes in the clear.
    pub fn expected(&self) -> ElectionResult {
        let ballots = self.votes.iter().zip(&self.voters);
        let ballots = ballots.filter_map(|(vote, (_, weight))| Some((*weight, vote.as_deref()?)));
        count::count(&self.questions, ballots)
    }

    /// The result in the archive, sorted.
    pub fn result(&self) -> ElectionResult {
        match items(&self.archive()).last() {
            Some(SurveyItem::Result { bytes }) => parse_result(bytes, &self.questions),
            item => panic!("the archive ends with {item:?}"),
        }
    }
}

/// A line for files of lines.
pub(crate) fn line(mut text: Vec<u8>) -> Vec<u8> {
    text.truncate(text.trim_ascii_end().len());
    text.push(b'\n');
    text
}

/// Release 3.3.0 adds logins to the public credentials in its working files, after an empty or superfluous weight.
fn strip(list: &[u8]) -> Vec<u8> {
    let entries: Vec<String> = serde_json::from_slice(list).unwrap();
    let strip = |entry: String| match entry.split(',').collect::<Vec<_>>()[..] {
        [key, "1" | "", ..] | [key] => key.to_owned(),
        [key, weight, ..] => format!("{key},{weight}"),
        [] => entry,
    };
    serde_json::to_vec(&entries.into_iter().map(strip).collect::<Vec<_>>()).unwrap()
}

/// The template of an election, as the peer reads it.
fn template_json<G: Group>(election: &Election<G>) -> Vec<u8> {
    let mut value: Value = serde_json::from_slice(election.bytes()).unwrap();
    let fields = value.as_object_mut().unwrap();
    fields.retain(|field, _| !["version", "group", "public_key", "uuid"].contains(&&**field));
    serde_json::to_vec(&value).unwrap()
}

/// Answers as the peer reads them.
fn answers_json(answers: &[PlainAnswer]) -> Vec<u8> {
    let answer = |answer: &PlainAnswer| match answer {
        PlainAnswer::Homomorphic(values) | PlainAnswer::NonHomomorphic(values) => json!(values),
        PlainAnswer::Lists(lists) => json!(lists),
        _ => panic!("an answer of another type"),
    };
    serde_json::to_vec(&answers.iter().map(answer).collect::<Vec<_>>()).unwrap()
}
