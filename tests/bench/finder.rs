//! Measures the finder of a form and the search on a large book: from the key that opens them to the frame that shows it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use duban::config::KEYS;
use duban::domain::{Door, Kind, Who};
use duban::lang::{Lang, Texts};
use duban::ledger::Ledger;
use duban::search::Names;
use duban::session::{Action, Look, Msg, Session};
use duban::store::MemoryStore;
use duban::tui::keys::KeyMap;
use duban::tui::printed::printed;
use duban::tui::text::Width;
use duban::tui::theme::Theme;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::generate;
use super::report::{Report, Runs};

const TASKS: u32 = 100_000;
const SIZE: (u16, u16) = (200, 50);
const LIMIT: Duration = Duration::from_millis(50);
const ROUNDS: usize = 15;

/// A person's screen over a large book.
struct Desk {
    session: Session,
    terminal: Terminal<TestBackend>,
}

impl Desk {
    fn new() -> Self {
        let look = Look {
            texts: Arc::new(Texts::of(Lang::Zh)),
            theme: Theme::named("default").unwrap(),
            width: Width::default(),
            keys: Arc::new(KeyMap::read(&Action::named(), KEYS, "").unwrap()),
            home: String::new(),
            who: Who::owner("督查室", Door::Screen),
            has_editor: true,
        };
        let ledger = Ledger::new(Box::new(MemoryStore::default()));
        let mut session = Session::new(look, SIZE, ledger.front().unwrap(), generate::noon());
        session.update(Msg::Book(Arc::new(generate::book(TASKS))));
        Self { session, terminal: Terminal::new(TestBackend::new(SIZE.0, SIZE.1)).unwrap() }
    }

    /// How long it takes until the frame after the last of some keys.
    fn press(&mut self, keys: &str) -> Duration {
        let mut taken = Duration::ZERO;
        for key in keys.split(' ') {
            let begun = Instant::now();
            self.session.update(Msg::Key(key.parse().unwrap()));
            self.terminal.draw(|frame| self.session.draw(frame)).unwrap();
            taken = begun.elapsed();
        }
        taken
    }

    fn shows(&self, words: &str) {
        let screen = printed(self.terminal.backend().buffer());
        assert!(screen.contains(words), "“{words}” is not on the screen\n{screen}");
    }
}

/// Measures and reports.
pub fn run(report: &mut Report) {
    let mut desk = Desk::new();
    let kinds = [Kind::Official, Kind::Unit, Kind::Leader, Kind::Category];
    let book = generate::book(TASKS);
    report.note("finder: all names made ready", Runs::of(9, || Names::alone(&book, &kinds)));
    let office = |place: usize| format!("F9{} Enter", " Down".repeat(place));
    let mut time = |what: &str, before: &str, keys: &str, shown: &str| {
        let round = |_| {
            if !before.is_empty() {
                desk.press(before);
            }
            let taken = desk.press(keys);
            desk.shows(shown);
            desk.press("Esc Esc Esc Esc");
            taken
        };
        let taken: Vec<Duration> = (0..ROUNDS).map(round).collect();
        report.time(&format!("finder: {what}, 100,000 tasks"), &Runs::from(taken), LIMIT);
    };
    time("the search opens", "", "F3", "查找");
    time("the menu of the office opens", "", "F9", "办理");
    time("the menu of years opens", &office(10), "Up", "作废 2021 年度");
    let officials = format!("{} Down", office(8));
    time("officials are found to be changed", &officials, "Enter", "查找责任人");
    time("a first letter in it", &format!("{officials} Enter"), "l", "查找责任人");
    time("a second letter in it", &format!("{officials} Enter l"), "y", "查找责任人");
    let assignments = format!("{} Tab Tab Tab", office(0));
    time("a leader is found in the form of a task", &format!("{assignments} Tab"), "l", "查找分管市领导");
    time("an official is found in the form of a task", &assignments, "Enter", "查找责任人");
}
