use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use duban::domain::{Command, Door, Who};
use duban::exchange::{EXAMPLE, What, propose, read};
use duban::lang::{Lang, Texts};
use duban::ledger::Ledger;
use duban::session::{Action, Effect, Errands, Look, Msg, Session};
use duban::store::MemoryStore;
use duban::tui::keys::{Chord, KeyMap};
use duban::tui::printed::printed;
use duban::tui::text::Width;
use duban::tui::theme::Theme;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use crate::domain::at;

/// A person at a screen: keys go in, what is seen comes out; errands are run at once.
pub struct Desk {
    session: Session,
    errands: Errands,
    terminal: Terminal<TestBackend>,
    pub ledger: Arc<Ledger>,
    pub copied: Vec<String>,
    pub ended: bool,
}

fn now() -> DateTime<FixedOffset> {
    at("2021-07-05T09:00:00+08:00")
}

pub fn look(texts: &Arc<Texts>, width: Width) -> Look {
    let keys = include_str!("../../config/keys.toml");
    Look {
        texts: texts.clone(),
        theme: Theme::colourless(),
        width,
        keys: Arc::new(KeyMap::read(&Action::named(), keys, "").unwrap()),
        home: String::from("/home/office/duban"),
    }
}

impl Desk {
    /// Sits down before an empty ledger.
    pub fn empty(columns: u16, rows: u16) -> Self {
        Self::over(Arc::new(Ledger::new(Box::new(MemoryStore::default()))), columns, rows, Width::default())
    }

    /// Sits down before the real table.
    pub fn example(columns: u16, rows: u16) -> Self {
        let desk = Self::empty(columns, rows);
        take(&desk.ledger, EXAMPLE);
        Self::over(desk.ledger, columns, rows, Width::default())
    }

    pub fn over(ledger: Arc<Ledger>, columns: u16, rows: u16, width: Width) -> Self {
        let texts = Arc::new(Texts::of(Lang::Zh));
        let front = ledger.front().unwrap();
        Self {
            session: Session::new(look(&texts, width), (columns, rows), front, now()),
            errands: Errands::new(ledger.clone(), texts, Who::owner("督查室", Door::Screen)),
            terminal: Terminal::new(TestBackend::new(columns, rows)).unwrap(),
            ledger,
            copied: Vec::new(),
            ended: false,
        }
    }

    /// Presses keys: names between blanks, as in keys.toml.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            let chord: Chord = key.parse().unwrap_or_else(|_| panic!("{key} is no key"));
            self.send(Msg::Key(chord));
        }
        self
    }

    /// Types text, letter by letter.
    pub fn type_in(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.send(Msg::Key(Chord::plain(duban::tui::keys::Code::Char(c))));
        }
        self
    }

    pub fn send(&mut self, msg: Msg) {
        let before = self.ledger.book().unwrap().revision();
        let mut effects = self.session.update(msg);
        while let Some(effect) = effects.pop() {
            match &effect {
                Effect::Quit => self.ended = true,
                Effect::Copy(text) => self.copied.push(text.clone()),
                _ => {}
            }
            self.errands.announce(&effect);
            if let Some(answer) = self.errands.run(effect, now()) {
                effects.extend(self.session.update(answer));
            }
        }
        let book = self.ledger.book().unwrap();
        if book.revision() != before {
            for effect in self.session.update(Msg::Book(book)) {
                if let Some(answer) = self.errands.run(effect, now()) {
                    self.session.update(answer);
                }
            }
        }
    }

    /// What is seen.
    pub fn screen(&mut self) -> String {
        let frame = self.terminal.draw(|frame| self.session.draw(frame)).unwrap();
        printed(frame.buffer)
    }

    /// Checks what is seen, row by row; the expected screen is written between bars that are not part of it.
    pub fn sees(&mut self, expected: &str) -> &mut Self {
        let expected: Vec<&str> = expected.lines().map(|l| l.trim_start().trim_start_matches('¦')).collect();
        let screen = self.screen();
        let seen: Vec<&str> = screen.lines().collect();
        let wanted = expected.iter().skip_while(|l| l.is_empty()).copied().collect::<Vec<_>>().join("\n");
        assert!(seen.join("\n").trim_end() == wanted.trim_end(), "the screen is\n{screen}\n\nexpected\n{wanted}");
        self
    }

    /// Checks that words are seen.
    pub fn shows(&mut self, words: &str) -> &mut Self {
        let screen = self.screen();
        assert!(screen.contains(words), "“{words}” is not on the screen\n{screen}");
        self
    }

    /// Checks that words are not seen.
    pub fn hides(&mut self, words: &str) -> &mut Self {
        let screen = self.screen();
        assert!(!screen.contains(words), "“{words}” is on the screen\n{screen}");
        self
    }
}

/// Takes a table into a ledger.
pub fn take(ledger: &Ledger, text: &str) {
    let What::Table(table) = read(text.as_bytes()).unwrap().what else { panic!("a table was expected") };
    let proposal = propose(&table, &ledger.book().unwrap(), None).unwrap();
    let command = Command::Import(Box::new(proposal.import));
    ledger.execute(&Who::owner("督查室", Door::Command), &command, now()).unwrap();
}

#[test]
fn look_at_it() {
    let mut desk = Desk::example(80, 24);
    println!("{}", desk.screen());
    println!("{}", desk.press("Right").screen());
    println!("{}", desk.press("Tab").screen());
    println!("{}", desk.press("Esc /").type_in("lyf").screen());
    println!("{}", desk.press("Enter F7").screen());
    println!("{}", desk.press("Esc F1").screen());
    println!("{}", Desk::empty(80, 24).screen());
    println!("{}", Desk::example(120, 36).press("Down Down Right").screen());
}
