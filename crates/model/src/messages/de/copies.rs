//! How current it is, and what the caller is told, in German.

use crate::messages::{CopyTexts, Template as T};

/// Titles and copies.
pub(super) const COPIES: CopyTexts = CopyTexts {
    paused: T("Angehalten {0}. {1}"),
    old: T("Alte Daten, Stand {0}. {1}"),
    title: T("{0} – geprüft {1}, Daten bis zu {2} min älter"),
    title_unknown_age: T("{0} – geprüft {1}, Alter der Daten unbekannt"),
    as_of: T(
        "Geprüft am {1} um {0}; die Daten von Enterprise Manager können bis zu {2} min älter sein.",
    ),
    as_of_unknown_age: T(
        "Geprüft am {1} um {0}; wie viel älter die Daten von Enterprise Manager sein können, ist nicht bekannt.",
    ),
};
