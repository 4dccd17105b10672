//! The list, in German.

use super::ListTexts;
use crate::messages::Template as T;

pub(super) static LIST: ListTexts = ListTexts {
    heading: "Wiederherstellungen",
    filters: "Wiederherstellungen filtern",
    vm: "VM",
    state: "Zustand",
    result: "Ergebnis",
    kind: "Art",
    server: "Backup-Server",
    since: "Begonnen",
    any: "alle",
    not_stopped: "nicht beendet",
    since_hour: "in der letzten Stunde",
    since_hours: T("in den letzten {0} Stunden"),
    since_days: T("in den letzten {0} Tagen"),
    clear: "Filter aufheben",
    sort_by: T("{0}: sortieren"),
    order: "Reihenfolge",
    shown_one: "1 Wiederherstellung.",
    shown: T("{0} Wiederherstellungen."),
    shown_of_more: T("{0} Wiederherstellungen; es gibt weitere."),
    new_one: "1 neue Wiederherstellung",
    new_many: T("{0} neue Wiederherstellungen"),
    show_new: "Anzeigen",
    load_more: "Weitere laden",
    loading_more: "Weitere werden geladen …",
    all_shown: "Es gibt keine weiteren.",
    previous: "Vorige Seite",
    next: "Nächste Seite",
    nearest: T(
        "Enterprise Manager zeigt diesem Konto keine VM, die genau „{0}“ heißt. Diese heißen ähnlich; durchsucht wurden nur die neuesten 100.",
    ),
    nearest_filtered: T(
        "Enterprise Manager zeigt diesem Konto mit diesen Filtern keine VM, die genau „{0}“ heißt. Diese heißen ähnlich; durchsucht wurden nur die neuesten 100, auf die die übrigen Filter passen.",
    ),
    unsearched: "Ihre Rolle darf in Enterprise Manager nicht suchen. Das sind die Wiederherstellungen der letzten 30 Tage, die es für Sie auflistet; die Filter durchsuchen nur diese.",
    none_of_vm: T(
        "Enterprise Manager zeigt diesem Konto keine Wiederherstellung von „{0}“. Das beweist nicht, dass es keine gibt: Sie kann vor weniger als {1} min begonnen haben, älter sein, als Enterprise Manager aufbewahrt, außerhalb des Bereichs dieses Kontos liegen oder von einer Art sein, die Enterprise Manager nicht auflistet (Agenten, Dateifreigaben).",
    ),
    none_of_vm_unknown_age: T(
        "Enterprise Manager zeigt diesem Konto keine Wiederherstellung von „{0}“. Das beweist nicht, dass es keine gibt: Sie kann nach der letzten Aktualisierung von Enterprise Manager begonnen haben, älter sein, als es aufbewahrt, außerhalb des Bereichs dieses Kontos liegen oder von einer Art sein, die es nicht auflistet (Agenten, Dateifreigaben).",
    ),
    none_like_it: "Unter den neuesten 100 Wiederherstellungen ist keine einer VM mit ähnlichem Namen.",
    none_like_it_filtered: "Unter den neuesten 100 Wiederherstellungen, auf die die übrigen Filter passen, ist keine einer VM mit ähnlichem Namen.",
    beyond: T("Eine Seite {0} hat diese Liste nicht."),
    beyond_of: T("Eine Seite {0} hat diese Liste nicht; Seite {1} ist die letzte."),
    none_filtered: "Auf diese Filter passt keine Wiederherstellung.",
    none_at_all: "Enterprise Manager zeigt diesem Konto keine Wiederherstellungen. Das beweist nicht, dass es keine gibt: Sie können außerhalb des Bereichs dieses Kontos liegen oder von einer Art sein, die es nicht auflistet (Agenten, Dateifreigaben).",
    ask: "Wenn es eine geben müsste, fragen Sie die Verantwortlichen für die Datensicherung.",
    too_long: "Diese Filter sind zu lang, um danach zu fragen. Kürzen Sie den Namen der VM oder heben Sie einen Filter auf.",
    unread_since: T(
        "„since={0}“ in der Adresse ist nicht lesbar und bleibt unberücksichtigt. Schreiben Sie 24h, 7d oder 2026-11-01.",
    ),
    unread_sort: T(
        "„sort={0}“ in der Adresse ist nicht lesbar und bleibt unberücksichtigt. Schreiben Sie -started, ended oder vm.",
    ),
    unread_page: T(
        "„page={0}“ in der Adresse ist nicht lesbar und bleibt unberücksichtigt. Schreiben Sie 2.",
    ),
};
