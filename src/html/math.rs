//! Formulas: TeX to MathML.
//!
//! pulldown-latex writes colours as `style="…"`, which the pages' Content-Security-Policy
//! forbids; MathML has attributes for them. It escapes neither single characters (`<`) nor names
//! of functions, and promises no balance for odd input. So names are escaped before it sees
//! them, and its tags are rewritten one by one and checked on the way.

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::event::{Content, Dimension, DimensionUnit, Event};
use pulldown_latex::{Parser, Storage, mathml};

use super::escape::{push_attribute, push_markup_text, push_text};

/// Longer formulas are no formulas. The parser also recurses for every command that takes the
/// next one as its argument, and two thousand `\hat` in a row exhaust a thread's stack.
const LONGEST: usize = 4_000;

/// A formula as MathML, `display` on lines of its own; or what is wrong with it.
pub fn math(tex: &str, display: bool) -> Result<String, String> {
    if tex.len() > LONGEST {
        return Err(format!("the formula is longer than {LONGEST} bytes"));
    }
    let storage = Storage::new();
    let mut events = Vec::new();
    for event in Parser::new(tex, &storage) {
        match event {
            Ok(event) => events.push(event),
            Err(error) => return Err(message(tex, &error.to_string())),
        }
    }
    let config = RenderConfig {
        display_mode: if display {
            DisplayMode::Block
        } else {
            DisplayMode::Inline
        },
        ..RenderConfig::default()
    };
    let mut written = Vec::new();
    let names: Vec<String> = events.iter().map(function_name).collect();
    let events = events
        .into_iter()
        .zip(&names)
        .map(|(event, name)| Ok::<_, std::fmt::Error>(mended(event, name)));
    mathml::write_mathml(&mut written, events, config).map_err(|error| error.to_string())?;
    let written = String::from_utf8(written).map_err(|error| error.to_string())?;
    rewrite(&written).ok_or_else(|| "the formula cannot be shown".to_owned())
}

/// The first line of an error, which gets the name of the command when one is unknown.
fn message(tex: &str, error: &str) -> String {
    let line = error.lines().next().unwrap_or(error);
    let line = line.strip_prefix("parsing error: ").unwrap_or(line);
    let unknown = line.starts_with("unknown primitive");
    match commands(tex).find(|command| unknown && is_unknown(command)) {
        Some(command) => format!("unknown command `{command}`"),
        None => line.to_owned(),
    }
}

/// The commands of a formula: backslashes with the letters behind them.
fn commands(tex: &str) -> impl Iterator<Item = &str> {
    tex.match_indices('\\').map(|(at, _)| {
        let rest = &tex[at + 1..];
        let end = rest
            .find(|character: char| !character.is_ascii_alphabetic())
            .unwrap_or(rest.len());
        &tex[at..at + 1 + end]
    })
}

fn is_unknown(command: &str) -> bool {
    let storage = Storage::new();
    let first = Parser::new(command, &storage).next();
    matches!(first, Some(Err(error)) if error.to_string().contains("unknown primitive"))
}

/// The name of a function, escaped and with its spaces set; empty for what is no function.
fn function_name(event: &Event<'_>) -> String {
    let mut name = String::new();
    if let Event::Content(Content::Function(written)) = event {
        let spaced = ["\\,", "\\;", "\\ ", "~"]
            .iter()
            .fold((*written).to_owned(), |name, space| {
                name.replace(space, "\u{2009}")
            });
        push_text(&mut name, &spaced);
    }
    name
}

/// An event in a form that the writer writes well.
fn mended<'a>(event: Event<'a>, function_name: &'a str) -> Event<'a> {
    let space = |width, height, depth| Event::Space {
        width: Some(Dimension {
            value: width,
            unit: DimensionUnit::Em,
        }),
        height,
        depth,
    };
    match event {
        Event::Content(Content::Function(_)) => Event::Content(Content::Function(function_name)),
        // `~` is this text, which would be escaped.
        Event::Content(Content::Text("&nbsp;")) => space(0.333, None, None),
        // Without a width the writer forgets the start of the tag.
        Event::Space {
            width: None,
            height,
            depth,
        } => space(0.0, height, depth),
        event => event,
    }
}

/// MathML with presentation attributes in place of styles; `None` when it is not balanced.
fn rewrite(mathml: &str) -> Option<String> {
    let mut out = String::with_capacity(mathml.len());
    let mut open = Vec::new();
    let mut rest = mathml;
    while let Some(at) = rest.find('<') {
        let tag = &rest[at + 1..];
        if !tag.starts_with(|first: char| first == '/' || first.is_ascii_lowercase()) {
            // The character itself, as in `<mo><</mo>`.
            push_markup_text(&mut out, &rest[..=at]);
            rest = tag;
            continue;
        }
        push_markup_text(&mut out, &rest[..at]);
        let (tag, behind) = tag.split_once('>')?;
        rest = behind;
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return None;
            }
            out.push_str("</");
            out.push_str(name);
        } else {
            let (tag, closed) = match tag.strip_suffix('/') {
                Some(tag) => (tag, true),
                None => (tag, false),
            };
            let end = tag.find(' ').unwrap_or(tag.len());
            let (name, attributes) = tag.split_at(end);
            if !name.starts_with('m') {
                return None;
            }
            out.push('<');
            out.push_str(name);
            push_attributes(&mut out, attributes)?;
            if closed {
                out.push('/');
            } else {
                open.push(name);
            }
        }
        out.push('>');
    }
    push_markup_text(&mut out, rest);
    open.is_empty().then_some(out)
}

