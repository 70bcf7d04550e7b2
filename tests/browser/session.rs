//! A DevTools session with one tab: commands, events and navigation.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::cdp::{self, Connection};
use crate::chromium::{Chromium, TIMEOUT};
use crate::record::{Record, Recorder};

/// How long no event may arrive before a tab counts as settled.
const QUIET: Duration = Duration::from_millis(50);

/// A request that has no answer after this long no longer keeps a tab from being settled.
const SETTLE_TIMEOUT: Duration = Duration::from_secs(2);

/// A tab in a browser context of its own, which is discarded with its storage on drop.
pub struct Session {
    connection: Connection,
    id: String,
    frame: String,
    loaded: Option<String>,
    recorder: Recorder,
}

impl Session {
    /// Opens an empty tab.
    pub fn open(chromium: &Chromium) -> Result<Self> {
        let mut session = Self {
            connection: Connection::open(chromium.address())?,
            id: String::new(),
            frame: String::new(),
            loaded: None,
            recorder: Recorder::default(),
        };
        // Closing the connection discards the context, also when a trial panics.
        let context = session.browser_call(
            "Target.createBrowserContext",
            json!({ "disposeOnDetach": true }),
        )?;
        let target = session.browser_call(
            "Target.createTarget",
            json!({ "url": "about:blank", "browserContextId": context["browserContextId"] }),
        )?;
        let attached = session.browser_call(
            "Target.attachToTarget",
            json!({ "targetId": target["targetId"], "flatten": true }),
        )?;
        session.id = string(&attached["sessionId"])?;
        session.frame = string(&target["targetId"])?;
        for domain in ["Page", "Runtime", "Log", "Network"] {
            session.call(&format!("{domain}.enable"), json!({}))?;
        }
        let enabled = json!({ "enabled": true });
        session.call("Page.setLifecycleEventsEnabled", enabled.clone())?;
        session.call("Emulation.setFocusEmulationEnabled", enabled)?;
        Ok(session)
    }

    /// Goes to `url` and waits for its `load` event.
    pub fn goto(&mut self, url: &str) -> Result<()> {
        let reply = self.call("Page.navigate", json!({ "url": url }))?;
        if let Some(error) = reply["errorText"].as_str() {
            bail!("cannot load {url}: {error}");
        }
        // A move within the document has no loader, and no event follows.
        let Some(loader) = reply["loaderId"].as_str() else {
            return Ok(());
        };
        self.pump_until(&format!("load of {url}"), |page| {
            page.loaded.as_deref() == Some(loader)
        })
    }

    /// Loads the page again and waits for its `load` event.
    pub fn reload(&mut self) -> Result<()> {
        let before = self.loaded.clone();
        self.call("Page.reload", json!({}))?;
        self.pump_until("reload", |page| page.loaded != before)
    }

    /// Waits until the tab is quiet, then returns what it did since the last call.
    pub fn take_record(&mut self) -> Result<Record> {
        // The reply comes after the events that the page has already caused.
        self.call("Runtime.evaluate", json!({ "expression": "0" }))?;
        let deadline = Instant::now() + SETTLE_TIMEOUT;
        while Instant::now() < deadline {
            match self.connection.receive(Instant::now() + QUIET)? {
                Some(message) => self.handle(&message)?,
                None if self.recorder.is_waiting() => {}
                None => break,
            }
        }
        Ok(self.recorder.take())
    }

    /// Sends a protocol command to the tab and returns its result.
    pub fn call(&mut self, method: &str, params: Value) -> Result<Value> {
        let id = self.connection.send(Some(&self.id), method, params)?;
        self.reply(method, id)
    }

    fn browser_call(&mut self, method: &str, params: Value) -> Result<Value> {
        let id = self.connection.send(None, method, params)?;
        self.reply(method, id)
    }

    fn reply(&mut self, method: &str, id: u64) -> Result<Value> {
        let deadline = Instant::now() + TIMEOUT;
        while let Some(message) = self.connection.receive(deadline)? {
            if message["id"] == id {
                return cdp::result_of(method, message);
            }
            self.handle(&message)?;
        }
        bail!("no answer to {method} in {TIMEOUT:?}");
    }

    fn pump_until(&mut self, what: &str, done: impl Fn(&Self) -> bool) -> Result<()> {
        let deadline = Instant::now() + TIMEOUT;
        while !done(self) {
            match self.connection.receive(deadline)? {
                Some(message) => self.handle(&message)?,
                None => bail!("no {what} in {TIMEOUT:?}"),
            }
        }
        Ok(())
    }

    fn handle(&mut self, message: &Value) -> Result<()> {
        let (Some(method), params) = (message["method"].as_str(), &message["params"]) else {
            return Ok(());
        };
        self.recorder.observe(method, params);
        match method {
            "Page.lifecycleEvent"
                if params["name"] == "load" && params["frameId"] == self.frame =>
            {
                self.loaded = Some(string(&params["loaderId"])?);
            }
            // An open dialog would stop the page and with it every later command.
            "Page.javascriptDialogOpening" => {
                let answer = json!({ "accept": true });
                self.connection
                    .send(Some(&self.id), "Page.handleJavaScriptDialog", answer)?;
            }
            "Inspector.targetCrashed" => bail!("the tab crashed"),
            _ => {}
        }
        Ok(())
    }
}

/// Takes text out of a reply.
pub fn string(value: &Value) -> Result<String> {
    value
        .as_str()
        .map(str::to_owned)
        .with_context(|| format!("Chromium sent {value} instead of text"))
}
