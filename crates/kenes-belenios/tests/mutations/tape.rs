//! An archive as a list of records that can be altered, hashed and chained anew.

use kenes_belenios::hash::Digest;

use crate::json::Json;

/// What a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Structure {
    Header,
    Event,
    SetupData,
    SizedTally,
    OwnedShuffle,
    OwnedDecryption,
    Election,
    Trustees,
    Credentials,
    Ballot,
    Tally,
    Shuffle,
    Decryption,
    Result,
    /// Not in the archive but beside it.
    Bound,
}

/// A record.
#[derive(Clone, Debug)]
pub struct Record {
    pub structure: Structure,
    /// How many records of that structure come before it.
    pub number: usize,
    name: String,
    pub text: String,
}

/// The records of an archive.
pub struct Tape {
    pub records: Vec<Record>,
    mtime: u64,
}

impl Tape {
    pub fn read(archive: &[u8]) -> Self {
        let (mut records, mut rest, mut mtime) = (Vec::new(), archive, 0);
        let octal = |field: &[u8]| u64::from_str_radix(core::str::from_utf8(field).unwrap(), 8).unwrap();
        while !rest.is_empty() {
            let name = core::str::from_utf8(&rest[..100]).unwrap().trim_end_matches('\0');
            let size = usize::try_from(octal(&rest[124..135])).unwrap();
            mtime = octal(&rest[136..147]);
            let text = String::from_utf8(rest[512..512 + size].to_vec()).unwrap();
            records.push(Record { structure: Structure::Header, number: 0, name: name.into(), text });
            rest = &rest[512 + size.next_multiple_of(512)..];
        }
        let mut tape = Self { records, mtime };
        tape.name_structures();
        tape
    }

    /// Finds out what each record is from the events.
    fn name_structures(&mut self) {
        use Structure::*;
        for index in 0..self.records.len() {
            let Record { name, text, .. } = self.records[index].clone();
            if name.ends_with(".event.json") {
                self.records[index].structure = Event;
                let (kind, payload) = (field(&text, "type").unwrap(), field(&text, "payload"));
                match &*kind {
                    "Setup" => self.name(
                        &payload,
                        SetupData,
                        &["election", "trustees", "credentials"],
                        &[Election, Trustees, Credentials],
                    ),
                    "Ballot" => self.name(&payload, Ballot, &[], &[]),
                    "EncryptedTally" => self.name(&payload, SizedTally, &["encrypted_tally"], &[Tally]),
                    "Shuffle" => self.name(&payload, OwnedShuffle, &["payload"], &[Shuffle]),
                    "PartialDecryption" => self.name(&payload, OwnedDecryption, &["payload"], &[Decryption]),
                    "Result" => self.name(&payload, Result, &[], &[]),
                    _ => {}
                }
            }
        }
        for index in 0..self.records.len() {
            let same = |record: &&Record| record.structure == self.records[index].structure;
            self.records[index].number = self.records[..index].iter().filter(same).count();
        }
    }

    fn name(&mut self, hash: &Option<String>, structure: Structure, fields: &[&str], of: &[Structure]) {
        let name = format!("{}.data.json", hash.as_ref().unwrap());
        let record = self.records.iter_mut().find(|record| record.name == name).unwrap();
        record.structure = structure;
        let text = record.text.clone();
        for (name, structure) in fields.iter().zip(of) {
            self.name(&field(&text, name), *structure, &[], &[]);
        }
    }

    /// The archive with another text in one record, everything that refers to it hashed and chained anew; `end` is
    /// the number of records.
    pub fn rewrite(&self, changed: usize, text: &str, end: usize) -> Vec<u8> {
        let mut archive = Vec::new();
        let mut renamed: Vec<(String, String)> = Vec::new();
        for (index, record) in self.records.iter().enumerate().take(end) {
            let mut content = if index == changed { text.to_owned() } else { record.text.clone() };
            if matches!(record.structure, Structure::Event | Structure::SetupData | Structure::SizedTally)
                || matches!(record.structure, Structure::OwnedShuffle | Structure::OwnedDecryption)
            {
                for (old, new) in &renamed {
                    content = content.replace(old, new);
                }
            }
            let mut name = record.name.clone();
            if let Some((old, suffix)) = record.name.split_once('.') {
                let new = Digest::of(content.as_bytes()).to_string();
                name = format!("{new}.{suffix}");
                if new != old {
                    renamed.push((old.to_owned(), new));
                }
            }
            self.write(&name, content.as_bytes(), &mut archive);
        }
        archive
    }

    fn write(&self, name: &str, content: &[u8], archive: &mut Vec<u8>) {
        let mut block = [0; 512];
        let mut put = |at: usize, text: &str| block[at..at + text.len()].copy_from_slice(text.as_bytes());
        put(0, name);
        put(100, "0000644\x000000000\x000000000");
        put(124, &format!("{:011o}\0{:011o}\0        0", content.len(), self.mtime));
        let sum: u32 = block.iter().copied().map(u32::from).sum();
        block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        archive.extend(block);
        archive.extend(content);
        archive.resize(archive.len().next_multiple_of(512), 0);
    }
}

fn field(text: &str, name: &str) -> Option<String> {
    let Json::Object(fields) = Json::parse(text) else { panic!("no object: {text}") };
    let (_, value) = fields.into_iter().find(|(field, _)| field == name)?;
    match value {
        Json::Text(text) => Some(text),
        other => panic!("no text: {other:?}"),
    }
}
