//! The people of the story: sixty members, their names, and what they want. All are made up.

/// The members of the workplace; the first three are the founders, the first two of them the registrars.
pub const WORKPLACE: [&str; 38] = [
    "Aigerim Nurlanova",
    "Bruno Teixeira",
    "Chiara Lombardi",
    "Daniyar Seitov",
    "Elena Petrova",
    "Farid Rahimi",
    "Grace Okafor",
    "Hana Kim",
    "Ivan Sokolov",
    "Joana Duarte",
    "Kenji Mori",
    "Lucía Romero",
    "Marat Zhakupov",
    "Nadia Benali",
    "Oleh Kovalenko",
    "Paula Santos",
    "Quang Tran",
    "Rosa Jiménez",
    "Saule Bekova",
    "Tomás Herrera",
    "Ulrike Vogel",
    "Victor Mbeki",
    "Wanda Nowak",
    "Xenia Papadaki",
    "Yerlan Ospanov",
    "Zuzana Horák",
    "Andrés Molina",
    "Bianca Ferreira",
    "Cho Minji",
    "Dina Sadykova",
    "Emre Yıldız",
    "Fatou Diop",
    "Gabriel Costa",
    "Helga Lind",
    "Igor Melnyk",
    "Jin Park",
    "Karim Haddad",
    "Leyla Mammadli",
];

/// The members of the neighbourhood.
pub const NEIGHBOURHOOD: [&str; 22] = [
    "Madina Tulegenova",
    "Niko Virtanen",
    "Olga Smirnova",
    "Pedro Almeida",
    "Ramón Vega",
    "Sofia Lindqvist",
    "Tarek Mansour",
    "Ursula Brandt",
    "Valeria Conti",
    "Wei Chen",
    "Yulia Morozova",
    "Zhanar Iskakova",
    "Antonio Reyes",
    "Beatriz Lopes",
    "Carlos Mendoza",
    "Dmitri Volkov",
    "Eun-ji Lee",
    "Franz Huber",
    "Gulnara Abdieva",
    "Hugo Martins",
    "Inés Navarro",
    "Jakub Zieliński",
];

/// Numbers that look like chance and are the same each time, so that the story ends the same way.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below another (splitmix64).
    pub fn below(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let below = u64::try_from(below.max(1)).unwrap_or(1);
        usize::try_from((mixed ^ (mixed >> 31)) % below).unwrap_or(0)
    }

    /// A ranking: for each candidate the place that the voter gives, from 1; 0 for none. Candidates whom many like come
    /// early in many rankings, as in life.
    pub fn ranking(&mut self, candidates: usize) -> Vec<u8> {
        let mut left: Vec<usize> = (0..candidates).collect();
        let length = self.below(5).saturating_add(4).min(candidates);
        let mut ranks = vec![0; candidates];
        for rank in (1..).take(length) {
            // The smaller of two draws: the first candidates are the more popular.
            let place = self.below(left.len()).min(self.below(left.len()));
            if place < left.len()
                && let Some(found) = ranks.get_mut(left.remove(place))
            {
                *found = rank;
            }
        }
        ranks
    }

    /// Which candidates a voter approves of: 1 or 0 for each.
    pub fn approvals(&mut self, candidates: usize) -> Vec<u8> {
        (0..candidates).map(|_| u8::from(self.below(5) < 2)).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn there_are_sixty_people_with_names_of_their_own() {
        let names: BTreeSet<&str> = WORKPLACE.into_iter().chain(NEIGHBOURHOOD).collect();
        assert_eq!(names.len(), 60);
    }

    #[test]
    fn rankings_are_rankings() {
        let mut chance = Chance::new(1);
        for candidates in 1..12 {
            let ranks = chance.ranking(candidates);
            let mut given: Vec<u8> = ranks.iter().copied().filter(|rank| *rank > 0).collect();
            given.sort_unstable();
            assert!(
                !given.is_empty() && given.iter().copied().eq(1..=u8::try_from(given.len()).unwrap()),
                "{ranks:?}"
            );
        }
    }
}
