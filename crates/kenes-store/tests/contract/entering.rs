//! The promises about visits, links and counters.

use kenes_record::Hash;
use kenes_store::private::{
    Counters, FormToken, Link, LinkId, Links, PersonId, PrivateStore, RedeemError, Visit, VisitId, Visits,
};

use crate::private_data::person;

pub fn visit(number: u8, person: Option<u8>, ends: i64) -> Visit {
    Visit {
        id: VisitId::of_cookie(&[number; 32]),
        person: person.map(|number| PersonId([number; 16])),
        token: FormToken::new([number.wrapping_add(100); 32]),
        made: 1,
        seen: 1,
        ends,
    }
}

pub fn link(number: u8, person: Option<u8>, ends: i64) -> Link {
    Link {
        id: LinkId::of_secret(&[number; 32]),
        purpose: "enter".parse().unwrap(),
        person: person.map(|number| PersonId([number; 16])),
        made: 1,
        ends,
        used: None,
    }
}

pub async fn a_visit_goes_on_until_it_ends(store: impl PrivateStore + Visits) {
    store.put_person(&person(1)).await.unwrap();
    store.put_visit(&visit(1, Some(1), 10)).await.unwrap();
    store.put_visit(&visit(2, None, 10)).await.unwrap();
    assert!(store.put_visit(&visit(3, Some(9), 10)).await.is_err());
    assert!(store.put_visit(&visit(1, None, 10)).await.is_err());
    let id = visit(1, None, 0).id;
    let found = store.visit(id, 9).await.unwrap().unwrap();
    assert_eq!((found.person, found.made, found.seen, found.ends), (Some(PersonId([1; 16])), 1, 1, 10));
    assert!(found.token.is(&[101; 32]) && !found.token.is(&[1; 32]) && !found.token.is(&[101; 31]));
    assert!(!format!("{found:?}").contains("101"));
    assert!(store.visit(id, 10).await.unwrap().is_none());
    assert!(store.visit_seen(id, 9, 20).await.unwrap());
    let found = store.visit(id, 19).await.unwrap().unwrap();
    assert_eq!((found.seen, found.ends), (9, 20));
    assert!(!store.visit_seen(id, 20, 30).await.unwrap());
    assert!(store.visit(VisitId::of_cookie(&[8; 32]), 0).await.unwrap().is_none());
}

pub async fn visits_are_ended_and_forgotten(store: impl PrivateStore + Visits) {
    store.put_person(&person(1)).await.unwrap();
    for (number, of, ends) in [(1, Some(1), 9), (2, Some(1), 9), (3, None, 5), (4, None, 9)] {
        store.put_visit(&visit(number, of, ends)).await.unwrap();
    }
    let id = |number| visit(number, None, 0).id;
    assert_eq!(store.forget_visits(5).await.unwrap(), 1);
    assert!(store.visit(id(3), 0).await.unwrap().is_none());
    assert!(store.end_visit(id(4)).await.unwrap());
    assert!(!store.end_visit(id(4)).await.unwrap());
    assert_eq!(store.end_visits_of(PersonId([1; 16])).await.unwrap(), 2);
    assert!(store.visit(id(1), 0).await.unwrap().is_none());
}

pub async fn a_link_is_used_once(store: impl PrivateStore + Links) {
    store.put_person(&person(1)).await.unwrap();
    let (first, second) = (link(1, Some(1), 10), link(2, None, 10));
    store.put_link(&first).await.unwrap();
    store.put_link(&second).await.unwrap();
    assert!(store.put_link(&first).await.is_err());
    assert!(store.put_link(&link(3, Some(9), 10)).await.is_err());
    assert_eq!(store.link(first.id).await.unwrap(), Some(first.clone()));
    assert_eq!(store.link(first.id).await.unwrap(), Some(first.clone()), "looking uses nothing up");
    assert_eq!(store.redeem_link(first.id, 9).await.unwrap(), Link { used: Some(9), ..first.clone() });
    assert!(matches!(store.redeem_link(first.id, 9).await, Err(RedeemError::Used { at: 9 })));
    assert!(matches!(store.redeem_link(second.id, 10).await, Err(RedeemError::Ended { ends: 10 })));
    assert!(matches!(store.redeem_link(link(3, None, 0).id, 0).await, Err(RedeemError::Unknown)));
    assert_eq!(store.link(second.id).await.unwrap().unwrap().used, None);
}

pub async fn one_of_many_redeems_a_link(store: impl Links + Clone) {
    for round in 0..8 {
        store.put_link(&link(round, None, 100)).await.unwrap();
        let tries: Vec<_> = (1..=8)
            .map(|at| {
                let store = store.clone();
                tokio::spawn(async move { store.redeem_link(link(round, None, 0).id, at).await })
            })
            .collect();
        let mut winners = Vec::new();
        for redeemed in tries {
            match redeemed.await.unwrap() {
                Ok(link) => winners.push(link),
                Err(error) => assert!(matches!(error, RedeemError::Used { .. }), "{error}"),
            }
        }
        assert_eq!(winners.len(), 1);
        assert_eq!(store.link(winners[0].id).await.unwrap().unwrap(), winners[0]);
    }
}

pub async fn links_are_cancelled_and_forgotten(store: impl PrivateStore + Links) {
    store.put_person(&person(1)).await.unwrap();
    for (number, ends) in [(1, 5), (2, 9), (3, 9)] {
        store.put_link(&link(number, Some(1), ends)).await.unwrap();
    }
    let other = Link { purpose: "trustee".parse().unwrap(), ..link(4, Some(1), 9) };
    store.put_link(&other).await.unwrap();
    store.redeem_link(link(3, None, 0).id, 1).await.unwrap();
    assert_eq!(store.forget_links(6).await.unwrap(), 1);
    let cancelled = store.cancel_links(PersonId([1; 16]), &link(1, None, 0).purpose).await.unwrap();
    assert_eq!(cancelled, 1, "neither the used one nor the other purpose's");
    assert!(store.link(other.id).await.unwrap().is_some());
    assert!(store.link(link(3, None, 0).id).await.unwrap().is_some());
}

pub async fn tries_are_counted_by_period(store: impl Counters) {
    let (one, other) = (Hash::of(b"1"), Hash::of(b"2"));
    for number in 1..4 {
        assert_eq!(store.count(one, 60).await.unwrap(), number);
    }
    assert_eq!(store.count(other, 60).await.unwrap(), 1);
    assert_eq!(store.count(one, 120).await.unwrap(), 1);
    assert_eq!(store.forget_counts(120).await.unwrap(), 2);
    assert_eq!(store.count(one, 60).await.unwrap(), 1);
    assert_eq!(store.count(one, 120).await.unwrap(), 2);
}

pub async fn many_tries_at_once_are_all_counted(store: impl Counters + Clone) {
    let tries: Vec<_> = (0..20)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move { store.count(Hash::of(b"1"), 0).await.unwrap() })
        })
        .collect();
    let mut counts = Vec::new();
    for count in tries {
        counts.push(count.await.unwrap());
    }
    counts.sort_unstable();
    assert_eq!(counts, (1..=20).collect::<Vec<_>>());
}
