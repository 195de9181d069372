//! Talk with an auditor, as a page talks with the module.
#![allow(dead_code, reason = "each test needs a part of it")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use kenes_auditor::Auditor;
use kenes_verify::MemoryFiles;
use serde_json::{Value, json};

use crate::support::Case;

/// The most bytes of all files.
pub const LIMIT: u64 = 1 << 24;

/// An auditor, and all that was said.
#[derive(Default)]
pub struct Talk {
    auditor: Auditor,
    /// Messages with their answers.
    pub said: Vec<(Vec<u8>, Vec<u8>)>,
}

impl Talk {
    /// Says a message, with a file where there is one.
    pub fn say(&mut self, message: &Value, file: Option<&[u8]>) -> Value {
        let mut bytes = message.to_string().into_bytes();
        if let Some(file) = file {
            bytes.push(b'\n');
            bytes.extend_from_slice(file);
        }
        let answer = self.auditor.call(&bytes);
        let value = serde_json::from_slice(&answer).unwrap();
        self.said.push((bytes, answer));
        value
    }

    /// Says what has to be answered.
    pub fn ok(&mut self, message: Value) -> Value {
        self.ok_with(&message, None)
    }

    fn ok_with(&mut self, message: &Value, file: Option<&[u8]>) -> Value {
        let mut answer = self.say(message, file);
        assert!(answer["error"].is_null(), "{message}: {answer}");
        answer["ok"].take()
    }

    pub fn begin(&mut self, case: &Case) {
        let at = case.at.map(|at| at.seconds());
        let message = json!({ "op": "audit_begin", "limit": LIMIT, "at": at });
        let mut message = message.as_object().unwrap().clone();
        message.retain(|_, value| !value.is_null());
        self.ok(Value::Object(message));
    }

    /// Brings the files that are wanted, so many at once.
    pub fn fetch(&mut self, files: &MemoryFiles, count: u64) {
        loop {
            let answer = self.ok(json!({ "op": "audit_wanted", "count": count }));
            if answer["complete"] == true {
                return;
            }
            for wanted in answer["files"].as_array().unwrap() {
                let path = wanted["path"].as_str().unwrap();
                match files.0.get(path) {
                    Some(content) => {
                        self.ok_with(&json!({ "op": "audit_file", "path": path }), Some(content))
                    }
                    None => self.ok(json!({ "op": "audit_missing", "path": path })),
                };
            }
        }
    }

    /// Brings the files of a folder.
    pub fn put(&mut self, files: &MemoryFiles, below: &str) {
        for (path, content) in &files.0 {
            let message = json!({ "op": "audit_put", "path": format!("{below}{path}") });
            self.ok_with(&message, Some(content));
        }
    }

    /// Audits what was brought: the report for programs, and how many steps it took.
    pub fn audit(&mut self) -> (String, usize) {
        self.ok(json!({ "op": "audit_start" }));
        let mut steps = 0;
        while self.ok(json!({ "op": "audit_step" }))["more"] == true {
            steps += 1;
        }
        (self.ok(json!({ "op": "audit_json" }))["json"].as_str().unwrap().to_owned(), steps)
    }
}
