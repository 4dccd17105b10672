//! Entry point: everything is in the library, so that it can be tested.

/// Small, but not wasteful with answers of several megabytes.
#[cfg(target_arch = "wasm32")]
struct Options;

#[cfg(target_arch = "wasm32")]
impl rlsf::GlobalTlsfOptions for Options {
    const ENABLE_REALLOCATION: bool = false;
}

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::GlobalTlsf<Options> = rlsf::GlobalTlsf::new();

fn main() {
    restore_desk::start();
}
