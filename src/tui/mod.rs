//! Knows terminals and Chinese in them: width, wrapping, cleaning, drawing, themes, keys; it must not know of the trade.
