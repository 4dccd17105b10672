//! The proxy's contract: one table, held against the gateway and against nginx.
//!
//! The rows are data, by topic; `judge` asks them over TLS, in front of an Enterprise Manager that
//! remembers what it heard. What nginx can't keep stands in the table with the reason, and with
//! what nginx does instead, so that a change is noticed either way.

#[cfg(test)]
mod cors;
#[cfg(test)]
mod document;
#[cfg(test)]
mod em;
#[cfg(test)]
mod errors;
#[cfg(test)]
mod headers;
#[cfg(test)]
mod judge;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod methods;
#[cfg(test)]
mod paths;
#[cfg(test)]
mod proxy;
#[cfg(test)]
mod query;
#[cfg(test)]
mod row;
#[cfg(test)]
mod support;
#[cfg(test)]
mod table;
#[cfg(test)]
mod wire;

/// Two tests a topic: one for each proxy.
#[cfg(test)]
macro_rules! topics {
    ($($topic:ident,)*) => {
        $(
            mod $topic {
                use crate::judge::hold;
                use crate::proxy::Kind;

                #[tokio::test]
                async fn by_the_gateway() {
                    hold(Kind::Gateway, crate::$topic::clauses()).await;
                }

                #[tokio::test]
                async fn by_nginx() {
                    hold(Kind::Nginx, crate::$topic::clauses()).await;
                }
            }
        )*
    };
}

#[cfg(test)]
mod kept {
    topics! { paths, methods, query, cors, headers, limits, errors, document, }
}
