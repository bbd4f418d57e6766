//! Reads tables and books from files, matches them with the ledger, and writes them again.
