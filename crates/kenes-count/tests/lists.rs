//! Lists: thresholds, the most seats of each, alliances, and the persons who take the seats.

#![expect(clippy::unwrap_used, reason = "tests")]

use kenes_count::lists::{Order, Person, Persons, minimum_of_group, seat, settle};
use kenes_count::{
    Apportionment, Candidate, Candidates, Contest, ContestError, CountError, Decimal, LotSeed, Rule, Terms,
    Votes,
};
use proptest::collection::vec;
use proptest::prelude::*;

fn contest(votes: &[u64], seats: u32) -> Contest {
    let names = ["Red", "Green", "Blue", "Grey", "Pink", "Gold"];
    let candidates = Candidates::new(names.iter().take(votes.len()).map(|name| (*name).to_owned())).unwrap();
    Contest::new(candidates, Votes::Totals(votes.to_vec()), seats).unwrap()
}

fn at(index: usize) -> Candidate {
    Candidate::new(index).unwrap()
}

fn given(rule: Rule, contest: &Contest) -> Apportionment {
    rule.count(contest, None).unwrap().apportionment.unwrap()
}

fn with(terms: Terms) -> Result<Contest, ContestError> {
    contest(&[50, 45, 4, 1], 10).with_terms(terms)
}

#[test]
fn who_is_below_the_threshold_is_given_nothing() {
    let percent = |units, places| Terms { threshold: Some(Decimal::new(units, places)), ..Terms::default() };
    for rule in [Rule::Dhondt, Rule::SainteLague, Rule::Hamilton] {
        // 4 of 100 votes are at least 4 %, and less than 4.1 %.
        let four = given(rule, &with(percent(4, 0)).unwrap());
        assert_eq!(four.below, [at(3)], "{rule}");
        let more = given(rule, &with(percent(41, 1)).unwrap());
        assert_eq!((more.below, more.seats), (vec![at(2), at(3)], vec![5, 5, 0, 0]), "{rule}");
        assert_eq!(rule.count(&with(percent(51, 0)).unwrap(), None), Err(CountError::NobodyReaches));
    }
    assert!(matches!(with(percent(1_001, 1)), Err(ContestError::Threshold { .. })));
    let scottish = Rule::Plurality.count(&with(percent(4, 0)).unwrap(), None);
    assert_eq!(scottish, Err(CountError::NoTerms { rule: Rule::Plurality }));
}

#[test]
fn nobody_has_more_than_the_maximum() {
    let maximum = Terms { maximum: Some(4), ..Terms::default() };
    let limited = given(Rule::Dhondt, &with(maximum.clone()).unwrap());
    assert_eq!(limited.seats, [4, 4, 2, 0]);
    let zero = Terms { maximum: Some(0), ..Terms::default() };
    assert!(matches!(with(zero), Err(ContestError::Maximum { .. })));
    let hamilton = Rule::Hamilton.count(&with(maximum).unwrap(), None);
    assert_eq!(hamilton, Err(CountError::NoTerms { rule: Rule::Hamilton }));
    // Seats that nobody may be given stay vacant.
    let one = Terms { maximum: Some(1), ..Terms::default() };
    assert_eq!(given(Rule::Dhondt, &with(one).unwrap()).seats, [1, 1, 1, 1]);
    // Of a list with two persons the other seats go on.
    let room = Terms { room: vec![2, 9, 9, 9], ..Terms::default() };
    assert_eq!(given(Rule::Dhondt, &with(room).unwrap()).seats, [2, 8, 0, 0]);
}

/// Alone 50, 25, 24, 22 and 16.7 are the largest quotients; together the others have 51, and so 51, 25.5 and 17 among them.
#[test]
fn alliances_are_counted_as_one_first() {
    let of = |alliances| contest(&[50, 24, 22, 5], 5).with_terms(Terms { alliances, ..Terms::default() });
    assert_eq!(given(Rule::Dhondt, &of(vec![]).unwrap()).seats, [3, 1, 1, 0]);
    let allied = given(Rule::Dhondt, &of(vec![vec![at(1), at(2), at(3)]]).unwrap());
    assert_eq!(allied.seats, [2, 2, 1, 0]);
    let [alliance] = allied.alliances.as_slice() else { unreachable!("one alliance") };
    assert_eq!((alliance.votes, alliance.seats, alliance.awards.len()), (51, 3, 3));
    for wrong in [vec![vec![at(1)]], vec![vec![at(1), at(2)], vec![at(2), at(3)]], vec![vec![at(1), at(9)]]] {
        assert!(matches!(of(wrong), Err(ContestError::Alliance { .. })));
    }
    let minimum = contest(&[50, 24], 5).with_minimum(1).unwrap();
    let alliances = Terms { alliances: vec![vec![at(0), at(1)]], ..Terms::default() };
    let minimum = minimum.with_terms(alliances).unwrap();
    assert_eq!(Rule::Dhondt.count(&minimum, None), Err(CountError::NoTerms { rule: Rule::Dhondt }));
}

/// Men are lower case, women upper case.
fn list(letters: &str) -> Vec<Person> {
    let person = |letter: char| Person { name: letter.into(), votes: 0, is_of_group: letter.is_uppercase() };
    letters.chars().map(person).collect()
}

