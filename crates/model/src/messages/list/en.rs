//! The list, in English.

use super::ListTexts;
use crate::messages::Template as T;

pub(super) static LIST: ListTexts = ListTexts {
    heading: "Restores",
    filters: "Filter the restores",
    vm: "VM",
    state: "State",
    result: "Result",
    kind: "Type",
    server: "Backup server",
    since: "Started",
    any: "any",
    not_stopped: "not stopped",
    since_hour: "in the last hour",
    since_hours: T("in the last {0} hours"),
    since_days: T("in the last {0} days"),
    clear: "Clear the filters",
    sort_by: T("{0}: sort"),
    order: "Order",
    shown_one: "1 restore.",
    shown: T("{0} restores."),
    shown_of_more: T("{0} restores; there are more."),
    new_one: "1 new restore",
    new_many: T("{0} new restores"),
    show_new: "Show",
    load_more: "Load more",
    loading_more: "Loading more…",
    all_shown: "There are no more.",
    previous: "Previous page",
    next: "Next page",
    nearest: T(
        "Enterprise Manager shows this account no VM named exactly “{0}”. These are like it; searched the newest 100 only.",
    ),
    nearest_filtered: T(
        "Enterprise Manager shows this account no VM named exactly “{0}” with these filters. These are like it; searched only the newest 100 that pass the other filters.",
    ),
    unsearched: "Your role may not search in Enterprise Manager. These are the restores of the last 30 days that it lists for you; the filters look through these only.",
    none_of_vm: T(
        "Enterprise Manager shows this account no restore of “{0}”. That is no proof that there is none: it may have begun under {1} min ago, be older than Enterprise Manager keeps, be outside this account's scope, or be of a kind that Enterprise Manager does not list (agents, file shares).",
    ),
    none_of_vm_unknown_age: T(
        "Enterprise Manager shows this account no restore of “{0}”. That is no proof that there is none: it may have begun since Enterprise Manager was last updated, be older than it keeps, be outside this account's scope, or be of a kind that it does not list (agents, file shares).",
    ),
    none_like_it: "None of the newest 100 restores is of a VM with a name like it.",
    none_like_it_filtered: "None of the newest 100 restores that pass the other filters is of a VM with a name like it.",
    beyond: T("There is no page {0} of this list."),
    beyond_of: T("There is no page {0} of this list; page {1} is its last."),
    none_filtered: "No restore passes these filters.",
    none_at_all: "Enterprise Manager shows this account no restores. That is no proof that there are none: they may be outside this account's scope, or of a kind that it does not list (agents, file shares).",
    ask: "If there should be one, ask the people who run the backups.",
    too_long: "These filters are too long to be asked for. Shorten the VM's name, or clear one of them.",
    unread_since: T(
        "“since={0}” in the address can't be read and is left out. Write it as 24h, 7d or 2026-11-01.",
    ),
    unread_sort: T(
        "“sort={0}” in the address can't be read and is left out. Write it as -started, ended or vm.",
    ),
    unread_page: T("“page={0}” in the address can't be read and is left out. Write it as 2."),
};
