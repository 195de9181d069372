//! A whole election through the booth: three trustees of whom two are needed, voters, a question that is shuffled and one
//! that is not.

use kenes_belenios::archive::SurveyItem;
use kenes_belenios::credential::{PrivateCredential, PublicCredentials};
use kenes_belenios::election::{Election, Uuid};
use kenes_belenios::group::Ed25519;
use kenes_belenios::hash::Digest;
use kenes_belenios::question::{Homomorphic, NonHomomorphic, Question};
use kenes_belenios::testing::{Board, random, rng};
use kenes_belenios::trustee::threshold::{Certificate, Certificates, Polynomial, Voutput};
use kenes_belenios::trustee::{TrusteeKind, Trustees};
use serde_json::{Value, json};

use super::{Talk, seed, text};

type G = Ed25519;

/// What everybody has in hand when the vote begins.
pub struct Setup {
    /// The archive, and what follows from it.
    pub board: Board<G>,
    /// What each trustee keeps.
    pub secrets: Vec<String>,
    /// What each voter was given.
    pub codes: Vec<String>,
}

/// The questions: choose one of three or none, and rank three.
pub fn questions() -> Vec<Question> {
    let names = || ["Ana", "Бек \"B\"", "최"].map(String::from).to_vec();
    let choose = Homomorphic { answers: names(), blank: Some(true), min: 1, max: 1, question: "Who?".into() };
    let rank = NonHomomorphic { answers: names(), question: "In which order?".into(), extra: None };
    vec![Question::Homomorphic(choose), Question::NonHomomorphic(rank)]
}

/// The ceremony of three trustees through the booth: what each keeps, and the trustees.
pub fn ceremony(talk: &mut Talk) -> (Vec<String>, Trustees<G>) {
    let made: Vec<Value> = (1..=3u8)
        .map(|index| {
            talk.ok(json!({ "op": "trustee_cert", "size": 3, "threshold": 2, "index": index, "seed": seed(index) }))
        })
        .collect();
    let certs: Vec<String> = made.iter().map(|one| text(one, "cert")).collect();
    let secrets: Vec<String> = made.iter().map(|one| text(one, "secret")).collect();
    let read = |text: &String| Certificate::<G>::import(text.as_bytes()).unwrap();
    let certificates = Certificates::verify(certs.iter().map(read).collect()).unwrap();

    let dealt = secrets.iter().zip(11..).map(|(secret, number)| {
        let dealt =
            talk.ok(json!({ "op": "trustee_deal", "secret": secret, "certs": certs, "seed": seed(number) }));
        Polynomial::import(text(&dealt, "polynomial").as_bytes()).unwrap()
    });
    let dealt: Vec<_> = dealt.collect();
    let polynomials = certificates.verify_polynomials(dealt).unwrap();
    let mut complete = Vec::new();
    let mut outputs = Vec::new();
    for ((secret, vinput), number) in secrets.iter().zip(polynomials.vinputs()).zip(21..) {
        let vinput = String::from_utf8(vinput.to_bytes()).unwrap();
        let shared = talk.ok(
            json!({ "op": "trustee_share", "secret": secret, "certs": certs, "vinput": vinput, "seed": seed(number) }),
        );
        outputs.push(Voutput::import(text(&shared, "voutput").as_bytes()).unwrap());
        complete.push(text(&shared, "secret"));
    }
    let parameters = polynomials.parameters(&outputs).unwrap();
    (complete, Trustees::new(vec![TrusteeKind::Pedersen(parameters)]))
}

