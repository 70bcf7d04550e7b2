//! What a text is written in: told by its letters, and among languages with Latin letters by
//! their smallest words.

use super::names::{Script, script};
use super::primary;

/// A text with fewer letters tells nothing.
const FEWEST_LETTERS: usize = 24;

/// A text of which so many hundredths are in a script is in that script: names and terms of
/// computing stand in Latin letters everywhere.
const SHARE: usize = 20;

/// So many hundredths of all words are small words of their language.
const SMALL_WORDS: usize = 8;

/// Small words, none of which two of these languages share too often.
#[rustfmt::skip]
const SMALL: &[(&str, &[&str])] = &[
    ("de", &["der", "die", "das", "und", "ist", "nicht", "ein", "eine", "einen", "einem", "mit", "wird", "werden", "auf", "für", "sich", "den", "dem", "von", "zu", "wie", "auch", "oder", "bei", "sind", "wenn", "kann"]),
    ("en", &["the", "of", "and", "to", "is", "are", "you", "that", "it", "for", "with", "what", "how", "this", "be", "or", "an", "which", "when", "does", "can", "why", "between", "your", "from"]),
    ("es", &["el", "los", "las", "una", "un", "es", "que", "y", "qué", "cómo", "para", "con", "por", "se", "en", "del", "cuando", "más", "son", "como", "puede", "cuál", "lo", "su", "entre"]),
    ("fr", &["le", "les", "une", "des", "est", "et", "dans", "pour", "que", "qui", "du", "sur", "pas", "sont", "avec", "au", "ce", "cette", "plus", "par", "ne", "quelle", "vous", "il", "peut"]),
    ("id", &["yang", "dan", "di", "adalah", "untuk", "dengan", "dari", "ini", "itu", "tidak", "pada", "dapat", "atau", "apa", "dalam", "akan", "bisa", "ke", "sebuah", "oleh"]),
    ("it", &["il", "gli", "una", "è", "che", "di", "per", "con", "del", "della", "sono", "non", "come", "nel", "cosa", "più", "quando", "dei", "alla", "viene", "le", "si", "tra", "può", "e"]),
    ("nl", &["de", "het", "een", "van", "en", "is", "dat", "niet", "voor", "zijn", "met", "wordt", "ook", "aan", "door", "wat", "als", "bij", "naar", "kan"]),
    ("pl", &["się", "jest", "nie", "na", "do", "w", "z", "i", "że", "to", "jak", "oraz", "dla", "przez", "są", "czym", "które", "co", "lub", "od"]),
    ("pt", &["o", "os", "uma", "um", "é", "que", "do", "da", "em", "para", "com", "não", "dos", "das", "no", "na", "por", "como", "são", "mais", "qual", "ou", "se", "ao", "e"]),
    ("sv", &["och", "att", "det", "som", "en", "är", "på", "för", "med", "av", "inte", "den", "till", "ett", "vad", "kan", "om", "har", "eller"]),
    ("tr", &["bir", "ve", "bu", "için", "ile", "olarak", "nedir", "olan", "de", "da", "daha", "gibi", "veya", "nasıl", "değil", "hangi", "ne", "her", "ise", "arasındaki"]),
    ("vi", &["là", "và", "của", "có", "được", "các", "một", "cho", "trong", "không", "những", "gì", "khi", "để", "với", "này", "thì", "như", "sự"]),
];

/// What a text says of the language that it is said to be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is written in it, or could be by its letters.
    Yes,
    /// It is written in another one.
    No,
    /// It is too short to tell, or the language is not known well enough.
    Unknown,
}

/// Whether `text` is written in the language of `tag`.
pub fn is_in(text: &str, tag: &str) -> Verdict {
    let letters = Letters::of(text);
    if letters.weight() < FEWEST_LETTERS {
        return Verdict::Unknown;
    }
    let Some(script) = script(tag) else {
        return Verdict::Unknown;
    };
    let wanted = primary(tag);
    if script != Script::Latin {
        let yes = match letters.script() {
            // One that is in Chinese has no kana.
            Some(found) => {
                found == script || (found == Script::Han && wanted == "ja" && letters.kana > 0)
            }
            None => false,
        };
        return if yes { Verdict::Yes } else { Verdict::No };
    }
    if letters.script().is_some() {
        return Verdict::No;
    }
    match of_latin(text) {
        Some(found) if found == wanted => Verdict::Yes,
        Some("en") => Verdict::No,
        Some(_) if SMALL.iter().any(|(known, _)| *known == wanted) => Verdict::No,
        _ => Verdict::Unknown,
    }
}

