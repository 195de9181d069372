//! Archives of kenes with a single defect. Kenes refuses each by the check that is there for it; the peers refuse what
//! they look at, and what they are known to accept against the specification is stated here exactly.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use conformance::{Draw, Peer, Release, audit, ballots};
use kenes_belenios::archive::{SizedTally, Stage, SurveyItem};
use kenes_belenios::check::Check;
use kenes_belenios::group::{Belenios2048, Ed25519, Group, GroupId, Rfc3526};
use kenes_belenios::sealing::Sealer;
use kenes_belenios::tampering::sign;
use kenes_belenios::testing::random::Kind;
use kenes_belenios::testing::{Play, Scenario, items, rebuild};

/// What a release says of an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    Yes,
    No,
    /// `verify` of 3.3.0 says anything, its `verify-ballot` refuses just one ballot.
    OneBallotNo,
    /// Anything: what is wrong is among what 3.3.0 does not report.
    Anything,
}

use Says::{Anything, No, OneBallotNo, Yes};

/// Kenes refuses first by `expected`; 2.0 and 3.3.0, as far as they know the group, say what is given.
fn check(archive: &[u8], group: GroupId, expected: Check, verdicts: [Says; 2]) {
    let report = audit(archive);
    let first = report.failures.first().unwrap_or_else(|| panic!("kenes accepts"));
    assert_eq!(first.check, expected, "{}", first.message);
    for (release, says) in Release::ALL.into_iter().zip(verdicts) {
        let Some(peer) = Some(release).filter(|r| r.knows(group)).and_then(Peer::find) else { continue };
        let output = peer.verify(archive, UUID);
        match says {
            Yes => {
                output.accepted();
                if release == Release::V3 {
                    peer.verify_ballots(archive, UUID).into_iter().for_each(|output| drop(output.accepted()));
                }
            }
            No => output.refused(),
            OneBallotNo => {
                let outputs = peer.verify_ballots(archive, UUID);
                let refused = outputs.iter().filter(|output| !output.is_accepted()).count();
                assert_eq!(refused, 1, "{outputs:?}");
            }
            Anything => {}
        }
    }
}

/// Archives may have any name of this form.
const UUID: &str = "11111111111111";

/// An election that the test of that name spoils: a question to select from, two single trustees, a few voters.
fn scenario(name: &str, group: GroupId) -> (Draw, Scenario) {
    let seed = Draw::of(name);
    let scenario = Scenario::new(group, seed.value).ask(&[Kind::SelectOrBlank]).trustees(2, &[]);
    (seed, scenario.voters(3).ballots(3, 0))
}

fn rankings(name: &str) -> (Draw, Scenario) {
    let (seed, scenario) = scenario(name, GroupId::Rfc3526);
    (seed, scenario.ask(&[Kind::Rank]).voters(2).ballots(2, 0))
}

/// Spoils the items of a finished election in BELENIOS-2048, which both releases know.
fn spoil(name: &str, expected: Check, verdicts: [Says; 2], edit: impl FnOnce(&mut Vec<SurveyItem>)) {
    let (_seed, scenario) = scenario(name, GroupId::Belenios2048);
    let mut items = items(&scenario.make().archive);
    edit(&mut items);
    check(&rebuild(&items), GroupId::Belenios2048, expected, verdicts);
}

/// The same with rankings, in RFC-3526-2048.
fn spoil_rankings(name: &str, expected: Check, verdicts: [Says; 2], edit: impl FnOnce(&mut Vec<SurveyItem>)) {
    let (_seed, scenario) = rankings(name);
    let mut items = items(&scenario.make().archive);
    edit(&mut items);
    check(&rebuild(&items), GroupId::Rfc3526, expected, verdicts);
}

/// Spoils a ballot and signs it again, in an election that is at the vote.
fn spoil_ballot<G: Group>(
    (_seed, scenario): (Draw, Scenario),
    expected: Check,
    verdicts: [Says; 2],
    edit: impl FnOnce(&mut String),
) {
    let mut play = scenario.until(Stage::Voting).play::<G>();
    let mut items = items(play.board.archive());
    let mut ballot = String::from_utf8(bytes(&mut items[1]).clone()).unwrap();
    ballot.truncate(ballot.find(",\"signature\":").unwrap());
    edit(&mut ballot);
    let voter = &play.voters[play.votes[0].voter];
    *bytes(&mut items[1]) = sign::<G>(ballot.as_bytes(), voter, play.board.election().uuid(), &mut play.rng);
    check(&rebuild(&items), G::ID, expected, verdicts);
}

