//! Which texts a language has, by what makes sentences of them.

use super::template::texts;

texts! {
    /// The answer, in full and in a few words.
    AnswerTexts {
        /// What follows a subject: {0} the VM.
        of(1),
        // Each: {0} the text of `of`, or nothing.
        subject_restore(1),
        subject_files(1),
        subject_session(1),
        subject_typed(2),
        // Each: {0} the subject, {1} and {2} when, each with its own space, {3} how long it took.
        succeeded(4),
        warned(4),
        failed(4),
        files_succeeded(4),
        files_warned(4),
        took(1),
        says(1),
        // Each: {0} the subject, {1} and {2} when.
        no_result(3),
        no_result_no_end(1),
        unknown_result(4),
        unknown_result_no_end(2),
        not_finished(2),
        starting(1),
        stopping(1),
        at_percent(2),
        open(1),
        under_way(1),
        /// {0} EM's word, {1} the subject, {2} since when.
        unknown_state(3),
        no_state(2),
        started(1),
        began(1),
        // Each: {0} the subject's `of`, {1} when, {2} the answer in a few words.
        newer_restore(3),
        newer_files(3),
        newer_session(3),
        // Moments: {0} the time of day, {1} the date.
        at(1),
        at_on(2),
        clock_on(2),
        ago(1),
        /// After a moment that lies ahead, with its own space.
        ahead,
        just_now,
        years(1),
        days(1),
        hours(1),
        minutes(1),
        seconds(1),
        percent(1),
        short_succeeded,
        short_warned,
        short_files_succeeded,
        short_files_warned,
        short_failed,
        short_no_result,
        short_unknown_result(1),
        short_percent(1),
        short_starting,
        short_stopping,
        short_not_finished,
        short_unknown_state(1),
        short_no_state,
        no_percentage,
        ended,
        ended_at(1),
        not_known,
        not_known_gives(1),
    }
}

texts! {
    /// What the reader should know besides the answer.
    CaveatTexts {
        another_id(1),
        result_before_stopped(1),
        end_before_stopped,
        no_end_time,
        end_before_start,
        unreadable_time(2),
        odd_progress(1),
        hundred_not_stopped,
        adds(1),
        zero_is_normal,
        not_where_nor_running,
        not_which_files,
    }
}

texts! {
    /// How current what is shown is, and what is said to a caller.
    CopyTexts {
        /// {0} a moment with its preposition, {1} the sentence.
        paused(2),
        /// {0} a time of day, with its date where it is not today's, {1} the sentence.
        old(2),
        /// {0} the sentence, {1} the time of day, {2} minutes.
        title(3),
        title_unknown_age(2),
        /// {0} the time of day, {1} the date, {2} minutes.
        as_of(3),
        as_of_unknown_age(2),
    }
}

texts! {
    /// What went wrong, and what to do next.
    ErrorTexts {
        unreachable,
        cors_refused,
        company_sign_in_ended,
        timed_out,
        enterprise_manager_down,
        enterprise_manager_slow,
        certificate_not_trusted,
        signed_out,
        forbidden,
        not_found,
        not_opened,
        proxy_refused,
        too_many_requests,
        busy,
        internal,
        status(1),
        it_says(1),
        wait_seconds(1),
        wait_a_minute,
        xml,
        html,
        html_status(1),
        reference,
        /// {0} what came, {1} what was asked for.
        wrong_type(2),
        nothing_it_sends(1),
        shape_null,
        shape_list,
        shape_scalar,
        shape_object,
        truncated,
        not_json,
        too_large,
        empty,
        sign_in_refused,
        sign_in_no_role,
        sign_in_too_many,
    }
}

texts! {
    /// Our words beside EM's own.
    WordTexts [kinds: super::words::Kinds] {
        relation_up,
        relation_down,
        relation_related,
        relation_alternate,
        relation_other,
        first_page,
        previous_page,
        next_page,
        last_page,
        unnamed_kind,
        unknown_list(1),
        state_starting,
        state_working,
        state_stopping,
        state_stopped,
        result_none,
        result_success,
        result_warning,
        result_failed,
        type_restore_vm,
        type_file_level,
    }
}
