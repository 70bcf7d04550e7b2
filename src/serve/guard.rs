//! Who may ask: names that mean this server, and pages that came from it.
//!
//! A page on the internet can point its own name at this computer and then read the answers
//! (DNS rebinding), but it cannot make the browser send another `Host` than that name.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Knows the address the server was asked to listen on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Guard {
    host: IpAddr,
}

impl Guard {
    /// A guard for a server on `host`.
    pub(super) fn new(host: IpAddr) -> Self {
        Self { host }
    }

    /// Whether a `Host` header names this server.
    pub(super) fn allows_host(&self, header: &str) -> bool {
        let Some(name) = without_port(header) else {
            return false;
        };
        if name.eq_ignore_ascii_case("localhost") {
            return true;
        }
        let address: Option<IpAddr> = match name.strip_prefix('[') {
            Some(rest) => rest
                .strip_suffix(']')
                .and_then(|address| address.parse::<Ipv6Addr>().ok())
                .map(Into::into),
            None => name.parse::<Ipv4Addr>().ok().map(Into::into),
        };
        address.is_some_and(|address| {
            address == Ipv4Addr::LOCALHOST
                || address == Ipv6Addr::LOCALHOST
                || address == self.host
                // Asked to listen on every address, it is named by any of them. Rebinding needs
                // a name, and a number is none.
                || self.host.is_unspecified()
        })
    }

    /// Whether an `Origin` header, if there is one, is this server as `host` names it.
    pub(super) fn allows_origin(&self, origin: Option<&str>, host: &str) -> bool {
        origin.is_none_or(|origin| {
            origin
                .strip_prefix("http://")
                .is_some_and(|origin| origin.eq_ignore_ascii_case(host))
        })
    }
}

/// The name or address in a `Host` header; `None` when what follows it is no port.
fn without_port(header: &str) -> Option<&str> {
    let end = match header.find(']') {
        Some(bracket) => bracket + 1,
        None => header.find(':').unwrap_or(header.len()),
    };
    let (name, port) = header.split_at(end);
    let fine = port.is_empty() || port.strip_prefix(':')?.parse::<u16>().is_ok();
    fine.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::Guard;

    fn guard(host: &str) -> Guard {
        Guard::new(host.parse().expect("an address"))
    }

    #[test]
    fn this_computer_may_be_named_in_every_way() {
        for host in [
            "localhost",
            "LocalHost:4000",
            "127.0.0.1:80",
            "127.0.0.1",
            "[::1]:4000",
        ] {
            assert!(guard("127.0.0.1").allows_host(host), "{host}");
        }
    }

    #[test]
    fn foreign_and_malformed_names_are_refused() {
        for host in [
            "",
            "example.com",
            "localhost.example.com",
            "127.0.0.1.example.com",
            "192.168.1.5",
            "localhost:x",
            "localhost:",
            "[::1",
            "::1",
            "[::2]",
            "localhost@example.com",
            "[127.0.0.1]",
            "127.1",
        ] {
            assert!(!guard("127.0.0.1").allows_host(host), "{host}");
        }
    }

    #[test]
    fn the_given_address_may_be_named_and_any_number_when_all_were_given() {
        assert!(guard("192.168.1.5").allows_host("192.168.1.5:4000"));
        assert!(!guard("192.168.1.5").allows_host("192.168.1.6:4000"));
        assert!(guard("0.0.0.0").allows_host("192.168.1.6:4000"));
        assert!(!guard("0.0.0.0").allows_host("example.com:4000"));
    }

    #[test]
    fn only_pages_of_this_server_may_listen() {
        let guard = guard("127.0.0.1");
        assert!(guard.allows_origin(None, "localhost:4000"));
        assert!(guard.allows_origin(Some("http://localhost:4000"), "localhost:4000"));
        for origin in [
            "http://localhost:5000",
            "https://localhost:4000",
            "null",
            "http://a.b",
        ] {
            assert!(
                !guard.allows_origin(Some(origin), "localhost:4000"),
                "{origin}"
            );
        }
    }
}
