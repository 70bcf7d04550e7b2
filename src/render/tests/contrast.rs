//! Colours can be read: every pair of a text's colour and its ground, in both themes, computed
//! from the style sheets as WCAG 2.2 does.

use std::collections::BTreeMap;

use crate::render::embedded;

/// A colour's red, green and blue.
type Rgb = [u8; 3];

/// Everything that `--name: light-dark(#…, #…)` declares.
fn tokens() -> BTreeMap<String, [Rgb; 2]> {
    let mut tokens = BTreeMap::new();
    for (path, file) in embedded::files() {
        if !path.ends_with(".css") {
            continue;
        }
        for line in file.text.lines() {
            let declared = line.trim().strip_prefix("--").and_then(|line| {
                let (name, value) = line.split_once(": light-dark(")?;
                let (light, dark) = value.strip_suffix(");")?.split_once(", ")?;
                Some((name.to_owned(), [rgb(light), rgb(dark)]))
            });
            tokens.extend(declared);
        }
    }
    tokens
}

fn rgb(hexadecimal: &str) -> Rgb {
    let digits = hexadecimal
        .strip_prefix('#')
        .expect("a colour like #1a5f56");
    assert_eq!(digits.len(), 6, "{hexadecimal}");
    let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).expect("two digits");
    [part(0), part(2), part(4)]
}

/// How bright a colour is, from 0 for black to 1 for white.
fn luminance(color: Rgb) -> f64 {
    let part = |value: u8| {
        let share = f64::from(value) / 255.0;
        if share <= 0.040_45 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        }
    };
    let [red, green, blue] = color.map(part);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The pairs whose contrast is below `least`, with the themes in which it is.
fn too_weak(texts: &[&str], grounds: &[&str], least: f64) -> Vec<String> {
    let tokens = tokens();
    let colour = |name: &str| *tokens.get(name).unwrap_or_else(|| panic!("no --{name}"));
    let mut weak = Vec::new();
    for text in texts {
        for ground in grounds {
            for (theme, name) in ["light", "dark"].into_iter().enumerate() {
                let ratio = contrast(colour(text)[theme], colour(ground)[theme]);
                if ratio < least {
                    weak.push(format!("{text} on {ground}, {name}: {ratio:.2}"));
                }
            }
        }
    }
    weak
}

const CODE: [&str; 9] = [
    "code-keyword",
    "code-string",
    "code-comment",
    "code-number",
    "code-function",
    "code-type",
    "code-variable",
    "code-operator",
    "code-tag",
];

#[test]
fn the_computation_is_that_of_wcag() {
    assert!((contrast(rgb("#ffffff"), rgb("#000000")) - 21.0).abs() < 1e-9);
    assert!((contrast(rgb("#777777"), rgb("#ffffff")) - 4.478).abs() < 1e-3);
}

#[test]
fn every_colour_of_code_is_one_of_those_that_are_computed() {
    let declared: Vec<String> = tokens()
        .into_keys()
        .filter(|name| name.starts_with("code-"))
        .collect();
    let mut known: Vec<&str> = CODE.to_vec();
    known.extend(["code-deleted", "code-inserted", "code-marked"]);
    known.sort_unstable();
    assert_eq!(declared, known);
}

#[test]
fn code_can_be_read_on_every_ground_it_stands_on() {
    let grounds = ["sunken", "code-marked", "code-deleted", "code-inserted"];
    let mut weak = too_weak(&CODE, &grounds, 4.5);
    weak.extend(too_weak(&["ink", "accent"], &grounds, 4.5));
    weak.extend(too_weak(&["bad"], &["code-deleted", "code-marked"], 4.5));
    weak.extend(too_weak(&["good"], &["code-inserted", "code-marked"], 4.5));
    weak.extend(too_weak(&["ink-soft"], &["sunken", "surface"], 4.5));
    assert_eq!(weak, Vec::<String>::new());
}

#[test]
fn prose_can_be_read_on_every_ground_it_stands_on() {
    let mut weak = too_weak(
        &["ink", "ink-soft", "accent"],
        &["paper", "surface", "sunken"],
        4.5,
    );
    for tone in ["strong", "good", "grape", "warn", "bad"] {
        let tint = format!("{tone}-soft");
        weak.extend(too_weak(&[tone, "ink", "accent"], &[&tint], 4.5));
    }
    assert_eq!(weak, Vec::<String>::new());
}

#[test]
fn edges_that_mean_something_can_be_seen() {
    let mut weak = too_weak(&["warn"], &["sunken", "code-marked"], 3.0);
    weak.extend(too_weak(&["line-strong"], &["paper", "surface"], 3.0));
    assert_eq!(weak, Vec::<String>::new());
}
