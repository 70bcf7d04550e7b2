//! Tags as people spell them in the names of files and folders.

use super::names::LANGUAGES;

/// What is no tag and still names a language there, in lower case with hyphens. Codes of countries
/// go before the codes of small languages that are spelt the same: the text has to agree anyway.
#[rustfmt::skip]
const SPELLINGS: &[(&str, &str)] = &[
    ("ara", "ar"), ("arabic", "ar"), ("bengali", "bn"), ("br", "pt-BR"), ("chinese", "zh"),
    ("chs", "zh-Hans"), ("cht", "zh-Hant"), ("cn", "zh-CN"), ("cz", "cs"), ("deu", "de"),
    ("dk", "da"), ("dutch", "nl"), ("eng", "en"), ("english", "en"), ("fas", "fa"),
    ("fra", "fr"), ("fre", "fr"), ("french", "fr"), ("ger", "de"), ("german", "de"),
    ("gr", "el"), ("greek", "el"), ("heb", "he"), ("hebrew", "he"), ("hin", "hi"),
    ("hindi", "hi"), ("ind", "id"), ("indonesian", "id"), ("ita", "it"), ("italian", "it"),
    ("iw", "he"), ("japanese", "ja"), ("jp", "ja"), ("jpn", "ja"), ("kor", "ko"),
    ("korean", "ko"), ("kr", "ko"), ("persian", "fa"), ("pol", "pl"), ("polish", "pl"),
    ("por", "pt"), ("portuguese", "pt"), ("ptbr", "pt-BR"), ("rus", "ru"), ("russian", "ru"),
    ("se", "sv"), ("simplified-chinese", "zh-Hans"), ("spa", "es"), ("spanish", "es"),
    ("traditional-chinese", "zh-Hant"), ("tur", "tr"), ("turkish", "tr"), ("tw", "zh-TW"),
    ("ua", "uk"), ("ukr", "uk"), ("ukrainian", "uk"), ("vie", "vi"), ("vietnamese", "vi"),
    ("vn", "vi"), ("zhcn", "zh-CN"), ("zho", "zh"), ("zhs", "zh-Hans"), ("zht", "zh-Hant"),
    ("zhtw", "zh-TW"), ("中文", "zh"), ("日本語", "ja"), ("简体中文", "zh-Hans"),
    ("繁體中文", "zh-Hant"), ("한국어", "ko"), ("русский", "ru"), ("українська", "uk"),
];

/// Scripts that names of files say.
const SCRIPTS: [&str; 6] = ["Arab", "Cyrl", "Deva", "Hans", "Hant", "Latn"];

/// The BCP 47 tag that a part of a file's or folder's name stands for: `zh-CN` for `zh_CN`, `zh-cn`
/// and `cn`.
pub fn tag(written: &str) -> Option<String> {
    if !(2..=40).contains(&written.len()) {
        return None;
    }
    let lower = written.to_lowercase().replace('_', "-");
    if lower.ends_with('-') {
        return None;
    }
    if let Some((_, tag)) = SPELLINGS.iter().find(|(spelling, _)| *spelling == lower) {
        return Some((*tag).to_owned());
    }
    let (primary, rest) = lower.split_once('-').unwrap_or((&lower, ""));
    let (primary, ..) = LANGUAGES.iter().find(|(known, ..)| *known == primary)?;
    let mut tag = (*primary).to_owned();
    let mut place = 0;
    for part in rest.split('-').filter(|_| !rest.is_empty()) {
        let script = SCRIPTS
            .iter()
            .find(|script| script.eq_ignore_ascii_case(part));
        let is_region = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic())
            || part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_digit());
        tag.push('-');
        match script {
            Some(script) if place == 0 => {
                tag.push_str(script);
                place = 1;
            }
            None if is_region && place < 2 => {
                tag.push_str(&part.to_uppercase());
                place = 2;
            }
            _ => return None,
        }
    }
    Some(tag)
}

/// What an author calls a language, as a tag: any that is well formed.
pub fn well_formed(written: &str) -> Option<String> {
    let written = written.trim();
    let own = || {
        let hyphens = written.replace('_', "-");
        let mut parts = hyphens.split('-');
        let first = parts.next()?;
        let letters = first.bytes().all(|byte| byte.is_ascii_alphabetic());
        let rest = |part: &str| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        let fits = letters && (2..=3).contains(&first.len()) && parts.all(rest);
        (fits && hyphens.len() <= 40).then(|| hyphens.to_ascii_lowercase())
    };
    tag(written).or_else(own)
}

#[cfg(test)]
mod tests {
    use super::{tag, well_formed};

    #[test]
    fn spellings_of_one_language_are_one_tag() {
        for (written, wanted) in [
            ("zh_CN", "zh-CN"),
            ("zh-cn", "zh-CN"),
            ("CN", "zh-CN"),
            ("zh-hans", "zh-Hans"),
            ("zh_Hant_TW", "zh-Hant-TW"),
            ("pt-BR", "pt-BR"),
            ("pt_br", "pt-BR"),
            ("es-419", "es-419"),
            ("jp", "ja"),
            ("KR", "ko"),
            ("Russian", "ru"),
            ("fil", "fil"),
        ] {
            assert_eq!(tag(written).as_deref(), Some(wanted), "{written}");
        }
        for written in [
            "c",
            "go",
            "js",
            "en-",
            "zh-x",
            "en-us-gb",
            "zh-cn-hans",
            "docs",
            "part-2",
        ] {
            assert_eq!(tag(written), None, "{written}");
        }
    }

    #[test]
    fn authors_may_name_any_language() {
        assert_eq!(well_formed("pt_BR").as_deref(), Some("pt-BR"));
        assert_eq!(well_formed("tlh-Piqd").as_deref(), Some("tlh-piqd"));
        assert_eq!(well_formed("de_CH_1996").as_deref(), Some("de-ch-1996"));
        for written in ["", "english please", "e", "x\"y", "en--us"] {
            assert_eq!(well_formed(written), None, "{written}");
        }
    }
}