fn place(items: &[SurveyItem], which: fn(&SurveyItem) -> bool) -> usize {
    items.iter().position(which).unwrap()
}

fn is_end_of_ballots(item: &SurveyItem) -> bool {
    matches!(item, SurveyItem::EndBallots)
}
fn is_tally(item: &SurveyItem) -> bool {
    matches!(item, SurveyItem::Tally { .. })
}
fn is_shuffle(item: &SurveyItem) -> bool {
    matches!(item, SurveyItem::Shuffle { .. })
}
fn is_end_of_shuffles(item: &SurveyItem) -> bool {
    matches!(item, SurveyItem::EndShuffles)
}
fn is_decryption(item: &SurveyItem) -> bool {
    matches!(item, SurveyItem::Decryption { .. })
}

/// The structure of an item.
fn bytes(item: &mut SurveyItem) -> &mut Vec<u8> {
    match item {
        SurveyItem::Setup { election, .. } => election,
        SurveyItem::Ballot { bytes, .. }
        | SurveyItem::Tally { bytes, .. }
        | SurveyItem::Shuffle { bytes, .. }
        | SurveyItem::Decryption { bytes, .. }
        | SurveyItem::Result { bytes } => bytes,
        SurveyItem::EndBallots | SurveyItem::EndShuffles => panic!("no structure"),
    }
}

/// Where the first text in quotes or number stands after these texts, each searched after the one before.
fn find(text: &str, path: &[&str]) -> std::ops::Range<usize> {
    let mut at = 0;
    for part in path {
        at += text[at..].find(part).unwrap_or_else(|| panic!("no {part}")) + part.len();
    }
    let start = at + text[at..].find(|c: char| c.is_ascii_alphanumeric() && c != ':').unwrap();
    let length = text[start..].find(|c: char| !c.is_ascii_alphanumeric()).unwrap();
    start..start + length
}

/// The text with that value written otherwise.
fn rewritten(text: &str, path: &[&str], write: impl FnOnce(&str) -> String) -> String {
    let value = find(text, path);
    format!("{}{}{}", &text[..value.start], write(&text[value.clone()]), &text[value.end..])
}

/// The text with the last digit of that number changed.
fn altered(text: &str, path: &[&str]) -> String {
    rewritten(text, path, |number| {
        let (start, last) = number.split_at(number.len() - 1);
        format!("{start}{}", if last == "1" { "2" } else { "1" })
    })
}

fn alter_number(bytes: &mut Vec<u8>, path: &[&str]) {
    *bytes = altered(std::str::from_utf8(bytes).unwrap(), path).into_bytes();
}

/// The sum of two decimal numbers.
fn sum(a: &str, b: &str) -> String {
    let digits = |text: &str| {
        text.bytes().rev().map(|byte| byte - b'0').chain(std::iter::repeat(0)).take(90).collect()
    };
    let (a, b): (Vec<u8>, Vec<u8>) = (digits(a), digits(b));
    let mut carry = 0;
    let add = |(a, b): (&u8, &u8)| {
        let sum = a + b + carry;
        carry = sum / 10;
        char::from(b'0' + sum % 10)
    };
    let text: Vec<_> = a.iter().zip(&b).map(add).collect();
    text.iter().rev().collect::<String>().trim_start_matches('0').to_owned()
}

/// The order of BELENIOS-2048.
const Q: &str = "78571733251071885079927659812671450121821421258408794611510081919805623223441";

mod refused_by_all {
    use super::*;

    #[test]
    fn individual_proof_of_a_ballot() {
        let made = scenario("individual", GroupId::Belenios2048);
        spoil_ballot::<Belenios2048>(made, Check::BallotIndividual, [No, OneBallotNo], |ballot| {
            *ballot = altered(ballot, &["individual_proofs", "response"]);
        });
    }

    #[test]
    fn overall_proof_of_a_ballot() {
        let made = scenario("overall", GroupId::Belenios2048);
        spoil_ballot::<Belenios2048>(made, Check::BallotOverall, [No, OneBallotNo], |ballot| {
            *ballot = altered(ballot, &["overall_proof", "response"]);
        });
    }

