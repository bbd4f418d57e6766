//! Has the program linked so that it starts at once.
#![allow(clippy::print_stdout, reason = "this is how a build script speaks to cargo")]

fn main() {
    println!("cargo::rerun-if-changed=.cargo/link.rs");
    let target = |part: &str| std::env::var(format!("CARGO_CFG_TARGET_{part}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        // A program that may lie anywhere has all addresses in its tables written anew at each start: 40 pages, which
        // takes a lookup a sixth of its time. What it reads is parsed in safe Rust; heap, stack and libraries still
        // lie at random.
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
