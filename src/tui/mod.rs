//! Knows terminals and Chinese in them: width, wrapping, cleaning, drawing, themes, keys; it must not know of the trade.

pub mod backend;
pub mod clipboard;
pub mod draw;
pub mod editor;
pub mod input;
pub mod keys;
pub mod printed;
pub mod text;
pub mod theme;