    #[test]
    fn blank_proof_of_a_ballot() {
        let made = scenario("blank", GroupId::Belenios2048);
        spoil_ballot::<Belenios2048>(made, Check::BallotBlank, [No, OneBallotNo], |ballot| {
            *ballot = altered(ballot, &["blank_proof", "challenge"]);
        });
    }

    #[test]
    fn signature_of_a_ballot() {
        spoil("signature", Check::BallotSignature, [No, OneBallotNo], |items| {
            alter_number(bytes(&mut items[1]), &["\"signature\"", "proof", "response"]);
        });
    }

    #[test]
    fn encryption_proof_of_a_ranking() {
        let made = rankings("encryption");
        spoil_ballot::<Rfc3526>(made, Check::BallotEncryption, [No, OneBallotNo], |ballot| {
            *ballot = altered(ballot, &["\"proof\"", "challenge"]);
        });
    }

    #[test]
    fn encryption_proof_of_a_ranking_in_ed25519() {
        let (seed, scenario) = scenario("encryption in Ed25519", GroupId::Ed25519);
        let made = (seed, scenario.ask(&[Kind::Rank]));
        spoil_ballot::<Ed25519>(made, Check::BallotEncryption, [No, OneBallotNo], |ballot| {
            *ballot = altered(ballot, &["\"proof\"", "challenge"]);
        });
    }

    #[test]
    fn proofs_of_a_list() {
        for (name, check) in [("list_proofs", Check::BallotList), ("nonzero_proof", Check::BallotNonZero)] {
            let (seed, scenario) = scenario(name, GroupId::Ed25519);
            let made = (seed, scenario.ask(&[Kind::Lists]));
            spoil_ballot::<Ed25519>(made, check, [No, OneBallotNo], |ballot| {
                *ballot = altered(ballot, &[name, "response"]);
            });
        }
    }

    /// Read modulo q it would be a valid ballot.
    #[test]
    fn number_that_is_not_reduced() {
        let made = scenario("not reduced", GroupId::Belenios2048);
        spoil_ballot::<Belenios2048>(made, Check::BallotForm, [No, OneBallotNo], |ballot| {
            *ballot = rewritten(ballot, &["individual_proofs", "response"], |number| sum(number, Q));
        });
    }

    #[test]
    fn ballot_of_another_election() {
        let (_seed, other) = scenario("other", GroupId::Belenios2048);
        let other = ballots(&other.make().archive).remove(0);
        spoil("this", Check::BallotElection, [No, OneBallotNo], |items| *bytes(&mut items[1]) = other);
    }

    #[test]
    fn ballot_of_a_stranger() {
        let (_seed, scenario) = scenario("stranger", GroupId::Belenios2048);
        let mut play = scenario.play::<Belenios2048>();
        let stranger = kenes_belenios::credential::PrivateCredential::generate(&mut play.rng);
        let answers = play.votes[0].answers.clone();
        let sealed = Sealer::new(play.board.election()).seal(&stranger, answers, &mut play.rng).unwrap();
        let mut items = items(play.board.archive());
        *bytes(&mut items[3]) = sealed.cast().bytes;
        check(&rebuild(&items), GroupId::Belenios2048, Check::BallotCredential, [No, OneBallotNo]);
    }

    #[test]
    fn proof_of_a_trustee() {
        spoil("pok", Check::TrusteeProof, [No, No], |items| {
            let SurveyItem::Setup { trustees, .. } = &mut items[0] else { panic!() };
            alter_number(trustees, &["pok", "response"]);
        });
    }

    #[test]
    fn trustee_left_out() {
        spoil("key", Check::ElectionKey, [No, No], |items| {
            let SurveyItem::Setup { trustees, .. } = &mut items[0] else { panic!() };
            let text = String::from_utf8(trustees.clone()).unwrap();
            let (first, _) = text.split_once(",[\"Single\"").unwrap();
            *trustees = format!("{first}]").into_bytes();
        });
    }

    #[test]
    fn members_of_a_threshold_group_exchanged() {
        let (_seed, scenario) = scenario("members", GroupId::Ed25519);
        let mut items = items(&scenario.trustees(0, &[(2, 3)]).until(Stage::Setup).make().archive);
        let SurveyItem::Setup { trustees, .. } = &mut items[0] else { panic!() };
        let text = String::from_utf8(trustees.clone()).unwrap();
        let (start, rest) = text.split_once("\"certs\":[{").unwrap();
        let (first, rest) = rest.split_once("},{\"message\"").unwrap();
        let (second, rest) = rest.split_once("},{").unwrap();
        *trustees = format!("{start}\"certs\":[{{\"message\"{second}}},{{{first}}},{{{rest}").into_bytes();
        check(&rebuild(&items), GroupId::Ed25519, Check::TrusteeCertificate, [No, No]);
    }

