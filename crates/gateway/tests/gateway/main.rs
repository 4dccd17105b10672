//! The gateway over real sockets: each line of its contract, against a scripted upstream.

#[cfg(test)]
mod app;
#[cfg(test)]
mod contract;
#[cfg(test)]
mod cors;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod process;
#[cfg(test)]
mod support;
#[cfg(test)]
mod tls;
#[cfg(test)]
mod upstream;
