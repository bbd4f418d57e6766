//! Divides the terminal among the panes: one at 80 columns, two from 96, three from 110.

use ratatui::layout::Rect;

/// Below this width or height only a sentence is shown.
pub const SMALLEST: (u16, u16) = (60, 16);
/// From this width on the grouping pane stands beside the list; below, it is a drawer over it.
const GROUPING_FROM: u16 = 96;
/// From this width on the detail pane stands beside the list (design: 110 columns).
pub const DETAIL_FROM: u16 = 110;

/// The most lines that what there is to say takes at the bottom.
pub const MOST_SAID: u16 = 3;

/// Where everything stands for one size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Areas {
    /// The line on top.
    pub header: Rect,
    /// The grouping pane with its frame; over the list while it is a drawer.
    pub grouping: Rect,
    /// Whether the grouping pane is a drawer.
    pub is_drawer: bool,
    /// The list with its frame.
    pub list: Rect,
    /// The detail pane with its frame, when there is room.
    pub detail: Option<Rect>,
    /// The line at the bottom, or up to three of what there is to say.
    pub footer: Rect,
}

impl Areas {
    /// Divides a terminal, with room for the detail pane when it is wanted and `said` lines at the bottom, one at least;
    /// nothing when it is too small to work in.
    pub fn of((width, height): (u16, u16), with_detail: bool, said: u16) -> Option<Self> {
        if width < SMALLEST.0 || height < SMALLEST.1 {
            return None;
        }
        let said = said.clamp(1, MOST_SAID);
        let body = Rect { x: 0, y: 1, width, height: height - 1 - said };
        let is_drawer = width < GROUPING_FROM;
        let grouping_width = if is_drawer { 34 } else { (width / 5).clamp(22, 34) };
        let left = if is_drawer { 0 } else { grouping_width };
        let detail_width = if width < DETAIL_FROM || !with_detail { 0 } else { (width - left) * 2 / 5 };
        let list = Rect { x: left, width: width - left - detail_width, ..body };
        let detail = (detail_width > 0).then_some(Rect { x: list.right(), width: detail_width, ..body });
        Some(Self {
            header: Rect { x: 0, y: 0, width, height: 1 },
            grouping: Rect { width: grouping_width, ..body },
            is_drawer,
            list,
            detail,
            footer: Rect { x: 0, y: height - said, width, height: said },
        })
    }

    /// Everything between the line on top and the one at the bottom.
    pub fn body(&self) -> Rect {
        Rect { y: self.list.y, height: self.list.height, ..self.header }
    }

    /// The columns a text in the list has between the frame's sides.
    pub fn list_columns(&self) -> u16 {
        self.list.width.saturating_sub(2)
    }

    /// The rows the list has for tasks: without the frame and the line of column names.
    pub fn list_rows(&self) -> u16 {
        self.list.height.saturating_sub(3)
    }

    /// The rows a pane has inside its frame.
    pub fn pane_rows(&self) -> u16 {
        self.list.height.saturating_sub(2)
    }
}
