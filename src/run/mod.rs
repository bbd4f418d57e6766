//! Puts the parts together: arguments, environment, clock and settings in, exit code out.
