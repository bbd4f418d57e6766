//! Gives every role on the screen its style; named colours on the terminal's own background, or none at all.

use ratatui::style::{Color, Modifier, Style};

/// The styles of all roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is the style of the role it is named after")]
pub struct Theme {
    pub header: Style,
    pub title: Style,
    pub text: Style,
    pub dim: Style,
    pub label: Style,
    pub border: Style,
    /// The border of the pane that has the keys.
    pub focus: Style,
    /// The row under the cursor in the pane that has the keys.
    pub selected: Style,
    /// The row under the cursor elsewhere.
    pub selected_dim: Style,
    pub notice: Style,
    pub matched: Style,
    pub changed: Style,
    pub completed: Style,
    pub on_schedule: Style,
    pub behind: Style,
    pub unreported: Style,
}

impl Theme {
    /// The theme `name` for one terminal: without colours where its person wants none (NO_COLOR), where it is of a kind
    /// (TERM) that has none, and where there is no such theme.
    pub fn on(term: Option<&str>, no_color: bool, name: &str) -> Self {
        let named = if no_color || term.is_some_and(is_monochrome) { None } else { Self::named(name) };
        named.unwrap_or_else(Self::colourless)
    }

    /// Finds a theme of duban.toml: `default`, `light`, `contrast` or `none`.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "default" => Some(Self::dark()),
            "light" => Some(Self::light()),
            "contrast" => Some(Self::contrast()),
            "none" => Some(Self::colourless()),
            _ => None,
        }
    }

    /// Without colours (NO_COLOR): bold, underline and reverse only.
    pub fn colourless() -> Self {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        // One colour across the row: what is coloured in it would make a patchwork when reversed.
        let reversed = plain.fg(Color::Reset).bg(Color::Reset).add_modifier(Modifier::REVERSED);
        let underlined = plain.add_modifier(Modifier::UNDERLINED);
        Self {
            header: plain,
            title: bold,
            text: plain,
            dim: plain,
            label: bold,
            border: plain,
            focus: bold,
            selected: reversed,
            selected_dim: underlined,
            notice: bold,
            matched: underlined.add_modifier(Modifier::BOLD),
            changed: underlined,
            completed: plain,
            on_schedule: plain,
            behind: bold,
            unreported: bold,
        }
    }

    fn dark() -> Self {
        let fg = |colour| Style::new().fg(colour);
        Self {
            dim: fg(Color::Gray),
            label: fg(Color::Cyan),
            border: fg(Color::DarkGray),
            focus: fg(Color::Cyan),
            notice: fg(Color::Yellow).add_modifier(Modifier::BOLD),
            matched: fg(Color::Yellow).add_modifier(Modifier::BOLD).add_modifier(Modifier::UNDERLINED),
            changed: fg(Color::Yellow).add_modifier(Modifier::UNDERLINED),
            completed: fg(Color::Green),
            on_schedule: fg(Color::Blue).add_modifier(Modifier::BOLD),
            behind: fg(Color::Red).add_modifier(Modifier::BOLD),
            unreported: fg(Color::Yellow),
            ..Self::colourless()
        }
    }

    fn light() -> Self {
        let fg = |colour| Style::new().fg(colour);
        Self {
            dim: fg(Color::DarkGray),
            label: fg(Color::Blue),
            border: fg(Color::DarkGray),
            focus: fg(Color::Blue),
            notice: fg(Color::Magenta).add_modifier(Modifier::BOLD),
            matched: fg(Color::Magenta).add_modifier(Modifier::BOLD).add_modifier(Modifier::UNDERLINED),
            changed: fg(Color::Magenta).add_modifier(Modifier::UNDERLINED),
            completed: fg(Color::Green),
            on_schedule: fg(Color::Blue),
            behind: fg(Color::Red).add_modifier(Modifier::BOLD),
            unreported: fg(Color::Magenta),
            ..Self::colourless()
        }
    }

    fn contrast() -> Self {
        let bold = |colour| Style::new().fg(colour).add_modifier(Modifier::BOLD);
        Self {
            label: bold(Color::White),
            focus: bold(Color::White),
            notice: bold(Color::LightYellow),
            matched: bold(Color::LightYellow).add_modifier(Modifier::UNDERLINED),
            changed: bold(Color::LightYellow).add_modifier(Modifier::UNDERLINED),
            completed: bold(Color::LightGreen),
            on_schedule: bold(Color::LightCyan),
            behind: bold(Color::LightRed),
            unreported: bold(Color::LightYellow),
            ..Self::colourless()
        }
    }
}

/// Whether terminals of that name in terminfo have no colours.
fn is_monochrome(term: &str) -> bool {
    term == "dumb"
        || term.ends_with("-m")
        || term.ends_with("-mono")
        || term.strip_prefix("vt").is_some_and(|model| model.starts_with(['1', '2', '3', '4', '5']))
}
