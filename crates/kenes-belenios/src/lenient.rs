//! Lenient reading: structures whose JSON differs from the specification in form alone are rewritten into its one
//! form, which everything is then verified from.
//!
//! Tolerated are white space, another order of fields, needless escapes in strings, and counts written as strings or
//! as numbers. Unknown and repeated fields are not, and neither is any other writing of an element or a scalar: their
//! texts go through as they are. What cannot be rewritten is left as it was published, and the strict reader refuses
//! it. Hashes (names of records, φ, trackers) stay those of the published bytes, and so does the text of a signature:
//! messages inside certificates are not touched.
//!
//! Ballots are special, because their form is part of what keeps them from being cast twice: a ballot with a space
//! more is another record of the same vote. The peers write each ballot again, its answers in the order of fields
//! that they have, and refuse it when a byte differs (`NonCanonical` in release 3.3.0). So in ballots the order of
//! fields inside answers is tolerated and nothing else; the signature covers it, as it does in the peers.
//!
//! Events and the small structures that they refer to ([`crate::archive::SetupData`] and its like) have one form
//! always: they are the chain, and the peers refuse archives that differ from their own writing of it.

mod schema;

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use self::schema::Node::{self, Count, Free, Integer, Nested, Object, Text, TextOr};
use self::schema::{
    ANSWER, CREDENTIALS, DECRYPTION, ELECTION, MAX_NESTING, RESULT, SHUFFLE, TALLY, TRUSTEES,
};
use crate::archive::{Form, SizedTally, SurveyItem};
use crate::group::backend::Sink as _;
use crate::hash::Digest;
use crate::scan::{FormError, Scanner, parse_u64};
use crate::wire::{write_count, write_string};

/// Deepest nesting of a free value, as deep as the strict reader goes.
const MAX_DEPTH: usize = 32;

/// The election in the form to parse it from, unless that is the published one; its fingerprint is that of
/// `published` in any case.
pub(crate) fn election(form: Form, published: &[u8]) -> Option<Vec<u8>> {
    match form {
        Form::Strict => None,
        Form::Lenient => rewrite(&ELECTION, published),
    }
}

/// The ballot in the form to parse it from; its tracker and the hash that it signs are those of `published`, which
/// is as long.
pub(crate) fn ballot(form: Form, published: &[u8]) -> Cow<'_, [u8]> {
    match form {
        Form::Strict => Cow::Borrowed(published),
        Form::Lenient => rewrite_ballot(published).map_or(Cow::Borrowed(published), Cow::Owned),
    }
}

/// The item with its data in the form to parse them from, except for the election and ballots, where the published
/// bytes still matter ([`election`], [`ballot`]).
pub(crate) fn item(form: Form, item: SurveyItem) -> SurveyItem {
    if form == Form::Strict {
        return item;
    }
    match item {
        SurveyItem::Setup { election, trustees, credentials, setup } => SurveyItem::Setup {
            election,
            trustees: rewritten(&TRUSTEES, trustees),
            credentials: rewritten(&CREDENTIALS, credentials),
            setup,
        },
        SurveyItem::Tally { sized, bytes } => {
            let bytes = rewritten(&TALLY, bytes);
            // The survey found the tally by its hash; from here on the hash is that of the rewritten one.
            SurveyItem::Tally { sized: SizedTally { encrypted_tally: Digest::of(&bytes), ..sized }, bytes }
        }
        SurveyItem::Shuffle { owner, bytes } => {
            SurveyItem::Shuffle { owner, bytes: rewritten(&SHUFFLE, bytes) }
        }
        SurveyItem::Decryption { owner, bytes } => {
            SurveyItem::Decryption { owner, bytes: rewritten(&DECRYPTION, bytes) }
        }
        SurveyItem::Result { bytes } => SurveyItem::Result { bytes: rewritten(&RESULT, bytes) },
        SurveyItem::Ballot { .. } | SurveyItem::EndBallots | SurveyItem::EndShuffles => item,
    }
}

fn rewritten(node: &'static Node, published: Vec<u8>) -> Vec<u8> {
    rewrite(node, &published).unwrap_or(published)
}

