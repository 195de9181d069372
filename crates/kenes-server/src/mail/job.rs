//! The job that sends.

use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use kenes_store::private::Messages;

use super::outbox::{Carrier, Delivered, Outbox};

/// How long nothing is looked for when nobody puts a letter there.
const PAUSE: Duration = Duration::from_secs(30);

/// How many letters in a row are put off before the mail server is left alone for a while.
const PUT_OFF: u32 = 20;

/// Sends what is due until it is told to stop, by a clock of milliseconds since 1970. A letter that is under way is finished
/// first; those that wait behind it go with the next start.
pub async fn run<S: Messages>(
    outbox: Outbox<S>,
    carrier: impl Carrier,
    now: impl Fn() -> i64,
    stop: impl Future<Output = ()>,
) {
    let mut stop = pin!(stop);
    let mut round = Delivered::default();
    let mut put_off = 0;
    loop {
        // One at a time, so that nothing but this one is waited for.
        let pause = match outbox.deliver(&carrier, now(), 1).await {
            Ok(one) if one == Delivered::default() => {
                log(std::mem::take(&mut round));
                PAUSE
            }
            Ok(one) => {
                put_off = if one.again > 0 { put_off + 1 } else { 0 };
                round = round.and(one);
                if put_off < PUT_OFF {
                    Duration::ZERO
                } else {
                    put_off = 0;
                    log(std::mem::take(&mut round));
                    PAUSE
                }
            }
            // It may speak of what was written: only that it failed is said.
            Err(_) => {
                tracing::warn!("the outbox cannot be read or written");
                PAUSE
            }
        };
        tokio::select! {
            biased;
            () = &mut stop => return log(round),
            () = tokio::time::sleep(pause) => {}
            () = outbox.woken() => {}
        }
    }
}

fn log(round: Delivered) {
    let Delivered { sent, again, given_up } = round;
    if round != Delivered::default() {
        tracing::info!(sent, again, given_up, "mail");
    }
}
