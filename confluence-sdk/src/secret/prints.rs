//! Prints of the parts of credentials.

use super::plain::{Letter, plain};
use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::ops::Range;
use std::sync::OnceLock;

/// So many letters and digits in a row are recognised. Fewer of them may be a word, which stays as it is.
const LENGTH: usize = 8;
/// A part begins at every second letter. So one letter at most is left of a credential that was cut off.
const STEP: usize = 2;
/// The shortest credential that is recognised at all.
const SHORTEST: usize = 4;

/// Prints of the parts of one or more credentials. They have 32 bits for eight letters, and depend on numbers that
/// differ from process to process.
#[derive(Debug, Default)]
pub(super) struct Prints {
    parts: Vec<u32>,
    /// The same to look them up, made when a text is looked through for the first time.
    looked_up: OnceLock<HashSet<u32>>,
    /// Of credentials that are too short to have parts.
    words: Vec<u64>,
}

impl Prints {
    /// Adds a credential: its letters, and its text as it is.
    pub(super) fn add(&mut self, letters: &[Letter], text: &str) {
        let bytes: Vec<u8> = letters.iter().map(|letter| letter.byte).collect();
        match bytes.last_chunk() {
            Some(last) => {
                let parts = bytes.windows(LENGTH).step_by(STEP);
                self.parts
                    .extend(parts.filter_map(|part| Some(print(part.first_chunk()?))));
                self.parts.push(print(last));
            }
            // Letters alone may be any word: hiding them would spoil texts, and no server gives such credentials.
            None if text.len() >= SHORTEST && !text.chars().all(char::is_alphabetic) => self.words.push(hash(text)),
            None => {}
        }
    }

    pub(super) fn has_words(&self) -> bool {
        !self.words.is_empty()
    }

    /// Whether a word is one of the credentials.
    pub(super) fn is_word(&self, word: &str) -> bool {
        word.len() >= SHORTEST && self.words.contains(&hash(word))
    }

    /// Where parts of the credentials stand in a text.
    pub(super) fn found(&self, text: &str) -> Vec<Range<usize>> {
        let letters = plain(text);
        let bytes: Vec<u8> = letters.iter().map(|letter| letter.byte).collect();
        let parts = self.looked_up.get_or_init(|| self.parts.iter().copied().collect());
        let mut found: Vec<Range<usize>> = Vec::new();
        for (start, part) in bytes.windows(LENGTH).enumerate() {
            if !part.first_chunk().is_some_and(|part| parts.contains(&print(part))) {
                continue;
            }
            match found.last_mut() {
                // It goes on where the last one has not ended.
                Some(last) if start < last.end => last.end = start + LENGTH,
                _ => found.push(start..start + LENGTH),
            }
        }
        let in_text = |range: Range<usize>| letters[range.start].at.start..letters[range.end - 1].at.end;
        found.into_iter().map(in_text).collect()
    }
}

fn keys() -> &'static (RandomState, u64, u64) {
    static KEYS: OnceLock<(RandomState, u64, u64)> = OnceLock::new();
    KEYS.get_or_init(|| {
        let random = RandomState::new();
        let (first, second) = (random.hash_one(1), random.hash_one(2) | 1);
        (random, first, second)
    })
}

fn print(part: &[u8; LENGTH]) -> u32 {
    let (_, first, second) = keys();
    let product = u128::from(u64::from_le_bytes(*part) ^ first) * u128::from(*second);
    ((product >> 64) as u64 ^ product as u64) as u32
}

fn hash(word: &str) -> u64 {
    keys().0.hash_one(word)
}
