//! `duban` (督办) keeps a city's livelihood tasks and their progress, and shows them in a terminal.
//!
//! # The flow: decide, keep, publish
//!
//! ```text
//! keyboard ──────────► Msg ─► Session::update ─► Effect ─► Errands ─► Ledger::execute(who, command)
//! minute tick ───────► Msg         │                                    1 Book::decide → Change | Refusal   pure
//! Ledger::watch ─────► Msg         ▼                                    2 Store::append                     durable or error
//! errand finished ───► Msg   Session::draw                              3 Book::apply  → next Book          pure
//!                                                                       4 every watcher gets the next Book
//! ```
//!
//! - **One value travels**: a [`domain::Change`] is what is decided, stored, published, shown as history and exported.
//! - **One writer.** No screen ever shows what is not on disk; commands that arrive together share one sync.
//! - **A command carries the revision its author saw**; a stale one is refused and explained.
//! - **Who may do what is decided in [`domain::Book::decide`]**: screen, command line and import pass the same gate.
//! - **Who may read what is decided in one place too** ([`domain::Who`]): what is internal to a task is cut out where
//!   reports are handed over (`ledger::Sight`, `cli::find`, a session's new book), so that nobody asks further on. Rights are
//!   read anew from the book for each command and each picture: a key that is withdrawn counts at once.
//! - **The domain is pure**: time and size are told, never read in place. Only `run` reads clock and environment.
//!
//! # The layers
//!
//! Each module uses only what stands to its right, and a test keeps it so:
//!
//! ```text
//! main → run → {serve, attach, local} → {session, cli} → {ledger, tui} → {search, store, exchange, draft} → {row, lang} → domain
//! ```
//!
//! `row` (the shapes that leave memory) and `lang` (what is said to a person) stand apart because store, exchange and
//! screens need them alike. `config` is named by `run` alone, which passes options down.
//!
//! # What is kept, and why not sled alone
//!
//! sled 0.34.7 loses acknowledged writes at a power cut, so the journal is the record and sled the store that answers:
//! a change is acknowledged when the journal has it synced, and put into sled's rows behind that. An opening reads the
//! journal's end and compares revision and hash; `verify` reads the whole chain. Rows carry a checksum each and a digest
//! over all, and are made anew from the journal when they disagree with it. Lookups of the shell read the journal alone,
//! go by the checksum of each line, and need no lock.
//!
//! Opening sled takes longer than a first frame may, and its threads wake each second ever after. So whoever leaves a
//! store writes a glance beside it: what the first frame shows and, of a small store, everything. While the journal
//! still ends where it did then, a board is shown from it, and the rows are opened when they are first needed.
//!
//! Opening, writing and closing them costs five syncs beside the journal's one. So a change to a small store goes into
//! the journal and the glance, and the rows lie behind until somebody needs them, or they are 256 changes behind. The
//! glance notes when their file was written last: if somebody has used them since, they may know what the journal has
//! lost, and are opened before it goes on.
//!
//! Who signs in, out, or is turned away stands in an access log of its own, chained as the journal is: it is no change of
//! the book, must not wait for a sync, and must not grow with an attack. `audit` tells both by time.
//!
//! # Where texts are found
//!
//! Names are matched one by one and mapped to tasks; task texts and narratives are searched in one pass over all of
//! them folded into one piece. An index of character pairs was planned and is not needed: the pass over 100,000 tasks
//! shows its first hits within the limit of 50 ms, and there is nothing beside it to keep right.
//!
//! # How long texts are edited
//!
//! An editor of our own, because others break Chinese lines anywhere, stand on the border behind a full line, or lose
//! lines of a paste. The text is one string. Its screen lines are byte ranges that a change lays out anew for the
//! paragraphs it touches, and that follow from the text alone: behind a full last line an empty one is kept for the
//! caret. The caret stands where the next character will, so that an input method opens its window there.
//!
//! The person's own editor gets a text as a file beside its draft, and the whole terminal; the session hears nothing of the
//! keyboard meanwhile. What the editor has saved when everything is killed is taken into the draft at the next start.
//!
//! What a report says anew is marked by a comparison of the whole texts, which takes longer than a key may. So it is made
//! at each pause, when the draft is kept; until then the marks move with the words they are on, and what is typed has none.
//!
//! # Many at once
//!
//! ```text
//! ssh client ─► accept ─► handler ─► one task a channel ─► Session (board) or Command (exec)
//! here: duban ─► socket ──┘   who?        one frame under way    same code as at the terminal
//! ```
//!
//! One process owns the store. A connection's handler finds out who is there, from the key that signed or from the
//! kernel's word about the other end of the socket, and passes on what it hears. Each channel is a task that owns one
//! session; errands run on threads beside it. What a person may do is decided anew for each command, and a screen whose
//! person's rights have changed ends. A reader who is slow gets fewer frames, never a longer queue of them. Programs of
//! this machine speak the same protocol, so that there is one way in to be kept right.

pub mod attach;
pub mod cli;
pub mod config;
pub mod domain;
pub mod draft;
pub mod exchange;
pub mod lang;
pub mod ledger;
pub mod local;
pub mod row;
pub mod run;
pub mod search;
pub mod serve;
pub mod session;
pub mod store;
pub mod tui;
