//! Times in the words of a place, by the browser's `Intl`.

use std::cell::RefCell;

use js_sys::Object;
use restore_desk_model::{
    format::{Format, Plural},
    time::Timestamp,
};
use wasm_bindgen::prelude::*;

use crate::browser;

#[wasm_bindgen]
extern "C" {
    // js-sys's constructor cannot fail, but a time zone that is none throws.
    #[wasm_bindgen(js_namespace = Intl, js_name = DateTimeFormat)]
    type DateTimeFormat;

    #[wasm_bindgen(constructor, js_namespace = Intl, js_class = "DateTimeFormat", catch)]
    fn new(locale: &str, options: &Object) -> Result<DateTimeFormat, JsValue>;

    #[wasm_bindgen(method, js_class = "DateTimeFormat", catch)]
    fn format(this: &DateTimeFormat, at_ms: f64) -> Result<String, JsValue>;
}

/// Which zone times are shown in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// The site's, else the browser's.
    Local,
    /// UTC.
    Utc,
}

/// `Intl` formatters for one zone.
struct IntlFormat {
    time: Option<DateTimeFormat>,
    date: Option<DateTimeFormat>,
    date_time: Option<DateTimeFormat>,
}

thread_local! {
    static SITE_ZONE: RefCell<Option<String>> = const { RefCell::new(None) };
    // Making a formatter costs a millisecond, using one nothing.
    static LOCAL: RefCell<Option<IntlFormat>> = const { RefCell::new(None) };
    static UTC: RefCell<Option<IntlFormat>> = const { RefCell::new(None) };
}

/// Sets the site's time zone; before the first use of [`with`].
pub fn set_site_zone(zone: Option<String>) {
    SITE_ZONE.with(|site| *site.borrow_mut() = zone);
}

/// Whether the browser knows a time zone.
pub fn knows_zone(zone: &str) -> bool {
    DateTimeFormat::new("en", &browser::object(&[("timeZone", zone)])).is_ok()
}

/// Calls `then` with the formatters of a zone.
pub fn with<T>(zone: Zone, then: impl FnOnce(&dyn Format) -> T) -> T {
    let cell = match zone {
        Zone::Local => &LOCAL,
        Zone::Utc => &UTC,
    };
    cell.with(|cell| {
        let mut cell = cell.borrow_mut();
        let format = cell.get_or_insert_with(|| IntlFormat::new(zone));
        then(format)
    })
}

/// English sentences hold dates in English: the browser's kind of it, else the
/// one with 24 hours.
fn locale() -> String {
    let language = browser::language();
    if language == "en" || language.starts_with("en-") { language } else { "en-GB".to_owned() }
}

impl IntlFormat {
    fn new(zone: Zone) -> IntlFormat {
        let is_utc = zone == Zone::Utc;
        let zone = match zone {
            Zone::Utc => Some("UTC".to_owned()),
            Zone::Local => SITE_ZONE.with(|site| site.borrow().clone()),
        };
        let locale = locale();
        let make = |pairs: &[(&str, &str)]| {
            let options = browser::object(pairs);
            if let Some(zone) = &zone {
                browser::set(&options, "timeZone", &JsValue::from_str(zone));
            }
            DateTimeFormat::new(&locale, &options).ok()
        };
        let day = [("year", "numeric"), ("month", "short"), ("day", "numeric")];
        let clock = [("hour", "2-digit"), ("minute", "2-digit")];
        let second = [("second", "2-digit"), ("timeZoneName", "short")];
        // The zone that is not the reader's own is named wherever a time stands.
        let named = [clock.as_slice(), &[("timeZoneName", "short")]].concat();
        IntlFormat {
            time: make(if is_utc { &named } else { &clock }),
            date: make(&day),
            date_time: make(&[day.as_slice(), clock.as_slice(), second.as_slice()].concat()),
        }
    }
}

fn print(format: Option<&DateTimeFormat>, at: Timestamp) -> String {
    #[expect(
        clippy::as_conversions,
        clippy::cast_precision_loss,
        reason = "dates are far below 2^53"
    )]
    let at_ms = at.0 as f64;
    format.and_then(|format| format.format(at_ms).ok()).unwrap_or_default()
}

impl Format for IntlFormat {
    fn time(&self, at: Timestamp) -> String {
        print(self.time.as_ref(), at)
    }

    fn date(&self, at: Timestamp) -> String {
        print(self.date.as_ref(), at)
    }

    fn date_time(&self, at: Timestamp) -> String {
        print(self.date_time.as_ref(), at)
    }

    fn same_day(&self, a: Timestamp, b: Timestamp) -> bool {
        self.date(a) == self.date(b)
    }

    fn number(&self, value: u64) -> String {
        value.to_string()
    }

    fn plural(&self, value: u64) -> Plural {
        if value == 1 { Plural::One } else { Plural::Other }
    }
}
