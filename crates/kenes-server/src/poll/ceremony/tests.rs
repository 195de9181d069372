//! The ceremony played by all of its trustees.

use kenes_belenios::pki::Seed;
use kenes_belenios::testing::rng;
use kenes_belenios::trustee::TrusteeSecretKey;

use super::*;

/// Plays the part that is a trustee's now.
fn play(ceremony: &Ceremony, index: TrusteeIndex, seed: &mut Option<Seed>) -> Vec<u8> {
    let rng = &mut rng(u64::from(index.get()));
    let certificates = |bytes: &[Vec<u8>]| {
        Certificates::<G>::verify(bytes.iter().map(|bytes| Certificate::import(bytes).unwrap()).collect())
            .unwrap()
    };
    match ceremony.part(index).unwrap() {
        Part::Key => TrusteeSecretKey::<G>::generate(rng).public_key(rng).to_bytes(),
        Part::Certificate { index, threshold } => {
            let (made, certificate) = Certificate::<G>::generate(threshold, index, rng).unwrap();
            *seed = Some(made);
            certificate.to_bytes()
        }
        Part::Deal { certificates: all } => {
            certificates(&all).deal(seed.as_ref().unwrap(), rng).unwrap().to_bytes()
        }
        Part::Check { certificates: all, vinput } => {
            let vinput = kenes_belenios::trustee::threshold::Vinput::import(&vinput).unwrap();
            certificates(&all).check_vinput(seed.as_ref().unwrap(), &vinput, rng).unwrap().1.to_bytes()
        }
        Part::Nothing => panic!("nothing to do for {index}"),
    }
}

#[test]
fn trustees_make_a_key_each_in_its_turn_whatever_the_order_and_the_restarts() {
    for (needed, size) in [(1, 1), (2, 3), (3, 3), (1, 2)] {
        let mut ceremony = Ceremony::new(needed, size).unwrap();
        let mut seeds: Vec<Option<Seed>> = (0..size).map(|_| None).collect();
        while let Some(index) = ceremony.turn().pop() {
            let place = usize::try_from(index.get() - 1).unwrap();
            let message = play(&ceremony, index, &mut seeds[place]);
            assert!(ceremony.receive(index, &message).unwrap());
            assert!(!ceremony.receive(index, &message).unwrap(), "the same again is no fault");
            ceremony = Ceremony::parse(&ceremony.to_bytes()).unwrap();
        }
        assert_eq!(ceremony.round(), Round::Done);
        let trustees = ceremony.trustees().unwrap().unwrap();
        assert_eq!(trustees.owners().count(), usize::try_from(size).unwrap());
        for (index, seed) in TrusteeIndex::all().zip(&seeds).filter(|_| size > 1) {
            let key = ceremony.decryption_key(index).unwrap().unwrap();
            let key = kenes_belenios::pki::EncryptedMessage::import(&key).unwrap();
            let public = trustees.key_of(index).unwrap();
            TrusteeSecretKey::<G>::open(seed.as_ref().unwrap(), &key, public).unwrap();
        }
    }
}

#[test]
fn whoever_is_at_fault_is_named_and_nothing_changes() {
    let mut ceremony = Ceremony::new(2, 3).unwrap();
    let places: Vec<_> = TrusteeIndex::all().take(4).collect();
    let [one, two, three, four] = places[..] else { panic!() };
    let mut seeds = [None, None, None];
    let first = play(&ceremony, one, &mut seeds[0]);
    assert!(matches!(ceremony.receive(two, &first), Err(CeremonyError::Certificate(_))));
    assert!(matches!(ceremony.receive(four, &first), Err(CeremonyError::NoTrustee { .. })));
    assert!(matches!(ceremony.receive(one, b"{}"), Err(CeremonyError::Form { index, .. }) if index == one));
    assert_eq!(ceremony.turn(), [one, two, three]);
    ceremony.receive(one, &first).unwrap();
    // Whoever lost the secret begins again, while the round is open.
    let (seed, certificate) = Certificate::<G>::generate(ceremony.threshold(), one, &mut rng(77)).unwrap();
    seeds[0] = Some(seed);
    assert!(ceremony.receive(one, &certificate.to_bytes()).unwrap());
    for (index, seed) in [two, three].into_iter().zip(&mut seeds[1..]) {
        let message = play(&ceremony, index, seed);
        ceremony.receive(index, &message).unwrap();
    }
    let dealt = play(&ceremony, two, &mut seeds[1]);
    assert!(matches!(ceremony.receive(one, &dealt), Err(CeremonyError::Polynomial(_))));
    ceremony.receive(two, &dealt).unwrap();
    assert_eq!(ceremony.turn(), [one, three]);
    assert!(ceremony.trustees().unwrap().is_none());
    assert!(Ceremony::parse(b"kenes/ceremony/v1 3 2\n").is_err() && Ceremony::parse(b"").is_err());
}
