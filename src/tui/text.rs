//! Cleans, measures, cuts and wraps text for a terminal; Chinese by its own rules.

mod clean;
mod width;
mod wrap;

pub use clean::{clean, clean_lines};
pub use width::{Width, cut, graphemes, is_between, pad, standard_width};
pub use wrap::wrap;
