//! Runs one session on the terminal of this machine: probes it, feeds it keys, gives it back.
