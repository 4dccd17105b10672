//! Replies without data, and what is said of each.

use super::*;

/// f: «Got an EntityRef where an entity was asked».
#[test]
fn a_reference_is_named_as_one() {
    let body =
        br#"{"links":[],"uid":"urn:veeam:RestoreSession:1","type":"RestoreSessionReference"}"#;
    assert_eq!(session(body), Err(ApiError::Reference));
}

/// f: «Got XML», «Got HTML with 200/502/503», «204 with no body», «401 at any
/// time», «404 or 500 for an id», «503, 500 after a v13 upgrade», «JSON errors
/// with only some keys»; a: error body, status codes.
#[test]
fn each_reply_without_data_has_its_error_and_remedy() {
    let status =
        |status, message: &str| ApiError::Status { status, message: Some(message.to_owned()) };
    let rows: [(u16, &str, ApiError, Remedy); 19] = [
        (200, "\u{feff} <RestoreSession/>", ApiError::Xml, Remedy::AskAdmin),
        (200, "<html>", ApiError::Html { status: 200 }, Remedy::AskAdmin),
        (502, "<html>", ApiError::EnterpriseManagerDown, Remedy::Retry),
        (503, "<!DOCTYPE HTML>", ApiError::Busy { retry_after_s: None }, Remedy::Retry),
        (204, "", ApiError::NotFound, Remedy::GoBack),
        (401, "", ApiError::SignedOut, Remedy::SignIn),
        (401, "<html>", ApiError::SignedOut, Remedy::SignIn),
        (
            403,
            "{\"message\":\"No.\"}",
            ApiError::Forbidden { message: Some("No.".to_owned()) },
            Remedy::GoBack,
        ),
        (404, "", ApiError::NotFound, Remedy::GoBack),
        (500, "{\"Message\":\"Session does not exist\"}", ApiError::NotFound, Remedy::GoBack),
        (
            500,
            "<Error Message=\"Cannot find it\" StatusCode=\"500\"/>",
            ApiError::NotFound,
            Remedy::GoBack,
        ),
        (500, "{\"firstChanceExceptionMessage\":\"Boom\"}", status(500, "Boom"), Remedy::Retry),
        (
            500,
            "{\"Message\":null,\"FirstChanceExceptionMessage\":\"Boom\"}",
            status(500, "Boom"),
            Remedy::Retry,
        ),
        (
            500,
            "{\"StackTrace\":\"at X\"}",
            ApiError::Status { status: 500, message: None },
            Remedy::Retry,
        ),
        (400, "{\"Message\":\"Bad\"}", status(400, "Bad"), Remedy::AskAdmin),
        (405, "", ApiError::Status { status: 405, message: None }, Remedy::AskAdmin),
        (501, "", ApiError::Status { status: 501, message: None }, Remedy::AskAdmin),
        (200, "{\"Type\":\"Rest", ApiError::Truncated, Remedy::Retry),
        (200, "{\"Name\":\"f\u{fc}", ApiError::Truncated, Remedy::Retry),
    ];
    for (status, body, expected, remedy) in rows {
        let error = reply(status, body.as_bytes()).unwrap_err();
        assert_eq!((&error, error.remedy()), (&expected, remedy), "{status} {body}");
    }
}
