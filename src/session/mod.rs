//! Holds one person's screen: what is selected, filtered and open, what a key does to it, and how it is drawn.
