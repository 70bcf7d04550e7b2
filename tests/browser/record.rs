//! What a page said and requested: the evidence that it ran without trouble.

use std::collections::HashMap;

use serde_json::Value;

/// Everything noteworthy that a page did since its last record was taken.
#[derive(Debug, Default)]
pub struct Record {
    /// `console.error`, `console.warn` and failed `console.assert` messages.
    pub console: Vec<String>,
    /// Exceptions and promise rejections that nothing caught.
    pub exceptions: Vec<String>,
    /// The browser's own errors and warnings, such as Content-Security-Policy violations.
    pub log: Vec<String>,
    /// Requests that failed or were answered with a status of 400 or above; a request that the
    /// page itself gave up, say by navigating away, is not among them.
    pub failed_requests: Vec<String>,
    /// The URL of every request and websocket, in order.
    pub requests: Vec<String>,
    /// The text of every `alert`, `confirm` and `prompt`; the harness accepts them all.
    pub dialogs: Vec<String>,
}

impl Record {
    /// Returns every error and warning, each with its origin.
    pub fn problems(&self) -> Vec<String> {
        let kinds = [
            ("console", &self.console),
            ("exception", &self.exceptions),
            ("log", &self.log),
            ("request", &self.failed_requests),
        ];
        kinds
            .iter()
            .flat_map(|(kind, texts)| texts.iter().map(move |text| format!("{kind}: {text}")))
            .collect()
    }

    /// Returns the requested URLs that do not start with `base`; `data:`, `blob:` and `about:`
    /// URLs never leave the page and do not count.
    pub fn requests_outside(&self, base: &str) -> Vec<&str> {
        self.requests
            .iter()
            .map(String::as_str)
            .filter(|url| !url.starts_with(base))
            .filter(|url| {
                !["data:", "blob:", "about:"]
                    .iter()
                    .any(|inner| url.starts_with(inner))
            })
            .collect()
    }
}

/// Builds a [`Record`] from protocol events.
#[derive(Default)]
pub struct Recorder {
    record: Record,
    urls: HashMap<String, String>,
    waiting: HashMap<String, String>,
}

impl Recorder {
    /// Returns what was recorded so far and starts afresh.
    pub fn take(&mut self) -> Record {
        std::mem::take(&mut self.record)
    }

    /// Returns whether a request has neither been answered nor failed; event streams, which stay
    /// open on purpose, do not count.
    pub fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Notes one protocol event.
    pub fn observe(&mut self, method: &str, params: &Value) {
        match method {
            "Runtime.consoleAPICalled" => self.console(params),
            "Runtime.exceptionThrown" => {
                let text = exception_text(&params["exceptionDetails"]);
                self.record.exceptions.push(text);
            }
            "Log.entryAdded" => self.log(&params["entry"]),
            "Page.javascriptDialogOpening" => self.record.dialogs.push(text_of(&params["message"])),
            "Page.frameNavigated" => self.navigated(&params["frame"]),
            "Network.webSocketCreated" => self.record.requests.push(text_of(&params["url"])),
            "Network.requestWillBeSent" => self.request(params),
            "Network.responseReceived" => self.response(params),
            "Network.loadingFinished" => {
                self.waiting.remove(&text_of(&params["requestId"]));
            }
            "Network.loadingFailed" => self.failure(params),
            _ => {}
        }
    }

    fn console(&mut self, params: &Value) {
        if !matches!(
            params["type"].as_str(),
            Some("error" | "warning" | "assert")
        ) {
            return;
        }
        let arguments = params["args"].as_array().map_or(&[][..], Vec::as_slice);
        let words: Vec<String> = arguments.iter().map(argument_text).collect();
        self.record.console.push(words.join(" "));
    }

    fn log(&mut self, entry: &Value) {
        if !matches!(entry["level"].as_str(), Some("error" | "warning")) {
            return;
        }
        let mut text = text_of(&entry["text"]);
        if let Some(url) = entry["url"].as_str() {
            text = format!("{text} ({url})");
        }
        self.record.log.push(text);
    }

    /// A renderer that is swapped out takes the events of its open requests with it.
    fn navigated(&mut self, frame: &Value) {
        if frame.get("parentId").is_none() {
            let loader = text_of(&frame["loaderId"]);
            self.waiting.retain(|_, of| *of == loader);
        }
    }

    fn request(&mut self, params: &Value) {
        let id = text_of(&params["requestId"]);
        let url = text_of(&params["request"]["url"]);
        if params["type"] != "EventSource" {
            self.waiting
                .insert(id.clone(), text_of(&params["loaderId"]));
        }
        self.record.requests.push(url.clone());
        self.urls.insert(id, url);
    }

    fn response(&mut self, params: &Value) {
        self.waiting.remove(&text_of(&params["requestId"]));
        let response = &params["response"];
        if let Some(status) = response["status"].as_u64().filter(|status| *status >= 400) {
            let url = text_of(&response["url"]);
            self.record.failed_requests.push(format!("{status} {url}"));
        }
    }

    fn failure(&mut self, params: &Value) {
        let id = text_of(&params["requestId"]);
        self.waiting.remove(&id);
        let blocked = params["blockedReason"].as_str();
        if params["canceled"] == true && blocked.is_none() {
            return;
        }
        let reason = blocked.map_or_else(|| text_of(&params["errorText"]), str::to_owned);
        let url = self.urls.get(&id).map_or("?", String::as_str);
        self.record.failed_requests.push(format!("{reason} {url}"));
    }
}

/// Describes a protocol `ExceptionDetails` with its place in the source.
pub fn exception_text(details: &Value) -> String {
    let exception = &details["exception"];
    let text = if exception.is_object() {
        argument_text(exception)
    } else {
        text_of(&details["text"])
    };
    match details["url"].as_str() {
        Some(url) => {
            let line = details["lineNumber"].as_u64().map_or(0, |line| line + 1);
            format!("{text} ({url}:{line})")
        }
        None => text,
    }
}

/// Shows a protocol `RemoteObject` as the console would.
fn argument_text(object: &Value) -> String {
    match &object["value"] {
        Value::Null => object["description"]
            .as_str()
            .or(object["unserializableValue"].as_str())
            .or(object["subtype"].as_str())
            .or(object["type"].as_str())
            .unwrap_or_default()
            .to_owned(),
        value => text_of(value),
    }
}

fn text_of(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
