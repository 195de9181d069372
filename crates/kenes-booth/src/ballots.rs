//! A ballot: sealed here, held under a handle that works once, then cast or opened for checking.

use kenes_belenios::PlainAnswer;
use kenes_belenios::credential::PrivateCredential;
use kenes_belenios::question::{Homomorphic, Lists, NonHomomorphic, Question};
use kenes_belenios::sealing::{CastBallot, SealedBallot, Sealer};
use kenes_record::json::Value;

use crate::election::election;
use crate::message::{Request, number, object, text};
use crate::{Booth, BoothError, G, Op};

/// The ops of this module.
pub const OPS: &[Op] = &[
    ("ballot_check", &["election", "credential"], check),
    ("ballot_seal", &["election", "credential", "answers", "seed"], seal),
    ("ballot_cast", &["handle"], cast),
    ("ballot_challenge", &["handle"], challenge),
];

/// A sealed ballot that is neither cast nor challenged.
#[derive(Debug)]
pub struct Held {
    handle: u64,
    ballot: SealedBallot<G>,
}

/// What a code is worth in an election, and what is asked.
fn check(_: &mut Booth, request: &Request<'_>) -> Result<Value, BoothError> {
    let election = election(request)?;
    let public = credential(request)?.public::<G>(election.uuid());
    let template = election.template();
    Ok(object([
        ("credential", Value::string(public.to_text())),
        ("description", Value::string(template.description.as_str())),
        ("fingerprint", Value::string(election.fingerprint())),
        ("name", Value::string(template.name.as_str())),
        ("questions", Value::Array(election.questions().iter().map(question).collect())),
        ("uuid", Value::string(election.uuid().as_str())),
    ]))
}

/// Seals a ballot. One that was sealed before is forgotten.
fn seal(booth: &mut Booth, request: &Request<'_>) -> Result<Value, BoothError> {
    booth.sealed = None;
    let (election, credential) = (election(request)?, credential(request)?);
    let answers = request.text("answers")?.as_bytes();
    let answers = PlainAnswer::parse_all(answers, election.questions())
        .map_err(|form| BoothError::AnswersForm { at: form.at })?;
    let ballot = Sealer::new(&election).seal_with_fresh(&credential, answers, request.seed()?)?;
    booth.handle = booth.handle.saturating_add(1);
    let (handle, hash, size) = (booth.handle, ballot.hash(), ballot.size());
    booth.sealed = Some(Held { handle, ballot });
    Ok(object([
        ("handle", number(handle)),
        ("hash", Value::string(hash.to_base64())),
        ("size", number(u64::try_from(size).unwrap_or(u64::MAX))),
    ]))
}

/// Signs the ballot and gives it away.
fn cast(booth: &mut Booth, request: &Request<'_>) -> Result<Value, BoothError> {
    let ballot = take(booth, request)?;
    let hash = ballot.hash().to_base64();
    let CastBallot { bytes, tracker } = ballot.cast();
    Ok(object([
        ("ballot", text(bytes)),
        ("hash", Value::string(hash)),
        ("tracker", Value::string(tracker.to_base64())),
    ]))
}

/// Opens the ballot, which can never be cast then.
fn challenge(booth: &mut Booth, request: &Request<'_>) -> Result<Value, BoothError> {
    let ballot = take(booth, request)?;
    let hash = ballot.hash().to_base64();
    Ok(object([("hash", Value::string(hash)), ("opening", text(ballot.challenge().to_bytes()))]))
}

fn take(booth: &mut Booth, request: &Request<'_>) -> Result<SealedBallot<G>, BoothError> {
    let handle: u64 = request.number("handle")?;
    let held = booth.sealed.take_if(|held| held.handle == handle);
    held.map(|held| held.ballot).ok_or(BoothError::Handle)
}

fn credential(request: &Request<'_>) -> Result<PrivateCredential, BoothError> {
    Ok(PrivateCredential::parse(request.text("credential")?.trim())?)
}

fn question(question: &Question) -> Value {
    let strings =
        |texts: &[String]| Value::Array(texts.iter().map(|text| Value::string(text.as_str())).collect());
    match question {
        Question::Homomorphic(asked) => {
            let Homomorphic { answers, blank: _, min, max, question } = asked;
            object([
                ("answers", strings(answers)),
                ("blank", Value::Bool(asked.allows_blank())),
                ("kind", Value::string("choices")),
                ("max", number(*max)),
                ("min", number(*min)),
                ("question", Value::string(question.as_str())),
            ])
        }
        Question::NonHomomorphic(NonHomomorphic { answers, question, extra }) => object([
            ("answers", strings(answers)),
            ("extra", Value::string(extra.as_ref().map(ToString::to_string).unwrap_or_default())),
            ("kind", Value::string("numbers")),
            ("question", Value::string(question.as_str())),
        ]),
        Question::Lists(Lists { answers, question, extra: _ }) => object([
            ("answers", Value::Array(answers.iter().map(|list| strings(list)).collect())),
            ("kind", Value::string("lists")),
            ("question", Value::string(question.as_str())),
        ]),
        // A kind that does not exist yet: nobody can answer it here.
        _ => object([("kind", Value::string("unknown"))]),
    }
}
