//! The functions of the module, by the plain calling convention, and its memory (`docs/spec/booth.md`, "The module").
//!
//! The host asks for memory, writes a message there, calls, reads the answer and frees both. The crate of the auditor has the
//! same functions, by this file; each crate says what its module is.
#![expect(unsafe_code, reason = "a module shares its memory with its host by address")]

use std::sync::{Mutex, PoisonError};

use crate::Module;

static MODULE: Mutex<Module> = Mutex::new(Module::new());

/// How many bytes stand before an answer: its length, the lowest byte first.
const PREFIX: usize = 4;

/// Memory for `length` bytes of a message; null where there is none.
#[unsafe(no_mangle)]
pub extern "C" fn alloc(length: usize) -> *mut u8 {
    let mut memory: Vec<u8> = Vec::new();
    if memory.try_reserve_exact(length).is_err() {
        return std::ptr::null_mut();
    }
    memory.resize(length, 0);
    Box::into_raw(memory.into_boxed_slice()).cast()
}

/// Gives memory back.
///
/// # Safety
/// `pointer` must come from [`alloc`] with that length, or from [`call`] with the answer's length and 4 more, once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn free(pointer: *mut u8, length: usize) {
    let memory = std::ptr::slice_from_raw_parts_mut(pointer, length);
    // SAFETY: the caller promises that this is a box of so many bytes, which nobody else holds.
    drop(unsafe { Box::from_raw(memory) });
}

/// Answers a message. The answer has its length in 4 bytes in front, and is the caller's to free.
///
/// # Safety
/// `pointer` must come from [`alloc`] with that length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn call(pointer: *const u8, length: usize) -> *mut u8 {
    // SAFETY: the caller promises that so many bytes are there.
    let message = unsafe { std::slice::from_raw_parts(pointer, length) };
    let answer = MODULE.lock().unwrap_or_else(PoisonError::into_inner).call(message);
    let mut framed = Vec::with_capacity(answer.len().saturating_add(PREFIX));
    framed.extend(u32::try_from(answer.len()).unwrap_or(u32::MAX).to_le_bytes());
    framed.extend_from_slice(&answer);
    Box::into_raw(framed.into_boxed_slice()).cast()
}