    #[test]
    fn proof_of_a_shuffle() {
        spoil_rankings("shuffle", Check::ShuffleProof, [No, No], |items| {
            let at = place(items, is_shuffle);
            alter_number(bytes(&mut items[at]), &["\"proofs\":[[[", "]],["]);
        });
    }

    #[test]
    fn order_of_shuffles() {
        spoil_rankings("shuffles", Check::ShuffleProof, [No, No], |items| {
            let at = place(items, is_shuffle);
            items.swap(at, at + 1);
        });
    }

    #[test]
    fn shuffle_after_the_end_of_shuffles() {
        spoil_rankings("late", Check::EventOrder, [No, No], |items| {
            let at = place(items, is_end_of_shuffles);
            items.swap(at, at - 1);
        });
    }

    #[test]
    fn proof_of_a_decryption() {
        spoil("decryption", Check::DecryptionProof, [No, No], |items| {
            let at = place(items, is_decryption);
            alter_number(bytes(&mut items[at]), &["decryption_proofs", "response"]);
        });
    }

    #[test]
    fn owners_of_decryptions_exchanged() {
        spoil("owners", Check::DecryptionProof, [No, No], |items| {
            for item in items {
                if let SurveyItem::Decryption { owner, .. } = item {
                    *owner = 3 - *owner;
                }
            }
        });
    }

    #[test]
    fn decryption_left_out() {
        spoil("left out", Check::DecryptionComplete, [No, No], |items| {
            items.remove(place(items, is_decryption));
        });
    }

    #[test]
    fn decryption_by_a_stranger() {
        spoil("third", Check::DecryptionOwner, [No, No], |items| {
            let at = place(items, is_decryption);
            let SurveyItem::Decryption { owner, .. } = &mut items[at] else { panic!() };
            *owner = 3;
        });
    }

    #[test]
    fn result() {
        spoil("result", Check::ResultValue, [No, No], |items| {
            alter_number(bytes(items.last_mut().unwrap()), &["result"]);
        });
    }
}

/// The list "what the peers accept and we refuse", as far as no vector of `vectors/protocol` says it already with the
/// peers' verdicts; those are in `recorded.rs`.
mod accepted_by_peers {
    use super::*;

    fn sized(items: &mut [SurveyItem], edit: impl FnOnce(&mut SizedTally)) {
        let at = place(items, is_tally);
        let SurveyItem::Tally { sized, .. } = &mut items[at] else { panic!() };
        edit(sized);
    }

    #[test]
    fn wrong_number_of_ballots() {
        spoil("num_tallied", Check::TallyCount, [Yes, Yes], |items| {
            sized(items, |sized| sized.num_tallied += 1);
        });
    }

    #[test]
    fn wrong_total_weight() {
        spoil("total_weight", Check::TallyWeight, [Yes, Yes], |items| {
            sized(items, |sized| sized.total_weight += 1);
        });
    }

    #[test]
    fn missing_end_of_ballots() {
        spoil("end ballots", Check::EventOrder, [Yes, Yes], |items| {
            items.remove(place(items, is_end_of_ballots));
        });
    }

    /// The ballots before it are dropped silently.
    #[test]
    fn end_of_ballots_in_the_middle() {
        let (_seed, scenario) = scenario("middle", GroupId::Belenios2048);
        let mut play = Play::<Belenios2048>::begin(scenario);
        let vote = play.votes.remove(0);
        play.advance(Stage::Result);
        let sealed =
            Sealer::new(play.board.election()).seal(&play.voters[vote.voter], vote.answers, &mut play.rng);
        let mut items = items(play.board.archive());
        let mut ballot = items[1].clone();
        *bytes(&mut ballot) = sealed.unwrap().cast().bytes;
        items.splice(1..1, [ballot, SurveyItem::EndBallots]);
        check(&rebuild(&items), GroupId::Belenios2048, Check::EventOrder, [Yes, Yes]);
    }

    #[test]
    fn ballot_after_the_end_of_ballots() {
        let (_seed, scenario) = scenario("after", GroupId::Belenios2048);
        let archive = scenario.until(Stage::Voting).make().archive;
        let mut items = items(&archive);
        let last = items.pop().unwrap();
        items.extend([SurveyItem::EndBallots, last]);
        check(&rebuild(&items), GroupId::Belenios2048, Check::EventOrder, [Yes, Yes]);
    }