/// The one form of a structure; none when more than its form differs.
fn rewrite(node: &'static Node, published: &[u8]) -> Option<Vec<u8>> {
    let mut rewriter = Rewriter { scan: Scanner::new(published), out: Vec::new(), compact: false };
    rewriter.node(node).and_then(|()| rewriter.end()).is_ok().then_some(rewriter.out)
}

fn rewrite_ballot(published: &[u8]) -> Option<Vec<u8>> {
    let mut scan = Scanner::new(published);
    for field in ["{\"election_uuid\":", ",\"election_hash\":", ",\"credential\":"] {
        scan.expect(field).ok()?;
        scan.plain().ok()?;
    }
    scan.expect(",\"answers\":").ok()?;
    let mut rewriter = Rewriter { out: scan.since(0).to_vec(), scan, compact: true };
    rewriter.node(&Nested(&ANSWER)).ok()?;
    let Rewriter { mut out, scan, compact: _ } = rewriter;
    out.put(scan.rest());
    Some(out)
}

/// Reads tolerantly and writes the one form.
struct Rewriter<'a> {
    scan: Scanner<'a>,
    out: Vec<u8>,
    /// White space and escapes are errors.
    compact: bool,
}

/// A field of an object: its place in the specification's order, and where it was written.
type Piece = (usize, core::ops::Range<usize>);

