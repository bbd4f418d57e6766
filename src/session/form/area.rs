//! Divides the form: task and fields on top, the three texts, what is doubtful below, last period's text beside it.

use ratatui::layout::Rect;

use super::{Field, Form};

/// From this width on last period's text stands beside the form.
const BESIDE_FROM: u16 = 110;
/// The most lines that doubts take; the last of them counts those that have none.
const DOUBTS: usize = 3;

/// Where everything stands in a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormAreas {
    /// The form with its frame.
    pub form: Rect,
    /// The beginning of what is to be done.
    pub task: Rect,
    /// Period, status and date, and under them the unit.
    pub fields: Rect,
    /// The names of the three texts.
    pub names: [Rect; 3],
    /// The three texts.
    pub parts: [Rect; 3],
    /// What is doubtful.
    pub doubts: Rect,
    /// Last period's text with its frame, when there is room.
    pub beside: Option<Rect>,
}

impl FormAreas {
    /// Divides the body of the screen; the text that has the keys gets the room.
    pub fn of(body: Rect, form: &Form) -> Self {
        let beside_width = if body.width < BESIDE_FROM { 0 } else { body.width * 2 / 5 };
        let outer = Rect { width: body.width - beside_width, ..body };
        let beside = (beside_width > 0).then_some(Rect { x: outer.right(), width: beside_width, ..body });
        let inside = Rect {
            x: outer.x + 2,
            y: outer.y + 1,
            width: outer.width.saturating_sub(4),
            height: outer.height.saturating_sub(2),
        };
        let doubts = u16::try_from(form.doubted().len().min(DOUBTS)).unwrap_or(0);
        // One line for the task, two for fields, one for the name of each text.
        let room = inside.height.saturating_sub(6 + doubts);
        let small = (room / 6).clamp(1, 4);
        let wide = if let Field::Part(at) = form.field { at } else { 0 };
        let line = |y: u16, height: u16| Rect { y, height, ..inside };
        let (mut names, mut parts) = ([line(0, 0); 3], [line(0, 0); 3]);
        let mut y = inside.y + 3;
        for (at, (name, part)) in names.iter_mut().zip(parts.iter_mut()).enumerate() {
            let height = if at == wide { room.saturating_sub(2 * small).max(1) } else { small };
            *name = line(y, 1);
            *part = line(y + 1, height);
            y += 1 + height;
        }
        Self {
            form: outer,
            task: line(inside.y, 1),
            fields: line(inside.y + 1, 2),
            names,
            parts,
            doubts: line(y, doubts),
            beside,
        }
    }
}
