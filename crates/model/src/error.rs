//! Why a request gave nothing to show, and what can be done next.
//!
//! The sentences for these stand in [`crate::messages`].

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiError {
    /// The proxy does not answer at all.
    Unreachable,
    /// The proxy lives, but its replies lack the CORS headers for this page.
    CorsRefused,
    /// A company sign-on in front of the proxy has ended.
    CompanySignInEnded,
    /// No whole answer within the time limit.
    TimedOut,
    /// The proxy lives, Enterprise Manager behind it does not answer (502).
    EnterpriseManagerDown,
    /// Enterprise Manager did not answer the proxy in time (504).
    EnterpriseManagerSlow,
    /// The proxy does not trust Enterprise Manager's certificate.
    CertificateNotTrusted,
    /// 401: the token is missing, expired, or the password was wrong.
    SignedOut,
    /// 403, with EM's own message where it sent one.
    Forbidden {
        /// EM's `Message`.
        message: Option<String>,
    },
    /// 404, 204, 410, or EM's 500 for what is gone.
    NotFound,
    /// The site's proxy does not open resources of this kind.
    NotOpened,
    /// The proxy refused the request by itself (400, 404 or 405).
    ProxyRefused {
        /// The proxy's own reason.
        message: Option<String>,
    },
    /// 429: asked too often.
    TooManyRequests {
        /// Seconds to wait, from `Retry-After`.
        retry_after_s: Option<u32>,
    },
    /// 503: busy or in maintenance.
    Busy {
        /// Seconds to wait, from `Retry-After`.
        retry_after_s: Option<u32>,
    },
    /// Any other status that is no success.
    Status {
        /// The HTTP status.
        status: u16,
        /// EM's `Message`.
        message: Option<String>,
    },
    /// XML where JSON was asked for: a proxy changed `Accept`.
    Xml,
    /// A web page instead of data, with the status it came with.
    Html {
        /// The HTTP status.
        status: u16,
    },
    /// An entity's reference: a proxy dropped the query string.
    Reference,
    /// An entity of another type than the address asked for.
    WrongType {
        /// The type the address stands for, in EM's word.
        expected: &'static str,
        /// The type that came, in EM's word.
        got: String,
    },
    /// JSON, but no Enterprise Manager resource.
    NotAResource {
        /// What came instead.
        shape: Shape,
    },
    /// JSON that ends too early.
    Truncated,
    /// Not JSON at all.
    NotJson,
    /// More than [`crate::wire::BODY_LEN_MAX`] bytes.
    TooLarge,
    /// A success without any content.
    Empty,
}

/// What stood where an entity was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `null`.
    Null,
    /// An array.
    List,
    /// A string, a number or a boolean.
    Scalar,
    /// An object with none of Type, Name, UID and State.
    Object,
}

/// What the reader can do about an [`ApiError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Ask again.
    Retry,
    /// Sign in, then ask again.
    SignIn,
    /// Reload the whole page.
    Reload,
    /// Nothing to wait for: leave this address.
    GoBack,
    /// Something is set up wrongly: tell the admin, with a report.
    AskAdmin,
}

impl ApiError {
    /// What to offer next.
    pub fn remedy(&self) -> Remedy {
        match self {
            ApiError::SignedOut => Remedy::SignIn,
            ApiError::CompanySignInEnded => Remedy::Reload,
            ApiError::Forbidden { .. } | ApiError::NotFound | ApiError::NotOpened => Remedy::GoBack,
            // What EM does not take, it will not take the next time.
            ApiError::Status { status: 300..=407 | 409..=499 | 501 | 505, .. }
            | ApiError::CorsRefused
            | ApiError::CertificateNotTrusted
            | ApiError::ProxyRefused { .. }
            | ApiError::Xml
            | ApiError::Html { .. }
            | ApiError::Reference
            | ApiError::WrongType { .. }
            | ApiError::NotAResource { .. }
            | ApiError::NotJson => Remedy::AskAdmin,
            ApiError::Unreachable
            | ApiError::TimedOut
            | ApiError::EnterpriseManagerDown
            | ApiError::EnterpriseManagerSlow
            | ApiError::TooManyRequests { .. }
            | ApiError::Busy { .. }
            | ApiError::Status { .. }
            | ApiError::Truncated
            | ApiError::TooLarge
            | ApiError::Empty => Remedy::Retry,
        }
    }

    /// A short stable word for reports and tests.
    pub fn code(&self) -> &'static str {
        match self {
            ApiError::Unreachable => "unreachable",
            ApiError::CorsRefused => "cors-refused",
            ApiError::CompanySignInEnded => "company-sign-in-ended",
            ApiError::TimedOut => "timed-out",
            ApiError::EnterpriseManagerDown => "em-down",
            ApiError::EnterpriseManagerSlow => "em-slow",
            ApiError::CertificateNotTrusted => "certificate-not-trusted",
            ApiError::SignedOut => "signed-out",
            ApiError::Forbidden { .. } => "forbidden",
            ApiError::NotFound => "not-found",
            ApiError::NotOpened => "not-opened",
            ApiError::ProxyRefused { .. } => "proxy-refused",
            ApiError::TooManyRequests { .. } => "too-many-requests",
            ApiError::Busy { .. } => "busy",
            ApiError::Status { .. } => "status",
            ApiError::Xml => "xml",
            ApiError::Html { .. } => "html",
            ApiError::Reference => "reference",
            ApiError::WrongType { .. } => "wrong-type",
            ApiError::NotAResource { .. } => "not-a-resource",
            ApiError::Truncated => "truncated",
            ApiError::NotJson => "not-json",
            ApiError::TooLarge => "too-large",
            ApiError::Empty => "empty",
        }
    }
}
