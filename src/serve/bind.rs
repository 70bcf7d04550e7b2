//! Finds a port to listen on.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, UdpSocket};

/// The port that is tried first when none was named.
pub const DEFAULT_PORT: u16 = 4000;

/// How many ports after it are tried.
const TRIES: u16 = 100;

/// Listens on `port`, or on the first free one from [`DEFAULT_PORT`] on.
///
/// # Errors
/// When the named port, or every port tried, is taken, or the address is not this computer's.
pub(super) fn bind(host: IpAddr, port: Option<u16>) -> io::Result<TcpListener> {
    if let Some(port) = port {
        return TcpListener::bind((host, port)).map_err(|error| explain(host, port, error));
    }
    let mut last = None;
    for port in DEFAULT_PORT..=DEFAULT_PORT + TRIES {
        match TcpListener::bind((host, port)) {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => last = Some(error),
            other => return other.map_err(|error| explain(host, port, error)),
        }
    }
    Err(last.unwrap_or_else(|| io::ErrorKind::AddrInUse.into()))
}

/// Where this computer reaches what listens on `address`, which may stand for all its addresses.
pub(super) fn reachable(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        address.set_ip(match address.ip() {
            IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
        });
    }
    address
}

/// The address by which other computers reach this one, of the kind of `host`.
pub(super) fn network_address(host: IpAddr) -> Option<IpAddr> {
    // Addresses for examples. Nothing is sent: connecting only looks up the way there, and with
    // it the address that this computer would use.
    let far: IpAddr = match host {
        IpAddr::V4(_) => Ipv4Addr::new(192, 0, 2, 1).into(),
        IpAddr::V6(_) => Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1).into(),
    };
    let socket = UdpSocket::bind((host, 0)).ok()?;
    socket.connect((far, 9)).ok()?;
    let address = socket.local_addr().ok()?.ip();
    (!address.is_loopback() && !address.is_unspecified()).then_some(address)
}

fn explain(host: IpAddr, port: u16, error: io::Error) -> io::Error {
    let message = match error.kind() {
        io::ErrorKind::AddrInUse => {
            format!("port {port} on {host} is taken; name another, or none to take the next free")
        }
        io::ErrorKind::AddrNotAvailable => format!("{host} is not an address of this computer"),
        io::ErrorKind::PermissionDenied => {
            format!("port {port} is not allowed for this user; name one from 1024 on")
        }
        _ => format!("cannot listen on {host}, port {port}: {error}"),
    };
    io::Error::new(error.kind(), message)
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::net::{IpAddr, Ipv4Addr};

    use super::{DEFAULT_PORT, bind};

    const HOST: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

    #[test]
    fn a_named_port_that_is_taken_is_an_error_with_a_way_out() {
        let first = bind(HOST, Some(0)).expect("a port");
        let port = first.local_addr().expect("an address").port();
        let error = bind(HOST, Some(port)).expect_err("taken");
        assert_eq!(error.kind(), io::ErrorKind::AddrInUse);
        assert_eq!(
            error.to_string(),
            format!(
                "port {port} on 127.0.0.1 is taken; name another, or none to take the next free"
            )
        );
    }

    #[test]
    fn without_a_name_the_next_free_port_is_taken() {
        let first = bind(HOST, None).expect("a port");
        let second = bind(HOST, None).expect("another port");
        let port =
            |listener: &std::net::TcpListener| listener.local_addr().expect("an address").port();
        assert!(port(&first) >= DEFAULT_PORT);
        assert!(port(&second) > port(&first));
    }
}
