//! What acts and their fields are called, for the page on which they are signed. A device reads an act itself and looks its
//! words up here.

/// The types of acts that members sign, with the message that says what whoever signs does.
pub const ACTS: &[(&str, &str)] = &[
    ("blob.withdrawn", "web-act-blob-withdrawn"),
    ("candidacy.filed", "web-act-candidacy-filed"),
    ("candidacy.withdrawn", "web-act-candidacy-withdrawn"),
    ("charter.amended", "web-act-charter-amended"),
    ("charter.genesis", "web-act-charter-genesis"),
    ("codes.reprinted", "web-act-codes-reprinted"),
    ("election.archived", "web-act-election-archived"),
    ("election.called", "web-act-election-called"),
    ("election.rehearsed", "web-act-election-rehearsed"),
    ("election.setup", "web-act-election-setup"),
    ("election.tallied", "web-act-election-tallied"),
    ("enrol.committed", "web-act-enrol-committed"),
    ("enrol.withdrawn", "web-act-enrol-withdrawn"),
    ("key.bound", "web-act-key-bound"),
    ("key.recovered", "web-act-key-recovered"),
    ("key.recovery_opened", "web-act-key-recovery-opened"),
    ("key.recovery_vetoed", "web-act-key-recovery-vetoed"),
    ("key.rotated", "web-act-key-rotated"),
    ("lot.opened", "web-act-lot-opened"),
    ("motion.filed", "web-act-motion-filed"),
    ("motion.withdrawn", "web-act-motion-withdrawn"),
    ("petition.endorsed", "web-act-petition-endorsed"),
    ("petition.opened", "web-act-petition-opened"),
    ("policy.set", "web-act-policy-set"),
    ("resolution.adopted", "web-act-resolution-adopted"),
    ("rollcall.closed", "web-act-rollcall-closed"),
    ("rollcall.opened", "web-act-rollcall-opened"),
    ("rollcall.voted", "web-act-rollcall-voted"),
    ("rules.adopted", "web-act-rules-adopted"),
    ("seat.accepted", "web-act-seat-accepted"),
    ("seat.declined", "web-act-seat-declined"),
    ("seat.resigned", "web-act-seat-resigned"),
];

/// The fields of these acts.
pub const FIELDS: &[(&str, &str)] = &[
    ("act", "web-field-act"),
    ("archive", "web-field-archive"),
    ("backed", "web-field-backed"),
    ("blob", "web-field-blob"),
    ("body", "web-field-body"),
    ("candidacy", "web-field-candidacy"),
    ("cause", "web-field-cause"),
    ("charter", "web-field-charter"),
    ("closes", "web-field-closes"),
    ("collectors", "web-field-collectors"),
    ("commitment", "web-field-commitment"),
    ("constituency", "web-field-constituency"),
    ("count", "web-field-count"),
    ("counting", "web-field-counting"),
    ("credential", "web-field-credential"),
    ("credentials", "web-field-credentials"),
    ("custody", "web-field-custody"),
    ("data", "web-field-data"),
    ("decision", "web-field-decision"),
    ("election", "web-field-election"),
    ("eligible", "web-field-eligible"),
    ("enrol", "web-field-enrol"),
    ("founders", "web-field-founders"),
    ("freeze", "web-field-freeze"),
    ("grace", "web-field-grace"),
    ("header", "web-field-header"),
    ("interests", "web-field-interests"),
    ("key", "web-field-key"),
    ("list", "web-field-list"),
    ("member", "web-field-member"),
    ("motion", "web-field-motion"),
    ("next", "web-field-next"),
    ("nominations", "web-field-nominations"),
    ("opens", "web-field-opens"),
    ("order", "web-field-order"),
    ("paper", "web-field-paper"),
    ("petition", "web-field-petition"),
    ("policy", "web-field-policy"),
    ("proofs", "web-field-proofs"),
    ("proposal", "web-field-proposal"),
    ("purpose", "web-field-purpose"),
    ("questions", "web-field-questions"),
    ("recovery", "web-field-recovery"),
    ("registrars", "web-field-registrars"),
    ("result", "web-field-result"),
    ("rollcall", "web-field-rollcall"),
    ("rules", "web-field-rules"),
    ("seat", "web-field-seat"),
    ("seats", "web-field-seats"),
    ("server", "web-field-server"),
    ("setup", "web-field-setup"),
    ("small", "web-field-small"),
    ("statement", "web-field-statement"),
    ("subject", "web-field-subject"),
    ("text", "web-field-text"),
    ("threshold", "web-field-threshold"),
    ("token", "web-field-token"),
    ("trustees", "web-field-trustees"),
    ("vote", "web-field-vote"),
];

