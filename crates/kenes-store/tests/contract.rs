//! One suite over every store: memory, SQLite and PostgreSQL keep the same promises.
//!
//! PostgreSQL is the server at `KENES_TEST_POSTGRES_URL`; `cargo xtask test` starts a private one.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "tests"
)]

mod common;

#[path = "contract/entering.rs"]
mod entering;
#[path = "contract/handing.rs"]
mod handing;
#[path = "contract/private.rs"]
mod private_data;
#[path = "contract/record.rs"]
mod record;

use kenes_store::memory::{MemoryPrivate, MemoryRecord};
use kenes_store::sql::{SqlPrivate, SqlRecord, Upgrade};

macro_rules! contract {
    ($suite:ident, $checks:ident, $memory:ident, $sql:ident; $($name:ident)*) => {
        mod $suite {
            mod memory {
                $(#[test]
                fn $name() {
                    crate::common::run(crate::$checks::$name(crate::$memory::new()));
                })*
            }
            mod sqlite {
                $(#[test]
                fn $name() {
                    crate::common::run(async {
                        let folder = tempfile::tempdir().unwrap();
                        let path = folder.path().join("a database.db");
                        let store = crate::$sql::open_sqlite(&path).await.unwrap();
                        crate::$checks::$name(store.clone()).await;
                        store.close().await;
                    });
                })*
            }
            mod postgres {
                $(#[test]
                fn $name() {
                    crate::common::in_postgres(|url| async move {
                        let store = crate::$sql::open_postgres(&url, crate::Upgrade::Refuse).await.unwrap();
                        crate::$checks::$name(store.clone()).await;
                        store.close().await;
                    });
                })*
            }
        }
    };
}

contract! { of_the_record, record, MemoryRecord, SqlRecord;
    leaves_are_appended_in_order
    another_size_is_refused
    an_id_is_there_once
    a_batch_is_all_or_nothing
    leaves_of_every_size_are_read_back
    a_large_batch_is_one_append
    appends_at_once_leave_no_gap
    there_is_one_sequencer
    heads_grow
    a_head_needs_its_leaves
    a_head_only_gains_signatures
    blobs_are_kept_and_withdrawn
    changes_of_blobs_are_in_order
}

contract! { of_private_data, private_data, MemoryPrivate, SqlPrivate;
    a_person_is_kept
    a_commitment_is_one_person_s
    an_erased_person_is_gone
    messages_are_sent_once
    messages_wait_until_due
    settings_are_replaced
    a_message_is_there_until_it_is_sent
    a_founder_is_a_person
}

contract! { of_who_enters, entering, MemoryPrivate, SqlPrivate;
    a_visit_goes_on_until_it_ends
    visits_are_ended_and_forgotten
    a_link_is_used_once
    one_of_many_redeems_a_link
    links_are_cancelled_and_forgotten
    tries_are_counted_by_period
    many_tries_at_once_are_all_counted
}

contract! { of_what_is_handed_over, handing, MemoryPrivate, SqlPrivate;
    a_contact_is_replaced
    a_draft_is_changed_by_one_at_a_time
    drafts_are_deleted
    codes_are_kept_all_or_none
    codes_are_handed_over_and_shown_again
    codes_are_destroyed_with_their_messages
    everything_of_a_person_goes
}