    #[test]
    fn missing_end_of_shuffles() {
        spoil_rankings("end shuffles", Check::EventOrder, [Yes, Yes], |items| {
            items.remove(place(items, is_end_of_shuffles));
        });
    }

    #[test]
    fn rankings_without_a_shuffle() {
        let (_seed, scenario) = rankings("unshuffled");
        let archive = scenario.shuffles(0).make().archive;
        check(&archive, GroupId::Rfc3526, Check::ShufflePresent, [Yes, Yes]);
    }

    #[test]
    fn two_shuffles_by_one_trustee() {
        spoil_rankings("same shuffler", Check::ShuffleOwner, [Yes, Yes], |items| {
            let at = place(items, is_shuffle);
            let SurveyItem::Shuffle { owner, .. } = &mut items[at] else { panic!() };
            *owner = 2;
        });
    }

    #[test]
    fn shuffle_by_nobody() {
        spoil_rankings("no shuffler", Check::ShuffleOwner, [Yes, Yes], |items| {
            let at = place(items, is_shuffle);
            let SurveyItem::Shuffle { owner, .. } = &mut items[at] else { panic!() };
            *owner = 77;
        });
    }

    #[test]
    fn two_decryptions_by_one_trustee() {
        let (_seed, scenario) = scenario("same decrypter", GroupId::Belenios2048);
        let mut play = scenario.until(Stage::Decrypting).play::<Belenios2048>();
        let before = items(play.board.archive());
        let result = play.board.finish().to_bytes();
        let mut items = before;
        let again = items[place(&items, is_decryption)].clone();
        items.push(again);
        items.push(SurveyItem::Result { bytes: result });
        check(&rebuild(&items), GroupId::Belenios2048, Check::DecryptionOwner, [Yes, Yes]);
    }

    /// The last one wins.
    #[test]
    fn decryption_with_a_wrong_proof_and_then_with_a_right_one() {
        spoil("last wins", Check::DecryptionOwner, [Yes, Yes], |items| {
            let at = place(items, is_decryption);
            let mut wrong = items[at].clone();
            alter_number(bytes(&mut wrong), &["decryption_proofs", "response"]);
            items.insert(at, wrong);
        });
    }

    #[test]
    fn two_results() {
        spoil("results", Check::EventOrder, [Yes, Yes], |items| items.push(items.last().unwrap().clone()));
    }

    #[test]
    fn two_setups() {
        let (_seed, scenario) = scenario("setups", GroupId::Belenios2048);
        let mut items = items(&scenario.until(Stage::Setup).make().archive);
        items.push(items[0].clone());
        check(&rebuild(&items), GroupId::Belenios2048, Check::EventOrder, [Yes, Yes]);
    }

    #[test]
    fn credential_listed_twice() {
        spoil("twice", Check::CredentialOnce, [No, Anything], |items| {
            let SurveyItem::Setup { credentials, .. } = &mut items[0] else { panic!() };
            let text = String::from_utf8(credentials.clone()).unwrap();
            let first = text.split('"').nth(1).unwrap();
            *credentials = text.replacen('[', &format!("[\"{first}\","), 1).into_bytes();
        });
    }

    #[test]
    fn two_zero_wrong_tally() {
        spoil("wrong tally", Check::TallyCiphertexts, [Yes, No], |items| {
            let at = place(items, is_tally);
            let text = String::from_utf8(bytes(&mut items[at]).clone()).unwrap();
            // The first ciphertext twice.
            let end = text.find('}').unwrap() + 1;
            let first = text[2..end].to_owned();
            let next = end + 1 + text[end + 1..].find('}').unwrap() + 1;
            *bytes(&mut items[at]) = format!("{},{first}{}", &text[..end], &text[next..]).into_bytes();
        });
    }

    #[test]
    fn two_zero_missing_tally() {
        spoil("no tally", Check::EventOrder, [Yes, No], |items| {
            items.remove(place(items, is_tally));
        });
    }

    #[test]
    fn two_zero_result_plus_q() {
        spoil("plus q", Check::ResultForm, [Yes, No], |items| {
            let at = items.len() - 1;
            let text = String::from_utf8(bytes(&mut items[at]).clone()).unwrap();
            let large = |count: &str| format!("\"{}\"", sum(count, Q));
            *bytes(&mut items[at]) = rewritten(&text, &["result"], large).into_bytes();
        });
    }

