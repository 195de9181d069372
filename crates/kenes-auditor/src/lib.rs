//! The audit of a record in the page of a browser, where a sceptic runs it without having to install anything.
//!
//! Messages in, answers out ([`Auditor::call`]), as WebAssembly in the worker of a page (`docs/spec/booth.md`, "The audit"). The
//! module imports nothing: it says which files of the record it wants, the page fetches them, and what they are worth is found
//! out here. The audit itself is [`kenes_verify`]'s, the same as that of `kenes audit`; the words are [`kenes_text`]'s.

#[cfg(target_arch = "wasm32")]
#[path = "../../kenes-booth/src/abi.rs"]
pub mod abi;
mod disk;
mod error;
mod files;
mod request;
mod words;

use kenes_core::Time;
use kenes_text::audit::{json, page};
use kenes_verify::{Audit, Gathered, Gathering, Kept, Options, Report};
use serde_json::{Map, Value, json as object};

pub use self::error::AuditorError;
use self::files::Measured;
use self::request::Request;

/// What the functions of the module answer with.
#[cfg(target_arch = "wasm32")]
pub(crate) type Module = Auditor;

/// An auditor, who audits one record after the other.
#[derive(Debug, Default)]
pub struct Auditor {
    state: State,
}

/// How far the auditor is.
#[derive(Debug, Default)]
enum State {
    /// Nothing to audit yet.
    #[default]
    Idle,
    /// The files are brought.
    Filling(Box<Filling>),
    /// They are audited. They stay in memory for as long as the module does: a page loads a new one for another audit.
    Auditing(Box<Audit<'static, Measured>>, &'static Measured),
    /// What was found.
    Done(Box<Report>),
}

/// Files while they are brought.
#[derive(Debug)]
struct Filling {
    gathering: Gathering,
    files: Measured,
    options: Options,
    /// How many bytes are taken at most, all files together.
    limit: u64,
}

type Answer = Result<Value, AuditorError>;

/// An op: what it is called, and what answers it.
type Op = (&'static str, fn(&mut Auditor, &Request<'_>) -> Answer);

const OPS: &[Op] = &[
    ("audit_begin", Auditor::begin),
    ("audit_wanted", Auditor::wanted),
    ("audit_file", Auditor::file),
    ("audit_missing", Auditor::missing),
    ("audit_put", Auditor::put),
    ("audit_tar", Auditor::tar),
    ("audit_start", Auditor::start),
    ("audit_step", Auditor::step),
    ("audit_told", Auditor::told),
    ("audit_json", Auditor::json),
    ("audit_page", Auditor::page),
];

impl Auditor {
    /// An auditor with nothing to audit.
    pub const fn new() -> Self {
        Self { state: State::Idle }
    }

    /// Answers a message (`docs/spec/booth.md`): `{"ok":…}`, or `{"error":{"code":…}}`. Any bytes have an answer.
    pub fn call(&mut self, message: &[u8]) -> Vec<u8> {
        let answer = match self.answer(message) {
            Ok(answer) => object!({ "ok": answer }),
            Err(error) => object!({ "error": error.to_value() }),
        };
        answer.to_string().into_bytes()
    }

    fn answer(&mut self, message: &[u8]) -> Answer {
        let request = Request::parse(message)?;
        let (_, run) = OPS.iter().find(|(name, _)| *name == request.op()).ok_or(AuditorError::Op)?;
        run(self, &request)
    }

    /// Begins anew, for the files of another record.
    fn begin(&mut self, request: &Request<'_>) -> Answer {
        let at = request.optional_number("at")?.map(Time::from_seconds);
        let filling = Filling {
            gathering: Gathering::new(),
            files: Measured::default(),
            options: Options { at, ..Options::default() },
            limit: request.number("limit")?,
        };
        self.state = State::Filling(Box::new(filling));
        Ok(Value::Object(Map::new()))
    }

    /// Names files to fetch; none where others have to come first, or all came.
    fn wanted(&mut self, request: &Request<'_>) -> Answer {
        let (count, filling) = (request.number("count")?, self.filling()?);
        let mut files = Vec::new();
        for _ in 0..count.min(MOST_WANTED) {
            let Some(wanted) = filling.gathering.wanted() else { break };
            let most = wanted.most.unwrap_or(filling.limit).min(filling.limit);
            files.push(object!({ "path": wanted.path, "most": most }));
        }
        Ok(object!({ "files": files, "complete": filling.gathering.is_complete() }))
    }

