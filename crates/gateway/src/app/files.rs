//! The built app's files, kept in memory as long as they are unchanged on the disk.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, Uri, header};
use axum::response::Response;
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;
use tower_http::services::ServeDir;

use crate::watched::{Stamp, stamp_of};

/// A larger file is read from the disk for each request; the app's own are a third of it.
const LEN_MAX: u64 = 1024 * 1024;
/// Most replies kept: a few forms of each of the app's files. What a client says it accepts is
/// a part of the key, so there is no end to them.
const KEPT_MAX: usize = 64;
/// A request with one of these asks for a part of a file, or whether it has changed.
const SPECIAL: [HeaderName; 5] = [
    header::RANGE,
    header::IF_RANGE,
    header::IF_MODIFIED_SINCE,
    header::IF_UNMODIFIED_SINCE,
    header::IF_NONE_MATCH,
];

/// A path, and what the client accepts it as.
type Key = (String, Option<HeaderValue>);

/// A whole file as it was sent, and when the file and its compressed neighbours last changed.
#[derive(Debug)]
struct Kept {
    stamp: Stamp,
    headers: HeaderMap,
    body: Bytes,
}

/// Gives out the files of a folder.
///
/// What a file's type is, which compressed neighbour suits the client, whether it has changed:
/// all of that is `ServeDir`'s. Of its replies the common ones are kept, since it opens and
/// reads a file for each in another thread, which takes longer than all the rest.
#[derive(Debug)]
pub(crate) struct Files {
    dir: PathBuf,
    disk: ServeDir,
    kept: Mutex<HashMap<Key, Kept>>,
}

impl Files {
    /// Of this folder.
    pub(crate) fn new(dir: &Path) -> Files {
        let disk = ServeDir::new(dir)
            .append_index_html_on_directories(false)
            .precompressed_br()
            .precompressed_gzip();
        Files { dir: dir.to_owned(), disk, kept: Mutex::default() }
    }

    /// Answers a request for the file at `path`, which begins with a slash and leads nowhere
    /// else; `None` if there is none.
    pub(crate) async fn answer(&self, path: &str, mut request: Request<Body>) -> Option<Response> {
        let key = key_of(path, &request);
        let file = self.dir.join(path.trim_start_matches('/'));
        let stamp = stamp_of(&[file.clone(), beside(&file, ".br"), beside(&file, ".gz")]);
        if let Some(response) = key.as_ref().and_then(|key| self.find(key, &stamp)) {
            return Some(response);
        }
        *request.uri_mut() = path.parse::<Uri>().ok()?;
        let Ok(response) = self.disk.clone().oneshot(request).await;
        let response = response.map(Body::new);
        match key {
            Some(key) if response.status() == StatusCode::OK && length(&response) <= LEN_MAX => {
                self.keep(key, stamp, response).await
            }
            _ => (response.status().as_u16() < 400).then_some(response),
        }
    }

    fn find(&self, key: &Key, stamp: &Stamp) -> Option<Response> {
        let all = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = all.get(key).filter(|kept| kept.stamp == *stamp)?;
        Some(kept.response())
    }

    /// `None` if the file can't be read to its end.
    async fn keep(&self, key: Key, stamp: Stamp, response: Response) -> Option<Response> {
        let (parts, body) = response.into_parts();
        let body = body.collect().await.ok()?.to_bytes();
        let kept = Kept { stamp, headers: parts.headers, body };
        let response = kept.response();
        let mut all = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= KEPT_MAX {
            all.clear();
        }
        all.insert(key, kept);
        Some(response)
    }
}

impl Kept {
    fn response(&self) -> Response {
        let mut response = Response::new(Body::from(self.body.clone()));
        *response.headers_mut() = self.headers.clone();
        response
    }
}

/// `None` for a request whose reply is not the whole file.
fn key_of(path: &str, request: &Request<Body>) -> Option<Key> {
    let headers = request.headers();
    let mut accepted = headers.get_all(header::ACCEPT_ENCODING).iter();
    let first = accepted.next().cloned();
    let is_plain = request.method() == Method::GET
        && accepted.next().is_none()
        && !SPECIAL.iter().any(|name| headers.contains_key(name));
    is_plain.then(|| (path.to_owned(), first))
}

