//! What went wrong: the cause, and what to do next.

use super::Messages;
use crate::{
    error::{ApiError, Remedy, Shape},
    open::OpenError,
    route::RouteError,
    text,
};

impl Messages {
    /// The sentences for a failed request.
    pub fn error(&self, error: &ApiError) -> String {
        let e = &self.errors;
        let sentence = match error {
            ApiError::Unreachable => e.unreachable,
            ApiError::CorsRefused => e.cors_refused,
            ApiError::CompanySignInEnded => e.company_sign_in_ended,
            ApiError::TimedOut => e.timed_out,
            ApiError::EnterpriseManagerDown => e.enterprise_manager_down,
            ApiError::EnterpriseManagerSlow => e.enterprise_manager_slow,
            ApiError::CertificateNotTrusted => e.certificate_not_trusted,
            ApiError::SignedOut => e.signed_out,
            ApiError::Forbidden { message } => return self.it_says(e.forbidden, message.as_ref()),
            ApiError::NotFound => e.not_found,
            ApiError::NotOpened => e.not_opened,
            ApiError::ProxyRefused { message } => {
                return self.it_says(e.proxy_refused, message.as_ref());
            }
            ApiError::TooManyRequests { retry_after_s } => {
                return self.wait(e.too_many_requests, *retry_after_s);
            }
            ApiError::Busy { retry_after_s } => return self.wait(e.busy, *retry_after_s),
            ApiError::Status { status: 500, message } => {
                return self.it_says(e.internal, message.as_ref());
            }
            ApiError::Status { status, message } => {
                return self.it_says(&e.status.with([&status.to_string()]), message.as_ref());
            }
            ApiError::Xml => e.xml,
            ApiError::Html { status: 200 } => e.html,
            ApiError::Html { status } => return e.html_status.with([&status.to_string()]),
            ApiError::Reference => e.reference,
            ApiError::WrongType { expected, got } => {
                return e.wrong_type.with([&text::name(got), expected]);
            }
            ApiError::NotAResource { shape } => {
                return e.nothing_it_sends.with([self.came(*shape)]);
            }
            ApiError::Truncated => e.truncated,
            ApiError::NotJson => e.not_json,
            ApiError::TooLarge => e.too_large,
            ApiError::Empty => e.empty,
        };
        sentence.to_owned()
    }

    fn came(&self, shape: Shape) -> &'static str {
        match shape {
            Shape::Null => self.errors.shape_null,
            Shape::List => self.errors.shape_list,
            Shape::Scalar => self.errors.shape_scalar,
            Shape::Object => self.errors.shape_object,
        }
    }

    fn wait(&self, sentence: &str, seconds: Option<u32>) -> String {
        let again = match seconds {
            Some(seconds @ 1..=600) => self.errors.wait_seconds.with([&seconds.to_string()]),
            // Nor is more waited for than that.
            _ => self.errors.wait_a_minute.to_owned(),
        };
        [sentence, &again].concat()
    }

    fn it_says(&self, sentence: &str, message: Option<&String>) -> String {
        let message = message.map(|said| self.errors.it_says.with([&text::name(said)]));
        [sentence, &message.unwrap_or_default()].concat()
    }

    /// The sentences for a failed sign-in.
    pub fn sign_in_error(&self, failure: &ApiError) -> String {
        match failure {
            ApiError::SignedOut => self.errors.sign_in_refused.to_owned(),
            ApiError::Forbidden { .. } => self.errors.sign_in_no_role.to_owned(),
            ApiError::TooManyRequests { retry_after_s } => {
                self.wait(self.errors.sign_in_too_many, *retry_after_s)
            }
            other => self.error(other),
        }
    }

    /// The text of the button that a remedy stands for.
    pub fn remedy(&self, remedy: Remedy) -> &'static str {
        match remedy {
            Remedy::Retry => self.try_again,
            Remedy::SignIn => self.sign_in,
            Remedy::Reload => self.reload,
            Remedy::GoBack => self.go_back,
            Remedy::AskAdmin => self.copy_report,
        }
    }

    /// An address that cannot be read.
    pub fn route_error(&self, error: RouteError) -> &'static str {
        match error {
            RouteError::Unknown => self.later().route_unknown,
            RouteError::Refused => self.later().refused,
        }
    }

    /// A text in the box that leads nowhere.
    pub fn open_error(&self, error: OpenError) -> &'static str {
        match error {
            OpenError::Empty => self.later().open_empty,
            OpenError::TooLong => self.later().open_too_long,
            OpenError::Refused => self.later().refused,
            OpenError::Task => self.later().open_task,
            OpenError::UnknownKind => self.later().open_unknown_kind,
            OpenError::BadAddress => self.later().open_bad_address,
            OpenError::Nothing => self.later().open_nothing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::EN;

    #[test]
    fn a_wait_is_said_in_seconds_where_they_are_the_ones_waited() {
        let rows = [
            (None, "in a minute."),
            (Some(0), "in a minute."),
            (Some(1), "in 1 s."),
            (Some(600), "in 600 s."),
            (Some(601), "in a minute."),
            (Some(u32::MAX), "in a minute."),
        ];
        for (retry_after_s, expected) in rows {
            let said = EN.error(&ApiError::Busy { retry_after_s });
            assert!(said.ends_with(&[" Try again ", expected].concat()), "{said}");
        }
    }
}