fn seated(votes: &[u64], seats: u32, lists: &[&str], at_least: u32) -> Persons {
    let transcript = Rule::Dhondt.count(&contest(votes, seats), Some(&LotSeed::new([1; 32]))).unwrap();
    let lists: Vec<Vec<Person>> = lists.iter().map(|letters| list(letters)).collect();
    seat(&transcript, &lists, Order::OfList, at_least, Some(&LotSeed::new([1; 32]))).unwrap()
}

fn letters(persons: &Persons) -> String {
    persons.seated.iter().map(|seated| seated.person.name.as_str()).collect()
}

/// 62, 31, 30, 20.7 and 15.5: Red has four seats, Green one.
#[test]
fn seats_jump_to_the_group() {
    let votes = [62, 30, 8];
    // Nothing to do.
    assert_eq!(letters(&seated(&votes, 5, &["abcde", "fGH", "i"], 0)), "abcdf");
    // Within the list: the last of the men, in whose place the next woman of the same list comes.
    let within = seated(&votes, 5, &["abcdEF", "fGH", "i"], 1);
    assert_eq!((letters(&within).as_str(), within.jumps.len()), ("abcEf", 1));
    // Again: 20.7 is now the lowest of a man.
    assert_eq!(letters(&seated(&votes, 5, &["abcdEF", "fGH", "i"], 2)), "abEFf");
    // Red has no women: its lowest seats go to Green, for the quotients 15 and 10.
    let jumps = seated(&votes, 5, &["abcde", "fGH", "i"], 2);
    assert_eq!(letters(&jumps), "abfGH");
    let lists: Vec<(u32, u32)> =
        jumps.jumps.iter().map(|jump| (jump.from.0.number(), jump.to.0.number())).collect();
    assert_eq!(lists, [(1, 2), (1, 2)]);
    // Nobody has women any more: the seats stay.
    let short = seated(&votes, 5, &["abcde", "fG", "i"], 3);
    assert_eq!((letters(&short).as_str(), short.jumps.len(), short.at_least), ("abcfG", 1, 3));
    // A list with too few persons.
    assert_eq!(seated(&votes, 5, &["ab", "fG", "i"], 0).vacant, 2);
}

#[test]
fn a_seat_that_jumped_is_the_other_lists() {
    let transcript = Rule::Dhondt.count(&contest(&[62, 30, 8], 5), None).unwrap();
    let lists = ["abcde", "fGH", "i"].map(list);
    let settled = settle(transcript, &lists, Order::OfList, 2, None).unwrap();
    assert_eq!(settled.apportionment.unwrap().seats, [2, 3, 0]);
    assert_eq!(settled.persons.unwrap().seated.len(), 5);
}

#[test]
fn open_lists_go_by_votes() {
    let transcript = Rule::Dhondt.count(&contest(&[60, 40], 3), None).unwrap();
    let person = |name: &str, votes| Person { name: name.to_owned(), votes, is_of_group: false };
    let lists = [vec![person("a", 1), person("b", 5), person("c", 5)], vec![person("d", 0)]];
    let names = |order| letters(&seat(&transcript, &lists, order, 0, None).unwrap());
    assert_eq!((names(Order::OfList).as_str(), names(Order::ByVotes).as_str()), ("abd", "bcd"));
}

/// Section 5 of the ordinance: 63 women and 37 men, 9 seats: 37 ÷ 3 = 12.3 is the last but one.
#[test]
fn the_minimum_of_a_group_is_by_dhondt() {
    assert_eq!(
        (minimum_of_group(37, 63, 9), minimum_of_group(5, 95, 5), minimum_of_group(50, 50, 5)),
        (3, 0, 2)
    );
}

proptest! {
    /// The group has what it has to have, or no list has more of it; nobody sits twice; as many seats are filled.
    #[test]
    fn the_group_has_its_seats(
        votes in vec(1_u64..90, 2..5),
        lists in vec(vec(any::<bool>(), 3..9), 5),
        seats in 1_u32..8,
        at_least in 0_u32..8,
    ) {
        let people = |(number, marks): (usize, &Vec<bool>)| -> Vec<Person> {
            let person = |(place, is_of_group): (usize, &bool)| {
                Person { name: format!("{number}.{place}"), votes: 0, is_of_group: *is_of_group }
            };
            marks.iter().enumerate().map(person).collect()
        };
        let lists: Vec<Vec<Person>> = lists.iter().take(votes.len()).enumerate().map(people).collect();
        let seed = LotSeed::new([1; 32]);
        let transcript = Rule::Dhondt.count(&contest(&votes, seats), Some(&seed)).unwrap();
        let before = seat(&transcript, &lists, Order::OfList, 0, None).unwrap();
        let after = seat(&transcript, &lists, Order::OfList, at_least, Some(&seed)).unwrap();
        prop_assert_eq!(before.seated.len(), after.seated.len());
        let mut names: Vec<&str> = after.seated.iter().map(|seated| seated.person.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        prop_assert_eq!(names.len(), after.seated.len());
        let has = after.seated.iter().filter(|seated| seated.person.is_of_group).count();
        let of_group = lists.iter().flatten().filter(|person| person.is_of_group).count();
        let wanted = usize::try_from(at_least).unwrap().min(of_group).min(after.seated.len());
        prop_assert!(has >= wanted, "{has} of {wanted}");
    }
}