/// The language that `text` is written in, as far as its letters and small words tell.
pub fn language(text: &str) -> Option<&'static str> {
    let letters = Letters::of(text);
    if letters.weight() < FEWEST_LETTERS {
        return None;
    }
    let has = |letters: &str| {
        text.chars()
            .filter(|letter| letters.contains(*letter))
            .count()
    };
    Some(match letters.script() {
        None => return of_latin(text),
        Some(Script::Kana) => "ja",
        Some(Script::Han) => "zh",
        Some(Script::Hangul) => "ko",
        Some(Script::Hebrew) => "he",
        Some(Script::Greek) => "el",
        Some(Script::Thai) => "th",
        Some(Script::Cyrillic) if has("іїєґ") > has("ыэъё") => "uk",
        Some(Script::Cyrillic) => "ru",
        Some(Script::Arabic) if has("ٹڈڑے") * 50 > letters.all => "ur",
        Some(Script::Arabic) if has("پچژگ") * 50 > letters.all => "fa",
        Some(Script::Arabic) => "ar",
        Some(Script::Devanagari) => "hi",
        Some(Script::Bengali) => "bn",
        Some(_) => return None,
    })
}

/// The letters of a text by their scripts.
#[derive(Default)]
struct Letters {
    all: usize,
    kana: usize,
    scripts: Vec<(Script, usize)>,
}

impl Letters {
    fn of(text: &str) -> Self {
        let mut letters = Self::default();
        for character in text.chars().filter(|character| character.is_alphabetic()) {
            letters.all += 1;
            let script = script_of(character);
            if script == Script::Latin {
                continue;
            }
            letters.kana += usize::from(script == Script::Kana);
            match letters
                .scripts
                .iter_mut()
                .find(|(known, _)| *known == script)
            {
                Some((_, count)) => *count += 1,
                None => letters.scripts.push((script, 1)),
            }
        }
        letters
    }

    /// How much the letters tell: a character says as much as a syllable.
    fn weight(&self) -> usize {
        let syllables = [Script::Han, Script::Kana, Script::Hangul];
        let dense = self
            .scripts
            .iter()
            .filter(|(script, _)| syllables.contains(script));
        self.all + 2 * dense.map(|(_, count)| count).sum::<usize>()
    }

    /// The script that is not Latin, when there is enough of one.
    fn script(&self) -> Option<Script> {
        // Japanese is kana and characters.
        let written = |script| {
            let count = self.scripts.iter().find(|(known, _)| *known == script);
            count.map_or(0, |(_, count)| *count)
        };
        let (han, kana) = (written(Script::Han), self.kana);
        if (han + kana) * 100 >= self.all * SHARE && (han + kana) > 0 {
            return Some(if kana * 10 > han {
                Script::Kana
            } else {
                Script::Han
            });
        }
        let most = self.scripts.iter().max_by_key(|(_, count)| *count)?;
        (most.1 * 100 >= self.all * SHARE).then_some(most.0)
    }
}

fn script_of(letter: char) -> Script {
    match letter {
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Script::Greek,
        '\u{400}'..='\u{52f}' => Script::Cyrillic,
        '\u{530}'..='\u{58f}' => Script::Armenian,
        '\u{590}'..='\u{5ff}' => Script::Hebrew,
        '\u{600}'..='\u{6ff}'
        | '\u{750}'..='\u{77f}'
        | '\u{fb50}'..='\u{fdff}'
        | '\u{fe70}'..='\u{feff}' => Script::Arabic,
        '\u{900}'..='\u{97f}' => Script::Devanagari,
        '\u{980}'..='\u{9ff}' => Script::Bengali,
        '\u{a00}'..='\u{a7f}' => Script::Gurmukhi,
        '\u{a80}'..='\u{aff}' => Script::Gujarati,
        '\u{b80}'..='\u{bff}' => Script::Tamil,
        '\u{c00}'..='\u{c7f}' => Script::Telugu,
        '\u{c80}'..='\u{cff}' => Script::Kannada,
        '\u{d00}'..='\u{d7f}' => Script::Malayalam,
        '\u{d80}'..='\u{dff}' => Script::Sinhala,
        '\u{e00}'..='\u{e7f}' => Script::Thai,
        '\u{e80}'..='\u{eff}' => Script::Lao,
        '\u{1000}'..='\u{109f}' => Script::Burmese,
        '\u{10a0}'..='\u{10ff}' => Script::Georgian,
        '\u{1200}'..='\u{139f}' => Script::Ethiopic,
        '\u{1780}'..='\u{17ff}' => Script::Khmer,
        '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7a3}' => Script::Hangul,
        '\u{3040}'..='\u{30ff}' => Script::Kana,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{323af}' => {
            Script::Han
        }
        _ => Script::Latin,
    }
}

