//! A reply with secrets in it: see the function of the same name.
#![no_main]

libfuzzer_sys::fuzz_target!(|body: &[u8]| restore_desk_fuzz::source(body));