/// An election with these trustees and so many voters.
pub fn set_up(talk: &mut Talk, voters: usize) -> Setup {
    let (secrets, trustees) = ceremony(talk);
    let mut rng = rng(5);
    let key = *trustees.clone().verify().unwrap().public_key();
    let uuid = Uuid::generate(&mut rng);
    let election = Election::<G>::new(uuid, random::template(questions()), key).unwrap();
    let codes: Vec<PrivateCredential> = (0..voters).map(|_| PrivateCredential::generate(&mut rng)).collect();
    let public = codes.iter().map(|code| (code.public::<G>(election.uuid()), 1));
    let credentials = PublicCredentials::new(public).unwrap();
    let codes = codes.iter().map(|code| code.expose().to_owned()).collect();
    Setup { board: Board::open(election, trustees, credentials), secrets, codes }
}

impl Setup {
    /// The election as voters get it.
    pub fn election(&self) -> String {
        String::from_utf8(self.board.election().bytes().to_vec()).unwrap()
    }

    /// What seals a ballot of a voter.
    pub fn sealing(&self, voter: usize, answers: &str, number: u8) -> Value {
        let (election, credential) = (self.election(), &self.codes[voter]);
        json!({ "op": "ballot_seal", "election": election, "credential": credential, "answers": answers, "seed": seed(number) })
    }

    /// Seals, casts, and puts the ballot on the board, which verifies it.
    pub fn vote(&mut self, talk: &mut Talk, voter: usize, answers: &str, number: u8) {
        let sealed = talk.ok(self.sealing(voter, answers, number));
        let cast = talk.ok(json!({ "op": "ballot_cast", "handle": sealed["handle"] }));
        assert_eq!(cast["hash"], sealed["hash"]);
        let bytes = text(&cast, "ballot").into_bytes();
        let tracker = Digest::of(&bytes);
        assert_eq!(text(&cast, "tracker"), tracker.to_base64());
        self.board.add(&SurveyItem::Ballot { bytes, tracker, height: 0 });
    }

    /// What asks a trustee for a part after the vote.
    pub fn part(&self, op: &str, trustee: usize, number: u8) -> Value {
        let [setup, head] = self.hashes();
        json!({ "op": op, "secret": self.secrets[trustee], "setup": setup, "head": head, "seed": seed(number) })
    }

    /// The hashes of the Setup event and of the end of the vote.
    pub fn hashes(&self) -> [String; 2] {
        use kenes_belenios::archive::{Form, OutlineReader};
        let mut reader = OutlineReader::new(Form::Strict);
        reader.push(self.board.archive(), &mut |_| {}).unwrap();
        let outline = reader.finish().unwrap();
        let end = outline.end.map_or_else(String::new, |end| end.event.to_hex());
        [outline.setup.unwrap().event.to_hex(), end]
    }
}

/// The whole election; its archive in the end.
pub fn play(talk: &mut Talk) -> Setup {
    let mut setup = set_up(talk, 4);
    let all = ["[[0,1,0,0],[1,2,3]]", "[[1,0,0,0],[3,2,1]]", "[[0,0,1,0],[2,1,3]]", "[[0,1,0,0],[1,3,2]]"];
    for ((voter, answers), number) in all.iter().enumerate().zip(31..) {
        setup.vote(talk, voter, answers, number);
    }
    setup.board.end_ballots();
    setup.board.publish_tally();
    for (trustee, number) in [(0, 41), (2, 42)] {
        let file = setup.board.archive().to_vec();
        let made = talk.ok_with(setup.part("trustee_shuffle", trustee, number), Some(&file));
        let bytes = text(&made, "shuffle").into_bytes();
        setup.board.add(&SurveyItem::Shuffle { owner: made["owner"].as_u64().unwrap(), bytes });
    }
    setup.board.end_shuffles();
    for (trustee, number) in [(1, 51), (2, 52)] {
        let file = setup.board.archive().to_vec();
        let made = talk.ok_with(setup.part("trustee_decrypt", trustee, number), Some(&file));
        let bytes = text(&made, "decryption").into_bytes();
        setup.board.add(&SurveyItem::Decryption { owner: made["owner"].as_u64().unwrap(), bytes });
    }
    setup.board.finish();
    setup
}
