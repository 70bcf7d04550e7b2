//! Tokens as numbers: a word is cut and folded once, however often it is said.

use rustc_hash::FxHashMap;

use super::{Cutter, LONGEST_TOKEN, each_piece};

/// Numbers of tokens, in the order in which they were first met.
#[derive(Debug, Default)]
pub struct Lexicon {
    numbers: FxHashMap<Box<str>, u32>,
    /// What is written otherwise than its token, or has several: where in `said` its tokens are.
    pieces: FxHashMap<Box<str>, (u32, u32)>,
    /// Tokens of pieces, one piece behind the other.
    said: Vec<u32>,
    folded: String,
}

impl Lexicon {
    /// Calls `found` with the number of every token of `text`, in the order of
    /// [`each_token`](super::each_token).
    pub fn each(&mut self, text: &str, found: &mut impl FnMut(u32)) {
        each_piece(text, &mut |piece, is_token| {
            if is_token && piece.len() <= LONGEST_TOKEN {
                found(number(&mut self.numbers, piece));
                return;
            }
            let (from, to) = match self.pieces.get(piece) {
                Some(known) => *known,
                None => self.learn(piece),
            };
            for token in &self.said[from as usize..to as usize] {
                found(*token);
            }
        });
    }

    /// The tokens by their numbers.
    pub fn into_tokens(self) -> Vec<Box<str>> {
        let mut tokens = vec![Box::default(); self.numbers.len()];
        for (token, number) in self.numbers {
            tokens[number as usize] = token;
        }
        tokens
    }

    fn learn(&mut self, piece: &str) -> (u32, u32) {
        let from = self.said.len() as u32;
        let Self { numbers, said, .. } = self;
        Cutter {
            folded: &mut self.folded,
            found: &mut |token: &str| said.push(number(numbers, token)),
        }
        .piece(piece);
        let place = (from, self.said.len() as u32);
        self.pieces.insert(piece.into(), place);
        place
    }
}

fn number(numbers: &mut FxHashMap<Box<str>, u32>, token: &str) -> u32 {
    let next = numbers.len() as u32;
    match numbers.get(token) {
        Some(number) => *number,
        None => {
            numbers.insert(token.into(), next);
            next
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lexicon;
    use crate::tokens::each_token;

    #[test]
    fn tokens_are_those_of_the_text_however_often_it_is_read() {
        let text = "getUserName of a user: C++ and c++, ci/cd's CI/CD. 负载均衡 Größe n+1 user. ";
        let text = text.to_owned() + &"long".repeat(12);
        let mut wanted = Vec::new();
        each_token(&text, &mut |token| wanted.push(token.to_owned()));
        let mut lexicon = Lexicon::default();
        let mut first = Vec::new();
        lexicon.each(&text, &mut |number| first.push(number));
        let mut second = Vec::new();
        lexicon.each(&text, &mut |number| second.push(number));
        assert_eq!(first, second);
        let tokens = lexicon.into_tokens();
        let tokens: Vec<&str> = first.iter().map(|at| &*tokens[*at as usize]).collect();
        assert_eq!(tokens, wanted);
        assert!(wanted.len() > 20, "{wanted:?}");
    }
}
