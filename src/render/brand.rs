//! `brand:` as a stylesheet, and whether its accent colour can be read.
//!
//! Pages may not hold styles themselves, so the accent colour is a file that comes after the
//! theme's. What it is read on are the colours that the theme's stylesheet gives to `--paper`,
//! `--surface` and `--sunken`; a theme of one's own may name others.

use super::artifact::Artifact;
use crate::config::color::{EASY, READABLE};
use crate::config::{Color, Config, Placed};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::FileId;
use crate::source::site::CONFIG_FILE;

/// Path of the stylesheet in the site.
pub const PATH: &str = "assets/brand.css";

/// What text in the accent colour stands on.
const GROUNDS: [&str; 3] = ["--paper", "--surface", "--sunken"];

/// Parts of 256 that the accent colour has in the colour of what is chosen.
const SOFT: u32 = 22;

/// The two themes; the number is the place in `light-dark()`.
const THEMES: [(&str, usize); 2] = [("light", 0), ("dark", 1)];

/// The stylesheet, when there is an accent colour; `theme` is the theme's.
pub fn stylesheet(config: &Config, theme: &str) -> Option<Artifact> {
    let accent = &config.brand.accent;
    if accent.is_empty() {
        return None;
    }
    let written = |color: &Option<Placed<Color>>| color.as_ref().map(|color| color.value);
    let own = pair(theme, "--accent");
    let light = written(&accent.light).or(own.map(|own| own[0]));
    // A colour that can be read on light paper never can on dark paper, so it gets lighter.
    let dark = written(&accent.dark).or(light.map(|light| nearest(light, theme, 1, EASY)));
    let (light, dark) = (light.or(dark)?, dark?);
    let soft = [(light, 0), (dark, 1)].map(|(color, side)| soft(color, theme, side));
    let text = format!(
        "/* The accent colour that prepbook.yml names. */\n:root {{\n  --accent: \
         light-dark({light}, {dark});\n  --accent-soft: light-dark({}, {});\n}}\n",
        soft[0], soft[1]
    );
    Some(Artifact::new(PATH, text.into_bytes()))
}

/// What is wrong with the colours that were written.
pub fn contrast(config: &Config, theme: &str) -> Vec<Diagnostic> {
    let accent = &config.brand.accent;
    let written = [&accent.light, &accent.dark];
    THEMES
        .into_iter()
        .filter_map(|(name, side)| {
            let color = written[side].as_ref()?;
            let (ratio, ground) = grounds(theme, side)
                .map(|ground| (color.value.contrast(ground), ground))
                .min_by(|a, b| a.0.total_cmp(&b.0))?;
            (ratio < READABLE).then(|| {
                // Rounded down: 4.5 must not be said of what is less.
                let shown = (ratio * 100.0).floor() / 100.0;
                Diagnostic::new(
                    Code::LowContrast,
                    &FileId::new(CONFIG_FILE),
                    color.span,
                    format!(
                        "{} on {ground} of the {name} theme has a contrast of {shown:.2}:1, \
                         and text needs {READABLE}:1",
                        color.value
                    ),
                )
                .help(format!(
                    "the nearest colour that can be read there is \"{}\"",
                    nearest(color.value, theme, side, READABLE)
                ))
            })
        })
        .collect()
}

fn grounds(theme: &str, side: usize) -> impl Iterator<Item = Color> {
    GROUNDS
        .into_iter()
        .filter_map(move |name| Some(pair(theme, name)?[side]))
}

/// The colour nearest to `color` that has a contrast on every ground of a theme.
fn nearest(color: Color, theme: &str, side: usize, ratio: f64) -> Color {
    grounds(theme, side).fold(color, |color, ground| color.with_contrast(ground, ratio))
}

/// The colour behind what is chosen: as much of the accent as its words can bear.
fn soft(accent: Color, theme: &str, side: usize) -> Color {
    let ends = [Color::WHITE, Color::BLACK];
    let paper = pair(theme, "--paper").unwrap_or(ends)[side];
    (0..=SOFT)
        .rev()
        .map(|share| paper.mixed(accent, share))
        .find(|soft| accent.contrast(*soft) >= READABLE)
        .unwrap_or_else(|| paper.mixed(accent, SOFT))
}

/// The two colours of a custom property, `--paper: light-dark(#fff, #000)`; the last one counts.
fn pair(css: &str, name: &str) -> Option<[Color; 2]> {
    let start = format!("{name}:");
    css.rmatch_indices(&start).find_map(|(at, _)| {
        let rest = css[at + start.len()..].trim_start();
        let inner = rest.strip_prefix("light-dark(")?.split(')').next()?;
        let (light, dark) = inner.split_once(',')?;
        Some([Color::parse(light.trim())?, Color::parse(dark.trim())?])
    })
}

#[cfg(test)]
mod tests {
    use super::{contrast, pair, stylesheet};
    use crate::config::{Accent, Color, Config, Placed};
    use crate::render::Content;
    use crate::source::Span;

    const THEME: &str = ":root {\n  --paper: light-dark(#ffffff, #101010);\n  \
                         --accent: light-dark(#005500, #88ff88);\n}\n";

    fn config(light: Option<&str>, dark: Option<&str>) -> Config {
        let placed = |text: &str| Placed {
            value: Color::parse(text).expect("a colour"),
            span: Span::at(0),
        };
        let mut config = Config::default();
        config.brand.accent = Accent {
            light: light.map(placed),
            dark: dark.map(placed),
        };
        config
    }

    fn css(config: &Config) -> String {
        match stylesheet(config, THEME).expect("a stylesheet").content {
            Content::Bytes(bytes) => String::from_utf8(bytes.to_vec()).expect("UTF-8"),
            Content::File(path) => panic!("{}", path.display()),
        }
    }

    #[test]
    fn both_colours_are_written_as_they_are() {
        let config = config(Some("#0b5c8f"), Some("#7cc4f2"));
        assert_eq!(
            css(&config),
            "/* The accent colour that prepbook.yml names. */\n:root {\n  \
             --accent: light-dark(#0b5c8f, #7cc4f2);\n  \
             --accent-soft: light-dark(#eaf1f5, #191f23);\n}\n"
        );
        assert_eq!(contrast(&config, THEME), []);
    }

    #[test]
    fn the_other_colour_is_made_or_is_the_themes() {
        let one = css(&config(Some("#0b5c8f"), None));
        let dark = pair(&one, "--accent").expect("two colours")[1];
        assert!(dark.contrast(Color::new(16, 16, 16)) >= 7.0, "{dark}");
        assert!(css(&config(None, Some("#7cc4f2"))).contains("light-dark(#005500, #7cc4f2)"));
        assert_eq!(stylesheet(&Config::default(), THEME), None);
    }

    #[test]
    fn a_colour_that_cannot_be_read_is_named_with_one_that_can() {
        let said: Vec<_> = contrast(&config(Some("#777777"), Some("#333333")), THEME)
            .into_iter()
            .map(|said| format!("{}; {}", said.message, said.help.unwrap_or_default()))
            .collect();
        assert_eq!(
            said,
            [
                "#777777 on #ffffff of the light theme has a contrast of 4.47:1, and text needs \
                 4.5:1; the nearest colour that can be read there is \"#767676\"",
                "#333333 on #101010 of the dark theme has a contrast of 1.50:1, and text needs \
                 4.5:1; the nearest colour that can be read there is \"#7c7c7c\"",
            ]
        );
    }
}
