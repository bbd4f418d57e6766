//! Names the things of the ledger by number, one type each, so that a task can never be taken for a unit.

use std::fmt;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident($inner:ty);)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub $inner);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

ids! {
    /// Names a plan by its year: a city has one list of livelihood matters a year.
    PlanYear(u16);
    /// Names a category across all plans.
    CategoryId(u32);
    /// Names a task across all plans; its printed number is unique in its plan only.
    TaskId(u32);
    /// Names a responsible unit.
    UnitId(u32);
    /// Names a responsible official.
    OfficialId(u32);
    /// Names a supervising city leader.
    LeaderId(u32);
    /// Names a reminder sent to a unit.
    ReminderId(u32);
}