/// Appends `name="value"` pairs; the writer sometimes forgets the space between two.
fn push_attributes(out: &mut String, attributes: &str) -> Option<()> {
    let mut rest = attributes.trim_start();
    while !rest.is_empty() {
        let (name, behind) = rest.split_once("=\"")?;
        let (value, behind) = behind.split_once('"')?;
        if name == "style" {
            push_style(out, value);
        } else {
            push_attribute(out, name, value);
        }
        rest = behind.trim_start();
    }
    Some(())
}

/// Appends the colours of a style; borders and lengths have no attribute, and are left out.
fn push_style(out: &mut String, style: &str) {
    for declaration in style.split(';') {
        let Some((property, value)) = declaration.split_once(':') else {
            continue;
        };
        let name = match property.trim() {
            "color" => "mathcolor",
            "background-color" => "mathbackground",
            _ => continue,
        };
        if let Some(color) = hexadecimal(value.trim()) {
            push_attribute(out, name, &color);
        }
    }
}

/// `rgb(r g b)` as `#rrggbb`.
fn hexadecimal(color: &str) -> Option<String> {
    let numbers = color.strip_prefix("rgb(")?.strip_suffix(')')?;
    let parts: Vec<u8> = numbers
        .split_whitespace()
        .map(|number| number.parse::<u8>().ok())
        .collect::<Option<_>>()?;
    let [red, green, blue] = parts.as_slice() else {
        return None;
    };
    Some(format!("#{red:02x}{green:02x}{blue:02x}"))
}

#[cfg(test)]
mod tests {
    use super::math;

    #[test]
    fn formulas_become_mathml() {
        assert_eq!(
            math("O(n^2)", false).as_deref(),
            Ok(concat!(
                "<math display=\"inline\"><mi>O</mi>",
                "<mo symmetric=\"false\" stretchy=\"false\">(</mo>",
                "<msup><mi>n</mi><mn>2</mn></msup>",
                "<mo symmetric=\"false\" stretchy=\"false\">)</mo></math>"
            ))
        );
        assert_eq!(
            math("a < b", true).as_deref(),
            Ok("<math display=\"block\"><mi>a</mi><mo>&lt;</mo><mi>b</mi></math>")
        );
    }

    #[test]
    fn colours_are_attributes_and_no_style_is_left() {
        assert_eq!(
            math(r"\textcolor{red}{x}", false).as_deref(),
            Ok(concat!(
                "<math display=\"inline\"><mrow mathcolor=\"#ff0000\">",
                "<mrow><mi>x</mi></mrow></mrow></math>"
            ))
        );
        for tex in [
            r"\colorbox{yellow}{x}",
            r"\fcolorbox{red}{blue}{x}",
            r"a \! b \hspace{-1em} c",
            r"\begin{matrix} a \\[2em] b \end{matrix}",
            r"\big( x \Big)",
        ] {
            let mathml = math(tex, true).unwrap_or_else(|error| panic!("{tex}: {error}"));
            assert!(!mathml.contains("style="), "{mathml}");
        }
    }

    #[test]
    fn nothing_in_a_formula_becomes_a_tag() {
        assert_eq!(
            math(r"\operatorname{<img src=x onerror=f()>} \& x", false).as_deref(),
            Ok(concat!(
                "<math display=\"inline\"><mi>&lt;img src=x onerror=f()&gt;</mi>",
                "<mo>\u{2061}</mo><mspace width=\"0.1667em\"/><mi>&amp;</mi><mi>x</mi></math>"
            ))
        );
        assert_eq!(
            math(r"\operatorname{arg\,max}", false).as_deref(),
            Ok("<math display=\"inline\"><mi>arg\u{2009}max</mi></math>")
        );
        assert_eq!(
            math(r"a~b \strut", false).as_deref(),
            Ok(concat!(
                "<math display=\"inline\"><mi>a</mi><mspace width=\"0.333em\"/><mi>b</mi>",
                "<mspace width=\"0em\" height=\"1em\"/></math>"
            ))
        );
    }

    #[test]
    fn deep_formulas_do_not_exhaust_the_stack() {
        for (start, end) in [("\\hat ", ""), ("{", "}"), ("x^{", "}"), ("\\sqrt{", "}")] {
            let times = (super::LONGEST - 1) / (start.len() + end.len());
            let tex = format!("{}x{}", start.repeat(times), end.repeat(times));
            assert_eq!(math(&tex, true).map(|_| ()), Ok(()), "{start}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_in_one_line() {
        assert_eq!(
            math(r"\frac{1}{", false),
            Err("unbalanced group found, expected it to be closed with `}`".to_owned())
        );
        assert_eq!(
            math(r"\unknown{1}", false),
            Err("unknown command `\\unknown`".to_owned())
        );
        assert_eq!(
            math(&"x".repeat(20_000), false),
            Err("the formula is longer than 4000 bytes".to_owned())
        );
    }
}
