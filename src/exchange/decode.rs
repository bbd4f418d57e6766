//! Turns bytes into text, whatever Chinese encoding they came in.

use encoding_rs::{Encoding as Standard, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::Unfit;

/// How a file was encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a mark.
    Utf8,
    /// UTF-16 with a mark.
    Utf16,
    /// GB18030, which GBK and GB2312 are parts of.
    Gb18030,
}

/// Decodes `bytes`, or says that they are no text.
pub(super) fn decode(bytes: &[u8]) -> Result<(String, Encoding), Unfit> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Unfit::Empty);
    }
    let (standard, encoding) = match Standard::for_bom(bytes) {
        Some((found, _)) if found == UTF_16LE || found == UTF_16BE => (found, Encoding::Utf16),
        Some(_) => (UTF_8, Encoding::Utf8),
        None if bytes.contains(&0) => return Err(Unfit::Binary),
        None if std::str::from_utf8(bytes).is_ok() => (UTF_8, Encoding::Utf8),
        // A UTF-8 file cut within a character is still UTF-8, not GBK.
        None if std::str::from_utf8(bytes).is_err_and(|e| e.error_len().is_none()) => return Err(Unfit::Torn),
        None => (GB18030, Encoding::Gb18030),
    };
    let (text, _, damaged) = standard.decode(bytes);
    if damaged && encoding == Encoding::Gb18030 && is_whole_but_for_its_end(bytes) {
        return Err(Unfit::Torn);
    }
    if damaged || text.contains('\0') {
        return Err(Unfit::Binary);
    }
    Ok((text.into_owned(), encoding))
}

/// Whether GB18030 text was cut within its last character, which has up to four bytes.
fn is_whole_but_for_its_end(bytes: &[u8]) -> bool {
    let shorter = (1..4).filter_map(|n| bytes.get(..bytes.len().checked_sub(n)?));
    shorter.into_iter().any(|bytes| GB18030.decode_without_bom_handling_and_without_replacement(bytes).is_some())
}
