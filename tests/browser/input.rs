//! Key strokes of a US keyboard as the DevTools protocol wants them.

use anyhow::{Context, Result};
use serde_json::{Value, json};

const ALT: u32 = 1;
const CONTROL: u32 = 2;
const META: u32 = 4;
const SHIFT: u32 = 8;

/// Names that `press` takes besides single characters: `key`, virtual key code and typed text.
const NAMED: [(&str, u32, &str); 15] = [
    ("Backspace", 8, ""),
    ("Tab", 9, ""),
    ("Enter", 13, "\r"),
    ("Escape", 27, ""),
    ("PageUp", 33, ""),
    ("PageDown", 34, ""),
    ("End", 35, ""),
    ("Home", 36, ""),
    ("ArrowLeft", 37, ""),
    ("ArrowUp", 38, ""),
    ("ArrowRight", 39, ""),
    ("ArrowDown", 40, ""),
    ("Delete", 46, ""),
    ("F1", 112, ""),
    ("F5", 116, ""),
];

const MODIFIERS: [(&str, u32, u32); 4] = [
    ("Alt", ALT, 18),
    ("Control", CONTROL, 17),
    ("Meta", META, 91),
    ("Shift", SHIFT, 16),
];

/// Punctuation keys: plain character, shifted character, `code` and virtual key code.
const PUNCTUATION: [(char, char, &str, u32); 21] = [
    (';', ':', "Semicolon", 186),
    ('=', '+', "Equal", 187),
    (',', '<', "Comma", 188),
    ('-', '_', "Minus", 189),
    ('.', '>', "Period", 190),
    ('/', '?', "Slash", 191),
    ('`', '~', "Backquote", 192),
    ('[', '{', "BracketLeft", 219),
    ('\\', '|', "Backslash", 220),
    (']', '}', "BracketRight", 221),
    ('\'', '"', "Quote", 222),
    ('1', '!', "Digit1", 49),
    ('2', '@', "Digit2", 50),
    ('3', '#', "Digit3", 51),
    ('4', '$', "Digit4", 52),
    ('5', '%', "Digit5", 53),
    ('6', '^', "Digit6", 54),
    ('7', '&', "Digit7", 55),
    ('8', '*', "Digit8", 56),
    ('9', '(', "Digit9", 57),
    ('0', ')', "Digit0", 48),
];

struct Key {
    key: String,
    code: String,
    key_code: u32,
    text: String,
    modifiers: u32,
}

impl Key {
    fn event(&self, kind: &str, modifiers: u32) -> Value {
        json!({
            "type": kind,
            "key": self.key,
            "code": self.code,
            "windowsVirtualKeyCode": self.key_code,
            "modifiers": modifiers,
        })
    }
}

/// Returns the `Input.dispatchKeyEvent` parameters for a stroke such as `a`, `?`, `Enter` or
/// `Control+Shift+k`.
pub fn stroke(keys: &str) -> Result<Vec<Value>> {
    // A plus sign is also a key, alone or after a modifier.
    let (prefix, name) = match keys.strip_suffix('+') {
        Some(prefix) => (prefix, "+"),
        None => keys.rsplit_once('+').unwrap_or(("", keys)),
    };
    let mut key = find(name).with_context(|| format!("no such key: {name:?}"))?;
    let mut held = Vec::new();
    for name in prefix.split('+').filter(|name| !name.is_empty()) {
        let modifier = MODIFIERS.iter().find(|modifier| modifier.0 == name);
        held.push(modifier.with_context(|| format!("no such modifier: {name:?}"))?);
        key.modifiers |= held.last().map_or(0, |modifier| modifier.1);
    }
    if key.modifiers & SHIFT != 0 && name.len() == 1 {
        key.key.make_ascii_uppercase();
        key.text.make_ascii_uppercase();
    }
    if key.modifiers & !SHIFT != 0 {
        key.text.clear();
    }

    let mut events = Vec::new();
    let mut modifiers = 0;
    for (name, bit, key_code) in &held {
        modifiers |= bit;
        events.push(modifier_key(name, *key_code).event("rawKeyDown", modifiers));
    }
    let mut down = key.event("rawKeyDown", key.modifiers);
    if !key.text.is_empty() {
        down["type"] = "keyDown".into();
        down["text"] = key.text.as_str().into();
    }
    events.push(down);
    events.push(key.event("keyUp", key.modifiers));
    for (name, bit, key_code) in held.iter().rev() {
        modifiers &= !bit;
        events.push(modifier_key(name, *key_code).event("keyUp", modifiers));
    }
    Ok(events)
}

fn find(name: &str) -> Option<Key> {
    if let Some((key, key_code, text)) = NAMED.iter().find(|named| named.0 == name) {
        return Some(Key {
            key: (*key).to_owned(),
            code: (*key).to_owned(),
            key_code: *key_code,
            text: (*text).to_owned(),
            modifiers: 0,
        });
    }
    let mut characters = name.chars();
    let character = characters.next().filter(|_| characters.next().is_none())?;
    let (code, key_code, shifted) = match character {
        ' ' => ("Space".to_owned(), 32, false),
        letter if letter.is_ascii_alphabetic() => {
            let upper = letter.to_ascii_uppercase();
            let code = format!("Key{upper}");
            (code, u32::from(upper), letter.is_ascii_uppercase())
        }
        other => {
            let (_, shifted, code, key_code) = PUNCTUATION
                .iter()
                .find(|key| key.0 == other || key.1 == other)?;
            ((*code).to_owned(), *key_code, *shifted == other)
        }
    };
    Some(Key {
        key: character.to_string(),
        code,
        key_code,
        text: character.to_string(),
        modifiers: if shifted { SHIFT } else { 0 },
    })
}

fn modifier_key(name: &str, key_code: u32) -> Key {
    Key {
        key: name.to_owned(),
        code: format!("{name}Left"),
        key_code,
        text: String::new(),
        modifiers: 0,
    }
}
