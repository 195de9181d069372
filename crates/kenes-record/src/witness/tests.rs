use std::string::{String, ToString as _};
use std::vec::Vec;
use std::{format, vec};

use proptest::prelude::*;

use super::*;
use crate::cosignature;
use crate::key::{KeyUse, NoteSigner, VerifierKey};
use crate::policy::{Policy, PolicyLog, PolicyName, PolicyWitness};
use crate::proof::{self, ProofError};
use crate::tree::Tree;

fn signer(name: &str, key_use: KeyUse, secret: u8) -> NoteSigner {
    NoteSigner::from_secret(KeyName::new(name).unwrap(), key_use, &[secret; 32]).unwrap()
}

fn log() -> NoteSigner {
    signer("example.com/log", KeyUse::Note, 1)
}

fn keys() -> Vec<VerifierKey> {
    vec![signer("example.com/other", KeyUse::Note, 5).verifier().clone(), log().verifier().clone()]
}

fn witness() -> NoteSigner {
    signer("w.example/1", KeyUse::Cosignature, 2)
}

/// A tree whose leaves from `fork` on are others.
fn tree(size: u64, fork: u64) -> Tree {
    let mut tree = Tree::new();
    for index in 0..size {
        tree.push(Hash::leaf(format!("{index} {}", index >= fork).as_bytes()));
    }
    tree
}

fn head(size: u64, root: Hash) -> Head {
    Head { origin: KeyName::new("example.com/log").unwrap(), size, root }
}

/// The request of a log to go from one size to another; a dishonest one has other leaves from `fork` on.
fn request(old_size: u64, size: u64, fork: u64) -> AddCheckpoint {
    let tree = tree(size, fork);
    let proof = proof::prove_consistency(&tree, old_size, size).unwrap();
    AddCheckpoint::new(old_size, proof, head(size, tree.root()).sign(&log()).unwrap()).unwrap()
}

const HONEST: u64 = u64::MAX;

/// A witness as a server runs it: one state, replaced after the answer was made and before it leaves.
#[derive(Default)]
struct Witness(Option<Seen>);

impl Witness {
    fn answer(&mut self, body: &[u8]) -> Response {
        let request = match AddCheckpoint::parse(body) {
            Ok(request) => request,
            Err(error) => return error.response(),
        };
        match request.decide(&keys(), self.0.as_ref()) {
            Ok(accepted) => {
                let pending = accepted.cosign(&witness(), 1_679_315_147).unwrap();
                assert_eq!(pending.before(), self.0.as_ref());
                self.0 = Some(Seen::from_stored(pending.after().checkpoint()).unwrap());
                assert_eq!(self.0.as_ref(), Some(pending.after()));
                pending.release(Swap::Done).unwrap()
            }
            Err(refusal) => refusal.response(),
        }
    }

    fn status(&mut self, request: &AddCheckpoint) -> u16 {
        self.answer(&request.to_bytes()).status
    }
}

#[test]
fn a_log_grows_and_nothing_else() {
    let mut witness = Witness::default();
    assert_eq!(witness.status(&request(0, 500, HONEST)), 200);
    assert_eq!(witness.status(&request(500, 1_000, HONEST)), 200);
    assert_eq!(witness.status(&request(1_000, 1_000, 900)), 422, "the same size, another root");
    assert_eq!(witness.status(&request(1_000, 1_500, 900)), 422, "a forked growth");
    let rollback = witness.answer(&request(500, 600, HONEST).to_bytes());
    assert_eq!((rollback.status, rollback.content_type), (409, "text/x.tlog.size"));
    assert_eq!(rollback.body, "1000\n");
    assert_eq!(witness.status(&request(0, 1_500, HONEST)), 409, "the state is not asked to be forgotten");
    assert_eq!(witness.status(&request(1_000, 1_000, HONEST)), 200, "the same again");
    assert_eq!(witness.0.unwrap().head().size, 1_000);
}

