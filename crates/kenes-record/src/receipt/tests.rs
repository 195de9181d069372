use std::string::String;
use std::vec::Vec;
use std::{format, vec};

use proptest::prelude::*;

use super::*;
use crate::cosignature;
use crate::key::{KeyName, KeyUse, NoteSigner, self_naming};
use crate::policy::{PolicyLog, PolicyName, PolicyWitness};
use crate::tree::Tree;

struct Council {
    log: NoteSigner,
    witnesses: Vec<NoteSigner>,
    policy: Policy,
}

/// A log with the name that a council's log has, and three witnesses that are all needed.
fn council() -> Council {
    let origin = KeyName::new("council.example.org/k/abcdefghijklmnopqrstuvwxyz").unwrap();
    let log = NoteSigner::from_secret(origin, KeyUse::Note, &[1; 32]).unwrap();
    let witness = |number: u8| {
        let secret = [number; 32];
        let unnamed =
            NoteSigner::from_secret(KeyName::new("x").unwrap(), KeyUse::Cosignature, &secret).unwrap();
        let name = self_naming("w", unnamed.verifier().public()).unwrap();
        NoteSigner::from_secret(name, KeyUse::Cosignature, &secret).unwrap()
    };
    let witnesses: Vec<NoteSigner> = (2..=4).map(witness).collect();
    let listed = witnesses.iter().map(|witness| {
        let key = witness.verifier().clone();
        PolicyWitness { name: PolicyName::try_from(key.name()).unwrap(), key, url: None }
    });
    let policy =
        Policy::of_witnesses(PolicyLog { key: log.verifier().clone(), url: None }, listed, 3).unwrap();
    Council { log, witnesses, policy }
}

fn entry(index: u64) -> Vec<u8> {
    let mut entry = format!("entry {index} ").into_bytes();
    entry.resize(408, b'.');
    entry
}

fn receipt(council: &Council, index: u64, size: u64) -> Receipt {
    let mut tree = Tree::new();
    (0..size).for_each(|index| tree.push(Hash::leaf(&entry(index))));
    let head = Head { origin: council.log.verifier().name().clone(), size, root: tree.root() };
    let mut checkpoint = head.sign(&council.log).unwrap();
    for (witness, time) in council.witnesses.iter().zip(1_795_000_000..) {
        checkpoint.note_mut().push(cosignature::cosign(&head, witness, time));
    }
    let proof = proof::prove_inclusion(&tree, index, size).unwrap();
    Receipt::new(index, proof, checkpoint).unwrap().with_entry(&entry(index)).unwrap()
}

#[test]
fn a_receipt_with_its_entry_is_under_two_kilobytes() {
    let council = council();
    let bytes = receipt(&council, 70_000, 100_000).to_bytes();
    assert!(bytes.len() < 2_000, "{}", bytes.len());
    std::println!("a receipt of {} bytes", bytes.len());
    let read = Receipt::parse(&bytes).unwrap();
    assert_eq!(read.to_bytes(), bytes);
    let (found, verified) = read.verify_with_entry(&council.policy).unwrap();
    assert_eq!(found, entry(70_000));
    assert_eq!((verified.index(), verified.head().size, verified.cosigners().len()), (70_000, 100_000, 3));
    assert_eq!(verified.leaf(), Hash::leaf(&entry(70_000)));
    assert_eq!(verified.witnessed_head().time(), Some(1_795_000_001));
}

#[test]
fn the_entry_on_the_receipt_is_not_believed() {
    let council = council();
    let receipt = receipt(&council, 5, 9);
    let other = receipt.clone().with_entry(b"another entry").unwrap();
    assert_eq!(other.verify_with_entry(&council.policy), Err(ReceiptError::Proof(ProofError::Root)));
    assert!(other.verify(&entry(5), &council.policy).is_ok());
    assert!(receipt.verify(&entry(6), &council.policy).is_err());
    let bare = Receipt::new(5, receipt.proof().to_vec(), receipt.checkpoint().clone()).unwrap();
    assert_eq!(bare.verify_with_entry(&council.policy), Err(ReceiptError::NoEntry));
    assert!(bare.verify(&entry(5), &council.policy).is_ok());
    assert_eq!(bare.unverified_extra(), None);
    assert_eq!(Receipt::parse(&bare.to_bytes()), Ok(bare));
    assert_eq!(receipt.clone().with_entry(b""), Err(ReceiptTextError::Extra));
    assert_eq!(receipt.with_entry(&vec![0; MAX_ENTRY + 1]), Err(ReceiptTextError::Extra));
}

#[test]
fn the_largest_entry_fits() {
    let council = council();
    let receipt = receipt(&council, 0, 1).with_entry(&vec![7; MAX_ENTRY]).unwrap();
    assert_eq!(Receipt::parse(&receipt.to_bytes()), Ok(receipt));
}

