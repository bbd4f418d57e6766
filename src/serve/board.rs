//! One session on a far terminal: keys in, frames out, one frame under way at a time.

mod screen;

use std::sync::Arc;
use std::time::Duration;

use russh::ChannelMsg;
use tokio::sync::mpsc;
use tokio::task::{block_in_place, yield_now};
use tokio::time::{Instant, sleep_until, timeout, timeout_at};

use super::channel::{Asker, PARTING, Pty, Reader, UnderWay, Writer, finish, sent};
use super::office::Office;
use super::worker::Worker;
use crate::draft::Drafts;
use crate::session::{Effect, Msg};
use crate::tui::backend;
use crate::tui::probe::{self, Probed, QUESTIONS};
use screen::{Board, size};

/// How long a terminal far away may take to answer.
const PROBE: Duration = Duration::from_secs(1);
/// So many keys that came together are taken before others have their turn.
const AT_ONCE: usize = 256;

/// Why a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// The person left it.
    Left,
    /// The line is gone.
    Gone,
    /// Nobody pressed a key for long.
    Idle,
    /// The person may no longer enter, or not as before.
    Removed,
    /// The server stops.
    Stopping,
}

impl End {
    /// The sentence for it, and the exit code.
    fn tell(self) -> (Option<&'static str>, u32) {
        match self {
            Self::Left | Self::Gone => (None, 0),
            Self::Idle => (Some("serve.idle"), 4),
            Self::Removed => (Some("serve.removed"), 1),
            Self::Stopping => (Some("serve.stopping"), 0),
        }
    }
}

/// Serves the board until it ends, and keeps what was typed.
pub(super) async fn serve(office: &Arc<Office>, asker: &Asker, pty: &Pty, reader: &mut Reader, writer: &Writer) {
    let (answers, answered) = mpsc::unbounded_channel();
    let drafts = Drafts::of(&office.settings.data);
    let manner = office.manner(&asker.who.author.name);
    let texts = office.texts_of(manner.lang);
    let errands = Arc::new(office.errands.of(drafts, texts.clone(), asker.who.clone()));
    let probed = match manner.ambiguous_wide {
        Some(ambiguous_wide) => Probed { ambiguous_wide, ..Probed::default() },
        None => probe(reader, writer).await,
    };
    let worker = Worker::start(errands.clone(), office, &answers);
    let mut board = Board::open(office, asker, pty, &manner, &texts, probed.ambiguous_wide, errands);
    for typed in probed.typed {
        board.take(&worker, Msg::from(typed));
    }
    worker.run(Effect::Drafts);
    let end = board.run(&worker, answered, reader, writer).await;
    if end != End::Left {
        board.take_rest(&worker);
    }
    // In this thread: those for errands may all be held up.
    block_in_place(|| drop(board));
    worker.finish().await;
    let (sentence, code) = end.tell();
    let sentence = sentence.map(|key| format!("{}\r\n", texts.get(key))).unwrap_or_default();
    let last = format!("{}{sentence}", backend::GIVE_BACK);
    drop(timeout(PARTING, writer.data_bytes(last.into_bytes())).await);
    finish(writer, code).await;
}

/// Asks the terminal how it counts, and does not wait long for the answer.
async fn probe(reader: &mut Reader, writer: &Writer) -> Probed {
    let asked = format!("{}{QUESTIONS}", backend::TAKE);
    let due = Instant::now() + PROBE;
    let mut heard = Vec::new();
    // A client without a window for the questions gets no answers either, and is the board's matter then.
    drop(timeout_at(due, writer.data_bytes(asked.into_bytes())).await);
    while !Probed::of(&heard).is_whole && heard.len() < probe::LONGEST {
        match timeout_at(due, reader.wait()).await {
            Ok(Some(ChannelMsg::Data { data })) => heard.extend_from_slice(&data),
            Ok(Some(ChannelMsg::WindowChange { .. })) => {}
            // What has ended meanwhile the board will hear of.
            _ => break,
        }
    }
    Probed::of(&heard)
}

