//! Reads JSON text straight into slots. It is quicker than serde, because it knows that the text is in memory, and
//! because what a string without escapes says is not copied before it is in its slot.
//!
//! It says no more than whether it could read the text. Where it could not, serde reads the text once more and says
//! what is wrong and where. So it may refuse what serde takes, but it never takes what serde refuses.

use super::super::read::find;
use super::super::{Done, Event, Fail, Key, ListSource, MapSource, Slot};

/// How deep lists and objects may be nested, as in serde_json.
const DEEPEST: u8 = 127;

/// The memory that is set aside for a string with escapes, in bytes, if the text is not shorter.
const MOST_AHEAD: usize = 16 << 10;

/// Reads a whole text into the slot. After a failure the slot holds a part of it.
pub(super) fn read(raw: &[u8], slot: &mut dyn Slot) -> Done {
    let text = std::str::from_utf8(raw).map_err(|_| Fail::source())?;
    let mut reader = Reader {
        text,
        at: 0,
        depth: 0,
        unescaped: String::new(),
    };
    reader.value(slot)?;
    match reader.peek() {
        None => Ok(()),
        Some(_) => Err(Fail::source()),
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: u8,
    /// The last string that had escapes, without them.
    unescaped: String,
}

impl<'a> Reader<'a> {
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte that is no white space. It is not passed.
    #[inline]
    fn peek(&mut self) -> Option<u8> {
        loop {
            match self.byte() {
                Some(b' ' | b'\n' | b'\t' | b'\r') => self.at += 1,
                byte => return byte,
            }
        }
    }

    /// Passes this byte, which must be the next one.
    #[inline]
    fn pass(&mut self, byte: u8) -> Done {
        match self.peek() {
            Some(next) if next == byte => {
                self.at += 1;
                Ok(())
            }
            _ => Err(Fail::source()),
        }
    }

    /// Passes the opening bracket of a list or an object.
    fn enter(&mut self) -> Done {
        if self.depth == DEEPEST {
            return Err(Fail::source());
        }
        self.depth += 1;
        self.at += 1;
        Ok(())
    }

    /// Passes the closing bracket, if the slot has not had the reader pass it.
    fn leave(&mut self, ended: bool, bracket: u8) -> Done {
        self.depth -= 1;
        if ended { Ok(()) } else { self.pass(bracket) }
    }

    /// Passes what stands before an element: nothing before the first one, a comma before the others. Returns false at
    /// the closing bracket, which it passes too.
    #[inline]
    fn another(&mut self, first: &mut bool, bracket: u8) -> Result<bool, Fail> {
        let next = self.peek();
        if next == Some(bracket) {
            self.at += 1;
            return Ok(false);
        }
        if !std::mem::replace(first, false) {
            self.pass(b',')?;
        }
        Ok(true)
    }

    fn value(&mut self, slot: &mut dyn Slot) -> Done {
        match self.peek() {
            Some(b'"') => slot.accept(Event::Text(self.string()?)),
            Some(b'{') => {
                self.enter()?;
                let mut members = Inside::new(self);
                slot.accept(Event::Map(&mut members))?;
                let ended = members.ended;
                self.leave(ended, b'}')
            }
            Some(b'[') => {
                self.enter()?;
                let mut elements = Inside::new(self);
                slot.accept(Event::List(&mut elements))?;
                let ended = elements.ended;
                self.leave(ended, b']')
            }
            Some(b'n') => self.word("null").and_then(|()| slot.accept(Event::Null)),
            Some(b't') => self.word("true").and_then(|()| slot.accept(Event::Bool(true))),
            Some(b'f') => self.word("false").and_then(|()| slot.accept(Event::Bool(false))),
            _ => slot.accept(self.number()?),
        }
    }

    fn skip(&mut self) -> Done {
        match self.peek() {
            Some(b'"') => self.string().map(drop),
            Some(b'{') => {
                self.enter()?;
                let mut first = true;
                while self.another(&mut first, b'}')? {
                    self.peek();
                    self.string()?;
                    self.pass(b':')?;
                    self.skip()?;
                }
                self.leave(true, b'}')
            }
            Some(b'[') => {
                self.enter()?;
                let mut first = true;
                while self.another(&mut first, b']')? {
                    self.skip()?;
                }
                self.leave(true, b']')
            }
            Some(b'n') => self.word("null"),
            Some(b't') => self.word("true"),
            Some(b'f') => self.word("false"),
            _ => self.number().map(drop),
        }
    }

    fn word(&mut self, word: &str) -> Done {
        match self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
            true => {
                self.at += word.len();
                Ok(())
            }
            false => Err(Fail::source()),
        }
    }

    /// A number in the form that `i64` or `u64` holds if it is whole and fits, or else as a float.
    fn number(&mut self) -> Result<Event<'static>, Fail> {
        let start = self.at;
        let negative = self.byte() == Some(b'-');
        self.at += usize::from(negative);
        let leading_zero = self.byte() == Some(b'0');
        let mut whole = Some(0_u64);
        let digits = self.digits(|digit| {
            whole = whole.and_then(|whole| whole.checked_mul(10)?.checked_add(digit.into()));
        })?;
        if leading_zero && digits > 1 {
            return Err(Fail::source());
        }
        let mut fraction = false;
        if self.byte() == Some(b'.') {
            fraction = true;
            self.at += 1;
            self.digits(|_| {})?;
        }
        if let Some(b'e' | b'E') = self.byte() {
            fraction = true;
            self.at += 1;
            if let Some(b'+' | b'-') = self.byte() {
                self.at += 1;
            }
            self.digits(|_| {})?;
        }
        match whole {
            Some(whole) if !fraction && !negative => Ok(i64::try_from(whole).map_or(Event::Uint(whole), Event::Int)),
            // Minus zero is a float, or its sign would be lost.
            Some(whole @ 1..) if !fraction && whole <= 1 << 63 => Ok(Event::Int((whole as i64).wrapping_neg())),
            _ => match self.text[start..self.at].parse::<f64>() {
                Ok(float) if float.is_finite() => Ok(Event::Float(float)),
                _ => Err(Fail::source()),
            },
        }
    }

    /// Passes at least one digit, and returns how many there were.
    fn digits(&mut self, mut take: impl FnMut(u8)) -> Result<usize, Fail> {
        let start = self.at;
        while let Some(digit @ b'0'..=b'9') = self.byte() {
            take(digit - b'0');
            self.at += 1;
        }
        match self.at - start {
            0 => Err(Fail::source()),
            digits => Ok(digits),
        }
    }

    /// Reads a string. Its opening quote is the next byte.
    #[inline]
    fn string(&mut self) -> Result<&str, Fail> {
        if self.byte() != Some(b'"') {
            return Err(Fail::source());
        }
        let start = self.at + 1;
        let end = next_special(self.text.as_bytes(), start);
        if self.text.as_bytes().get(end) != Some(&b'"') {
            return self.unescaped(start, end);
        }
        self.at = end + 1;
        Ok(&self.text[start..end])
    }

    /// Reads a string that has escapes, or that is broken. Up to `end` it has only plain characters.
    fn unescaped(&mut self, mut start: usize, mut end: usize) -> Result<&str, Fail> {
        self.unescaped.clear();
        self.unescaped.reserve(self.text.len().min(MOST_AHEAD));
        loop {
            self.unescaped.push_str(&self.text[start..end]);
            self.at = end;
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(&self.unescaped);
                }
                Some(b'\\') => {
                    start = match self.text.as_bytes().get(end + 1) {
                        // What stands for itself is a part of what follows.
                        Some(b'"' | b'\\' | b'/') => end + 1,
                        _ => {
                            let character = self.escape()?;
                            self.unescaped.push(character);
                            self.at
                        }
                    };
                    let itself = usize::from(start == end + 1);
                    end = next_special(self.text.as_bytes(), start + itself);
                }
                _ => return Err(Fail::source()),
            }
        }
    }

    /// Passes an escape of a character that does not stand for itself, and returns the character.
    fn escape(&mut self) -> Result<char, Fail> {
        let letter = self.text.as_bytes().get(self.at + 1);
        let plain = match letter {
            Some(b'n') => '\n',
            Some(b't') => '\t',
            Some(b'r') => '\r',
            Some(b'b') => '\x08',
            Some(b'f') => '\x0c',
            Some(b'u') => return self.code(),
            _ => return Err(Fail::source()),
        };
        self.at += 2;
        Ok(plain)
    }

    /// Passes the escape of a code point, or those of two surrogates, and returns the character.
    fn code(&mut self) -> Result<char, Fail> {
        let code = match self.unit()? {
            high @ 0xD800..=0xDBFF => match self.unit()? {
                low @ 0xDC00..=0xDFFF => 0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00),
                _ => return Err(Fail::source()),
            },
            code => code,
        };
        char::from_u32(code).ok_or_else(Fail::source)
    }

    /// Passes `\u` and four hexadecimal digits.
    fn unit(&mut self) -> Result<u32, Fail> {
        let Some([b'\\', b'u', digits @ ..]) = self.text.as_bytes()[self.at..].first_chunk::<6>() else {
            return Err(Fail::source());
        };
        let unit = digits.iter().try_fold(0, |unit, digit| {
            let digit = char::from(*digit).to_digit(16).ok_or_else(Fail::source)?;
            Ok(unit << 4 | digit)
        })?;
        self.at += 6;
        Ok(unit)
    }
}

