//! The texts of the list of restore sessions. They are in no file of a language:
//! they stand where the list does.

mod de;
mod en;

use super::{of_language, template::texts};

texts! {@typed
    /// The list: its filters, columns, and what it says of itself.
    ListTexts {
        heading,
        filters,
        vm, state, result, kind, server, since,
        any,
        not_stopped,
        since_hour,
        /// {0} hours.
        since_hours(1),
        /// {0} days.
        since_days(1),
        clear,
        /// For those who do not see the arrow: {0} a column.
        sort_by(1),
        order,

        shown_one,
        /// {0} how many.
        shown(1),
        /// {0} how many.
        shown_of_more(1),
        new_one,
        /// {0} how many.
        new_many(1),
        show_new,
        load_more,
        loading_more,
        all_shown,
        previous, next,

        /// {0} a VM.
        nearest(1),
        /// {0} a VM.
        nearest_filtered(1),
        unsearched,
        /// {0} a VM, {1} how old EM's copy may be, in minutes.
        none_of_vm(2),
        /// {0} a VM.
        none_of_vm_unknown_age(1),
        none_like_it,
        none_like_it_filtered,
        /// {0} a page.
        beyond(1),
        /// {0} a page, {1} how many there are.
        beyond_of(2),
        none_filtered,
        none_at_all,
        ask,
        too_long,
        /// {0} what stands there.
        unread_since(1),
        /// {0} what stands there.
        unread_sort(1),
        /// {0} what stands there.
        unread_page(1),
    }
}

impl ListTexts {
    /// Those of a language, by the tag of its [`super::Messages`].
    pub fn of(tag: &str) -> &'static ListTexts {
        of_language(tag, [&en::LIST, &de::LIST])
    }
}