impl Rewriter<'_> {
    fn skip_space(&mut self) {
        while !self.compact && [" ", "\n", "\t", "\r"].iter().any(|space| self.scan.take(space)) {}
    }

    fn end(&mut self) -> Result<(), FormError> {
        self.skip_space();
        self.scan.end()
    }

    /// Consumes a mark of punctuation if it comes next.
    fn take(&mut self, mark: &'static str) -> bool {
        self.skip_space();
        self.scan.take(mark)
    }

    fn expect(&mut self, mark: &'static str) -> Result<(), FormError> {
        self.skip_space();
        self.scan.expect(mark)
    }

    fn sees(&mut self, mark: &str) -> bool {
        self.skip_space();
        self.scan.sees(mark)
    }

    fn node(&mut self, node: &'static Node) -> Result<(), FormError> {
        match node {
            Text => self.text(),
            Integer => {
                let value = self.integer()?;
                self.out.put(alloc::format!("{value}").as_bytes());
                Ok(())
            }
            Count => {
                let value = self.integer()?;
                write_count(&mut self.out, value);
                Ok(())
            }
            Free => self.free(MAX_DEPTH),
            TextOr(node) => {
                if self.sees("\"") {
                    self.text()
                } else {
                    self.node(node)
                }
            }
            Nested(node) => self.nested(node, MAX_NESTING),
            Object(fields) => self.object(fields),
        }
    }

    fn text(&mut self) -> Result<(), FormError> {
        let text = self.string()?;
        write_string(&mut self.out, &text);
        Ok(())
    }

    /// A string, which has no escapes when `compact`.
    fn string(&mut self) -> Result<String, FormError> {
        self.skip_space();
        if self.compact {
            return Ok(String::from_utf8_lossy(self.scan.plain()?).into_owned());
        }
        self.scan.string()
    }

    /// An integer, as a number or as a string.
    fn integer(&mut self) -> Result<u64, FormError> {
        self.skip_space();
        let at = self.scan.position();
        if self.scan.sees("\"") {
            parse_u64(self.string()?.as_bytes()).ok_or(FormError { at, expected: "an integer below 2^64" })
        } else {
            self.scan.integer()
        }
    }

    fn nested(&mut self, node: &'static Node, depth: usize) -> Result<(), FormError> {
        match (self.sees("["), depth.checked_sub(1)) {
            (false, _) => self.node(node),
            (true, Some(depth)) => self.array(|this| this.nested(node, depth)),
            (true, None) => self.scan.error("less nesting"),
        }
    }

    fn array(&mut self, mut item: impl FnMut(&mut Self) -> Result<(), FormError>) -> Result<(), FormError> {
        self.expect("[")?;
        self.out.push(b'[');
        let mut more = !self.take("]");
        while more {
            item(self)?;
            more = self.take(",");
            if more {
                self.out.push(b',');
            } else {
                self.expect("]")?;
            }
        }
        self.out.push(b']');
        Ok(())
    }

    fn object(&mut self, fields: &'static [(&'static str, Node)]) -> Result<(), FormError> {
        self.expect("{")?;
        self.out.push(b'{');
        let start = self.out.len();
        let mut pieces: Vec<Piece> = Vec::new();
        let mut more = !self.take("}");
        while more {
            pieces.push(self.field(fields, &pieces)?);
            more = self.take(",");
            if !more {
                self.expect("}")?;
            }
        }
        if !pieces.is_sorted_by_key(|piece| piece.0) {
            self.sort(start, pieces);
        }
        // Every piece ends with a comma.
        if self.out.len() > start {
            self.out.pop();
        }
        self.out.push(b'}');
        Ok(())
    }

    /// One field, with a comma after it.
    fn field(
        &mut self,
        fields: &'static [(&'static str, Node)],
        before: &[Piece],
    ) -> Result<Piece, FormError> {
        self.skip_space();
        let at = self.scan.position();
        let name = self.string()?;
        let found = fields.iter().enumerate().find(|(_, (known, _))| *known == name);
        let (index, (name, node)) = found.ok_or(FormError { at, expected: "a known field" })?;
        if before.iter().any(|piece| piece.0 == index) {
            return Err(FormError { at, expected: "every field once" });
        }
        let start = self.out.len();
        write_string(&mut self.out, name);
        self.expect(":")?;
        self.out.push(b':');
        self.node(node)?;
        self.out.push(b',');
        Ok((index, start..self.out.len()))
    }

    /// Puts the fields written since `start` into the order of the specification.
    fn sort(&mut self, start: usize, mut pieces: Vec<Piece>) {
        pieces.sort_unstable_by_key(|piece| piece.0);
        let mut body = Vec::with_capacity(self.out.len().saturating_sub(start));
        for (_, range) in pieces {
            body.put(self.out.get(range).unwrap_or_default());
        }
        self.out.truncate(start);
        self.out.put(&body);
    }

    fn free(&mut self, depth: usize) -> Result<(), FormError> {
        self.skip_space();
        let Some(depth) = depth.checked_sub(1) else { return self.scan.error("less nesting") };
        if self.scan.sees("[") {
            return self.array(|this| this.free(depth));
        }
        if !self.scan.sees("{") {
            let value = self.scan.value()?;
            self.out.put(value);
            return Ok(());
        }
        self.expect("{")?;
        self.out.push(b'{');
        let mut more = !self.take("}");
        while more {
            self.skip_space();
            let start = self.scan.position();
            self.scan.string()?;
            self.out.put(self.scan.since(start));
            self.expect(":")?;
            self.out.push(b':');
            self.free(depth)?;
            more = self.take(",");
            if more {
                self.out.push(b',');
            } else {
                self.expect("}")?;
            }
        }
        self.out.push(b'}');
        Ok(())
    }
}

