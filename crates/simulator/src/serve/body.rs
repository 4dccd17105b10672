//! A reply's body that can be slow or break off.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use hyper::body::{Body, Bytes, Frame, SizeHint};
use tokio::time::{Sleep, sleep};

/// How long the pieces get to go out before the connection breaks off.
const BREAK_OFF_DELAY: Duration = Duration::from_millis(20);

/// Sends its pieces with a wait between them, then ends or breaks off.
pub(super) struct Pieces {
    first: Option<Bytes>,
    second: Option<Bytes>,
    wait: Duration,
    waiting: Option<Pin<Box<Sleep>>>,
    /// Breaks the connection off after the pieces, and a moment for them to go
    /// out: hyper drops what it has not flushed.
    broken: bool,
    leaving: Option<Pin<Box<Sleep>>>,
    /// What is still announced, sent or not.
    left: u64,
}

impl Pieces {
    /// The whole at once.
    pub(super) fn whole(body: Bytes) -> Pieces {
        Pieces::new(body, Duration::ZERO, None)
    }

    /// In two halves when there is a wait, and cut after `truncate` bytes.
    pub(super) fn new(mut body: Bytes, wait: Duration, truncate: Option<usize>) -> Pieces {
        let left = u64::try_from(body.len()).unwrap_or(u64::MAX);
        let broken = truncate.is_some_and(|length| length < body.len());
        if let Some(length) = truncate {
            body.truncate(length);
        }
        let second = (!wait.is_zero()).then(|| body.split_off(body.len() / 2));
        let piece = |bytes: Bytes| Some(bytes).filter(|bytes| !bytes.is_empty());
        Pieces {
            first: piece(body),
            second: second.and_then(piece),
            wait,
            waiting: None,
            leaving: None,
            broken,
            left,
        }
    }

    fn send(&mut self, piece: Bytes) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        self.left -= u64::try_from(piece.len()).unwrap_or(0).min(self.left);
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }
}

impl Body for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(piece) = self.first.take() {
            return self.send(piece);
        }
        if self.second.is_some() {
            let wait = self.wait;
            let waiting = self.waiting.get_or_insert_with(|| Box::pin(sleep(wait)));
            if waiting.as_mut().poll(context).is_pending() {
                return Poll::Pending;
            }
            if let Some(piece) = self.second.take() {
                return self.send(piece);
            }
        }
        if !self.broken {
            return Poll::Ready(None);
        }
        let leaving = self.leaving.get_or_insert_with(|| Box::pin(sleep(BREAK_OFF_DELAY)));
        leaving.as_mut().poll(context).map(|()| Some(Err(io::Error::other("broken off on demand"))))
    }

    fn is_end_stream(&self) -> bool {
        self.first.is_none() && self.second.is_none() && !self.broken
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
