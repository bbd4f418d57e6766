//! Divides the form of a record: as high as its fields need, the one that has the keys gets the room.

use ratatui::layout::Rect;

use super::{RecordForm, Value};
use crate::tui::text::{Width, wrap};

/// A line longer than this is hard to read.
const WIDEST: u16 = 110;
/// The columns of the names of fields.
pub const NAMES: u16 = 12;
/// The rows a text that is being written has at least, where there is room.
const TEXT_ROWS: usize = 4;

/// Where everything stands in the form of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordAreas {
    /// The form with its frame.
    pub form: Rect,
    /// The value of each field.
    pub values: Vec<Rect>,
    /// What is said: why it was not stored, or how the field that has the keys is filled in.
    pub said: Rect,
}

impl RecordAreas {
    /// Divides the body of the screen.
    pub fn of(body: Rect, form: &RecordForm, width: &Width) -> Self {
        let outer_width = body.width.min(WIDEST);
        let inner = outer_width.saturating_sub(4);
        let said = form.said.as_ref().map_or(1, |said| wrap(said, usize::from(inner.max(2)), width).len());
        let wanted = form.fields.iter().enumerate().map(|(at, field)| wanted(&field.value, at == form.at));
        let wanted: Vec<usize> = wanted.collect();
        let room = usize::from(body.height).saturating_sub(3 + said);
        let heights = share(&wanted, form.at, room);
        let rows = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
        let height = rows(heights.iter().sum::<usize>() + said + 3).min(body.height);
        let outer = Rect {
            x: body.x + (body.width - outer_width) / 2,
            y: body.y + (body.height - height) / 2,
            width: outer_width,
            height,
        };
        let inside = Rect { x: outer.x + 2, y: outer.y + 1, width: inner, height: height.saturating_sub(2) };
        let mut y = inside.y;
        let mut next = |height: usize| {
            let top = y.min(inside.bottom());
            y = y.saturating_add(rows(height)).min(inside.bottom());
            Rect { y: top, height: y - top, ..inside }
        };
        let values = heights.into_iter().map(&mut next).map(|area| Rect {
            x: area.x + NAMES.min(area.width),
            width: area.width.saturating_sub(NAMES),
            ..area
        });
        let values = values.collect();
        next(1);
        Self { form: outer, values, said: next(said) }
    }
}

/// The rows a value would like.
fn wanted(value: &Value, has_keys: bool) -> usize {
    match value {
        Value::Text(editor) => editor.line().1.max(if has_keys { TEXT_ROWS } else { 1 }),
        Value::List { pairs, .. } => pairs.len() + 1,
        _ => 1,
    }
}

/// The rows each value gets of `room`: one at least, and of the rest the one that has the keys first.
fn share(wanted: &[usize], first: usize, room: usize) -> Vec<usize> {
    let mut heights = vec![1; wanted.len()];
    let mut left = room.saturating_sub(wanted.len());
    // What has the keys leaves the others two rows more, if they want them, but no more than it takes itself.
    let others: usize =
        wanted.iter().enumerate().filter(|(at, _)| *at != first).map(|(_, rows)| (rows - 1).min(2)).sum();
    let order = std::iter::once(first).chain((0..wanted.len()).filter(|at| *at != first));
    for at in order {
        let (Some(height), Some(wanted)) = (heights.get_mut(at), wanted.get(at)) else { continue };
        let kept = if at == first { others.min(left / 2) } else { 0 };
        let more = (wanted - 1).min(left.saturating_sub(kept));
        *height += more;
        left -= more;
    }
    heights
}
