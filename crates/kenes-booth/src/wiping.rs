//! Memory that is given back is wiped, whatever it held, so that no copy of a secret stays behind.
#![expect(unsafe_code, reason = "an allocator deals with memory by address")]

use std::alloc::{GlobalAlloc, Layout, System};

/// The platform's allocator, which wipes what it takes back.
struct Wiping;

#[global_allocator]
static ALLOCATOR: Wiping = Wiping;

// SAFETY: every call is passed on as it is; what is wiped is about to be given back and nobody's any more.
unsafe impl GlobalAlloc for Wiping {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's duty is ours.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        for offset in 0..layout.size() {
            // SAFETY: the block has so many bytes. Volatile, so that no compiler takes the writes for useless.
            unsafe { pointer.add(offset).write_volatile(0) };
        }
        // SAFETY: the caller's duty is ours.
        unsafe { System.dealloc(pointer, layout) }
    }
}
