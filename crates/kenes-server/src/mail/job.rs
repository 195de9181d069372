//! The job that sends.

use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use kenes_store::private::Messages;

use super::outbox::{Carrier, Delivered, Outbox};

/// How many letters are sent before the next look for what is due.
const ROUND: u32 = 20;
/// How long nothing is looked for when nobody puts a letter there.
const PAUSE: Duration = Duration::from_secs(30);

/// Sends what is due until it is told to stop, by a clock of milliseconds since 1970. A letter that is under way is finished
/// first.
pub async fn run<S: Messages>(
    outbox: Outbox<S>,
    carrier: impl Carrier,
    now: impl Fn() -> i64,
    stop: impl Future<Output = ()>,
) {
    let mut stop = pin!(stop);
    loop {
        let is_more = round(&outbox, &carrier, now()).await;
        let pause = if is_more { Duration::ZERO } else { PAUSE };
        tokio::select! {
            biased;
            () = &mut stop => return,
            () = tokio::time::sleep(pause) => {}
            () = outbox.woken() => {}
        }
    }
}

/// One round; says whether there may be more that is due now.
async fn round<S: Messages>(outbox: &Outbox<S>, carrier: &impl Carrier, now: i64) -> bool {
    match outbox.deliver(carrier, now, ROUND).await {
        Ok(Delivered { sent: 0, again: 0, given_up: 0 }) => false,
        Ok(Delivered { sent, again, given_up }) => {
            tracing::info!(sent, again, given_up, "mail");
            sent.saturating_add(given_up) >= ROUND
        }
        // It may speak of what was written: only that it failed is said.
        Err(_) => {
            tracing::warn!("the outbox cannot be read or written");
            false
        }
    }
}
