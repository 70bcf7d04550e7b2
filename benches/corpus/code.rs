//! Blocks of code: statements of nine languages with names, numbers and texts of their own.
//!
//! `code/LANGUAGE.txt` holds pieces, parted by lines of `%%`. In them `$a` to `$d` are names of
//! the block, `$T` is a type, `$n` a number, `$w` a word and `$s` some words.

use super::random::Random;
use super::words::{capital, subject, word, words};

/// A language: its name after the fence, its pieces, and what stands around and between them.
struct Language {
    name: &'static str,
    pieces: &'static str,
    open: &'static str,
    between: &'static str,
    close: &'static str,
}

const fn language(name: &'static str, pieces: &'static str) -> Language {
    Language {
        name,
        pieces,
        open: "",
        between: "\n\n",
        close: "\n",
    }
}

const LANGUAGES: [Language; 9] = [
    language("python", include_str!("code/python.txt")),
    language("rust", include_str!("code/rust.txt")),
    language("sql", include_str!("code/sql.txt")),
    language("javascript", include_str!("code/javascript.txt")),
    language("go", include_str!("code/go.txt")),
    Language {
        open: "final class $T {\n",
        close: "\n}\n",
        ..language("java", include_str!("code/java.txt"))
    },
    language("bash", include_str!("code/bash.txt")),
    Language {
        between: "\n",
        ..language("yaml", include_str!("code/yaml.txt"))
    },
    Language {
        open: "{\n",
        between: ",\n",
        close: "\n}\n",
        ..language("json", include_str!("code/json.txt"))
    },
];

/// The language and the text of block number `index`.
pub fn block(index: usize) -> (&'static str, String) {
    let mut random = Random::of(2, index);
    let language = &LANGUAGES[index % LANGUAGES.len()];
    let pieces: Vec<&str> = language.pieces.trim().split("\n%%\n").collect();
    let wanted = random.between(165, 500);
    let mut names = Names::new(&mut random);
    let mut out = String::new();
    names.fill(language.open, &mut random, &mut out);
    let mut at = random.below(pieces.len());
    loop {
        names.fill(pieces[at], &mut random, &mut out);
        if out.len() >= wanted {
            break;
        }
        out.push_str(language.between);
        // Neighbours differ, and names are new now and then.
        at = (at + random.between(1, pieces.len())) % pieces.len();
        if random.chance(30) {
            names = Names::new(&mut random);
        }
    }
    out.push_str(language.close);
    (language.name, out)
}

/// What a stretch of code calls its things.
struct Names {
    names: [String; 4],
    kind: String,
}

impl Names {
    fn new(random: &mut Random) -> Self {
        let nouns = subject();
        let mut name = |joined: bool| {
            let first = random.pick(&nouns);
            match joined {
                true => format!("{first}_{}", random.pick(&nouns)),
                false => first.to_owned(),
            }
        };
        let names = [name(false), name(true), name(false), name(true)];
        let kind = capital(&name(false)) + &capital(&name(false));
        Self { names, kind }
    }

    fn fill(&self, piece: &str, random: &mut Random, out: &mut String) {
        let mut parts = piece.split('$');
        out.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let mut letters = part.chars();
            match letters.next() {
                Some(letter @ 'a'..='d') => out.push_str(&self.names[letter as usize - 97]),
                Some('T') => out.push_str(&self.kind),
                Some('n') => out.push_str(&random.between(2, 5_000).to_string()),
                Some('w') => out.push_str(word(random)),
                Some('s') => {
                    let count = random.between(2, 6);
                    out.push_str(&words(random, count));
                }
                // A dollar of the language's own.
                Some(other) => out.extend(['$', other]),
                None => out.push('$'),
            }
            out.push_str(letters.as_str());
        }
    }
}
