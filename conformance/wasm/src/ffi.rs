//! The functions of the module, by the plain calling convention: the host asks for memory, writes the input there, calls,
//! and reads the output from where it is told. Nothing is freed; the host throws the module away.
#![expect(unsafe_code, reason = "a module shares its memory with its host by address")]

/// Memory for `length` bytes of input.
#[unsafe(no_mangle)]
pub extern "C" fn alloc(length: usize) -> *mut u8 {
    vec![0; length].leak().as_mut_ptr()
}

/// Calls [`crate::audit`]; see [`call`].
///
/// # Safety
/// As for [`call`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn audit(input: *const u8, length: usize) -> u64 {
    // SAFETY: the caller's duty is ours.
    unsafe { call(input, length, crate::audit) }
}

/// Calls [`crate::seal`]; see [`call`].
///
/// # Safety
/// As for [`call`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seal(input: *const u8, length: usize) -> u64 {
    // SAFETY: the caller's duty is ours.
    unsafe { call(input, length, crate::seal) }
}

/// Calls [`crate::count`]; see [`call`].
///
/// # Safety
/// As for [`call`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn count(input: *const u8, length: usize) -> u64 {
    // SAFETY: the caller's duty is ours.
    unsafe { call(input, length, crate::count) }
}

/// Calls [`crate::record::json`]; see [`call`].
///
/// # Safety
/// As for [`call`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn json(input: *const u8, length: usize) -> u64 {
    // SAFETY: the caller's duty is ours.
    unsafe { call(input, length, crate::record::json) }
}

/// Calls [`crate::record::act`]; see [`call`].
///
/// # Safety
/// As for [`call`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn act(input: *const u8, length: usize) -> u64 {
    // SAFETY: the caller's duty is ours.
    unsafe { call(input, length, crate::record::act) }
}

/// Calls [`crate::record::signatures`]; see [`call`].
///
/// # Safety
/// As for [`call`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn signatures(input: *const u8, length: usize) -> u64 {
    // SAFETY: the caller's duty is ours.
    unsafe { call(input, length, crate::record::signatures) }
}

/// Calls [`crate::council::council`]; see [`call`].
///
/// # Safety
/// As for [`call`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn council(input: *const u8, length: usize) -> u64 {
    // SAFETY: the caller's duty is ours.
    unsafe { call(input, length, crate::council::council) }
}

/// Calls [`crate::folder::report`]; see [`call`].
///
/// # Safety
/// As for [`call`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn report(input: *const u8, length: usize) -> u64 {
    // SAFETY: the caller's duty is ours.
    unsafe { call(input, length, crate::folder::report) }
}

/// Calls [`crate::record::tree`]; see [`call`].
///
/// # Safety
/// As for [`call`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tree(input: *const u8, length: usize) -> u64 {
    // SAFETY: the caller's duty is ours.
    unsafe { call(input, length, crate::record::tree) }
}

/// The output's address times 2³² plus its length, which holds both where addresses have 32 bits.
///
/// # Safety
/// `input` must come from [`alloc`] with that length, or point to as many bytes that stay as they are.
unsafe fn call(input: *const u8, length: usize, function: fn(&[u8]) -> Vec<u8>) -> u64 {
    // SAFETY: the caller promises that so many bytes are there.
    let input = unsafe { core::slice::from_raw_parts(input, length) };
    let output: &[u8] = function(input).leak();
    let wide = |number: usize| u64::try_from(number).unwrap_or_default();
    wide(output.as_ptr().addr()) << 32 | wide(output.len())
}