/// The place of the first quote, backslash or control character from this place on, or the end of the bytes.
#[inline(always)]
fn next_special(bytes: &[u8], mut at: usize) -> usize {
    for [a, b] in bytes[at..].as_chunks().0.as_chunks().0 {
        let (first, second) = (specials(a), specials(b));
        if first | second != 0 {
            return at
                + match first {
                    0 => a.len() + second.trailing_zeros() as usize / 8,
                    first => first.trailing_zeros() as usize / 8,
                };
        }
        at += a.len() + b.len();
    }
    let rest = bytes[at..].iter();
    at + rest.take_while(|byte| !matches!(byte, b'"' | b'\\' | ..b' ')).count()
}

/// Whether any of eight bytes is a quote, a backslash or a control character: the lowest bit that is set is in the
/// first such byte. Bits above it say nothing.
#[inline]
fn specials(chunk: &[u8; 8]) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    let bytes = u64::from_le_bytes(*chunk);
    // A byte that is subtracted from a smaller one sets the highest bit. Bytes that have it before are no ASCII.
    let quote = (bytes ^ (ONES * b'"' as u64)).wrapping_sub(ONES);
    let backslash = (bytes ^ (ONES * b'\\' as u64)).wrapping_sub(ONES);
    let control = bytes.wrapping_sub(ONES * b' ' as u64);
    (quote | backslash | control) & !bytes & (ONES << 7)
}