    /// Takes a file that was wanted.
    fn file(&mut self, request: &Request<'_>) -> Answer {
        let (path, filling) = (request.text("path")?, self.filling()?);
        let content = request.file();
        match filling.gathering.take(path, Some(content)) {
            Kept::AsItIs => filling.keep(path.to_owned(), content.to_vec())?,
            Kept::Instead { path, content } => filling.keep(path, content)?,
            Kept::Nothing => {}
        }
        Ok(filling.progress())
    }

    /// Hears that a file that was wanted is not there.
    fn missing(&mut self, request: &Request<'_>) -> Answer {
        let (path, filling) = (request.text("path")?, self.filling()?);
        filling.gathering.take(path, None);
        Ok(filling.progress())
    }

    /// Takes a file of a folder that somebody chose.
    fn put(&mut self, request: &Request<'_>) -> Answer {
        let (path, filling) = (request.text("path")?, self.filling()?);
        filling.keep(path.to_owned(), request.file().to_vec())?;
        Ok(filling.progress())
    }

    /// Takes the files of a tar file that somebody chose.
    fn tar(&mut self, request: &Request<'_>) -> Answer {
        let filling = self.filling()?;
        for (path, content) in disk::unpack(request.file())? {
            filling.keep(path, content)?;
        }
        Ok(filling.progress())
    }

    /// All files are there: the audit begins.
    fn start(&mut self, _: &Request<'_>) -> Answer {
        let State::Filling(filling) = core::mem::take(&mut self.state) else {
            return Err(AuditorError::Order);
        };
        let Filling { gathering, files, options, limit: _ } = *filling;
        let files = files.rooted(|path| gathering.is_surplus(path))?;
        let files: &'static Measured = Box::leak(Box::new(files));
        let Ok(audit) = Audit::begin(files, options);
        self.state = State::Auditing(Box::new(audit), files);
        Ok(object!({ "files": files.count(), "bytes": files.length() }))
    }

    /// Audits a little more.
    fn step(&mut self, _: &Request<'_>) -> Answer {
        let State::Auditing(audit, files) = &mut self.state else { return Err(AuditorError::Order) };
        let (mut done, mut all) = (0, 0);
        let Ok(is_more) = audit.step(&mut |told| {
            if told.phase == kenes_verify::Phase::Acts {
                (done, all) = (told.done, told.all);
            }
        });
        if is_more {
            let (read, length) = (files.read(), files.length());
            return Ok(object!({ "more": true, "entries": done, "of": all, "read": read, "bytes": length }));
        }
        let State::Auditing(audit, _) = core::mem::take(&mut self.state) else {
            return Err(AuditorError::Order);
        };
        let Ok(report) = audit.finish(&mut |_| {});
        let leaves = report.counted.leaves;
        let ballots = report.counted.ballots;
        self.state = State::Done(Box::new(report));
        Ok(object!({ "more": false, "entries": leaves, "ballots": ballots }))
    }

    /// What was found, in words.
    fn told(&mut self, request: &Request<'_>) -> Answer {
        Ok(words::told(self.report()?, &request.words()?))
    }

    /// What was found, as `kenes audit --json` writes it.
    fn json(&mut self, _: &Request<'_>) -> Answer {
        Ok(object!({ "json": json(self.report()?).to_string() }))
    }

    /// What was found, as `kenes audit --html` writes it.
    fn page(&mut self, request: &Request<'_>) -> Answer {
        Ok(object!({ "html": page(self.report()?, &request.words()?, request.text("name")?) }))
    }

    fn filling(&mut self) -> Result<&mut Filling, AuditorError> {
        if let State::Filling(filling) = &mut self.state { Ok(filling) } else { Err(AuditorError::Order) }
    }

    fn report(&self) -> Result<&Report, AuditorError> {
        if let State::Done(report) = &self.state { Ok(report) } else { Err(AuditorError::Order) }
    }
}

/// How many files are named at once at most.
const MOST_WANTED: u64 = 64;

impl Filling {
    fn keep(&mut self, path: String, content: Vec<u8>) -> Result<(), AuditorError> {
        self.files.keep(path, content);
        if self.files.length() > self.limit {
            Err(AuditorError::TooMuch { limit: self.limit })
        } else {
            Ok(())
        }
    }

    fn progress(&self) -> Value {
        let Gathered { done, all } = self.gathering.gathered();
        object!({ "done": done, "all": all, "bytes": self.files.length() })
    }
}
