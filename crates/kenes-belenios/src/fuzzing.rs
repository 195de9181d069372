//! The places where untrusted bytes come in, one function each, for fuzzing and for property tests of the same.
//!
//! Each takes any bytes and must return, in time linear in their length; what can be read must be written as it was
//! read. Only a failure of that panics.

use alloc::vec::Vec;
use core::fmt::Debug;
use core::str;

use crate::answer::{PlainAnswer, plain};
use crate::archive::{Form, OutlineReader};
use crate::audit::{Options, Verdict, audit_bytes};
use crate::ballot::BallotBox;
use crate::credential::{PrivateCredential, PublicCredentials};
use crate::decryption::{BoundDocument, PartialDecryption};
use crate::election::{Election, Uuid, group_of};
use crate::group::{Belenios2048, Ed25519, Group};
use crate::lot::LotDocument;
use crate::pki::{EncryptedMessage, Seed};
use crate::result::ElectionResult;
use crate::sealing::Opening;
use crate::shuffle::Shuffle;
use crate::trustee::threshold::{Certificate, Polynomial, ThresholdParameters, Vinput, Voutput};
use crate::trustee::{TrusteePublicKey, TrusteeSecretKey, Trustees};

/// Takes bytes from outside.
pub type EntryPoint = fn(&[u8]);

/// Every entry point by its name, which is also the name of its fuzz target and of the folder of its corpus.
pub const ENTRY_POINTS: [(&str, EntryPoint); 15] = [
    ("archive", archive),
    ("election", election),
    ("trustees", trustees),
    ("credentials", credentials),
    ("ballot", ballot),
    ("shuffle", shuffle),
    ("decryption", decryption),
    ("result", result),
    ("bound", bound),
    ("lot", lot),
    ("opening", opening),
    ("answers", answers),
    ("private_credential", private_credential),
    ("ceremony", ceremony),
    ("lenient", lenient),
];

/// An election of every type of question for whatever needs one, made with `testing::Scenario`.
pub const ELECTION: &[u8] = include_bytes!("fuzzing/election.json");

/// The public credentials of that election.
pub const CREDENTIALS: &[u8] = include_bytes!("fuzzing/credentials.json");

/// The election of [`ELECTION`].
pub fn the_election() -> Election<Ed25519> {
    the(Election::parse(ELECTION.to_vec()))
}

fn the<T, E: Debug>(fixture: Result<T, E>) -> T {
    match fixture {
        Ok(fixture) => fixture,
        Err(error) => unreachable!("the fixtures can be read: {error:?}"),
    }
}

/// An archive; reading it leniently accepts what reading it strictly accepts, and what is accepted has an outline.
pub fn archive(bytes: &[u8]) {
    let strict = audit_bytes(bytes, &Options::default());
    let lenient = audit_bytes(bytes, &Options { form: Form::Lenient, ..Options::default() });
    if strict.verdict() == Verdict::Accepted {
        assert_eq!(lenient.failures, []);
        assert_eq!(strict.result, lenient.result);
        let mut ballots = 0;
        let mut outline = OutlineReader::new(Form::Strict);
        the(outline.push(bytes, &mut |_| ballots += 1));
        assert_eq!((ballots, the(outline.finish()).ballots), (strict.ballots, strict.ballots));
    }
}

/// The data of an election.
pub fn election(bytes: &[u8]) {
    fn parse<G: Group>(bytes: &[u8]) {
        let Ok(election) = Election::<G>::parse(bytes.to_vec()) else { return };
        assert_eq!(election.bytes(), bytes);
        let (uuid, template) = (election.uuid().clone(), election.template().clone());
        let again = the(Election::new(uuid, template, *election.public_key()));
        let read: Election<G> = the(Election::parse(again.bytes().to_vec()));
        assert_eq!(read.template(), election.template());
        assert_eq!(read.digest(), again.digest());
    }
    if let Ok(group) = group_of(bytes) {
        crate::with_group!(group, G => parse::<G>(bytes));
    }
}

/// The trustees of an election.
pub fn trustees(bytes: &[u8]) {
    fn parse<G: Group>(bytes: &[u8]) {
        if let Ok(trustees) = Trustees::<G>::parse(bytes) {
            assert_eq!(trustees.to_bytes(), bytes);
            let _ = trustees.verify();
        }
    }
    parse::<Ed25519>(bytes);
    parse::<Belenios2048>(bytes);
}

/// A list of public credentials.
pub fn credentials(bytes: &[u8]) {
    fn parse<G: Group>(bytes: &[u8]) {
        if let Ok(list) = PublicCredentials::<G>::parse(bytes) {
            let again = PublicCredentials::<G>::parse(&list.to_bytes());
            let again = the(again);
            assert_eq!((list.len(), list.total_weight()), (again.len(), again.total_weight()));
            assert_eq!(list.to_bytes(), again.to_bytes());
        }
    }
    parse::<Ed25519>(bytes);
    parse::<Belenios2048>(bytes);
}

