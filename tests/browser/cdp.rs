//! A blocking connection to Chromium's DevTools endpoint.

use std::io::ErrorKind;
use std::net::{SocketAddr, TcpStream};
use std::time::Instant;

use anyhow::{Context, Result, anyhow, bail};
use serde_json::{Value, json};
use tungstenite::{Error, Message, WebSocket};

use crate::chromium::TIMEOUT;

/// A websocket that carries numbered commands out, and replies and events in.
pub struct Connection {
    socket: WebSocket<TcpStream>,
    last_id: u64,
}

impl Connection {
    /// Connects to a `ws://` address with a numeric host.
    pub fn open(address: &str) -> Result<Self> {
        let host = address
            .strip_prefix("ws://")
            .and_then(|rest| rest.split('/').next())
            .with_context(|| format!("not a websocket address: {address}"))?;
        let host: SocketAddr = host
            .parse()
            .with_context(|| format!("not a numeric host: {host}"))?;
        let stream = TcpStream::connect_timeout(&host, TIMEOUT)
            .with_context(|| format!("cannot connect to Chromium at {host}"))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(TIMEOUT))?;
        stream.set_write_timeout(Some(TIMEOUT))?;
        // The handshake error holds the half-open socket, which says nothing in a report.
        let (socket, _) = tungstenite::client(address, stream)
            .map_err(|error| anyhow!("no websocket at {address}: {error}"))?;
        Ok(Self { socket, last_id: 0 })
    }

    /// Sends a command, to the tab of `session` or else to the browser, and returns its number.
    pub fn send(&mut self, session: Option<&str>, method: &str, params: Value) -> Result<u64> {
        self.last_id += 1;
        let mut command = json!({ "id": self.last_id, "method": method, "params": params });
        if let Some(session) = session {
            command["sessionId"] = session.into();
        }
        self.socket
            .send(Message::text(command.to_string()))
            .with_context(|| format!("cannot send {method}"))?;
        Ok(self.last_id)
    }

    /// Returns the next reply or event, or `None` when none comes before `deadline`.
    pub fn receive(&mut self, deadline: Instant) -> Result<Option<Value>> {
        loop {
            // Checked before every message, so that a page which never falls silent cannot hold us.
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(None);
            }
            self.socket.get_ref().set_read_timeout(Some(left))?;
            match self.socket.read() {
                Ok(Message::Text(text)) => return Ok(Some(serde_json::from_str(text.as_str())?)),
                Ok(Message::Close(_)) => bail!("Chromium closed the connection"),
                Ok(_) => {}
                Err(Error::Io(error)) if is_timeout(error.kind()) => {}
                Err(error) => return Err(error).context("lost the connection to Chromium"),
            }
        }
    }
}

/// Takes the result out of a command's reply.
pub fn result_of(method: &str, mut reply: Value) -> Result<Value> {
    if let Some(error) = reply.get("error") {
        bail!(
            "{method}: {}",
            error["message"].as_str().unwrap_or("unknown error")
        );
    }
    Ok(reply["result"].take())
}

/// Decodes the standard base64 in which the protocol carries bytes.
pub fn decode_base64(text: &str) -> Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let mut bits = 0u32;
    let mut count = 0;
    for digit in text.trim_end_matches('=').bytes() {
        let value = match digit {
            b'A'..=b'Z' => digit - b'A',
            b'a'..=b'z' => digit - b'a' + 26,
            b'0'..=b'9' => digit - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => bail!("not a base64 digit: {:?}", char::from(digit)),
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 0xff) as u8);
        }
    }
    Ok(bytes)
}

fn is_timeout(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted
    )
}