#[test]
fn the_order_of_the_checks_is_that_of_the_specification() {
    let seen = Seen { head: head(7, tree(7, HONEST).root()), checkpoint: Vec::new() };
    let decide = |request: &AddCheckpoint| request.decide(&keys(), Some(&seen)).unwrap_err();
    let sign = |old_size, head: Head, signer: &NoteSigner| {
        AddCheckpoint::new(old_size, vec![Hash::of(b"x")], head.sign(signer).unwrap()).unwrap()
    };
    let unknown =
        Head { origin: KeyName::new("example.com/unknown").unwrap(), size: 1, root: Hash::of(b"x") };
    let refusal = sign(9, unknown, &log()).decide(&keys(), None).unwrap_err();
    assert!(matches!(refusal, Refusal::UnknownLog { .. }) && refusal.response().status == 404);

    let impostor = signer("example.com/log", KeyUse::Note, 9);
    let refusal = decide(&sign(9, head(1, Hash::of(b"x")), &impostor));
    assert!(matches!(refusal, Refusal::NotSigned { .. }) && refusal.response().status == 403);

    let mut wrong = head(1, Hash::of(b"x")).sign(&log()).unwrap();
    let other = head(2, Hash::of(b"x")).sign(&log()).unwrap();
    wrong.note_mut().push(other.note().signatures()[0].clone());
    let refusal = decide(&AddCheckpoint::new(9, vec![], wrong).unwrap());
    assert!(matches!(refusal, Refusal::WrongSignature { .. }) && refusal.response().status == 403);

    let refusal = decide(&sign(9, head(1, Hash::of(b"x")), &log()));
    assert!(matches!(refusal, Refusal::Shrinks { evidence: None, .. }) && refusal.response().status == 400);
    let refusal = decide(&sign(0, head(0, Hash::of(b"x")), &log()));
    assert!(matches!(refusal, Refusal::Conflict { seen: 7, .. }) && refusal.response().body == "7\n");

    let refusal = sign(0, head(0, Hash::of(b"x")), &log()).decide(&keys(), None).unwrap_err();
    assert!(matches!(refusal, Refusal::EmptyRoot { .. }) && refusal.response().status == 422);
    let refusal = sign(0, head(0, Hash::empty_root()), &log()).decide(&keys(), None).unwrap_err();
    assert!(matches!(
        refusal,
        Refusal::Inconsistent { error: ProofError::Length { found: 1, expected: 0 }, .. }
    ));
    let refusal = sign(0, head(3, Hash::of(b"x")), &log()).decide(&keys(), None).unwrap_err();
    assert!(matches!(refusal, Refusal::Inconsistent { error: ProofError::Length { .. }, .. }));
    assert_eq!(refusal.response().status, 422);
    let empty = AddCheckpoint::new(0, vec![], head(0, Hash::empty_root()).sign(&log()).unwrap()).unwrap();
    assert_eq!(empty.decide(&keys(), None).unwrap().head().size, 0);

    let other = Seen {
        head: Head { origin: KeyName::new("example.com/other").unwrap(), ..head(0, Hash::empty_root()) },
        checkpoint: vec![],
    };
    let refusal = request(0, 3, HONEST).decide(&keys(), Some(&other)).unwrap_err();
    assert!(matches!(refusal, Refusal::OtherState { .. }) && refusal.response().status == 500);
}

#[test]
fn evidence_is_kept_and_tells_a_fork_from_a_wrong_proof() {
    let mut witness = Witness::default();
    assert_eq!(witness.status(&request(0, 500, HONEST)), 200);
    let seen = witness.0.as_ref();
    let decide = |request: &AddCheckpoint| request.decide(&keys(), seen).unwrap_err();
    let fork = request(500, 500, 400);
    let evidence = decide(&fork).evidence().unwrap().clone();
    assert!(evidence.proves_fork());
    assert_eq!((evidence.seen(), evidence.request()), (seen, fork.to_bytes().as_slice()));
    // Whatever size is named, two roots of one size are two roots of one size.
    for old_size in [0, 499, 501] {
        let request = AddCheckpoint::new(old_size, vec![], fork.checkpoint().clone()).unwrap();
        assert!(decide(&request).evidence().unwrap().proves_fork());
    }
    assert!(!decide(&request(500, 600, 400)).evidence().unwrap().proves_fork());
    assert_eq!(decide(&request(400, 600, HONEST)).evidence(), None);
}

#[test]
fn the_answer_leaves_only_after_the_state() {
    let accept = || request(0, 5, HONEST).decide(&keys(), None).unwrap();
    let pending = accept().cosign(&witness(), 1).unwrap();
    assert_eq!((pending.before(), pending.after().head().size), (None, 5));
    assert_eq!(pending.release(Swap::Lost), Err(LostRace));
    assert!(matches!(accept().cosign(&log(), 1), Err(CosignError::KeyUse { .. })));
    for time in [0, 1 << 63, u64::MAX] {
        assert_eq!(accept().cosign(&witness(), time), Err(CosignError::Time { time }));
    }
}

