//! A date: see the function of the same name.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| restore_desk_fuzz::date(text));