#[test]
fn other_forms_are_refused() {
    let text = String::from_utf8(receipt(&council(), 5, 9).to_bytes()).unwrap();
    let with = |from: &str, to: &str| {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text, "{from}");
        Receipt::parse(changed.as_bytes()).unwrap_err()
    };
    assert_eq!(with("proof@v1", "proof@v2"), ReceiptTextError::FirstLine);
    assert_eq!(with("proof@v1\n", "proof@v1 \n"), ReceiptTextError::FirstLine);
    assert_eq!(with("extra ", "extra"), ReceiptTextError::Index);
    assert_eq!(with("extra ", "extra  "), ReceiptTextError::Extra);
    assert_eq!(with("extra ", "extra \nextra "), ReceiptTextError::Extra);
    assert_eq!(with("index 5", "index 05"), ReceiptTextError::Index);
    assert_eq!(with("index 5", "index +5"), ReceiptTextError::Index);
    assert_eq!(with("index 5", "index 5 "), ReceiptTextError::Index);
    assert_eq!(with("index 5", "index 18446744073709551616"), ReceiptTextError::Index);
    assert_eq!(with("index 5\n", ""), ReceiptTextError::Index);
    assert_eq!(with("index 5\n", "index 5\nAAAA\n"), ReceiptTextError::Hash { number: 1 });
    assert_eq!(with("index 5\n", "index 5\r\n"), ReceiptTextError::Index);
    let line = format!("{}\n", Hash::of(b"").to_base64());
    let many = format!("index 5\n{}", line.repeat(64));
    assert_eq!(with("index 5\n", &many), ReceiptTextError::TooManyHashes);
    assert!(matches!(with("\n\n", "\n\n\n"), ReceiptTextError::Checkpoint(_)));
    assert_eq!(with("\n\n", "\n"), ReceiptTextError::Hash { number: 5 });
    assert_eq!(Receipt::parse(b"c2sp.org/tlog-proof@v1\n\n"), Err(ReceiptTextError::FirstLine));
    assert_eq!(Receipt::parse(&vec![b'a'; MAX_RECEIPT + 1]), Err(ReceiptTextError::TooLarge));
    assert_eq!(Receipt::parse(b"\xff\n\n"), Err(ReceiptTextError::Form));
}

#[test]
fn each_changed_byte_is_refused() {
    let council = council();
    let bytes = receipt(&council, 5, 9).to_bytes();
    for place in 0..bytes.len() {
        for change in [0x01, 0x02, 0x20, 0x80] {
            let mut changed = bytes.clone();
            changed[place] ^= change;
            let refused = Receipt::parse(&changed)
                .map_or(true, |receipt| receipt.verify_with_entry(&council.policy).is_err());
            assert!(refused, "byte {place} of {}", String::from_utf8_lossy(&changed));
        }
        let mut shorter = bytes.clone();
        shorter.remove(place);
        let refused = Receipt::parse(&shorter)
            .map_or(true, |receipt| receipt.verify_with_entry(&council.policy).is_err());
        assert!(refused, "byte {place} away");
    }
}

#[test]
fn lines_by_unknown_keys_are_passed_over() {
    let council = council();
    let receipt = receipt(&council, 5, 9);
    let mut checkpoint = receipt.checkpoint().clone();
    let head = checkpoint.head().clone();
    let stranger =
        NoteSigner::from_secret(KeyName::new("s").unwrap(), KeyUse::Cosignature, &[9; 32]).unwrap();
    checkpoint.note_mut().push(cosignature::cosign(&Head { size: 1, ..head }, &stranger, 1));
    let more = Receipt::new(5, receipt.proof().to_vec(), checkpoint).unwrap();
    assert_eq!(
        more.verify(&entry(5), &council.policy).unwrap(),
        receipt.verify(&entry(5), &council.policy).unwrap()
    );
}

proptest! {
    #[test]
    fn reading_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..300), cut in 0..300_usize) {
        let _ = Receipt::parse(&bytes);
        let mut spliced = b"c2sp.org/tlog-proof@v1\nindex 5\n\n".to_vec();
        let cut = cut.min(spliced.len());
        spliced.splice(cut..cut, bytes);
        let _ = Receipt::parse(&spliced);
    }

    #[test]
    fn what_is_written_is_read_back(
        index in any::<u64>(),
        hashes in proptest::collection::vec(any::<[u8; 32]>(), 0..=63),
        entry in proptest::option::of(proptest::collection::vec(any::<u8>(), 1..500)),
        size in 0..1_u64 << 63,
    ) {
        let council = council();
        let head = Head { origin: council.log.verifier().name().clone(), size, root: Hash::of(b"root") };
        let hashes = hashes.into_iter().map(Hash::from_bytes).collect();
        let mut receipt = Receipt::new(index, hashes, head.sign(&council.log).unwrap()).unwrap();
        if let Some(entry) = entry {
            receipt = receipt.with_entry(&entry).unwrap();
        }
        prop_assert_eq!(Receipt::parse(&receipt.to_bytes()), Ok(receipt));
    }
}
