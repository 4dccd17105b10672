//! Times, numbers and plurals in the words of a place, by the browser's `Intl`.

use std::{cell::RefCell, rc::Rc};

use restore_desk_model::{
    format::{Format, Plural},
    messages::Messages,
    time::Timestamp,
};
use wasm_bindgen::JsValue;

use crate::browser::{
    self,
    by_name::{call, global, make},
    object, set,
};

/// Which zone times are shown in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// The site's, else the browser's.
    Local,
    /// UTC.
    Utc,
}

/// `Intl`'s formatters for one zone.
struct IntlFormat {
    time: Option<JsValue>,
    date: Option<JsValue>,
    date_time: Option<JsValue>,
    number: Option<JsValue>,
    plural: Option<JsValue>,
}

thread_local! {
    static SITE_ZONE: RefCell<Option<String>> = const { RefCell::new(None) };
    static LOCALE: RefCell<String> = const { RefCell::new(String::new()) };
    // Making a formatter costs a millisecond, using one nothing.
    static LOCAL: RefCell<Option<Rc<IntlFormat>>> = const { RefCell::new(None) };
    static UTC: RefCell<Option<Rc<IntlFormat>>> = const { RefCell::new(None) };
}

/// Sets the site's time zone; before the first use of [`with`].
pub fn set_site_zone(zone: Option<String>) {
    SITE_ZONE.set(zone);
}

/// Sets the language; before the first use of [`with`]. Sentences hold dates of
/// their own language: the browser's kind of it, else the usual one.
pub fn set_language(messages: &Messages) {
    let language = browser::language();
    let is_same = language.strip_prefix(messages.tag).is_some_and(|rest| {
        let region = rest.strip_prefix('-');
        rest.is_empty() || region.is_some()
    });
    LOCALE.set(if is_same { language } else { messages.locale.to_owned() });
}

/// Whether the browser knows a time zone.
pub fn knows_zone(zone: &str) -> bool {
    formatter("DateTimeFormat", "en", &[("timeZone", zone)], None).is_some()
}

/// Calls `then` with the formatters of a zone.
pub fn with<T>(zone: Zone, then: impl FnOnce(&dyn Format) -> T) -> T {
    let cell = match zone {
        Zone::Local => &LOCAL,
        Zone::Utc => &UTC,
    };
    // Borrowed no longer than this: copies ask for both zones within one.
    let format = cell.with_borrow_mut(|cell| {
        Rc::clone(cell.get_or_insert_with(|| Rc::new(IntlFormat::new(zone))))
    });
    then(&*format)
}

fn formatter(
    class: &str,
    locale: &str,
    options: &[(&str, &str)],
    zone: Option<&str>,
) -> Option<JsValue> {
    let options = object(options);
    if let Some(zone) = zone {
        set(&options, "timeZone", &JsValue::from_str(zone));
    }
    make(&global("Intl")?, class, &[JsValue::from_str(locale), options.into()])
}

impl IntlFormat {
    fn new(zone: Zone) -> IntlFormat {
        let is_utc = zone == Zone::Utc;
        let zone = match zone {
            Zone::Utc => Some("UTC".to_owned()),
            Zone::Local => SITE_ZONE.with_borrow(Clone::clone),
        };
        let locale = LOCALE.with_borrow(Clone::clone);
        let make = |class: &str, options: &[(&str, &str)]| {
            formatter(class, &locale, options, zone.as_deref())
        };
        let day = [("year", "numeric"), ("month", "short"), ("day", "numeric")];
        let clock = [("hour", "2-digit"), ("minute", "2-digit")];
        let second = [("second", "2-digit"), ("timeZoneName", "short")];
        // The zone that is not the reader's own is named wherever a time stands.
        let named = [clock.as_slice(), &[("timeZoneName", "short")]].concat();
        let whole = [day.as_slice(), clock.as_slice(), second.as_slice()].concat();
        IntlFormat {
            time: make("DateTimeFormat", if is_utc { &named } else { &clock }),
            date: make("DateTimeFormat", &day),
            date_time: make("DateTimeFormat", &whole),
            number: make("NumberFormat", &[]),
            plural: make("PluralRules", &[]),
        }
    }
}

fn print(format: Option<&JsValue>, method: &str, value: f64) -> String {
    let printed = format.and_then(|format| call(format, method, &[value.into()]));
    printed.and_then(|printed| printed.as_string()).unwrap_or_default()
}

fn print_time(format: Option<&JsValue>, at: Timestamp) -> String {
    #[expect(
        clippy::as_conversions,
        clippy::cast_precision_loss,
        reason = "dates are far below 2^53"
    )]
    let at_ms = at.0 as f64;
    print(format, "format", at_ms)
}

/// What is counted here is far below 2^53.
#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "counts are small")]
fn float(value: u64) -> f64 {
    value as f64
}

impl Format for IntlFormat {
    fn time(&self, at: Timestamp) -> String {
        print_time(self.time.as_ref(), at)
    }

    fn date(&self, at: Timestamp) -> String {
        print_time(self.date.as_ref(), at)
    }

    fn date_time(&self, at: Timestamp) -> String {
        print_time(self.date_time.as_ref(), at)
    }

    fn same_day(&self, a: Timestamp, b: Timestamp) -> bool {
        self.date(a) == self.date(b)
    }

    fn number(&self, value: u64) -> String {
        print(self.number.as_ref(), "format", float(value))
    }

    fn plural(&self, value: u64) -> Plural {
        let is_one = print(self.plural.as_ref(), "select", float(value)) == "one";
        if is_one { Plural::One } else { Plural::Other }
    }
}