#[test]
fn what_is_kept_holds_the_checked_lines_and_the_cosignature() {
    let mut request = request(0, 5, HONEST);
    let stranger = signer("stranger", KeyUse::Cosignature, 9);
    let line = cosignature::cosign(request.checkpoint.head(), &stranger, 1);
    for _ in 0..63 {
        request.checkpoint.note_mut().push(line.clone());
    }
    let mut server = Witness::default();
    assert_eq!(server.status(&request), 200);
    let kept = Checkpoint::parse(server.0.unwrap().checkpoint()).unwrap();
    assert_eq!(kept.note().signatures().len(), 2);
    assert!(kept.verify(log().verifier()).is_ok());
    assert_eq!(cosignature::verify(&kept, witness().verifier()).unwrap().time(), 1_679_315_147);
}

#[test]
fn a_log_reads_the_answers() {
    let mut server = Witness::default();
    let known = [witness().verifier().clone()];
    let first = request(0, 5, HONEST);
    let answer = server.answer(&first.to_bytes());
    let read = |response: &Response, keys: &[VerifierKey]| {
        read_answer(response.status, response.body.as_bytes(), first.checkpoint(), keys)
    };
    let WitnessAnswer::Cosigned { lines, cosignatures } = read(&answer, &known).unwrap() else { panic!() };
    assert_eq!((lines.len(), cosignatures[0].time()), (1, 1_679_315_147));
    let mut checkpoint = first.checkpoint().clone();
    lines.into_iter().for_each(|line| checkpoint.note_mut().push(line));
    let policy = Policy::of_witnesses(
        PolicyLog { key: log().verifier().clone(), url: None },
        [PolicyWitness { name: PolicyName::new(b"1").unwrap(), key: known[0].clone(), url: None }],
        1,
    );
    assert_eq!(policy.unwrap().verify(&checkpoint).unwrap().time(), Some(1_679_315_147));

    assert_eq!(read(&answer, &[]), Err(WitnessAnswerError::Missing));
    let ask = request(3, 9, HONEST).to_bytes();
    assert_eq!(read(&server.answer(&ask), &known), Ok(WitnessAnswer::Conflict { seen: 5 }));
    let other = server.answer(&request(5, 9, HONEST).to_bytes());
    assert!(matches!(read(&other, &known), Err(WitnessAnswerError::Wrong { .. })), "for another head");
    let with =
        |status, body: &str| read_answer(status, body.as_bytes(), first.checkpoint(), &known).unwrap_err();
    assert_eq!(with(403, ""), WitnessAnswerError::Refused { status: 403 });
    for body in ["", "5", "05\n", "5\n\n", "\n"] {
        assert_eq!(with(409, body), WitnessAnswerError::Size, "{body}");
    }
    for body in [
        "",
        "\n",
        "hello\n",
        answer.body.trim_end(),
        &format!("\n{}", answer.body),
        &format!("x\n\n{}", answer.body),
    ] {
        assert!(matches!(with(200, body), WitnessAnswerError::Lines(_)), "{body}");
    }
    assert_eq!(with(200, &"a".repeat(MAX_NOTE + 1)), WitnessAnswerError::TooLarge);
}

/// The digits are those of `sha256sum`.
#[test]
fn the_path_of_a_log() {
    let origin = KeyName::new("example.com/log").unwrap();
    let expected = "4d3203c8f35cdf600e475f55fede6081";
    let path = checkpoint_path(&origin);
    assert_eq!(path.len(), 64 + "/checkpoint".len());
    assert!(path.ends_with("/checkpoint") && path.starts_with(expected));
}

const EXAMPLE: &str = "old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

\u{2014} example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
\u{2014} example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
";

#[test]
fn the_request_of_the_specification_is_read() {
    let request = AddCheckpoint::parse(EXAMPLE.as_bytes()).unwrap();
    assert_eq!((request.old_size(), request.origin().as_str()), (20_852_014, "example.com/behind-the-sofa"));
    assert_eq!(request.to_bytes(), EXAMPLE.as_bytes());
}

