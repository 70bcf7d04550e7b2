//! What languages are called by those who speak them, and in which script they are written.

/// The scripts that tell languages apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd)]
pub(super) enum Script {
    Arabic,
    Armenian,
    Bengali,
    Burmese,
    Cyrillic,
    Devanagari,
    Ethiopic,
    Georgian,
    Greek,
    Gujarati,
    Gurmukhi,
    Han,
    Hangul,
    Hebrew,
    Kana,
    Kannada,
    Khmer,
    Lao,
    Latin,
    Malayalam,
    Sinhala,
    Tamil,
    Telugu,
    Thai,
}

/// Languages by their tags, with their own names.
#[rustfmt::skip]
pub(super) const LANGUAGES: &[(&str, &str, Script)] = &[
    ("af", "Afrikaans", Script::Latin), ("am", "አማርኛ", Script::Ethiopic),
    ("ar", "العربية", Script::Arabic), ("az", "Azərbaycanca", Script::Latin),
    ("be", "Беларуская", Script::Cyrillic), ("bg", "Български", Script::Cyrillic),
    ("bn", "বাংলা", Script::Bengali), ("bs", "Bosanski", Script::Latin),
    ("ca", "Català", Script::Latin), ("ckb", "کوردی", Script::Arabic),
    ("cs", "Čeština", Script::Latin), ("cy", "Cymraeg", Script::Latin),
    ("da", "Dansk", Script::Latin), ("de", "Deutsch", Script::Latin),
    ("el", "Ελληνικά", Script::Greek), ("en", "English", Script::Latin),
    ("eo", "Esperanto", Script::Latin), ("es", "Español", Script::Latin),
    ("et", "Eesti", Script::Latin), ("eu", "Euskara", Script::Latin),
    ("fa", "فارسی", Script::Arabic), ("fi", "Suomi", Script::Latin),
    ("fil", "Filipino", Script::Latin), ("fr", "Français", Script::Latin),
    ("ga", "Gaeilge", Script::Latin), ("gl", "Galego", Script::Latin),
    ("gu", "ગુજરાતી", Script::Gujarati), ("he", "עברית", Script::Hebrew),
    ("hi", "हिन्दी", Script::Devanagari), ("hr", "Hrvatski", Script::Latin),
    ("hu", "Magyar", Script::Latin), ("hy", "Հայերեն", Script::Armenian),
    ("id", "Bahasa Indonesia", Script::Latin), ("is", "Íslenska", Script::Latin),
    ("it", "Italiano", Script::Latin), ("ja", "日本語", Script::Kana),
    ("ka", "ქართული", Script::Georgian), ("kk", "Қазақша", Script::Cyrillic),
    ("km", "ខ្មែរ", Script::Khmer), ("kn", "ಕನ್ನಡ", Script::Kannada),
    ("ko", "한국어", Script::Hangul), ("ky", "Кыргызча", Script::Cyrillic),
    ("lo", "ລາວ", Script::Lao), ("lt", "Lietuvių", Script::Latin),
    ("lv", "Latviešu", Script::Latin), ("mk", "Македонски", Script::Cyrillic),
    ("ml", "മലയാളം", Script::Malayalam), ("mn", "Монгол", Script::Cyrillic),
    ("mr", "मराठी", Script::Devanagari), ("ms", "Bahasa Melayu", Script::Latin),
    ("my", "မြန်မာ", Script::Burmese), ("nb", "Norsk bokmål", Script::Latin),
    ("ne", "नेपाली", Script::Devanagari), ("nl", "Nederlands", Script::Latin),
    ("nn", "Norsk nynorsk", Script::Latin), ("no", "Norsk", Script::Latin),
    ("pa", "ਪੰਜਾਬੀ", Script::Gurmukhi), ("pl", "Polski", Script::Latin),
    ("ps", "پښتو", Script::Arabic), ("pt", "Português", Script::Latin),
    ("ro", "Română", Script::Latin), ("ru", "Русский", Script::Cyrillic),
    ("si", "සිංහල", Script::Sinhala), ("sk", "Slovenčina", Script::Latin),
    ("sl", "Slovenščina", Script::Latin), ("sq", "Shqip", Script::Latin),
    ("sr", "Српски", Script::Cyrillic), ("sv", "Svenska", Script::Latin),
    ("sw", "Kiswahili", Script::Latin), ("ta", "தமிழ்", Script::Tamil),
    ("te", "తెలుగు", Script::Telugu), ("tg", "Тоҷикӣ", Script::Cyrillic),
    ("th", "ไทย", Script::Thai), ("tl", "Tagalog", Script::Latin),
    ("tr", "Türkçe", Script::Latin), ("ug", "ئۇيغۇرچە", Script::Arabic),
    ("uk", "Українська", Script::Cyrillic), ("ur", "اردو", Script::Arabic),
    ("uz", "Oʻzbekcha", Script::Latin), ("vi", "Tiếng Việt", Script::Latin),
    ("yi", "ייִדיש", Script::Hebrew), ("yue", "粵語", Script::Han),
    ("zh", "中文", Script::Han), ("zu", "isiZulu", Script::Latin),
];

/// Names that say which of two ways of writing it is.
const WAYS: &[(&str, &str)] = &[
    ("en-GB", "English (UK)"),
    ("en-US", "English (US)"),
    ("es-419", "Español (Latinoamérica)"),
    ("fr-CA", "Français (Canada)"),
    ("pt-BR", "Português (Brasil)"),
    ("pt-PT", "Português (Portugal)"),
    ("sr-Latn", "Srpski"),
    ("zh-CN", "简体中文"),
    ("zh-HK", "繁體中文（香港）"),
    ("zh-Hans", "简体中文"),
    ("zh-Hans-CN", "简体中文"),
    ("zh-Hant", "繁體中文"),
    ("zh-Hant-TW", "繁體中文"),
    ("zh-SG", "简体中文（新加坡）"),
    ("zh-TW", "繁體中文"),
];

/// What the language of a tag is called in itself; the tag where nobody knows.
pub fn name(tag: &str) -> String {
    if let Some((_, name)) = WAYS.iter().find(|(way, _)| *way == tag) {
        return (*name).to_owned();
    }
    let (primary, rest) = tag.split_once('-').unwrap_or((tag, ""));
    match LANGUAGES.iter().find(|(known, ..)| *known == primary) {
        Some((_, name, _)) if rest.is_empty() => (*name).to_owned(),
        Some((_, name, _)) => format!("{name} ({rest})"),
        None => tag.to_owned(),
    }
}

/// The script that a tag names, or else that of its language.
pub(super) fn script(tag: &str) -> Option<Script> {
    let mut parts = tag.split('-');
    let primary = parts.next()?;
    let named = parts.find_map(|part| match part {
        "Latn" => Some(Script::Latin),
        "Cyrl" => Some(Script::Cyrillic),
        "Arab" => Some(Script::Arabic),
        "Deva" => Some(Script::Devanagari),
        _ => None,
    });
    let own = || {
        let known = LANGUAGES.iter().find(|(known, ..)| *known == primary);
        known.map(|(.., script)| *script)
    };
    named.or_else(own)
}

#[cfg(test)]
mod tests {
    use super::{LANGUAGES, WAYS, name};

    #[test]
    fn languages_are_called_as_their_speakers_call_them() {
        assert_eq!(name("ru"), "Русский");
        assert_eq!(name("zh-Hans"), "简体中文");
        assert_eq!(name("de-AT"), "Deutsch (AT)");
        assert_eq!(name("tlh"), "tlh");
        assert!(LANGUAGES.is_sorted() && WAYS.is_sorted());
    }
}