/// The words that stand in these fields, as `field/word`.
pub const CODES: &[(&str, &str)] = &[
    ("count/countback", "web-word-countback"),
    ("count/first", "web-word-first"),
    ("count/recount", "web-word-recount"),
    ("counting/approval", "count-rule-approval"),
    ("counting/dhondt", "count-rule-dhondt"),
    ("counting/equal_shares", "count-rule-equal-shares"),
    ("counting/plurality", "count-rule-plurality"),
    ("counting/sainte_lague", "count-rule-sainte-lague"),
    ("counting/schulze", "count-rule-schulze"),
    ("counting/stv_meek", "count-rule-meek-prf"),
    ("counting/stv_scottish", "count-rule-scottish-stv"),
    ("counting/yes_no", "web-rule-yes-no"),
    ("custody/custodial", "web-word-custodial"),
    ("custody/own", "web-word-own"),
    ("purpose/appeal", "web-word-appeal"),
    ("purpose/budget", "web-word-budget"),
    ("purpose/by_election", "web-purpose-by-election"),
    ("purpose/charter", "web-purpose-charter"),
    ("purpose/initiative", "web-word-initiative"),
    ("purpose/office", "web-word-office"),
    ("purpose/recall", "web-word-recall"),
    ("purpose/referendum", "web-purpose-referendum"),
    ("purpose/seats", "web-purpose-seats"),
    ("purpose/trial", "web-purpose-trial"),
    ("subject/budget", "web-word-on-budget"),
    ("subject/charter", "web-word-on-charter"),
    ("subject/peer", "web-word-on-peer"),
    ("subject/policy", "web-word-on-policy"),
    ("subject/procedure", "web-word-on-procedure"),
    ("subject/rules", "web-word-on-rules"),
    ("subject/text", "web-word-on-text"),
    ("vote/abstain", "web-word-abstain"),
    ("vote/against", "web-word-against"),
    ("vote/for", "web-word-for"),
];

/// What else is said of the values of fields. A number stands for `%`.
pub const SAID: &[(&str, &str)] = &[
    ("no", "web-no"),
    ("none", "web-sign-none"),
    ("own", "web-sign-own"),
    ("print", "web-sign-fingerprint"),
    ("yes", "web-yes"),
];

/// The modules that a browser runs, and what each does.
pub const MODULES: &[(&str, &str)] = &[
    ("ballot.wasm", "web-module-ballot"),
    ("person.wasm", "web-module-person"),
    ("trustee.wasm", "web-module-trustee"),
    ("auditor.wasm", "web-module-auditor"),
];

#[cfg(test)]
mod tests {
    use kenes_record::act::{ActType, Kind};

    use super::*;

    #[test]
    fn every_field_of_these_acts_has_its_word() {
        for (name, _) in ACTS {
            let act_type = ActType::of_name(name).unwrap();
            for field in act_type.fields() {
                assert!(FIELDS.iter().any(|(known, _)| *known == field.name), "{name}: {}", field.name);
            }
        }
    }

    #[test]
    fn every_word_of_these_fields_is_in_messages() {
        for (name, _) in ACTS {
            for field in ActType::of_name(name).unwrap().fields() {
                let Kind::Code(words) = field.kind else { continue };
                for word in words {
                    let key = format!("{}/{word}", field.name);
                    assert!(CODES.iter().any(|(known, _)| *known == key), "{name}: {key}");
                }
            }
        }
    }

    #[test]
    fn every_module_is_told() {
        let modules = crate::assets::all().iter().filter(|asset| asset.name.ends_with(".wasm"));
        let names: Vec<&str> = modules.map(|asset| asset.name).collect();
        assert_eq!(names.len(), MODULES.len());
        assert!(MODULES.iter().all(|(name, _)| names.contains(name)), "{names:?}");
    }
}
