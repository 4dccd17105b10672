//! The texts that the first answer can do without: they are in no file of a
//! language, and stand where the second WebAssembly finds them.

mod de;
mod en;

use super::{Messages, of_language, template::texts};

texts! {@typed
    /// Lists, the box, the source, what the caller is told, addresses that lead nowhere,
    /// and several sessions at once.
    LaterTexts {
        newest_restores,
        nothing_found,
        no_items,
        open_box_label,
        open_box_hint,
        open_button,
        box_landmark,
        skip_to_box,
        slash_switch,
        found(1),
        found_first(1),
        watch_all,
        page_of(2),
        one_row,
        rows(1),
        pages,
        column_answer,
        taken_at(1),
        taken_at_ago(2),
        enterprise_manager,
        label_link,
        source_of,
        copy_source,
        download,
        new_release,

        caller_files(1),
        caller_succeeded,
        caller_warned,
        caller_failed,
        /// {0} the subject, {1} the percentage in brackets, or nothing.
        caller_not_finished(2),
        caller_started(1),
        /// {0} the subject, {1} when.
        caller_no_result(2),
        caller_unknown_result(2),
        caller_unknown(1),
        caller_as_of(3),
        caller_as_of_unknown_age(2),

        route_unknown,
        refused,
        open_empty,
        open_too_long,
        open_task,
        open_unknown_kind,
        open_bad_address,
        open_nothing,

        // Several at once. Each count: the singular, and {0} the count.
        watched,
        watched_count(1),
        new_count(1),
        one_running,
        running(1),
        one_done,
        done(1),
        one_failed,
        failed(1),
        one_unknown,
        unknown(1),
        watch_nothing,
        watch_hint,
        // Both name `WATCHED_MAX`.
        watch_full,
        /// {0} how many.
        watch_left_out(1),
        watch_asked_last,
        watch_asked_no_more,
        watch_no_answer,
        watch_not_found,
        watch_forbidden,
        /// {0} a clock text: [`super::Context::clock`].
        watch_old(1),
        watch_new,
        seen,
        remove,
        removed(1),
        row_actions,

        // In a frame of another page.
        open_in_tab,
        sign_in_in_tab,
        sign_in_elsewhere,
        tab_refused,
        no_notification,
        /// {0} the origin of the page around this one.
        frame_refused(1),
    }
}

impl Messages {
    /// The texts of the same language that come later. Whatever asks for them in the
    /// first load brings all of them there.
    pub fn later(&self) -> &'static LaterTexts {
        of_language(self.tag, [&en::LATER, &de::LATER])
    }
}
