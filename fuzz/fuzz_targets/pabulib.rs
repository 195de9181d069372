#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| kenes_count::fuzzing::pabulib(bytes));
