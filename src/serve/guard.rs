//! A connection that ends by itself while nobody has signed in: the library has no such limit of its own.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

/// Whether somebody has signed in on a connection.
#[derive(Clone, Debug, Default)]
pub(super) struct SignedIn(Arc<AtomicBool>);

impl SignedIn {
    pub fn note(&self) {
        self.0.store(true, Ordering::Release);
    }

    fn is_so(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// A stream that fails once its time for signing in is over.
pub(super) struct Guarded<S> {
    inner: S,
    signed_in: SignedIn,
    grace: Pin<Box<Sleep>>,
}

impl<S> Guarded<S> {
    pub fn new(inner: S, signed_in: SignedIn, grace: Duration) -> Self {
        Self { inner, signed_in, grace: Box::pin(sleep(grace)) }
    }

    fn is_over(&mut self, cx: &mut Context<'_>) -> bool {
        !self.signed_in.is_so() && self.grace.as_mut().poll(cx).is_ready()
    }
}

fn late() -> io::Error {
    io::Error::new(io::ErrorKind::TimedOut, "nobody signed in")
}

impl<S: AsyncRead + Unpin> AsyncRead for Guarded<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if self.is_over(cx) {
            return Poll::Ready(Err(late()));
        }
        Pin::new(&mut self.inner).poll_read(cx, buf)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Guarded<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if self.is_over(cx) {
            return Poll::Ready(Err(late()));
        }
        Pin::new(&mut self.inner).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }
}
