use alloc::string::String;

use super::*;
use crate::decryption::lagrange;
use crate::group::backend::Backend as _;
use crate::group::{Belenios2048, Ed25519, GroupId, Rfc3526, Scalar};
use crate::scan::FormError;
use crate::testing::{Play, Scenario, rng};
use crate::trustee::VerifiedTrustees;

fn at(owner: u32) -> TrusteeIndex {
    TrusteeIndex::new(owner).unwrap()
}

fn digest(text: &str) -> Digest {
    Digest::of(text.as_bytes())
}

fn the_lot<G: Group>() -> Lot<G> {
    Lot::new(digest("setup"), digest("head"))
}

/// An election of one single trustee and a group of three, two of whom are needed.
fn the_play<G: Group>() -> Play<G> {
    Play::begin(Scenario::new(G::ID, 5).trustees(1, &[(2, 3)]))
}

fn share<G: Group>(play: &Play<G>, lot: &Lot<G>, owner: u32) -> LotShare<G> {
    open(lot, at(owner), &play.secrets[at(owner).position()], &mut rng(owner.into()))
}

fn document<G: Group>(play: &Play<G>, lot: &Lot<G>, owners: &[u32]) -> LotDocument<G> {
    let mut document = LotDocument::new(lot);
    owners.iter().for_each(|owner| document.insert(share(play, lot, *owner)).unwrap());
    document
}

fn trustees<G: Group>(play: &Play<G>) -> &VerifiedTrustees<G> {
    play.board.trustees()
}

fn verify<G: Group>(play: &Play<G>, document: &LotDocument<G>) -> Result<VerifiedLotValue, LotValueError> {
    document.verify(trustees(play), &the_lot())
}

fn check_base<G: Group>(expected: &str) {
    let lot = the_lot::<G>();
    assert!(lot.base().to_text().starts_with(expected), "{}", lot.base());
    assert_eq!(Element::parse(lot.base().to_text().as_bytes()), Ok(*lot.base()));
    for other in [
        Lot::<G>::new(digest("other"), lot.head()),
        Lot::new(lot.setup(), digest("other")),
        Lot::new(lot.head(), lot.setup()),
    ] {
        assert_ne!(other.base(), lot.base());
    }
}

#[test]
fn the_base_is_a_hash_of_group_setup_and_head() {
    // Computed with another implementation, in Python.
    check_base::<Ed25519>("4307842008489e3fa9b2e12982c8a4ae6b680a3df6e73624a8cc30886d154df6");
    check_base::<Belenios2048>("1646630448329846529756782460129760881704");
    check_base::<Rfc3526>("2692678617607939592950831427181872273758");
}

fn check_uniqueness<G: Group>(choices: &[&[u32]]) {
    let (play, lot) = (the_play::<G>(), the_lot::<G>());
    let x = |owner: u32| *play.secrets[at(owner).position()].scalar();
    let members = [at(1), at(2)];
    let of_group = x(2) * lagrange(&members, at(1)) + x(3) * lagrange(&members, at(2));
    let secret: Scalar<G> = x(1) + of_group;
    assert_eq!(Element::power_of_generator(&secret), *play.board.election().public_key());
    let expected = Element::<G>::of(G::pow(&lot.base().point, &secret.0)).to_text();
    for owners in choices {
        let value = verify(&play, &document(&play, &lot, owners)).unwrap();
        assert_eq!(value.bytes(), expected.as_bytes(), "{owners:?}");
        assert_eq!((value.setup(), value.head()), (lot.setup(), lot.head()));
    }
}

#[test]
fn whoever_opens_the_lot_it_is_the_same() {
    check_uniqueness::<Ed25519>(&[&[1, 2, 3], &[1, 2, 4], &[1, 3, 4], &[4, 3, 2, 1]]);
    check_uniqueness::<Belenios2048>(&[&[1, 2, 4], &[1, 3, 4]]);
    check_uniqueness::<Rfc3526>(&[&[1, 2, 4]]);
}

#[test]
fn another_board_has_another_value() {
    let (play, lot) = (the_play::<Ed25519>(), the_lot());
    let value = |lot: &Lot<Ed25519>| {
        document(&play, lot, &[1, 2, 3]).verify(trustees(&play), lot).unwrap().into_bytes()
    };
    let values = [
        value(&lot),
        value(&Lot::new(lot.setup(), digest("other"))),
        value(&Lot::new(digest("other"), lot.head())),
    ];
    assert!(values[0] != values[1] && values[0] != values[2] && values[1] != values[2]);
}