/// Rewrites `bytes` as each of the structures in turn; for tests of the reader itself.
#[cfg(feature = "testing")]
pub(crate) fn rewrite_as_everything(bytes: &[u8]) -> Vec<Vec<u8>> {
    let nodes: [&'static Node; 7] =
        [&ELECTION, &TRUSTEES, &CREDENTIALS, &TALLY, &SHUFFLE, &DECRYPTION, &RESULT];
    let rewritten = nodes.into_iter().filter_map(|node| {
        let once = rewrite(node, bytes)?;
        // What was rewritten is in its one form.
        assert_eq!(rewrite(node, &once).as_ref(), Some(&once));
        Some(once)
    });
    rewritten.chain(rewrite_ballot(bytes)).collect()
}

#[cfg(test)]
mod tests {
    use super::schema::PROOF;
    use super::*;

    fn check(node: &'static Node, published: &str, expected: Option<&str>) {
        let found = rewrite(node, published.as_bytes());
        assert_eq!(found.as_deref().map(String::from_utf8_lossy), expected.map(Cow::Borrowed), "{published}");
    }

    #[test]
    fn white_space_goes() {
        let expected = r#"[{"alpha":"1","beta":"2"},[[]]]"#;
        check(&TALLY, "\n[ {\"alpha\" :\t\"1\", \"beta\":\r\n\"2\" } ,[ [ ] ] ] ", Some(expected));
        check(&TALLY, expected, Some(expected));
        check(&TALLY, "\u{b}[]", None);
        check(&TALLY, "[]x", None);
    }

    #[test]
    fn fields_get_their_order_and_only_known_ones_pass() {
        check(&PROOF, r#"{"response":"2","challenge":"1"}"#, Some(r#"{"challenge":"1","response":"2"}"#));
        check(&PROOF, r#"{"challenge":"1"}"#, Some(r#"{"challenge":"1"}"#));
        check(&PROOF, "{ }", Some("{}"));
        check(&PROOF, r#"{"challenge":"1","challenge":"1"}"#, None);
        check(&PROOF, r#"{"challenge":"1","response":"2","more":"3"}"#, None);
        check(&PROOF, r#"{"challenge":"1",}"#, None);
    }

    #[test]
    fn strings_lose_needless_escapes() {
        check(&Text, r#""\u0041\/\u00e9\u001f""#, Some("\"A/é\\u001f\""));
        check(&Text, "1", None);
    }

    #[test]
    fn counts_change_between_numbers_and_strings() {
        check(&RESULT, r#"{"result":[["3", "1073741824",0]]}"#, Some(r#"{"result":[[3,"1073741824",0]]}"#));
        check(&RESULT, r#"{"result":[[1073741824]]}"#, Some(r#"{"result":[["1073741824"]]}"#));
        check(&Integer, "\"1073741824\"", Some("1073741824"));
        for bad in ["\"03\"", "03", "-1", "1.0", "\" 3\"", "null"] {
            check(&Count, bad, None);
        }
    }

    #[test]
    fn free_values_keep_all_but_their_white_space() {
        check(
            &Free,
            r#" { "b" : [ 1 , -2.5e3 ] , "a" : "x y" , "a" : null } "#,
            Some(r#"{"b":[1,-2.5e3],"a":"x y","a":null}"#),
        );
        check(&Free, "[1 2]", None);
    }

    #[test]
    fn nesting_is_bounded() {
        let deep = |levels: usize| alloc::format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        check(&TALLY, &deep(MAX_NESTING), Some(&deep(MAX_NESTING)));
        check(&TALLY, &deep(MAX_NESTING + 1), None);
        check(&Free, &deep(MAX_DEPTH), Some(&deep(MAX_DEPTH)));
        for node in [&TALLY, &Free, &TRUSTEES] {
            check(node, &"[".repeat(1_000_000), None);
            check(node, &"[{\"extra\":".repeat(100_000), None);
        }
    }

    #[test]
    fn ballots_may_differ_in_the_order_inside_answers_alone() {
        let ballot = |answer: &str, signature: &str| {
            alloc::format!(
                r#"{{"election_uuid":"u","election_hash":"h","credential":"c","answers":[{answer}],"signature":{signature}}}"#
            )
        };
        let signature = r#"{"proof":{"response":"1","challenge":"2"},"hash":"x"}"#;
        let published = ballot(
            r#"{"proof":{"response":"1","challenge":"2"},"choices":{"beta":"3","alpha":"4"}}"#,
            signature,
        );
        let expected = ballot(
            r#"{"choices":{"alpha":"4","beta":"3"},"proof":{"challenge":"2","response":"1"}}"#,
            signature,
        );
        let found = rewrite_ballot(published.as_bytes()).unwrap();
        assert_eq!((found.len(), String::from_utf8(found).unwrap()), (published.len(), expected));
        for answer in [r#"{"proof": {}}"#, r#"{"\u0070roof":{}}"#, r#"{"choices":{"alpha":"\u0041"}}"#, "{},"]
        {
            let published = ballot(answer, signature);
            let found = rewrite_ballot(published.as_bytes());
            assert!(found.is_none() || found.as_deref() == Some(published.as_bytes()), "{answer}");
        }
    }
}
