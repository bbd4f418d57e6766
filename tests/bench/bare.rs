//! The least a list on a terminal can be: ratatui as it comes, the lines of a file, and two keys.

use std::path::Path;

use ratatui::crossterm::event::{self, Event, KeyCode};
use ratatui::widgets::{List, ListState};

/// Shows the lines of a file until q is pressed.
pub fn run(file: &Path) {
    let text = std::fs::read_to_string(file).unwrap();
    let mut state = ListState::default().with_selected(Some(0));
    let mut terminal = ratatui::init();
    loop {
        let list = List::new(text.lines()).highlight_style(ratatui::style::Style::new().reversed());
        terminal.draw(|frame| frame.render_stateful_widget(list, frame.area(), &mut state)).unwrap();
        match event::read().unwrap() {
            Event::Key(key) if key.code == KeyCode::Char('q') => break,
            Event::Key(key) if key.code == KeyCode::Down => state.select_next(),
            Event::Key(key) if key.code == KeyCode::Up => state.select_previous(),
            _ => {}
        }
    }
    ratatui::restore();
}
