//! The same work for each of many, on every core.

use std::panic::resume_unwind;
use std::sync::OnceLock;
use std::thread;

/// So few are not worth a thread.
const FEW: usize = 16;

/// How many cores there are. Asked once: the answer stands in several files of the system.
pub(crate) fn cores() -> usize {
    static CORES: OnceLock<usize> = OnceLock::new();
    *CORES.get_or_init(|| thread::available_parallelism().map_or(1, usize::from))
}

/// Does the work for each, and gives what came of it in their order.
pub(super) fn each<'a, T: Sync, U: Send>(items: &'a [T], work: impl Fn(&'a T) -> U + Sync) -> Vec<U> {
    if items.len() < FEW || cores() == 1 {
        return items.iter().map(work).collect();
    }
    let work = &work;
    thread::scope(|scope| {
        let part = |part: &'a [T]| part.iter().map(work).collect::<Vec<U>>();
        let parts = items.chunks(items.len().div_ceil(cores()));
        let begin = |items| (items, thread::Builder::new().spawn_scoped(scope, move || part(items)));
        let threads: Vec<_> = parts.map(begin).collect();
        let done = threads.into_iter().map(|(items, thread)| match thread {
            Ok(thread) => thread.join().unwrap_or_else(|panic| resume_unwind(panic)),
            // The system gives no more threads.
            Err(_) => part(items),
        });
        done.flatten().collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_stays() {
        for count in [0_u32, 1, 15, 16, 17, 1_000] {
            let items: Vec<u32> = (0..count).collect();
            assert_eq!(each(&items, |item| item * 2), items.iter().map(|item| item * 2).collect::<Vec<_>>());
        }
    }
}
