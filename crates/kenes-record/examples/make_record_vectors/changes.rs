//! Acts with one change of their text each, from the table `changes.txt`.

use kenes_record::act::{ActType, Holder, MAX_LINE};
use kenes_record::testing::{key, signers};
use serde_json::Value;

use super::Acts;
use super::lines::{line, note};

impl Acts {
    /// The acts of the table.
    pub fn changed(&mut self) {
        let rows = include_str!("changes.txt").lines();
        for row in rows.filter(|row| !row.is_empty() && !row.starts_with('#')) {
            let columns: Vec<&str> = row.split('|').map(str::trim).collect();
            let [name, error, what, act_type, from, to] = columns[..] else {
                unreachable!("six columns: {row}")
            };
            let act_type = ActType::of_name(act_type).unwrap();
            let text = self.text(act_type);
            let (from, to) = (self.fill(act_type, from), self.fill(act_type, to));
            assert_eq!(text.matches(&from).count(), 1, "{name}: {from} is not once in {text}");
            let text = text.replace(&from, &to);
            let signers = signers(act_type.profile());
            let mut lines: Vec<String> = signers.iter().map(|signer| line(text.as_bytes(), signer)).collect();
            lines.sort();
            self.refuse(name, error, what, note(text.as_bytes(), &lines));
        }
    }

    /// What is no text of an act at all.
    pub fn texts(&mut self) {
        let member = key(Holder::Member, 0);
        let signed = |text: &[u8]| note(text, &[line(text, &member)]);
        self.refuse("not-object", "not-object", "an array", signed(b"kenes/act/v1\n[]\n"));
        let bytes = signed(b"kenes/act/v1\n\"\xff\"\n");
        self.refuse("invalid-utf-8", "not-text", "a byte that no UTF-8 has", bytes);
        let checkpoint = self.world.checkpoint(7).note().to_bytes();
        self.refuse("checkpoint", "lines", "a checkpoint", checkpoint);
    }

    /// A column of the table with its marks replaced.
    fn fill(&self, act_type: ActType, column: &str) -> String {
        let digests = vec![self.value(act_type, "election"); 65].join(",");
        let mut text = column.to_owned();
        for (mark, meaning) in [
            ("<LF>", "\n"),
            ("<CR>", "\r"),
            ("<TAB>", "\t"),
            ("<SP>", " "),
            ("<NUL>", "\0"),
            ("<SOH>", "\u{1}"),
            ("<BOM>", "\u{feff}"),
            ("<LONG>", &"x".repeat(MAX_LINE)),
            ("<65>", &digests),
        ] {
            text = text.replace(mark, meaning);
        }
        for name in [
            "at", "by", "log", "seen", "body", "election", "tracker", "key", "previous", "closes", "order",
            "trustees",
        ] {
            if text.contains(&format!("{{{name}")) {
                let value = self.value(act_type, name);
                let bare = value.trim_matches('"');
                text = text.replace(&format!("{{{name}}}"), &value);
                text = text.replace(&format!("{{{name}.}}"), bare);
                text = text.replace(&format!("{{{name}^}}"), &bare.to_uppercase());
            }
        }
        text
    }

    /// The value of a field of the act, or else of a candidacy, as JSON.
    fn value(&self, act_type: ActType, name: &str) -> String {
        let objects = [act_type, ActType::CandidacyFiled].map(|act_type| {
            let object: Value = serde_json::from_str(self.text(act_type).lines().nth(1).unwrap()).unwrap();
            object
        });
        let found = objects.iter().find_map(|object| object.get(name).or_else(|| object["body"].get(name)));
        found.unwrap().to_string()
    }
}
