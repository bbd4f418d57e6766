//! One session on a far terminal: keys in, frames out, one frame under way at a time.

use std::future::{Future, pending};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use ratatui::Terminal;
use russh::ChannelMsg;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until, timeout};

use super::channel::{Asker, Pty, Reader, Writer, finish};
use super::office::Office;
use super::presence::Attendance;
use super::worker::{self, Worker};
use crate::domain::{Door, ReportKey};
use crate::draft::Drafts;
use crate::session::{Beat, Effect, Errands, Look, Msg, Session};
use crate::store::{Front, Totals};
use crate::tui::backend::{self, Backend};
use crate::tui::clipboard;
use crate::tui::input::Input;
use crate::tui::text::Width;
use crate::tui::theme::Theme;

/// How long a client has to take the last bytes.
const PARTING: Duration = Duration::from_secs(2);

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
    let errands = Arc::new(office.errands.of(drafts, asker.who.clone()));
    let worker = Worker::start(errands.clone(), office.settings.clock, &answers);
    let mut board = Board::open(office, asker, pty, errands);
    worker.run(Effect::Drafts);
    let end = board.run(&worker, answered, reader, writer).await;
    let unkept = board.let_go();
    worker.finish(unkept).await;
    let (sentence, code) = end.tell();
    drop(
        timeout(PARTING, async {
            drop(writer.data_bytes(backend::GIVE_BACK.as_bytes()).await);
            if let Some(key) = sentence {
                drop(writer.data_bytes(format!("{}\r\n", office.texts.get(key)).into_bytes()).await);
            }
            finish(writer, code).await;
        })
        .await,
    );
}

/// A session and its terminal.
struct Board<'a> {
    office: &'a Arc<Office>,
    asker: &'a Asker,
    session: Session,
    terminal: Terminal<Backend<Vec<u8>>>,
    input: Input,
    beat: Beat,
    attendance: Attendance,
    filling: Option<ReportKey>,
    errands: Arc<Errands>,
    /// Whether its drafts are somebody else's matter now.
    is_let_go: bool,
}

/// What a turn of the loop has heard.
enum Turn {
    Sent(bool),
    Said(Option<ChannelMsg>),
    Answered(Msg),
    Due,
    Stopping,
}

type UnderWay<'a> = Pin<Box<dyn Future<Output = bool> + Send + 'a>>;

impl<'a> Board<'a> {
    fn open(office: &'a Arc<Office>, asker: &'a Asker, pty: &Pty, errands: Arc<Errands>) -> Self {
        let settings = &office.settings;
        let size = size(pty.size);
        let look = Look {
            texts: office.texts.clone(),
            theme: Theme::on(Some(&pty.name), settings.no_color, &settings.theme),
            width: Width { ambiguous_wide: settings.ambiguous_wide, ascii: settings.ascii },
            keys: office.keys.clone(),
            home: settings.data.display().to_string(),
            who: asker.who.clone(),
        };
        let now = office.now();
        let front = Front { book: (*office.book_now()).clone(), whole: true, totals: Totals::default() };
        let session = Session::new(look, size, front, now);
        let mut backend = Backend::new(Vec::new(), size, settings.ambiguous_wide);
        for sequence in [backend::TAKE, backend::READY] {
            backend.writer_mut().extend_from_slice(sequence.as_bytes());
        }
        // Such a backend never fails: it writes into memory and is told its size.
        #[expect(clippy::unwrap_used, reason = "writing into memory does not fail")]
        let terminal = Terminal::new(backend).unwrap();
        Self {
            office,
            asker,
            session,
            terminal,
            input: Input::default(),
            beat: Beat::new(now),
            attendance: office.presence.arrive(&asker.who.author.name),
            filling: None,
            errands,
            is_let_go: false,
        }
    }

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
                said = reader.wait() => Turn::Said(said),
                Some(answer) = answers.recv() => Turn::Answered(answer),
                Ok(()) = book.changed() => Turn::Answered(Msg::Book(book.borrow_and_update().clone())),
                Ok(()) = present.changed() => {
                    Turn::Answered(Msg::Present(self.attendance.others(&present.borrow_and_update())))
                }
                () = sleep_until(due) => Turn::Due,
                _ = stopping.wait_for(|stops| *stops) => Turn::Stopping,
            };
            let mut heard = Vec::new();
            match turn {
                Turn::Sent(true) => {
                    under_way = None;
                    continue;
                }
                Turn::Sent(false) => return End::Gone,
                Turn::Said(Some(ChannelMsg::Data { data })) => {
                    last_key = Instant::now();
                    self.input.feed(&data, &mut |typed| heard.push(typed));
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
                        self.input.expire(&mut |typed| heard.push(typed));
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
            for typed in heard {
                is_stale = true;
                if let Some(end) = self.take(worker, Msg::from(typed)) {
                    return end;
                }
            }
            self.beat.note(&self.session);
        }
    }

    /// Has the session take a message, and does what it asks for; tells whether that was the end.
    fn take(&mut self, worker: &Worker, msg: Msg) -> Option<End> {
        if let Msg::Book(book) = &msg {
            // Rights are decided anew for each command; a screen that shows more than its person may see must go.
            let who = self.asker.guest.who(book, Door::Screen);
            if who.as_ref() != Some(&self.asker.who) {
                return Some(End::Removed);
            }
        }
        let mut end = None;
        for effect in self.session.update(msg) {
            match effect {
                Effect::Quit => end = Some(End::Left),
                Effect::Suspend => {}
                Effect::Copy(text) => {
                    self.terminal.backend_mut().writer_mut().extend_from_slice(clipboard::osc52(&text).as_bytes());
                }
                other => worker.run(other),
            }
        }
        let filling = self.session.filling();
        if filling != self.filling {
            self.filling = filling;
            self.attendance.fill(filling);
        }
        end
    }

    /// The bytes that bring the terminal from its last frame to the next.
    fn frame(&mut self) -> Vec<u8> {
        let session = &mut self.session;
        // It writes into memory.
        drop(self.terminal.draw(|frame| session.draw(frame)));
        std::mem::take(self.terminal.backend_mut().writer_mut())
    }

    /// Hands over what is not known to be kept.
    fn let_go(mut self) -> Vec<(u64, crate::draft::Draft)> {
        self.is_let_go = true;
        self.session.unkept()
    }
}

impl Drop for Board<'_> {
    fn drop(&mut self) {
        // Only a panic or the server's sudden end come here with something unkept.
        if !self.is_let_go {
            worker::keep(&self.errands, &self.session.unkept());
        }
    }
}

async fn sent(under_way: &mut Option<UnderWay<'_>>) -> bool {
    match under_way {
        Some(frame) => frame.await,
        None => pending().await,
    }
}

/// The size drawn on, for the size a client tells.
fn size((width, height): (u32, u32)) -> (u16, u16) {
    let told = |size: u32| u16::try_from(size).unwrap_or(u16::MAX);
    backend::bounded((told(width), told(height)))
}
