//! One tab of Chromium, driven as a reader would: navigation, mouse, keyboard and emulation.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use crate::cdp;
use crate::chromium::{Chromium, TIMEOUT};
use crate::input;
use crate::record::{Record, exception_text};
use crate::session::{self, Session};

/// Returns the centre of the first box of an element, or says why nobody could click it.
const CENTRE: &str = r"(selector) => {
    const element = document.querySelector(selector);
    if (!element) return 'nothing matches';
    element.scrollIntoView({ behavior: 'instant', block: 'center', inline: 'center' });
    const box = [...element.getClientRects()].find((rect) => rect.width > 0 && rect.height > 0);
    if (!box) return 'it has no size';
    const x = box.x + box.width / 2;
    const y = box.y + box.height / 2;
    const hit = document.elementFromPoint(x, y);
    if (!hit) return 'it is out of view';
    if (!element.contains(hit)) return 'it is covered by ' + hit.cloneNode().outerHTML;
    return [x, y];
}";

/// The answer to the `prefers-color-scheme` media query.
#[derive(Clone, Copy, Debug)]
pub enum ColorScheme {
    /// The reader asks for dark pages.
    Dark,
    /// The reader asks for light pages.
    Light,
}

/// A tab with cookies and storage of its own, closed on drop.
pub struct Page {
    session: Session,
}

impl Page {
    /// Opens an empty tab.
    pub fn open(chromium: &Chromium) -> Result<Self> {
        let session = Session::open(chromium)?;
        Ok(Self { session })
    }

    /// Goes to `url` and waits for its `load` event, and for what the page loads when a reader
    /// reaches for something: hands on the way to a button are slower than a test.
    pub fn goto(&mut self, url: &str) -> Result<()> {
        self.session.goto(url)?;
        self.reach()
    }

    /// Loads the page again and waits as [`goto`](Self::goto) does.
    pub fn reload(&mut self) -> Result<()> {
        self.session.reload()?;
        self.reach()
    }

    /// Goes to `url` and waits for its `load` event alone.
    pub fn arrive(&mut self, url: &str) -> Result<()> {
        self.session.goto(url)
    }

    fn reach(&mut self) -> Result<()> {
        self.evaluate("globalThis.prepbook?.tools?.().catch(() => {})")?;
        Ok(())
    }

    /// Evaluates an expression, awaits it if it is a promise and returns its JSON value; an
    /// exception is the error.
    pub fn evaluate(&mut self, js: &str) -> Result<Value> {
        let mut reply = self.call(
            "Runtime.evaluate",
            json!({ "expression": js, "awaitPromise": true, "returnByValue": true }),
        )?;
        if let Some(details) = reply.get("exceptionDetails") {
            bail!("{} in: {js}", exception_text(details));
        }
        let result = &mut reply["result"];
        match result.get("unserializableValue") {
            Some(name) => Ok(name.clone()),
            None => Ok(result["value"].take()),
        }
    }

    /// Evaluates `js` until it is truthy; an exception counts as not yet.
    pub fn wait_for(&mut self, js: &str) -> Result<()> {
        let deadline = Instant::now() + TIMEOUT;
        let condition = format!("Promise.resolve({js}).then(Boolean)");
        loop {
            let outcome = self.evaluate(&condition);
            if matches!(outcome, Ok(Value::Bool(true))) {
                return Ok(());
            }
            if Instant::now() >= deadline {
                outcome.with_context(|| format!("waited in vain for: {js}"))?;
                bail!("waited in vain for: {js}");
            }
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Scrolls to the first element that matches and clicks with the left button at its centre;
    /// fails if the click would hit something else.
    pub fn click(&mut self, selector: &str) -> Result<()> {
        let place = self.evaluate(&format!("({CENTRE})({})", json!(selector)))?;
        if let Some(reason) = place.as_str() {
            bail!("cannot click {selector}: {reason}");
        }
        for (kind, button, buttons) in [
            ("mouseMoved", "none", 0),
            ("mousePressed", "left", 1),
            ("mouseReleased", "left", 0),
        ] {
            self.call(
                "Input.dispatchMouseEvent",
                json!({
                    "type": kind,
                    "x": place[0],
                    "y": place[1],
                    "button": button,
                    "buttons": buttons,
                    "clickCount": u8::from(button == "left"),
                }),
            )?;
        }
        Ok(())
    }

    /// Presses and releases a key: a character, a name such as `Enter`, or either after modifiers,
    /// as in `Control+Shift+k`.
    pub fn press(&mut self, keys: &str) -> Result<()> {
        for event in input::stroke(keys)? {
            self.call("Input.dispatchKeyEvent", event)?;
        }
        Ok(())
    }

    /// Sets the size of the window's content in CSS pixels.
    pub fn set_viewport(&mut self, width: u32, height: u32) -> Result<()> {
        self.call(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false }),
        )?;
        Ok(())
    }

    /// Sets the colour scheme that the reader prefers.
    pub fn set_color_scheme(&mut self, scheme: ColorScheme) -> Result<()> {
        let value = match scheme {
            ColorScheme::Dark => "dark",
            ColorScheme::Light => "light",
        };
        self.call(
            "Emulation.setEmulatedMedia",
            json!({ "features": [{ "name": "prefers-color-scheme", "value": value }] }),
        )?;
        Ok(())
    }

    /// Loads pages without running their scripts from now on; [`Page::evaluate`] still works.
    pub fn disable_javascript(&mut self) -> Result<()> {
        self.call(
            "Emulation.setScriptExecutionDisabled",
            json!({ "value": true }),
        )?;
        Ok(())
    }

    /// Writes what the window shows to a PNG file.
    pub fn screenshot(&mut self, path: &Path) -> Result<()> {
        let reply = self.call("Page.captureScreenshot", json!({ "format": "png" }))?;
        let bytes = cdp::decode_base64(&session::string(&reply["data"])?)?;
        std::fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
    }

    /// Waits until the page is quiet, then returns what it did since the last call.
    pub fn take_record(&mut self) -> Result<Record> {
        self.session.take_record()
    }

    /// Fails if, since the last record was taken, the page had an error or warning, or requested
    /// anything whose URL does not start with `base`.
    pub fn assert_clean(&mut self, base: &str) -> Result<()> {
        let record = self.take_record()?;
        let problems = record.problems();
        ensure!(problems.is_empty(), "problems: {problems:#?}");
        let outside = record.requests_outside(base);
        ensure!(outside.is_empty(), "requests outside {base}: {outside:#?}");
        Ok(())
    }

    /// Sends a protocol command to the tab, for what has no method here, and returns its result.
    pub fn call(&mut self, method: &str, params: Value) -> Result<Value> {
        self.session.call(method, params)
    }
}