/// The language whose small words a text has, when it has clearly more of them than of others'.
fn of_latin(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let mut words = 0;
    let mut counts = vec![0_usize; SMALL.len()];
    for word in lower
        .split(|character: char| !character.is_alphabetic())
        .filter(|word| !word.is_empty())
    {
        words += 1;
        for (count, (_, small)) in counts.iter_mut().zip(SMALL) {
            *count += usize::from(small.contains(&word));
        }
    }
    let mut ranked: Vec<(usize, &str)> = counts
        .into_iter()
        .zip(SMALL)
        .map(|(count, (language, _))| (count, *language))
        .collect();
    ranked.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let [(best, language), (second, _), ..] = ranked[..] else {
        return None;
    };
    let enough = best >= 3 && best * 100 >= words * SMALL_WORDS;
    (enough && best * 4 > second * 5).then_some(language)
}

#[cfg(test)]
mod tests {
    use super::{Verdict, is_in, language};

    const TEXTS: [(&str, &str); 14] = [
        (
            "en",
            "What is the difference between a process and a thread? A process has memory of its own.",
        ),
        (
            "de",
            "Was ist der Unterschied zwischen einem Prozess und einem Thread? Ein Prozess wird nicht geteilt.",
        ),
        (
            "es",
            "¿Cuál es la diferencia entre un proceso y un hilo? El proceso no comparte la memoria con los demás.",
        ),
        (
            "fr",
            "Quelle est la différence entre un processus et un thread ? Le processus ne partage pas la mémoire.",
        ),
        (
            "pt",
            "Qual é a diferença entre um processo e uma thread? O processo não compartilha a memória com os outros.",
        ),
        (
            "it",
            "Qual è la differenza tra un processo e un thread? Il processo non condivide la memoria con gli altri, che sono separati.",
        ),
        (
            "vi",
            "Sự khác nhau giữa tiến trình và luồng là gì? Tiến trình có bộ nhớ của riêng nó.",
        ),
        (
            "ru",
            "Чем процесс отличается от потока? У процесса своя память, а потоки делят её.",
        ),
        (
            "uk",
            "Чим процес відрізняється від потоку? У процесу своя пам'ять, а потоки її ділять.",
        ),
        (
            "zh",
            "进程和线程有什么区别？进程有自己的内存，线程共享进程的内存空间。",
        ),
        (
            "ja",
            "プロセスとスレッドの違いは何ですか？プロセスは自分のメモリを持っています。",
        ),
        (
            "ko",
            "프로세스와 스레드의 차이는 무엇인가요? 프로세스는 자신의 메모리를 가집니다.",
        ),
        (
            "ar",
            "ما الفرق بين العملية والخيط؟ للعملية ذاكرتها الخاصة والخيوط تتشارك الذاكرة.",
        ),
        (
            "he",
            "מה ההבדל בין תהליך לחוט? לתהליך יש זיכרון משלו והחוטים חולקים אותו.",
        ),
    ];

    #[test]
    fn texts_tell_their_languages() {
        for (tag, text) in TEXTS {
            assert_eq!(language(text), Some(tag), "{text}");
            assert_eq!(is_in(text, tag), Verdict::Yes, "{text}");
            let other = if tag == "en" { "it" } else { "en" };
            assert_eq!(is_in(text, other), Verdict::No, "{text}");
        }
    }

    #[test]
    fn little_text_tells_nothing() {
        assert_eq!(is_in("# SQL", "zh-CN"), Verdict::Unknown);
        assert_eq!(language("SELECT name FROM people WHERE id = 1"), None);
        assert_eq!(is_in(TEXTS[0].1, "fi"), Verdict::No);
        assert_eq!(
            is_in(
                "Mikä on prosessin ja säikeen ero? Prosessilla on oma muisti.",
                "fi"
            ),
            Verdict::Unknown
        );
    }
}