    #[test]
    fn two_zero_replayed_ballot() {
        spoil("replay", Check::BallotReplay, [Yes, Anything], |items| {
            let at = place(items, is_end_of_ballots);
            items.insert(at, items[at - 1].clone());
        });
    }

    #[test]
    fn three_three_integer_timestamp() {
        let (_seed, scenario) = scenario("timestamp", GroupId::Belenios2048);
        let archive = scenario.until(Stage::Setup).make().archive;
        let text = b"{\"version\":1,\"timestamp\":\"1795337891\"}";
        assert!(archive[512..].starts_with(text));
        let mut integer = archive.clone();
        let header = b"{\"version\":1,\"timestamp\":1795337891}";
        integer[512..1024].fill(0);
        integer[512..512 + header.len()].copy_from_slice(header);
        integer[124..135].copy_from_slice(format!("{:011o}", header.len()).as_bytes());
        integer[148..156].fill(b' ');
        let sum: u32 = integer[..512].iter().map(|&byte| u32::from(byte)).sum();
        integer[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        check(&integer, GroupId::Belenios2048, Check::ArchiveHeader, [No, Yes]);
    }

    /// Other writings inside answers, under a signature that covers them: element, number, fields.
    fn writing<G: Group>(name: &str, verdicts: [Says; 2], edit: impl FnOnce(&str) -> String) {
        let made = scenario(name, G::ID);
        spoil_ballot::<G>(made, Check::BallotForm, verdicts, |ballot| *ballot = edit(ballot));
    }

    /// All of which both releases read.
    fn other_writings<G: Group>() {
        let response = ["individual_proofs", "response"];
        writing::<G>("zero", [Yes, Yes], |b| rewritten(b, &response, |number| format!("0{number}")));
        writing::<G>("plus", [Yes, Yes], |b| rewritten(b, &response, |number| format!("+{number}")));
        let underscore = |number: &str| format!("{}_{}", &number[..1], &number[1..]);
        writing::<G>("underscore", [Yes, Yes], |b| rewritten(b, &response, underscore));
        let choices = "[{\"choices\":";
        writing::<G>("unknown", [Yes, Yes], |b| b.replacen(choices, "[{\"unknown\":0,\"choices\":", 1));
        writing::<G>("twice", [Yes, Yes], |b| b.replacen(choices, "[{\"choices\":[],\"choices\":", 1));
        writing::<G>("order", [Yes, Yes], |ballot| {
            let value = find(ballot, &["\"alpha\""]);
            let beta = find(ballot, &["\"beta\""]);
            let (alpha, beta_text) = (&ballot[value.clone()], &ballot[beta.clone()]);
            let start = value.start - "{\"alpha\":\"".len();
            let exchanged = format!("{{\"beta\":\"{beta_text}\",\"alpha\":\"{alpha}\"");
            format!("{}{exchanged}{}", &ballot[..start], &ballot[beta.end + 1..])
        });
        // Outside of answers nobody does.
        let credential = ["\"credential\""];
        let no = [No, OneBallotNo];
        writing::<G>("credential", no, |b| rewritten(b, &credential, |text| format!("0{text}")));
        writing::<G>("field", no, |b| b.replacen('{', "{\"unknown\":0,", 1));
        writing::<G>("space", no, |b| b.replacen(choices, "[{ \"choices\":", 1));
    }

    #[test]
    fn other_writings_of_answers_in_belenios_2048() {
        other_writings::<Belenios2048>();
        let alpha = ["choices", "alpha"];
        writing::<Belenios2048>("alpha", [Yes, Yes], |b| rewritten(b, &alpha, |text| format!("0{text}")));
        writing::<Belenios2048>("plus alpha", [Yes, Yes], |b| {
            rewritten(b, &alpha, |text| format!("+{text}"))
        });
    }

    #[test]
    fn other_writings_of_answers_in_ed25519() {
        other_writings::<Ed25519>();
        let alpha = ["choices", "alpha"];
        writing::<Ed25519>("upper case", [No, Yes], |b| rewritten(b, &alpha, str::to_uppercase));
        let no = [No, OneBallotNo];
        writing::<Ed25519>("alpha", no, |b| rewritten(b, &alpha, |text| format!("0{text}")));
    }
}
