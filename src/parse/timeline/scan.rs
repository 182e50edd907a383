//! A place in a text that moves forward over what it recognises.
//!
//! A [`Cursor`] is a copy of two words: to try something, try it on a copy and keep the copy where
//! it worked.

/// A place in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    /// At byte `at` of the text; at its end where that is no character border.
    pub fn new(text: &'t str, at: usize) -> Cursor<'t> {
        let at = if text.is_char_boundary(at) { at } else { text.len() };
        Cursor { text, at }
    }

    /// Byte of the text.
    pub fn at(self) -> usize {
        self.at
    }

    /// What lies ahead.
    pub fn rest(self) -> &'t str {
        &self.text[self.at..]
    }

    /// The next character.
    pub fn peek(self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The character before.
    pub fn before(self) -> Option<char> {
        self.text[..self.at].chars().next_back()
    }

    /// Goes over `n` bytes, which the caller has seen to be whole characters.
    fn skip(&mut self, n: usize) {
        self.at += n;
    }

    /// Goes over `c` where it is next.
    pub fn eat(&mut self, c: char) -> bool {
        let is_next = self.peek() == Some(c);
        if is_next {
            self.skip(c.len_utf8());
        }
        is_next
    }

    /// Goes over the next character where it is one of `set`.
    pub fn eat_any(&mut self, set: &[char]) -> Option<char> {
        let next = self.peek().filter(|c| set.contains(c))?;
        self.skip(next.len_utf8());
        Some(next)
    }

    /// Goes over characters as long as they are of `set`.
    pub fn eat_while(&mut self, set: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let length = rest.find(|c| !set(c)).unwrap_or(rest.len());
        self.skip(length);
        &rest[..length]
    }

    /// Goes over blanks (tabs and no-break spaces too, line ends not); true where there were some.
    pub fn blanks(&mut self) -> bool {
        !self.eat_while(is_blank).is_empty()
    }

    /// Goes over a number of `least` to `most` digits that no further digit follows.
    pub fn digits(&mut self, least: usize, most: usize) -> Option<u32> {
        let rest = self.rest().as_bytes();
        let length = rest.iter().take(most + 1).take_while(|b| b.is_ascii_digit()).count();
        if length < least || length > most {
            return None;
        }
        let number = self.rest()[..length].parse().ok()?;
        self.skip(length);
        Some(number)
    }

    /// The run of ASCII letters ahead.
    pub fn peek_word(self) -> &'t str {
        let rest = self.rest();
        let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        &rest[..length]
    }

    /// Goes over `text`, whatever its case, where it is next.
    pub fn eat_text(&mut self, text: &str) -> bool {
        let is_next =
            self.rest().get(..text.len()).is_some_and(|next| next.eq_ignore_ascii_case(text));
        if is_next {
            self.skip(text.len());
        }
        is_next
    }

    /// Goes over one of `words`, whatever its case, where it stands whole ahead; longer words that
    /// begin alike must come first.
    pub fn eat_word(&mut self, words: &[&str]) -> bool {
        words.iter().any(|word| {
            let mut cursor = *self;
            let found = cursor.eat_text(word) && !cursor.is_inside_word();
            if found {
                *self = cursor;
            }
            found
        })
    }

    /// True where the character before and the next are of one word or number.
    pub fn is_inside_word(self) -> bool {
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        is_word(self.before()) && is_word(self.peek())
    }

    /// Runs `read` on a copy and keeps the copy where it gave something.
    pub fn attempt<T>(&mut self, read: impl FnOnce(&mut Cursor<'t>) -> Option<T>) -> Option<T> {
        let mut cursor = *self;
        let result = read(&mut cursor);
        if result.is_some() {
            *self = cursor;
        }
        result
    }
}

/// White space within a line.
pub(super) fn is_blank(c: char) -> bool {
    c != '\n' && c.is_whitespace()
}
