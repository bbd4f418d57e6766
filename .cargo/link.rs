//! Has the program linked so that it starts at once.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a build script is told by cargo, and tells it, in this way"
)]

fn main() {
    println!("cargo::rerun-if-changed=.cargo/link.rs");
    let target = |part: &str| std::env::var(format!("CARGO_CFG_TARGET_{part}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        // A program that may lie anywhere has the addresses in its tables written anew at each start: 40 pages, a tenth
        // of the time of a lookup. What it reads is parsed by safe Rust; heap, stack and libraries still lie at random.
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
