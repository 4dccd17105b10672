//! The texts of the self-test. They are in no file of a language: the first load
//! has no use for them, so they stand where the self-test does.

mod de;
mod en;

use super::{of_language, template::texts};

texts! {@typed
    /// The self-test: each row's name, what may be found, and how to put it right.
    CheckTexts {
        lead,
        checking,
        run_again,
        copy,
        all_well,
        well_so_far,
        /// {0} a row's name.
        one_thing(1),
        /// {0} how many, {1} the rows' names.
        things(2),
        fix,

        word_ok, word_warning, word_trouble, word_unknown,
        group_way, group_page, group_browser, group_site,
        name_proxy, name_cors, name_em, name_clock, name_wasm, name_policy, name_cache, name_frame,
        name_storage, name_channel, name_role, name_contact, name_keys,

        proxy_answers,
        /// {0} the proxy's URL.
        proxy_silent(1),
        proxy_silent_fix,
        proxy_redirects,
        proxy_redirects_fix,
        proxy_stopped,
        proxy_stopped_fix,
        /// What hangs on a row above that is not in order.
        not_asked,
        not_asked_fix,

        cors_same,
        cors_right,
        cors_refused,
        /// {0} this page's origin.
        cors_refused_fix(1),
        cors_header,
        cors_header_fix,
        cors_date,
        cors_date_fix,

        em_answers,
        em_down,
        em_down_fix,
        em_slow,
        em_slow_fix,
        em_certificate,
        em_certificate_fix,
        em_account,
        em_account_fix,
        em_odd_fix,

        clock_agrees,
        // Each: {0} a span.
        clock_ahead(1),
        clock_behind(1),
        clock_fix,

        wasm_right,
        /// {0} a media type.
        wasm_wrong(1),
        wasm_fix,
        unread,
        unread_fix,

        policy_right,
        policy_none,
        /// {0} a directive.
        policy_missing(1),
        // Each: {0} a directive, {1} a source.
        policy_allows(2),
        policy_lacks(2), policy_unnamed(1),
        policy_fix,

        cache_right,
        // Each: {0} names of files.
        cache_kept(1),
        cache_fix(1),

        frame_none,
        frame_own,
        // Each: {0} an origin.
        frame_named(1),
        frame_unnamed(1),
        frame_unnamed_fix,
        frame_unknown,
        frame_unknown_fix,

        storage_right,
        storage_none,
        storage_fix,
        channel_right,
        channel_off,
        channel_needless,
        channel_none,
        channel_fix,

        role_nobody,
        role_ended,
        role_sign_in_fix,
        role_searches,
        role_by_proxy,
        // Each: {0} kinds of resources.
        role_opens(1),
        role_opens_not(1),
        role_narrow,
        role_narrow_fix,

        contact_named,
        contact_none,
        contact_fix,
        keys_known,
        /// {0} the keys.
        keys_unknown(1),
        keys_fix,
    }
}

impl CheckTexts {
    /// Those of a language, by the tag of its [`super::Messages`].
    pub fn of(tag: &str) -> &'static CheckTexts {
        of_language(tag, [&en::CHECK, &de::CHECK])
    }
}
