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