/// The inside of a list or an object that is being read.
struct Inside<'r, 'a> {
    reader: &'r mut Reader<'a>,
    first: bool,
    /// Whether the closing bracket was passed.
    ended: bool,
}

impl<'r, 'a> Inside<'r, 'a> {
    fn new(reader: &'r mut Reader<'a>) -> Self {
        Self {
            reader,
            first: true,
            ended: false,
        }
    }

    /// Goes to the next element, if there is one.
    #[inline]
    fn another(&mut self, bracket: u8) -> Result<bool, Fail> {
        self.ended = self.ended || !self.reader.another(&mut self.first, bracket)?;
        Ok(!self.ended)
    }

    /// Reads the next key, and passes the colon after it.
    #[inline]
    fn key<T>(&mut self, read: impl FnOnce(&str) -> T) -> Result<Option<T>, Fail> {
        if !self.another(b'}')? {
            return Ok(None);
        }
        self.reader.peek();
        let key = read(self.reader.string()?);
        self.reader.pass(b':')?;
        Ok(Some(key))
    }
}

impl ListSource for Inside<'_, '_> {
    fn next(&mut self, slot: &mut dyn Slot) -> Result<bool, Fail> {
        if !self.another(b']')? {
            return Ok(false);
        }
        self.reader.value(slot)?;
        Ok(true)
    }
    fn hint(&self) -> usize {
        0
    }
    fn exact(&self) -> bool {
        true
    }
}

impl MapSource for Inside<'_, '_> {
    fn key(&mut self, fields: &[&'static str], next: usize) -> Result<Key, Fail> {
        let key = self.key(|key| find(fields, next, key))?;
        Ok(key.unwrap_or(Key::End))
    }
    fn name(&mut self) -> Result<Option<String>, Fail> {
        self.key(str::to_owned)
    }
    fn value(&mut self, slot: &mut dyn Slot) -> Done {
        self.reader.value(slot)
    }
    fn skip(&mut self) -> Done {
        self.reader.skip()
    }
    fn raw(&mut self, slot: &mut dyn Slot) -> Done {
        self.reader.peek();
        let start = self.reader.at;
        self.reader.skip()?;
        match &self.reader.text[start..self.reader.at] {
            "null" => slot.accept(Event::Null),
            text => slot.accept(Event::Raw(text)),
        }
    }
    fn exact(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests;
