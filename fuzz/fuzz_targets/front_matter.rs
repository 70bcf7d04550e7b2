//! cargo-fuzz's entry to `targets::front_matter`.

#![no_main]

#[path = "../targets.rs"]
#[allow(dead_code, reason = "each entry calls one of the targets")]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::front_matter(bytes));