#[test]
fn a_document_has_one_form() {
    let (play, lot) = (the_play::<Ed25519>(), the_lot());
    let document = document(&play, &lot, &[1, 2, 4]);
    let text = String::from_utf8(document.to_bytes()).unwrap();
    assert_eq!(LotDocument::parse(text.as_bytes()), Ok(document));
    for (found, other) in [
        ("v1\"", "v2\""),
        ("{\"format\"", "{ \"format\""),
        ("\"owner\":1", "\"owner\":0"),
        ("\"owner\":1", "\"owner\":01"),
        ("\"owner\":1", "\"owner\":4294967297"),
        ("\"shares\"", "\"values\""),
        ("]}", "]}\n"),
        ("]}", "],\"more\":1}"),
    ] {
        let bad = text.replacen(found, other, 1);
        let refused = LotDocument::<Ed25519>::parse(bad.as_bytes());
        assert!(matches!(refused, Err(LotDocumentError::Wire(_))), "{bad}");
    }
    let order = |bad: String| LotDocument::<Ed25519>::parse(bad.as_bytes());
    let twice = text.replace("\"owner\":2", "\"owner\":1");
    assert_eq!(order(twice), Err(LotDocumentError::Order { owner: at(1) }));
    let backwards = text.replace("\"owner\":1", "\"owner\":3");
    assert_eq!(order(backwards), Err(LotDocumentError::Order { owner: at(2) }));
    let empty = LotDocument::<Ed25519>::parse(b"");
    let expected = FormError { at: 0, expected: "{\"format\":\"kenes/lot/v1\",\"setup\":" };
    assert_eq!(empty, Err(LotDocumentError::Wire(expected.into())));
}

#[test]
fn no_byte_of_a_document_can_be_changed() {
    let (play, lot) = (the_play::<Ed25519>(), the_lot::<Ed25519>());
    let bytes = document(&play, &lot, &[1, 2, 4]).to_bytes();
    let value =
        |bytes: &[u8]| LotDocument::parse(bytes).ok().and_then(|document| verify(&play, &document).ok());
    assert!(value(&bytes).is_some());
    for place in 0..bytes.len() {
        let mut changed = bytes.clone();
        // Another digit for a digit, another letter for a letter.
        changed[place] ^= 1;
        assert_eq!(value(&changed), None, "byte {place}");
    }
}

#[test]
fn each_fault_names_its_trustee() {
    let (play, lot) = (the_play::<Ed25519>(), the_lot::<Ed25519>());
    let with = |change: &dyn Fn(&mut Vec<LotShare<Ed25519>>)| {
        let mut shares = document(&play, &lot, &[1, 2, 4]).shares().to_vec();
        change(&mut shares);
        let mut document = LotDocument::new(&lot);
        shares.into_iter().for_each(|share| document.insert(share).unwrap());
        verify(&play, &document)
    };
    let proof = |owner| Err(LotValueError::Proof { owner: at(owner) });
    assert!(with(&|_| {}).is_ok());
    // Somebody else's share, the same share under another name, two that compensate each other.
    assert_eq!(with(&|shares| shares[1].value = shares[2].value), proof(2));
    assert_eq!(with(&|shares| shares[1].owner = at(3)), proof(3));
    assert_eq!(with(&|shares| shares[1].proof = shares[2].proof), proof(2));
    let g = Ed25519::generator;
    assert_eq!(
        with(&|shares| {
            shares[1].value = Element::of(Ed25519::mul(&shares[1].value.point, &g()));
            shares[2].value = Element::of(Ed25519::mul(&shares[2].value.point, &Ed25519::inverse(&g())));
        }),
        proof(2)
    );
    assert_eq!(
        with(&|shares| shares[2].owner = at(5)),
        Err(LotValueError::UnknownOwner { owner: at(5), trustees: 4 })
    );
    assert_eq!(
        with(&|shares| shares.truncate(2)),
        Err(LotValueError::TooFew { first: at(2), last: at(4), needed: 2, supplied: 1 })
    );
    assert_eq!(
        with(&|shares| shares.retain(|share| share.owner != at(1))),
        Err(LotValueError::Missing { owner: at(1) })
    );
    // A false share too many is refused as well.
    let mut all = document(&play, &lot, &[1, 2, 3]);
    all.insert(LotShare { owner: at(4), ..share(&play, &lot, 1) }).unwrap();
    assert_eq!(verify(&play, &all), proof(4));
    assert_eq!(all.absent(trustees(&play)).collect::<Vec<_>>(), []);
    assert_eq!(document(&play, &lot, &[1, 3]).absent(trustees(&play)).collect::<Vec<_>>(), [at(2), at(4)]);
}

/// As in version 1 decryptions: commitments first, then the value that solves the equation.
#[test]
fn a_value_cannot_be_made_to_fit_a_proof() {
    let (play, lot) = (the_play::<Ed25519>(), the_lot::<Ed25519>());
    let x = play.secrets[0].scalar();
    let public_key = play.secrets[0].element();
    let honest = share(&play, &lot, 1).value;
    let nonce = Nonce::<Ed25519>::random(&mut rng(9));
    let a = Element::<Ed25519>::of(nonce.commit_generator());
    let shifted = Ed25519::mul(&nonce.commit(&lot.base.point), &Ed25519::generator());
    let b = Element::<Ed25519>::of(shifted);
    let mut text = lot.proof_text(at(1), &public_key, &honest);
    text.elements(&[a, b]);
    let proof = nonce.answer(x, text.challenge());
    let inverse = proof.challenge.invert();
    let minus = -(proof.response * inverse);
    let value = Ed25519::product_of_powers(&[(inverse.0, b.point), (minus.0, lot.base.point)]);
    let forged = LotShare { owner: at(1), value: Element::of(value), proof };
    assert_ne!(forged.value, honest);
    let mut document = document(&play, &lot, &[2, 3]);
    document.insert(forged).unwrap();
    assert_eq!(verify(&play, &document), Err(LotValueError::Proof { owner: at(1) }));
}

