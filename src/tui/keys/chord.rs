//! One key press with its modifiers, as it is written in keys.toml and shown in footer and help.

use std::fmt;
use std::str::FromStr;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// A key without its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant is the key of its name")]
pub enum Code {
    Char(char),
    F(u8),
    Enter,
    Esc,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Insert,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
}

/// The named keys, as they are written.
const NAMED: [(&str, Code); 15] = [
    ("Enter", Code::Enter),
    ("Esc", Code::Esc),
    ("Tab", Code::Tab),
    ("S-Tab", Code::BackTab),
    ("Backspace", Code::Backspace),
    ("Delete", Code::Delete),
    ("Insert", Code::Insert),
    ("Up", Code::Up),
    ("Down", Code::Down),
    ("Left", Code::Left),
    ("Right", Code::Right),
    ("Home", Code::Home),
    ("End", Code::End),
    ("PageUp", Code::PageUp),
    ("PageDown", Code::PageDown),
];

/// A key press. Shift is part of the character it makes and is not kept apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Chord {
    /// The key.
    pub code: Code,
    /// Whether Ctrl was held.
    pub ctrl: bool,
    /// Whether Alt was held, or Esc came before.
    pub alt: bool,
}

impl Chord {
    /// A key without modifiers.
    pub fn plain(code: Code) -> Self {
        Self { code, ctrl: false, alt: false }
    }

    /// The character it types, if it types one.
    pub fn text(&self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// What it stands for in a paste without brackets, where CR arrives as Enter and LF as Ctrl+J; nothing for a key that
    /// cannot be part of one.
    pub fn written(&self) -> Option<char> {
        match (self.code, self.ctrl, self.alt) {
            (Code::Enter, false, false) => Some('\r'),
            (Code::Char('j'), true, false) => Some('\n'),
            (Code::Tab, false, false) => Some('\t'),
            _ => self.text(),
        }
    }

    /// The key an input method in Chinese mode stands for: ？ for ?, ／ for /, and so on.
    #[must_use]
    pub fn half_width(self) -> Self {
        let code = match self.code {
            Code::Char(c @ '！'..='～') => char::from_u32(u32::from(c) - 0xfee0).map_or(self.code, Code::Char),
            Code::Char('。') => Code::Char('.'),
            Code::Char('、') => Code::Char('/'),
            Code::Char('　') => Code::Char(' '),
            Code::Char('“' | '”') => Code::Char('"'),
            Code::Char('‘' | '’') => Code::Char('\''),
            Code::Char('【') => Code::Char('['),
            Code::Char('】') => Code::Char(']'),
            Code::Char('《') => Code::Char('<'),
            Code::Char('》') => Code::Char('>'),
            code => code,
        };
        Self { code, ..self }
    }

    /// Reads what crossterm reports; nothing for releases and keys without a name here.
    pub fn from_event(event: &KeyEvent) -> Option<Self> {
        if event.kind == KeyEventKind::Release {
            return None;
        }
        let code = match event.code {
            KeyCode::Char(c) => Code::Char(c),
            KeyCode::F(n) => Code::F(n),
            KeyCode::Enter => Code::Enter,
            KeyCode::Esc => Code::Esc,
            KeyCode::Tab => Code::Tab,
            KeyCode::BackTab => Code::BackTab,
            KeyCode::Backspace => Code::Backspace,
            KeyCode::Delete => Code::Delete,
            KeyCode::Insert => Code::Insert,
            KeyCode::Up => Code::Up,
            KeyCode::Down => Code::Down,
            KeyCode::Left => Code::Left,
            KeyCode::Right => Code::Right,
            KeyCode::Home => Code::Home,
            KeyCode::End => Code::End,
            KeyCode::PageUp => Code::PageUp,
            KeyCode::PageDown => Code::PageDown,
            _ => return None,
        };
        let held = |modifier| event.modifiers.contains(modifier);
        Some(Self { code, ctrl: held(KeyModifiers::CONTROL), alt: held(KeyModifiers::ALT) })
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("C-")?;
        }
        if self.alt {
            f.write_str("M-")?;
        }
        match self.code {
            Code::Char(' ') => f.write_str("Space"),
            Code::Char(c) => write!(f, "{c}"),
            Code::F(n) => write!(f, "F{n}"),
            code => f.write_str(NAMED.iter().find(|(_, c)| *c == code).map_or("", |(name, _)| name)),
        }
    }
}

/// Says that a text names no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAKey;

/// Reads `F2`, `C-s`, `M-x`, `Up`, `/`, `Space`.
impl FromStr for Chord {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let (mut ctrl, mut alt, mut rest) = (false, false, text);
        loop {
            // A dash alone, or after a modifier, is the key itself.
            match rest.split_once('-') {
                Some(("C", key)) if !key.is_empty() => (ctrl, rest) = (true, key),
                Some(("M", key)) if !key.is_empty() => (alt, rest) = (true, key),
                _ => break,
            }
        }
        // A terminal sends these as Tab, Enter and Esc; nobody could press them.
        if ctrl && matches!(rest, "i" | "I" | "m" | "M" | "[") {
            return Err(NotAKey);
        }
        let mut chars = rest.chars();
        let code = match (chars.next(), chars.next()) {
            (Some(c), None) if !c.is_control() && !c.is_whitespace() => {
                Code::Char(if ctrl { c.to_ascii_lowercase() } else { c })
            }
            _ if rest == "Space" => Code::Char(' '),
            _ => {
                let f_key = rest.strip_prefix('F').and_then(|n| n.parse().ok()).filter(|n| (1..=12).contains(n));
                let named = NAMED.iter().find(|(name, _)| *name == rest).map(|(_, code)| *code);
                f_key.map(Code::F).or(named).ok_or(NotAKey)?
            }
        };
        Ok(Self { code, ctrl, alt })
    }
}