/// A ballot of [`ELECTION`].
pub fn ballot(bytes: &[u8]) {
    let (election, credentials) = (the_election(), the(PublicCredentials::parse(CREDENTIALS)));
    let ballots = BallotBox::new(&election, &credentials);
    let alone = ballots.verify(bytes);
    let together = ballots.verify_all(&[bytes, b"{}"]);
    assert_eq!(together.first().map(Result::is_ok), Some(alone.is_ok()));
}

/// A structure with one serialization.
fn one_form<T>(bytes: &[u8], structure: Option<T>, to_bytes: impl Fn(&T) -> Vec<u8>) {
    if let Some(structure) = structure {
        assert_eq!(to_bytes(&structure), bytes);
    }
}

/// A shuffle.
pub fn shuffle(bytes: &[u8]) {
    one_form(bytes, Shuffle::<Ed25519>::parse(bytes).ok(), Shuffle::to_bytes);
    one_form(bytes, Shuffle::<Belenios2048>::parse(bytes).ok(), Shuffle::to_bytes);
}

/// A partial decryption.
pub fn decryption(bytes: &[u8]) {
    one_form(bytes, PartialDecryption::<Ed25519>::parse(bytes).ok(), PartialDecryption::to_bytes);
    one_form(bytes, PartialDecryption::<Belenios2048>::parse(bytes).ok(), PartialDecryption::to_bytes);
}

/// The result of [`ELECTION`].
pub fn result(bytes: &[u8]) {
    let election = the_election();
    one_form(bytes, ElectionResult::parse(bytes, election.questions()).ok(), ElectionResult::to_bytes);
}

/// The document of bound decryption proofs.
pub fn bound(bytes: &[u8]) {
    one_form(bytes, BoundDocument::<Ed25519>::parse(bytes).ok(), BoundDocument::to_bytes);
    one_form(bytes, BoundDocument::<Belenios2048>::parse(bytes).ok(), BoundDocument::to_bytes);
}

/// A document of lot shares.
pub fn lot(bytes: &[u8]) {
    one_form(bytes, LotDocument::<Ed25519>::parse(bytes).ok(), LotDocument::to_bytes);
    one_form(bytes, LotDocument::<Belenios2048>::parse(bytes).ok(), LotDocument::to_bytes);
}

/// What a challenge of a ballot of [`ELECTION`] revealed. It is no ballot.
pub fn opening(bytes: &[u8]) {
    let election = the_election();
    one_form(bytes, Opening::verify(bytes, &election).ok().map(|(opening, _)| opening), Opening::to_bytes);
    let credentials = the(PublicCredentials::parse(CREDENTIALS));
    if bytes.starts_with(b"{\"format\":") {
        assert!(BallotBox::new(&election, &credentials).verify(bytes).is_err());
    }
}

/// Plain answers to the questions of [`ELECTION`].
pub fn answers(bytes: &[u8]) {
    let election = the_election();
    one_form(bytes, PlainAnswer::parse_all(bytes, election.questions()).ok(), |answers| {
        let mut out = Vec::new();
        plain::write_all(answers, &mut out);
        out
    });
}

/// A private credential as typed.
pub fn private_credential(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    if let Ok(credential) = PrivateCredential::parse(text) {
        assert_eq!(credential.expose(), text);
        let uuid = the(Uuid::parse("11111111111111"));
        assert!(!credential.public::<Ed25519>(&uuid).is_identity());
    }
}

/// The files of trustees and the messages of a key ceremony.
pub fn ceremony(bytes: &[u8]) {
    fn import<G: Group>(bytes: &[u8]) {
        let text = bytes.trim_ascii();
        one_form(text, Certificate::<G>::import(bytes).ok(), Certificate::to_bytes);
        one_form(text, Polynomial::<G>::import(bytes).ok(), Polynomial::to_bytes);
        one_form(text, Vinput::<G>::import(bytes).ok(), Vinput::to_bytes);
        one_form(text, Voutput::<G>::import(bytes).ok(), Voutput::to_bytes);
        one_form(text, ThresholdParameters::<G>::import(bytes).ok(), ThresholdParameters::to_bytes);
        one_form(text, EncryptedMessage::<G>::import(bytes).ok(), EncryptedMessage::to_bytes);
        one_form(text, TrusteePublicKey::<G>::import(bytes).ok(), TrusteePublicKey::to_bytes);
        one_form(text, TrusteeSecretKey::<G>::import(bytes).ok(), |key| key.export().to_vec());
    }
    import::<Ed25519>(bytes);
    import::<Belenios2048>(bytes);
    one_form(bytes.trim_ascii(), Seed::import(bytes).ok(), |seed| seed.export().as_bytes().to_vec());
}

/// Data in another form than the specification's; what is rewritten is rewritten once.
pub fn lenient(bytes: &[u8]) {
    let _ = crate::lenient::rewrite_as_everything(bytes);
}