/// What a turn of the loop has heard.
enum Turn {
    Sent(bool),
    Further,
    Said(Option<ChannelMsg>),
    Answered(Msg),
    Due,
    Stopping,
}

impl Board<'_> {
    async fn run(
        &mut self,
        worker: &Worker,
        mut answers: mpsc::UnboundedReceiver<Msg>,
        reader: &mut Reader,
        writer: &Writer,
    ) -> End {
        let mut book = self.office.book();
        let mut present = self.attendance.listen();
        let mut stopping = self.office.stopping();
        let mut under_way: Option<UnderWay<'_>> = None;
        let mut last_key = Instant::now();
        let mut more: Option<Instant> = None;
        let mut is_stale = true;
        loop {
            // A reader who is slow gets fewer frames, never a longer queue of them.
            if is_stale && under_way.is_none() {
                is_stale = false;
                let frame = self.frame();
                if !frame.is_empty() {
                    under_way = Some(Box::pin(async { writer.data_bytes(frame).await.is_ok() }));
                }
            }
            let idle = last_key + self.office.limits.idle;
            let beat = Instant::now() + self.beat.patience(self.office.now());
            let due = more.into_iter().fold(idle.min(beat), Instant::min);
            let turn = tokio::select! {
                sent = sent(&mut under_way) => Turn::Sent(sent),
                // What has come is taken before more is heard, so that whoever sends much waits for himself alone.
                () = worker.room(), if !self.heard.is_empty() => Turn::Further,
                said = hear(worker, reader), if self.heard.is_empty() => Turn::Said(said),
                Some(answer) = answers.recv() => Turn::Answered(answer),
                Ok(()) = book.changed() => Turn::Answered(Msg::Book(book.borrow_and_update().clone())),
                Ok(()) = present.changed() => {
                    Turn::Answered(Msg::Present(self.attendance.others(&present.borrow_and_update())))
                }
                () = sleep_until(due) => Turn::Due,
                _ = stopping.wait_for(|stops| *stops) => Turn::Stopping,
            };
            match turn {
                Turn::Further => yield_now().await,
                Turn::Sent(true) => {
                    under_way = None;
                    continue;
                }
                Turn::Sent(false) => return End::Gone,
                Turn::Said(Some(ChannelMsg::Data { data })) => {
                    last_key = Instant::now();
                    self.input.feed(&data, &mut |typed| self.heard.push_back(typed));
                    more = self.input.pending().map(|patience| last_key + patience);
                }
                Turn::Said(Some(ChannelMsg::WindowChange { col_width, row_height, .. })) => {
                    let (width, height) = size((col_width, row_height));
                    self.terminal.backend_mut().resize(width, height);
                    is_stale = true;
                    if let Some(end) = self.take(worker, Msg::Resize(width, height)) {
                        return end;
                    }
                }
                Turn::Said(Some(ChannelMsg::Eof | ChannelMsg::Close) | None) => return End::Gone,
                Turn::Said(Some(_)) => continue,
                Turn::Answered(msg) => {
                    is_stale = true;
                    if let Some(end) = self.take(worker, msg) {
                        return end;
                    }
                }
                Turn::Due => {
                    let now = Instant::now();
                    if now >= idle {
                        return End::Idle;
                    }
                    if more.is_some_and(|due| due <= now) {
                        self.input.expire(&mut |typed| self.heard.push_back(typed));
                        more = self.input.pending().map(|patience| now + patience);
                    }
                    for msg in self.beat.due(self.office.now()) {
                        is_stale = true;
                        if let Some(end) = self.take(worker, msg) {
                            return end;
                        }
                    }
                }
                Turn::Stopping => return End::Stopping,
            }
            for _ in 0..AT_ONCE {
                if worker.is_full() {
                    break;
                }
                let Some(typed) = self.heard.pop_front() else { break };
                is_stale = true;
                if let Some(end) = self.take(worker, Msg::from(typed)) {
                    return end;
                }
            }
            self.beat.note(&self.session);
        }
    }
}

/// Hears the client, once there is room for what its keys may ask for.
async fn hear(worker: &Worker, reader: &mut Reader) -> Option<ChannelMsg> {
    worker.room().await;
    reader.wait().await
}