#[test]
fn malformed_requests_are_refused() {
    let with = |from: &str, to: &str| {
        let changed = EXAMPLE.replacen(from, to, 1);
        assert_ne!(changed, EXAMPLE, "{from}");
        let error = AddCheckpoint::parse(changed.as_bytes()).unwrap_err();
        assert_eq!(error.response().status, 400);
        error
    };
    for wrong in [
        "old 020852014",
        "old  20852014",
        "old +20852014",
        "old ",
        "20852014",
        "Old 20852014",
        "old 20852014 ",
        "old 20852014\r",
        "\nold 20852014",
    ] {
        assert!(matches!(with("old 20852014", wrong), AddCheckpointError::OldSize), "{wrong}");
    }
    assert_eq!(with("old 20852014", "old 18446744073709551616"), AddCheckpointError::OldSize);
    assert_eq!(with("pkaw=", "pkax="), AddCheckpointError::Hash { number: 1 });
    assert_eq!(with("3swk=", "3swk"), AddCheckpointError::Hash { number: 2 });
    assert_eq!(with("3swk=", "3swk=\r"), AddCheckpointError::Hash { number: 2 });
    assert_eq!(with("\n\n", "\n"), AddCheckpointError::Hash { number: 5 });
    assert!(matches!(with("20852163", "020852163"), AddCheckpointError::Checkpoint(_)));
    let line = "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n";
    assert_eq!(with(line, &line.repeat(61)), AddCheckpointError::TooManyHashes);
    assert_eq!(AddCheckpoint::parse(b"old 0\n"), Err(AddCheckpointError::Form));
    assert_eq!(AddCheckpoint::parse(&vec![b'a'; MAX_REQUEST + 1]), Err(AddCheckpointError::TooLarge));
    assert!(AddCheckpoint::parse(EXAMPLE.replacen(line, &line.repeat(60), 1).as_bytes()).is_ok());
}

proptest! {
    #[test]
    fn reading_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..300), place in 0..700_usize, status in prop_oneof![Just(200_u16), Just(409)]) {
        let _ = AddCheckpoint::parse(&bytes);
        let mut changed = EXAMPLE.as_bytes().to_vec();
        let place = place.min(changed.len());
        changed.splice(place..place, bytes.iter().copied());
        let _ = AddCheckpoint::parse(&changed);
        let _ = read_answer(status, &bytes, request(0, 5, HONEST).checkpoint(), &[witness().verifier().clone()]);
    }

    #[test]
    fn a_changed_byte_is_refused_or_written_as_it_stands(place in 0..EXAMPLE.len(), change in 1..=255_u8) {
        let mut changed = EXAMPLE.as_bytes().to_vec();
        changed[place] ^= change;
        if let Ok(request) = AddCheckpoint::parse(&changed) {
            prop_assert_eq!(request.to_bytes(), changed);
        }
    }

    /// Whatever a log and others send, all heads that were cosigned lie on one history.
    #[test]
    fn no_two_histories(requests in proptest::collection::vec((0..12_u64, 0..12_u64, prop_oneof![Just(HONEST), 0..12_u64]), 1..40)) {
        let mut witness = Witness::default();
        let mut cosigned: Vec<Head> = Vec::new();
        for (old_size, size, fork) in requests {
            let before = witness.0.clone();
            let request = request(old_size, size, fork);
            if witness.status(&request) == 200 {
                cosigned.push(request.checkpoint().head().clone());
            } else {
                prop_assert_eq!(&witness.0, &before);
            }
        }
        for two in cosigned.windows(2) {
            prop_assert!(two[0].size <= two[1].size);
            prop_assert!(two[0].size < two[1].size || two[0].root == two[1].root);
        }
        if let Some(last) = cosigned.last() {
            let forks = (0..=12).chain([HONEST]);
            let history = forks.map(|fork| tree(last.size, fork)).find(|tree| tree.root() == last.root).unwrap();
            for head in &cosigned {
                prop_assert_eq!(proof::root(&history, head.size).unwrap(), head.root);
            }
        }
    }
}

#[test]
fn refusals_say_what_is_wrong() {
    let mut server = Witness::default();
    assert_eq!(server.status(&request(0, 5, HONEST)), 200);
    let refusal = request(5, 5, 2).decide(&keys(), server.0.as_ref()).unwrap_err();
    let body: String = refusal.response().body;
    assert_eq!(body, format!("{refusal}\n"));
    assert_eq!(
        refusal.to_string(),
        "the checkpoint is not proved to continue the latest one seen: the proof leads to another root of the earlier tree"
    );
}
