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
    caller_files: T("Die Dateiwiederherstellung{0}"),
    caller_succeeded: "Bitte prüfen Sie das Ergebnis und antworten Sie, falls etwas fehlt.",
    caller_warned: "Bitte prüfen Sie das Ergebnis genau und antworten Sie, falls etwas fehlt oder nicht stimmt.",
    caller_failed: "Das muss sich jemand ansehen; bitte antworten Sie, falls es eilt.",
    caller_not_finished: T("Soweit bekannt, ist {0} noch nicht fertig{1}."),
    caller_started: T("Sie begann {0}."),
    caller_no_result: T("{0} endete{1}, aber es ist noch nicht bekannt, ob sie erfolgreich war."),
    caller_unknown_result: T("{0} endete{1}, aber es ist nicht bekannt, ob sie erfolgreich war."),
    caller_unknown: T("Es ist nicht bekannt, ob {0} fertig ist."),
    caller_as_of: T("Das ist der Stand vom {1}, {0}, oder bis zu {2} min davor."),
    caller_as_of_unknown_age: T(
        "Das ist der Stand vom {1}, {0}, oder von einem früheren Zeitpunkt.",
    ),
};
