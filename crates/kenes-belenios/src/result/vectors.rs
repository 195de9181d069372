//! The shared archives as far as tally, decryptions and result decide: the whole way from verified ballots to numbers.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::string::String;
use std::vec::Vec;

use serde_json::Value;

use super::*;
use crate::archive::{Form, ReadError, SizedTally, SurveyItem, read_archive};
use crate::ballot::BallotBox;
use crate::credential::PublicCredentials;
use crate::decryption::{
    BoundDocument, CombineError, DecryptionError, DecryptionSet, DecryptionSetError, PartialDecryption,
};
use crate::election::{Election, group_of};
use crate::shuffle::Shuffle;
use crate::tally::{Tally, TallyBuilder, TallyError};
use crate::trustee::Trustees;
use crate::wire::WireError;
use crate::with_group;

/// Where an archive fails.
#[derive(Debug)]
enum Failure {
    /// Before or beside the tally: container, setup, ballots, shuffles.
    Elsewhere,
    Tally(TallyError),
    DecryptionForm(WireError),
    Decryption(DecryptionSetError),
    Combine(CombineError),
    Result(ResultError),
}

impl From<ReadError> for Failure {
    fn from(_: ReadError) -> Self {
        Self::Elsewhere
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../vectors/protocol")
}

/// The archives of crypto version 1 in the manifest.
fn manifest(kind: &str) -> Vec<Value> {
    let text = std::fs::read(folder().join("manifest.json")).unwrap();
    let manifest: Value = serde_json::from_slice(&text).unwrap();
    let vectors = manifest["vectors"].as_array().unwrap().iter();
    vectors.filter(|v| v["kind"] == kind && v["crypto_version"] == 1).cloned().collect()
}

fn items(file: &str) -> Result<Vec<SurveyItem>, Failure> {
    let mut items = Vec::new();
    read_archive::<_, Failure>(File::open(folder().join(file)).unwrap(), Form::Strict, |item, _| {
        items.push(item);
        Ok(())
    })?;
    Ok(items)
}

fn audit(file: &str) -> Result<Option<ElectionResult>, Failure> {
    let items = items(file)?;
    let Some(SurveyItem::Setup { election, trustees, credentials, setup: _ }) = items.first() else {
        return Err(Failure::Elsewhere);
    };
    let group = group_of(election).map_err(|_| Failure::Elsewhere)?;
    with_group!(group, G => {
        let election = Election::<G>::parse(election.clone()).map_err(|_| Failure::Elsewhere)?;
        let trustees = Trustees::<G>::parse(trustees).map_err(|_| Failure::Elsewhere)?;
        let credentials = PublicCredentials::<G>::parse(credentials).map_err(|_| Failure::Elsewhere)?;
        audit_items(&items, &election, trustees, &credentials)
    })
}

fn audit_items<G: Group>(
    items: &[SurveyItem],
    election: &Election<G>,
    trustees: Trustees<G>,
    credentials: &PublicCredentials<G>,
) -> Result<Option<ElectionResult>, Failure> {
    let trustees = trustees.verify().map_err(|_| Failure::Elsewhere)?;
    if trustees.public_key() != election.public_key() {
        return Err(Failure::Elsewhere);
    }
    let questions = election.questions();
    let computed = tally(items, election, credentials)?;
    let mut tally = None;
    let mut decryptions = Vec::new();
    let mut published = None;
    for item in items {
        match item {
            SurveyItem::Tally { sized, bytes } => {
                check_tally(&computed, sized, bytes, questions)?;
                tally = Some(computed.encrypted().clone());
            }
            SurveyItem::Shuffle { owner: _, bytes } => {
                let before = tally.ok_or(Failure::Elsewhere)?;
                let shuffle = Shuffle::parse(bytes).map_err(|_| Failure::Elsewhere)?;
                let (y, fingerprint) = (election.public_key(), election.fingerprint());
                let shuffle = shuffle
                    .verify(&before.nh_ciphertexts(), y, fingerprint)
                    .map_err(|_| Failure::Elsewhere)?;
                tally = Some(before.with_shuffle(&shuffle).map_err(|_| Failure::Elsewhere)?);
            }
            SurveyItem::Decryption { owner, bytes } => decryptions.push((*owner, bytes)),
            SurveyItem::Result { bytes } => published = Some(bytes),
            SurveyItem::Setup { .. }
            | SurveyItem::Ballot { .. }
            | SurveyItem::EndBallots
            | SurveyItem::EndShuffles => {}
        }
    }
    let Some(tally) = tally else { return Ok(None) };
    let mut set = DecryptionSet::new(election, &trustees, &tally).unwrap();
    for (owner, bytes) in decryptions {
        let decryption = PartialDecryption::parse(bytes).map_err(Failure::DecryptionForm)?;
        assert_eq!(&decryption.to_bytes(), bytes);
        set.add(owner, decryption).map_err(Failure::Decryption)?;
    }
    let Some(published) = published else { return Ok(None) };
    let factors = set.combine().map_err(Failure::Combine)?;
    let weight = computed.total_weight();
    let verified =
        ElectionResult::verify(published, questions, &tally, &factors, weight).map_err(Failure::Result)?;
    assert_eq!(ElectionResult::compute(questions, &tally, &factors, weight).as_ref(), Ok(&verified));
    assert_eq!(&verified.as_result().to_bytes(), published);
    Ok(Some(verified.into_result()))
}

fn tally<G: Group>(
    items: &[SurveyItem],
    election: &Election<G>,
    credentials: &PublicCredentials<G>,
) -> Result<Tally<G>, Failure> {
    let mut ballots = Vec::new();
    for item in items {
        if let SurveyItem::Ballot { bytes, tracker: _, height: _ } = item {
            ballots.push(&bytes[..]);
        }
    }
    let verified = BallotBox::new(election, credentials).verify_all(&ballots);
    let verified = verified.into_iter().collect::<Result<Vec<_>, _>>().map_err(|_| Failure::Elsewhere)?;
    let is_last =
        |place: usize| verified[place + 1..].iter().all(|later| later.voter() != verified[place].voter());
    // Two workers share the ballots.
    let mut builders = [TallyBuilder::new(election.questions()), TallyBuilder::new(election.questions())];
    for (place, ballot) in verified.iter().enumerate().filter(|(place, _)| is_last(*place)) {
        builders[place % 2].add(ballot).unwrap();
    }
    let [mut builder, other] = builders;
    builder.merge(other).unwrap();
    Ok(builder.finish())
}

fn check_tally<G: Group>(
    computed: &Tally<G>,
    sized: &SizedTally,
    bytes: &[u8],
    questions: &[Question],
) -> Result<(), Failure> {
    computed.verify(sized, bytes, questions).map_err(Failure::Tally)?;
    assert_eq!((computed.encrypted().to_bytes(), computed.sized()), (bytes.to_vec(), *sized));
    let read = EncryptedTally::dangerously_assume_tallied(bytes, questions);
    assert_eq!(read.as_ref(), Ok(computed.encrypted()));
    Ok(())
}

#[test]
fn complete_archives_give_their_result() {
    let mut complete = 0;
    for vector in manifest("positive") {
        let name = vector["name"].as_str().unwrap();
        let result =
            audit(vector["file"].as_str().unwrap()).unwrap_or_else(|failure| panic!("{name}: {failure:?}"));
        let expected = vector.get("expected_result");
        let published = result.map(|result| serde_json::from_slice::<Value>(&result.to_bytes()).unwrap());
        assert_eq!(published.as_ref().map(|result| &result["result"]), expected, "{name}");
        complete += usize::from(expected.is_some());
    }
    assert!(complete >= 14, "{complete}");
}

/// What refuses the archives whose fault lies here.
fn expected(name: &str, failure: &Failure) -> bool {
    use DecryptionError as Proof;
    use DecryptionSetError as Set;
    use Failure::{Combine, Decryption, DecryptionForm, Elsewhere, Result, Tally};
    let (_, name) = name.split_once("--").unwrap();
    match name {
        "tally-ciphertexts-swapped" | "tally-altered-result-consistent" | "tally-one-beta-times-g" => {
            matches!(failure, Tally(TallyError::Ciphertext { .. }))
        }
        "tally-total-weight" | "tally-total-weight-zero" | "tally-weight-changed-in-list" => {
            matches!(failure, Tally(TallyError::TotalWeight { .. }))
        }
        "tally-num-tallied" => matches!(failure, Tally(TallyError::NumTallied { .. })),
        "pd-proof-response"
        | "pd-proof-challenge"
        | "pd-factor-altered"
        | "pd-owner-swapped"
        | "pd-pedersen-proof-response"
        | "pd-pedersen-owner-wrong"
        | "pd-invalid-then-valid-same-owner" => {
            matches!(failure, Decryption(Set::Decryption { source: Proof::Proof { .. }, owner: _ }))
        }
        "pd-shape-short" => {
            matches!(failure, Decryption(Set::Decryption { source: Proof::Questions { .. }, owner: _ }))
        }
        "pd-owner-zero" | "pd-owner-out-of-range" => matches!(failure, Decryption(Set::UnknownOwner { .. })),
        "pd-duplicate-owner" => matches!(failure, Decryption(Set::DuplicateOwner { .. })),
        "pd-factor-torsion-proofs-hold" => matches!(
            failure,
            DecryptionForm(WireError::Element { source: crate::group::ElementError::NotInSubgroup, at: _ })
        ),
        "pd-missing" => matches!(failure, Combine(CombineError::Missing { .. })),
        "pd-pedersen-too-few" => matches!(failure, Combine(CombineError::TooFew { .. })),
        "pd-json-whitespace" => matches!(failure, DecryptionForm(WireError::Form(_))),
        "result-swapped-counts" | "result-changed" | "result-nh-reordered" => {
            matches!(failure, Result(ResultError::Differs { .. }))
        }
        "result-plus-q" | "result-count-as-string" | "result-missing-question" => {
            matches!(failure, Result(ResultError::Form(_)))
        }
        "tally-missing-endballots"
        | "tally-endballots-in-the-middle-drops-ballots"
        | "tally-missing-encryptedtally"
        | "result-two-results"
        | "pd-after-result" => matches!(failure, Elsewhere),
        _ => false,
    }
}

#[test]
fn faults_of_tally_decryptions_and_result_are_named() {
    let mut checked = 0;
    for vector in manifest("negative") {
        let (name, category) = (vector["name"].as_str().unwrap(), vector["category"].as_str().unwrap());
        if vector["stage"] == "setup" || !["tally", "pd", "result"].contains(&category) {
            continue;
        }
        let failure = audit(vector["file"].as_str().unwrap()).err();
        let found = failure.as_ref().is_some_and(|failure| expected(name, failure));
        assert!(found, "{name}: {failure:?}");
        checked += 1;
    }
    assert!(checked >= 28, "{checked}");
}

#[test]
fn a_revote_with_the_same_ciphertexts_counts_once() {
    for vector in manifest("control").iter().filter(|vector| vector["category"] == "tally") {
        let name: String = vector["name"].as_str().unwrap().into();
        assert!(audit(vector["file"].as_str().unwrap()).is_ok(), "{name}");
    }
}

/// The example of `docs/spec/bound-decryption.md`: the only line there that begins the document.
fn documented_example() -> Vec<u8> {
    let page = std::fs::read_to_string(folder().join("../../docs/spec/bound-decryption.md")).unwrap();
    let mut lines = page.lines().filter(|line| line.starts_with("{\"format\":\"kenes/bound/v1\""));
    let example = lines.next().unwrap().into();
    assert_eq!(lines.next(), None);
    example
}

#[test]
fn the_documented_bound_proof_verifies() {
    type G = crate::group::Ed25519;
    let items = items("positive/v1-gen3.3--a-h1of3-1trustee-10v-ed25519.bel.gz").unwrap();
    let Some(SurveyItem::Setup { election, trustees, .. }) = items.first() else { panic!("no setup") };
    let election = Election::<G>::parse(election.clone()).unwrap();
    let trustees = Trustees::<G>::parse(trustees).unwrap().verify().unwrap();
    let mut tally = None;
    let mut decryption = None;
    for item in &items {
        match item {
            SurveyItem::Tally { bytes, sized: _ } => tally = Some(bytes),
            SurveyItem::Decryption { bytes, owner: 1 } => decryption = Some(bytes),
            SurveyItem::Setup { .. }
            | SurveyItem::Ballot { .. }
            | SurveyItem::EndBallots
            | SurveyItem::Shuffle { .. }
            | SurveyItem::EndShuffles
            | SurveyItem::Decryption { .. }
            | SurveyItem::Result { .. } => {}
        }
    }
    let tally = EncryptedTally::dangerously_assume_tallied(tally.unwrap(), election.questions()).unwrap();
    let mut set = DecryptionSet::new(&election, &trustees, &tally).unwrap();
    set.add(1, PartialDecryption::parse(decryption.unwrap()).unwrap()).unwrap();
    let document = BoundDocument::parse(&documented_example()).unwrap();
    assert_eq!(document.verify(&set).unwrap().owners().len(), 1);
}
