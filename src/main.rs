//! Entry point: everything is in the library, so that it can be tested.

fn main() {
    restore_desk::start();
}
