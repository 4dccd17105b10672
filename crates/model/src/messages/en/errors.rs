//! What went wrong, in English: the cause, and what to do next.

use crate::{
    error::{ApiError, Remedy, Shape},
    open::OpenError,
    route::RouteError,
    text,
};

/// The sentences for a failed request.
pub(super) fn error(error: &ApiError) -> String {
    match error {
        ApiError::Unreachable => "The proxy does not answer. Check the network, then try again; if it stays so, the proxy is down.".to_owned(),
        ApiError::CorsRefused => "The proxy answers, but not to this page: its replies lack the CORS headers for this address. Ask your admin to allow this page's origin.".to_owned(),
        ApiError::CompanySignInEnded => "Your company sign-in has ended. Reload the page to sign in again.".to_owned(),
        ApiError::TimedOut => "There was no whole answer within 30 seconds. Try again.".to_owned(),
        ApiError::EnterpriseManagerDown => "The proxy answers, but it cannot reach Enterprise Manager. Try again in a minute; if it stays so, Enterprise Manager is down.".to_owned(),
        ApiError::EnterpriseManagerSlow => "Enterprise Manager did not answer the proxy in time. Try again in a minute.".to_owned(),
        ApiError::CertificateNotTrusted => "The proxy does not trust Enterprise Manager's certificate. Ask your admin: it may have been renewed.".to_owned(),
        ApiError::SignedOut => "Your sign-in has ended. Sign in to go on.".to_owned(),
        ApiError::Forbidden { message } => with_message("Your role in Enterprise Manager may not see this.", message.as_deref()),
        ApiError::NotFound => "Enterprise Manager shows this account nothing here. It may be gone (history is cleared after some weeks), have begun only minutes ago, or be outside this account's scope.".to_owned(),
        ApiError::NotOpened => "This is not opened by this site's proxy.".to_owned(),
        ApiError::ProxyRefused { message } => with_message("The proxy refused this request by itself; Enterprise Manager was not asked.", message.as_deref()),
        ApiError::TooManyRequests { retry_after_s } => format!("Too many requests.{}", wait(*retry_after_s)),
        ApiError::Busy { retry_after_s } => format!("Enterprise Manager is busy or in maintenance.{}", wait(*retry_after_s)),
        ApiError::Status { status: 500, message } => with_message("Enterprise Manager reports an internal error (HTTP 500). It does so at times for something that it no longer keeps.", message.as_deref()),
        ApiError::Status { status, message } => with_message(&format!("Enterprise Manager answered with an error (HTTP {status})."), message.as_deref()),
        ApiError::Xml => "The server answered XML instead of JSON: the proxy must pass “Accept: application/json” on.".to_owned(),
        ApiError::Html { status: 200 } => "A web page came instead of data: something between here and Enterprise Manager answered in its place, such as a sign-on.".to_owned(),
        ApiError::Html { status } => format!("A web page came instead of data (HTTP {status}): something between here and Enterprise Manager answered in its place."),
        ApiError::Reference => "Only a reference came instead of the data: the proxy dropped the query “?format=Entity”.".to_owned(),
        ApiError::WrongType { expected, got } => format!("Something else came than was asked for: “{}” instead of “{expected}”.", text::name(got)),
        ApiError::NotAResource { shape } => format!("{} That is nothing that Enterprise Manager sends.", came(*shape)),
        ApiError::Truncated => "The answer broke off in the middle. Try again.".to_owned(),
        ApiError::NotJson => "The answer is no JSON. Ask your admin what stands between here and Enterprise Manager.".to_owned(),
        ApiError::TooLarge => "The answer is larger than 5 MB and was not read.".to_owned(),
        ApiError::Empty => "The answer was empty. Try again.".to_owned(),
    }
}

fn came(shape: Shape) -> &'static str {
    match shape {
        Shape::Null => "The answer is “null”.",
        Shape::List => "A bare list came instead of one object.",
        Shape::Scalar => "A bare value came instead of an object.",
        Shape::Object => "An object without type, name, UID and state came.",
    }
}

fn wait(seconds: Option<u32>) -> String {
    match seconds {
        Some(seconds) => format!(" Try again in {seconds} s."),
        None => " Try again in a minute.".to_owned(),
    }
}

fn with_message(sentence: &str, message: Option<&str>) -> String {
    match message {
        Some(message) => format!("{sentence} It says: “{}”", text::name(message)),
        None => sentence.to_owned(),
    }
}

/// The sentences for a failed sign-in.
pub(super) fn sign_in_error(failure: &ApiError) -> String {
    match failure {
        ApiError::SignedOut => "Enterprise Manager refused the sign-in. The usual reasons: a mistyped password; DOMAIN\\user on a Windows server, user@domain on a Linux one; the account has no role in Enterprise Manager; the account is for single sign-on only.".to_owned(),
        ApiError::Forbidden { .. } => "Enterprise Manager knows this account, but it has no role there that may sign in.".to_owned(),
        ApiError::TooManyRequests { retry_after_s } => format!("Too many sign-ins in a short time.{}", wait(*retry_after_s)),
        other => error(other),
    }
}

/// The text of the button that a remedy stands for.
pub(super) fn remedy(remedy: Remedy) -> &'static str {
    match remedy {
        Remedy::Retry => "Try again",
        Remedy::SignIn => "Sign in",
        Remedy::Reload => "Reload the page",
        Remedy::GoBack => "Go back",
        Remedy::AskAdmin => "Copy a report for your admin",
    }
}

/// An address that cannot be read.
pub(super) fn route_error(error: RouteError) -> &'static str {
    match error {
        RouteError::Unknown => {
            "This address is none of Restore Desk's. A part of it may have been lost on the way."
        }
        RouteError::Refused => {
            "Restore Desk does not open this: it shows no credentials, passwords or sign-ins, and starts nothing."
        }
    }
}

/// A text in the box that leads nowhere.
pub(super) fn open_error(error: OpenError) -> &'static str {
    match error {
        OpenError::Empty => {
            "Enter an id, a URN, an Enterprise Manager address or the name of a VM."
        }
        OpenError::TooLong => {
            "That is too long. Paste the id alone, such as ed8e95ca-6ec5-4a2d-978b-e1108c4130b6."
        }
        OpenError::Refused => {
            "Restore Desk does not open this: it shows no credentials, passwords or sign-ins, and starts nothing."
        }
        OpenError::Task => {
            "A task number can't be looked up: tasks belong to the sign-in that started them. Enter the restore session's id, or the VM's name."
        }
        OpenError::UnknownKind => {
            "Restore Desk does not know this kind of URN. One of a restore session looks like urn:veeam:RestoreSession:ed8e95ca-6ec5-4a2d-978b-e1108c4130b6."
        }
        OpenError::BadAddress => {
            "This address leads to nothing that Restore Desk can open. One of a restore session looks like https://em.example:9398/api/restoreSessions/ed8e95ca-6ec5-4a2d-978b-e1108c4130b6."
        }
    }
}