#[test]
fn a_share_is_for_one_lot() {
    let (play, lot) = (the_play::<Ed25519>(), the_lot::<Ed25519>());
    for other in [Lot::new(lot.setup(), digest("other")), Lot::new(digest("other"), lot.head())] {
        let found = document(&play, &other, &[1, 2, 3]);
        let expected = if other.setup() == lot.setup() {
            LotValueError::Head { found: other.head() }
        } else {
            LotValueError::Setup { found: other.setup() }
        };
        assert_eq!(verify(&play, &found), Err(expected));
        let mut moved = document(&play, &lot, &[1, 3]);
        moved.insert(share(&play, &other, 2)).unwrap();
        assert_eq!(verify(&play, &moved), Err(LotValueError::Proof { owner: at(2) }));
        assert_eq!(document(&play, &lot, &[1]).merge(found), Err(LotMergeError::OtherLot));
    }
}

#[test]
fn shares_are_collected_in_any_order() {
    let (play, lot) = (the_play::<Ed25519>(), the_lot::<Ed25519>());
    let mut collected = document(&play, &lot, &[4]);
    collected.merge(document(&play, &lot, &[1, 3])).unwrap();
    assert_eq!(collected, document(&play, &lot, &[1, 3, 4]));
    // The same share with another proof is no conflict, and does not replace the first.
    let again = open(&lot, at(3), &play.secrets[2], &mut rng(99));
    assert_ne!(again, share(&play, &lot, 3));
    collected.insert(again).unwrap();
    assert_eq!(collected, document(&play, &lot, &[1, 3, 4]));
    let mut other = document(&play, &lot, &[2]);
    other.insert(LotShare { owner: at(3), ..share(&play, &lot, 1) }).unwrap();
    assert_eq!(collected.merge(other), Err(LotMergeError::Conflict { owner: at(3) }));
    assert_eq!(collected, document(&play, &lot, &[1, 3, 4]));
}

fn check_bytes<G: Group>() {
    let play = Play::<G>::begin(Scenario::new(G::ID, 6).trustees(2, &[]));
    let lot = the_lot::<G>();
    let (election, trustees) = (play.board.election().bytes(), trustees(&play).trustees().to_bytes());
    let bytes = document(&play, &lot, &[1, 2]).to_bytes();
    let verify = |election: &[u8], trustees: &[u8], bytes: &[u8]| {
        verify_document(election, trustees, bytes, lot.setup(), lot.head())
    };
    let product = G::mul(&share(&play, &lot, 1).value.point, &share(&play, &lot, 2).value.point);
    let value = verify(election, &trustees, &bytes).unwrap();
    assert_eq!(value.into_bytes(), Element::<G>::of(product).to_text().into_bytes());
    let other = Play::<G>::begin(Scenario::new(G::ID, 7).trustees(2, &[]));
    let others = other.board.trustees().trustees().to_bytes();
    assert_eq!(verify(election, &others, &bytes), Err(LotError::OtherTrustees));
    let election_of_others = other.board.election().bytes();
    let proof = LotValueError::Proof { owner: at(1) };
    assert_eq!(verify(election_of_others, &others, &bytes), Err(LotError::Value(proof)));
    assert!(matches!(verify(b"{}", &trustees, &bytes), Err(LotError::Election(_))));
    assert!(matches!(verify(election, b"{}", &bytes), Err(LotError::TrusteeForm(_))));
    assert!(matches!(verify(election, &trustees, b"{}"), Err(LotError::Document(_))));
    let head = verify_document(election, &trustees, &bytes, lot.setup(), lot.setup());
    assert_eq!(head, Err(LotError::Value(LotValueError::Head { found: lot.head() })));
    let one = document(&play, &lot, &[2]).to_bytes();
    let missing = LotValueError::Missing { owner: at(1) };
    assert_eq!(verify(election, &trustees, &one), Err(LotError::Value(missing)));
}

#[test]
fn bytes_alone_are_enough_in_every_group() {
    for group in GroupId::ALL {
        crate::with_group!(group, G => check_bytes::<G>());
    }
}

#[test]
fn elements_outside_the_group_are_refused() {
    let (play, lot) = (the_play::<Ed25519>(), the_lot::<Ed25519>());
    let text = String::from_utf8(document(&play, &lot, &[1, 2, 3]).to_bytes()).unwrap();
    let value = share(&play, &lot, 1).value.to_text();
    // The point of order 2.
    let small = "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec";
    let bad = text.replace(&value, small);
    let refused = LotDocument::<Ed25519>::parse(bad.as_bytes());
    assert!(matches!(refused, Err(LotDocumentError::Wire(WireError::Element { .. }))));
}
