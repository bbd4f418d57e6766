//! Runs the commands of the shell: lookups, import, export, care of the store.
