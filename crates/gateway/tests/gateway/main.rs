//! The gateway over real sockets, against a scripted upstream: what the contract's table, in
//! `tests/contract`, does not say of it.

#[cfg(test)]
mod app;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod own_sign_in;
#[cfg(test)]
mod process;
#[cfg(test)]
mod readers;
#[cfg(test)]
mod renewal;
#[cfg(test)]
mod shared_reads;
#[cfg(test)]
mod support;
#[cfg(test)]
mod tls;
#[cfg(test)]
mod upstream;
