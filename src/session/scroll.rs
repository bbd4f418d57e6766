//! Keeps the cursor's task in sight in a list whose items have different heights.

/// The first line in sight: which item, and which of its lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Top {
    /// The item.
    pub item: usize,
    /// Its line, 0 for the item's own row.
    pub line: usize,
}

/// A list seen through a window of `rows` lines; `height` tells the lines of an item, at least 1.
pub struct Window<'a> {
    /// How many items there are.
    pub items: usize,
    /// How many lines can be seen.
    pub rows: usize,
    /// The lines of an item.
    pub height: &'a dyn Fn(usize) -> usize,
}

impl Window<'_> {
    /// Moves the top as little as needed to see the own row of `item`, and what fits of the rest of it.
    pub fn reveal(&self, top: Top, item: usize) -> Top {
        if self.items == 0 || self.rows == 0 {
            return Top::default();
        }
        let item = item.min(self.items - 1);
        if item < top.item || (item == top.item && top.line > 0) {
            return Top { item, line: 0 };
        }
        let wanted = (self.height)(item).min(self.rows);
        let highest = self.back_from(item, wanted);
        if (top.item, top.line) < (highest.item, highest.line) { highest } else { self.clamp(top) }
    }

    /// Whether the last line of `item` is in sight.
    pub fn shows_end_of(&self, top: Top, item: usize) -> bool {
        let mut line = 0;
        for at in top.item..=item {
            line += (self.height)(at) - if at == top.item { top.line } else { 0 };
            if line > self.rows {
                return false;
            }
        }
        true
    }

    /// Moves the top down (or up) by lines.
    pub fn scroll(&self, top: Top, lines: isize) -> Top {
        let mut top = top;
        for _ in 0..lines.unsigned_abs() {
            if lines > 0 {
                if top.line + 1 < (self.height)(top.item) {
                    top.line += 1;
                } else if top.item + 1 < self.items {
                    top = Top { item: top.item + 1, line: 0 };
                }
            } else if top.line > 0 {
                top.line -= 1;
            } else if top.item > 0 {
                top = Top { item: top.item - 1, line: (self.height)(top.item - 1) - 1 };
            }
        }
        self.clamp(top)
    }

    /// Leaves no lines empty below the last item while there is more above.
    pub fn clamp(&self, top: Top) -> Top {
        if self.items == 0 {
            return Top::default();
        }
        let last = self.items - 1;
        let lowest = self.back_from(last, (self.height)(last));
        if (top.item, top.line) > (lowest.item, lowest.line) { lowest } else { top }
    }

    /// The top from which the window ends with line `lines` (counted from 1) of `item`.
    fn back_from(&self, item: usize, lines: usize) -> Top {
        if lines >= self.rows {
            return Top { item, line: lines - self.rows };
        }
        let mut room = self.rows - lines;
        let mut at = item;
        while at > 0 {
            let height = (self.height)(at - 1);
            at -= 1;
            if height >= room {
                return Top { item: at, line: height - room };
            }
            room -= height;
        }
        Top::default()
    }
}

#[cfg(test)]
mod tests {
    use super::{Top, Window};

    fn window(rows: usize, heights: &[usize]) -> impl Fn(&dyn Fn(Window<'_>) -> Top) -> Top + '_ {
        move |act| act(Window { items: heights.len(), rows, height: &|i| heights[i] })
    }

    #[test]
    fn the_window_moves_no_more_than_needed() {
        let flat = [1; 25];
        let see = window(10, &flat);
        assert_eq!(see(&|w| w.reveal(Top::default(), 9)), Top { item: 0, line: 0 });
        assert_eq!(see(&|w| w.reveal(Top::default(), 10)), Top { item: 1, line: 0 });
        assert_eq!(see(&|w| w.reveal(Top { item: 5, line: 0 }, 7)), Top { item: 5, line: 0 });
        assert_eq!(see(&|w| w.reveal(Top { item: 5, line: 0 }, 2)), Top { item: 2, line: 0 });
        assert_eq!(see(&|w| w.reveal(Top { item: 5, line: 0 }, 24)), Top { item: 15, line: 0 });
    }

    #[test]
    fn an_item_higher_than_the_window_shows_its_own_row_first() {
        let tall = [1, 30, 1];
        let see = window(10, &tall);
        assert_eq!(see(&|w| w.reveal(Top::default(), 1)), Top { item: 1, line: 0 });
        assert_eq!(see(&|w| w.scroll(Top { item: 1, line: 0 }, 4)), Top { item: 1, line: 4 });
        assert_eq!(see(&|w| w.scroll(Top { item: 1, line: 0 }, 99)), Top { item: 1, line: 21 });
        assert_eq!(see(&|w| w.scroll(Top { item: 1, line: 4 }, -99)), Top { item: 0, line: 0 });
    }

    #[test]
    fn the_end_of_an_item_is_known_to_be_in_sight() {
        let heights = [1, 5, 1];
        let shows = |rows, top, item| Window { items: 3, rows, height: &|i| heights[i] }.shows_end_of(top, item);
        assert!(shows(6, Top::default(), 1));
        assert!(!shows(5, Top::default(), 1));
        assert!(shows(5, Top { item: 1, line: 0 }, 1));
    }

    #[test]
    fn an_empty_list_or_window_is_no_trouble() {
        let none: [usize; 0] = [];
        assert_eq!(window(10, &none)(&|w| w.reveal(Top { item: 3, line: 1 }, 7)), Top::default());
        assert_eq!(window(0, &[1, 1])(&|w| w.reveal(Top::default(), 1)), Top::default());
    }
}
