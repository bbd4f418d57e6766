//! Gathers a paste between its marks.

/// The most bytes kept of one paste.
pub const LONGEST_PASTE: usize = 1 << 20;

/// What ends a paste. Its first byte stands nowhere else in it, so whatever breaks it off can only begin it anew.
const END: &[u8] = b"\x1b[201~";

/// A paste as it gathers; everything in it is text but its end mark.
#[derive(Debug, Default)]
pub(super) struct Paste {
    kept: Vec<u8>,
    lost: usize,
    /// How much of the end mark the last bytes were.
    matched: usize,
}

impl Paste {
    /// Takes the next byte; at the end, returns the text and how many bytes were too many. What is not UTF-8 becomes
    /// U+FFFD.
    pub(super) fn take(&mut self, byte: u8) -> Option<(String, usize)> {
        if END.get(self.matched) == Some(&byte) {
            self.matched += 1;
            return (self.matched == END.len()).then(|| self.end());
        }
        let begun = std::mem::take(&mut self.matched);
        END.iter().take(begun).for_each(|byte| self.keep(*byte));
        if END.first() == Some(&byte) {
            self.matched = 1;
        } else {
            self.keep(byte);
        }
        None
    }

    fn keep(&mut self, byte: u8) {
        if self.kept.len() < LONGEST_PASTE {
            self.kept.push(byte);
        } else {
            self.lost += 1;
        }
    }

    /// Ends it; returns the text and how many bytes were too many.
    pub(super) fn end(&mut self) -> (String, usize) {
        let mut kept = std::mem::take(&mut self.kept);
        if self.lost > 0 {
            // The last character may have been cut in two: what is left of it is lost with the rest.
            let half = std::str::from_utf8(&kept).err().filter(|broken| broken.error_len().is_none());
            let whole = half.map_or(kept.len(), |broken| broken.valid_up_to());
            self.lost += kept.len() - whole;
            kept.truncate(whole);
        }
        let text = String::from_utf8(kept).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned());
        (text, self.lost)
    }
}
