//! Charters that come with the program.

/// A charter that comes with the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// A house or a club: one secretary, and three trustees of whom two decrypt.
    House,
    /// A team that approves of candidates instead of ranking them; else the same.
    Team,
    /// One secretary, who is registrar and trustee.
    Small,
    /// A workplace: three registrars and three trustees, two of each needed.
    Workplace,
    /// A neighbourhood: the same, and a member who vouches for each new one.
    Neighbourhood,
}

impl Preset {
    /// Every one.
    pub const ALL: &'static [Self] =
        &[Self::House, Self::Team, Self::Small, Self::Workplace, Self::Neighbourhood];

    /// Those that one founder can begin alone.
    pub const ALONE: &'static [Self] = &[Self::House, Self::Team, Self::Small];

    /// Its word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::House => "house",
            Self::Team => "team",
            Self::Small => "small",
            Self::Workplace => "workplace",
            Self::Neighbourhood => "neighbourhood",
        }
    }

    /// The charter, in canonical JSON.
    pub fn charter(self) -> &'static str {
        let text = match self {
            Self::House => include_str!("../presets/house.json"),
            Self::Team => include_str!("../presets/team.json"),
            Self::Small => include_str!("../presets/small.json"),
            Self::Workplace => include_str!("../presets/workplace.json"),
            Self::Neighbourhood => include_str!("../presets/neighbourhood.json"),
        };
        text.trim_end()
    }

    /// The messages with the names of its bodies.
    pub const fn bodies(self) -> &'static [&'static str] {
        match self {
            Self::House | Self::Team | Self::Small => &["web-body-council", "web-body-secretary"],
            Self::Workplace | Self::Neighbourhood => &["web-body-council", "web-body-registrars"],
        }
    }

    /// The message with its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::House => "web-preset-house",
            Self::Team => "web-preset-team",
            Self::Small => "web-preset-small",
            Self::Workplace => "web-preset-workplace",
            Self::Neighbourhood => "web-preset-neighbourhood",
        }
    }

    /// The message that says for whom it is.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::House => "web-preset-house-for",
            Self::Team => "web-preset-team-for",
            Self::Small => "web-preset-small-for",
            Self::Workplace => "web-preset-workplace-for",
            Self::Neighbourhood => "web-preset-neighbourhood-for",
        }
    }
}
