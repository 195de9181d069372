//! Why a page is not shown or a form not taken: a stable code, what happened, and what to do.

use askama::Template;
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use kenes_core::{DecideError, Refusal};
use kenes_store::port::StoreError;
use kenes_text::audit;
use serde_json::json;

use super::page::Page;
use crate::host::{BlobError, HostError, PersonError};
use crate::office::{DraftError, OfficeError, TendError};

macro_rules! faults {
    ($($(#[doc = $doc:literal])+ $name:ident $code:literal $error:literal $remedy:literal $status:ident;)+) => {
        /// What can go wrong that is nobody's rule.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Fault {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Fault {
            /// Every one, in the order of the codes.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The stable code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// The status of HTTP.
            pub const fn status(self) -> StatusCode {
                match self { $(Self::$name => StatusCode::$status,)+ }
            }

            /// The message that says what happened, and the one that says what to do.
            pub const fn messages(self) -> (&'static str, &'static str) {
                match self { $(Self::$name => ($error, $remedy),)+ }
            }
        }
    };
}

faults! {
    /// There is no such page, election or person.
    NotFound "K-WEB-001" "web-error-001" "web-remedy-001" NOT_FOUND;
    /// The page is for members who have entered.
    Enter "K-WEB-002" "web-error-002" "web-remedy-002" FORBIDDEN;
    /// The page is for others.
    NotYours "K-WEB-003" "web-error-003" "web-remedy-003" FORBIDDEN;
    /// A link was used, is over, or never was.
    Link "K-WEB-004" "web-error-004" "web-remedy-004" GONE;
    /// A form came from elsewhere, or its page is old.
    Form "K-WEB-005" "web-error-005" "web-remedy-005" FORBIDDEN;
    /// A field of a form is missing or is not what it should be.
    Field "K-WEB-006" "web-error-006" "web-remedy-006" UNPROCESSABLE_ENTITY;
    /// Too often.
    TooOften "K-WEB-007" "web-error-007" "web-remedy-007" TOO_MANY_REQUESTS;
    /// What was sent is too large.
    TooLarge "K-WEB-008" "web-error-008" "web-remedy-008" PAYLOAD_TOO_LARGE;
    /// The signatures are not those that are asked for.
    Signatures "K-WEB-009" "web-error-009" "web-remedy-009" UNPROCESSABLE_ENTITY;
    /// An act that was to be signed is not there any more, or was changed meanwhile.
    Draft "K-WEB-010" "web-error-010" "web-remedy-010" CONFLICT;
    /// The key that signed is nobody's here.
    Key "K-WEB-011" "web-error-011" "web-remedy-011" FORBIDDEN;
    /// The machine's clock cannot be right.
    Clock "K-WEB-012" "web-error-012" "web-remedy-012" SERVICE_UNAVAILABLE;
    /// Something of the machine failed.
    Inside "K-WEB-013" "web-error-013" "web-remedy-013" INTERNAL_SERVER_ERROR;
    /// It is not the time for this.
    Early "K-WEB-014" "web-error-014" "web-remedy-014" CONFLICT;
    /// A code is no joining code, or was used.
    JoinCode "K-WEB-015" "web-error-015" "web-remedy-015" FORBIDDEN;
    /// The ballot is refused.
    Ballot "K-WEB-016" "web-error-016" "web-remedy-016" UNPROCESSABLE_ENTITY;
    /// The machine has too much to do at this moment.
    Busy "K-WEB-017" "web-error-017" "web-remedy-017" SERVICE_UNAVAILABLE;
    /// What a trustee sent does not hold.
    Trustee "K-WEB-018" "web-error-018" "web-remedy-018" UNPROCESSABLE_ENTITY;
    /// Too much was asked from one network at once.
    TooMuch "K-WEB-019" "web-error-019" "web-remedy-019" TOO_MANY_REQUESTS;
    /// It took too long.
    Slow "K-WEB-020" "web-error-020" "web-remedy-020" SERVICE_UNAVAILABLE;
}

/// Why a page is not shown or a form not taken.
#[derive(Debug)]
pub enum Wrong {
    /// A fault.
    Fault(Fault),
    /// A fault, with a message that says more.
    Told(Fault, String),
    /// A rule of the council is against it.
    Rule(Refusal),
}

impl Wrong {
    /// As a page.
    pub fn page(&self, page: &Page) -> Response {
        let (status, told) = self.told(page);
        Page::answer_with(status, &ErrorPage { p: page.clone(), told })
    }

    /// As an answer to a script of a page.
    pub fn json(&self, page: &Page) -> Response {
        let (status, Told { code, what, remedy }) = self.told(page);
        (status, Json(json!({ "code": code, "what": what, "remedy": remedy }))).into_response()
    }

    /// As a page for whoever reads it, and as JSON for a script.
    pub fn answer(&self, is_for_page: bool, page: &Page) -> Response {
        if is_for_page { self.page(page) } else { self.json(page) }
    }

    fn told(&self, page: &Page) -> (StatusCode, Told) {
        match self {
            Self::Fault(fault) => (fault.status(), Told::of(*fault, page, None)),
            Self::Told(fault, more) => (fault.status(), Told::of(*fault, page, Some(more.clone()))),
            Self::Rule(refusal) => {
                let reason = audit::reason(*refusal, &page.words());
                let what = page.t1("web-error-rule", "reason", reason);
                let told = Told { code: refusal.code(), what, remedy: page.t("web-remedy-rule") };
                (StatusCode::CONFLICT, told)
            }
        }
    }
}

/// What happened, and what to do.
#[derive(Clone, Debug)]
pub struct Told {
    /// The stable code.
    pub code: &'static str,
    /// What happened.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

impl Told {
    fn of(fault: Fault, page: &Page, more: Option<String>) -> Self {
        let (what, remedy) = fault.messages();
        Self { code: fault.code(), what: more.unwrap_or_else(|| page.t(what)), remedy: page.t(remedy) }
    }
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    p: Page,
    told: Told,
}

impl From<Fault> for Wrong {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<Refusal> for Wrong {
    fn from(refusal: Refusal) -> Self {
        Self::Rule(refusal)
    }
}

/// What failed inside is for whoever looks after the machine; nobody else is told more than that.
fn inside(error: &dyn std::error::Error) -> Wrong {
    tracing::error!(%error, "something failed");
    Wrong::Fault(Fault::Inside)
}

impl From<OfficeError> for Wrong {
    fn from(error: OfficeError) -> Self {
        match error {
            OfficeError::Host(error) => error.into(),
            OfficeError::Draft(error) => error.into(),
            OfficeError::Jump { .. } => {
                tracing::error!(%error, "the clock is far ahead of the record");
                Self::Fault(Fault::Clock)
            }
            OfficeError::Person(_)
            | OfficeError::Blob(_)
            | OfficeError::Store(_)
            | OfficeError::WeakKey
            | OfficeError::Randomness(_) => inside(&error),
        }
    }
}

impl From<TendError> for Wrong {
    #[expect(clippy::wildcard_enum_match_arm, reason = "whatever else stops an election is of the machine")]
    fn from(error: TendError) -> Self {
        match error {
            TendError::Office(error) => error.into(),
            _ => inside(&error),
        }
    }
}

impl From<HostError> for Wrong {
    #[expect(clippy::wildcard_enum_match_arm, reason = "whatever else stops an act is of the machine")]
    fn from(error: HostError) -> Self {
        match error {
            HostError::NoEffect { refusal } | HostError::Decide(DecideError::Refused(refusal)) => {
                refusal.into()
            }
            HostError::Signature(_) | HostError::Act(_) => Self::Fault(Fault::Signatures),
            _ => inside(&error),
        }
    }
}

impl From<DraftError> for Wrong {
    fn from(error: DraftError) -> Self {
        match error {
            DraftError::Lines | DraftError::Act(_) => Self::Fault(Fault::Signatures),
            DraftError::Form => inside(&error),
        }
    }
}

impl From<StoreError> for Wrong {
    fn from(error: StoreError) -> Self {
        inside(&error)
    }
}

impl From<PersonError> for Wrong {
    fn from(error: PersonError) -> Self {
        inside(&error)
    }
}

impl From<BlobError> for Wrong {
    fn from(error: BlobError) -> Self {
        inside(&error)
    }
}

impl From<getrandom::Error> for Wrong {
    fn from(error: getrandom::Error) -> Self {
        inside(&error)
    }
}
