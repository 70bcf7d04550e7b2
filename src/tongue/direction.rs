//! Which way a language is written.

/// Languages that are written from right to left unless their tag names another script.
const LANGUAGES: [&str; 24] = [
    "ar", "arc", "arz", "azb", "ckb", "dv", "fa", "glk", "he", "iw", "ji", "ks", "lrc", "mzn",
    "nqo", "pnb", "prs", "ps", "sd", "sdh", "syr", "ug", "ur", "yi",
];

/// Scripts that are written from right to left.
const SCRIPTS: [&str; 11] = [
    "adlm", "arab", "aran", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "thaa",
];

/// `rtl` or `ltr`, for a BCP 47 tag: `he` is written from right to left, and so is `az-Arab`;
/// `ar-Latn` is not.
pub fn of(language: &str) -> &'static str {
    let tag = language.to_ascii_lowercase().replace('_', "-");
    let primary = tag.split('-').next().unwrap_or_default();
    // A script has four letters and stands behind the language; what stands behind `x` is private.
    let script = tag
        .split('-')
        .skip(1)
        .take_while(|part| *part != "x")
        .find(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic()));
    let from_the_right = match script {
        Some(script) => SCRIPTS.contains(&script),
        None => LANGUAGES.contains(&primary),
    };
    if from_the_right { "rtl" } else { "ltr" }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn a_script_goes_before_the_language() {
        for language in [
            "ar",
            "he",
            "fa-IR",
            "ur",
            "UR-PK",
            "az-Arab",
            "az_Arab_IR",
            "pa-arab",
            "yi",
            "ckb",
        ] {
            assert_eq!(of(language), "rtl", "{language}");
        }
        for language in [
            "en",
            "de-AT",
            "az",
            "ar-Latn",
            "zh-Hant",
            "uz",
            "en-x-arab",
            "",
            "und",
        ] {
            assert_eq!(of(language), "ltr", "{language}");
        }
    }
}