fn length(response: &Response) -> u64 {
    let length = response.headers().get(header::CONTENT_LENGTH);
    length.and_then(|length| length.to_str().ok()?.parse().ok()).unwrap_or(u64::MAX)
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    async fn got(files: &Files, path: &str, headers: &[(HeaderName, &str)]) -> Option<Response> {
        let mut request = Request::new(Body::empty());
        for (name, value) in headers {
            request.headers_mut().append(name, value.parse().unwrap());
        }
        files.answer(path, request).await
    }

    async fn text(files: &Files, path: &str, accepted: &str) -> String {
        let response = got(files, path, &[(header::ACCEPT_ENCODING, accepted)]).await.unwrap();
        String::from_utf8(response.into_body().collect().await.unwrap().to_bytes().to_vec())
            .unwrap()
    }

    fn count(files: &Files) -> usize {
        files.kept.lock().unwrap().len()
    }

    #[tokio::test]
    async fn a_kept_file_is_as_it_was_read() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a.js"), "plain").unwrap();
        fs::write(dir.path().join("a.js.br"), "brotli").unwrap();
        let files = Files::new(dir.path());
        for accepted in ["gzip, br", "br", "gzip", "identity", "br;q=0, gzip"] {
            let wish = [(header::ACCEPT_ENCODING, accepted)];
            let read = got(&files, "/a.js", &wish).await.unwrap();
            let kept = got(&files, "/a.js", &wish).await.unwrap();
            assert_eq!(kept.headers(), read.headers(), "{accepted}");
            assert_eq!(kept.headers()[header::CONTENT_TYPE], "text/javascript");
            let expected = if accepted.contains("br;q=0") || !accepted.contains("br") {
                "plain"
            } else {
                "brotli"
            };
            assert_eq!(text(&files, "/a.js", accepted).await, expected, "{accepted}");
        }
        assert_eq!(count(&files), 5);
    }

    #[tokio::test]
    async fn a_file_that_changes_or_goes_is_read_again() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("index.html");
        fs::write(&path, "one").unwrap();
        let files = Files::new(dir.path());
        assert_eq!(text(&files, "/index.html", "br").await, "one");
        fs::write(&path, "another").unwrap();
        assert_eq!(text(&files, "/index.html", "br").await, "another");
        fs::write(dir.path().join("index.html.br"), "smaller").unwrap();
        assert_eq!(text(&files, "/index.html", "br").await, "smaller");
        fs::remove_file(dir.path().join("index.html.br")).unwrap();
        assert_eq!(text(&files, "/index.html", "br").await, "another");
        fs::remove_file(&path).unwrap();
        assert!(got(&files, "/index.html", &[(header::ACCEPT_ENCODING, "br")]).await.is_none());
    }

    #[tokio::test]
    async fn what_is_no_whole_file_is_not_kept() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a.txt"), "0123456789").unwrap();
        let large = usize::try_from(LEN_MAX).unwrap() + 1;
        fs::write(dir.path().join("large.txt"), vec![b'x'; large]).unwrap();
        let files = Files::new(dir.path());
        let part = got(&files, "/a.txt", &[(header::RANGE, "bytes=2-4")]).await.unwrap();
        assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT);
        let date = "Fri, 01 Jan 2100 00:00:00 GMT";
        let same = got(&files, "/a.txt", &[(header::IF_MODIFIED_SINCE, date)]).await.unwrap();
        assert_eq!(same.status(), StatusCode::NOT_MODIFIED);
        let twice = [(header::ACCEPT_ENCODING, "br"), (header::ACCEPT_ENCODING, "gzip")];
        assert_eq!(got(&files, "/a.txt", &twice).await.unwrap().status(), StatusCode::OK);
        assert_eq!(text(&files, "/large.txt", "br").await.len(), large);
        assert!(got(&files, "/missing.txt", &[]).await.is_none());
        assert_eq!(count(&files), 0);
    }

    #[tokio::test]
    async fn whatever_clients_accept_few_are_kept() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a.txt"), "a").unwrap();
        let files = Files::new(dir.path());
        for number in 0..=KEPT_MAX {
            assert_eq!(text(&files, "/a.txt", &format!("x{number}")).await, "a");
        }
        assert_eq!(count(&files), 1);
    }
}
