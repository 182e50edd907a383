//! The HTML of a status page's message → Markdown. `html5ever`'s door in this room.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;

/// Markdown of the same words: paragraphs, line breaks, emphasis, code, lists and links; other
/// elements lose their tags and keep what they hold, but for scripts and styles.
pub(super) fn markdown(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return html.to_owned();
    }
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let tokenizer = Tokenizer::new(Writer::default(), TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner().text
}

#[derive(Default)]
struct Writer(RefCell<Written>);

#[derive(Default)]
struct Written {
    text: String,
    /// Addresses of the links that are open.
    links: Vec<String>,
    /// Inside of an element whose text nobody is to read.
    is_hidden: bool,
}

impl TokenSink for Writer {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut written = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => written.tag(&tag),
            Token::CharacterTokens(text) if !written.is_hidden => written.text.push_str(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Written {
    fn tag(&mut self, tag: &Tag) {
        let is_start = tag.kind == TagKind::StartTag;
        match &*tag.name {
            "br" => self.text.push('\n'),
            "p" | "div" | "ul" | "ol" | "blockquote" | "h1" | "h2" | "h3" | "h4" => {
                self.text.push_str("\n\n");
            }
            "li" if is_start => self.text.push_str("\n- "),
            "b" | "strong" => self.text.push_str("**"),
            "i" | "em" => self.text.push('*'),
            "code" => self.text.push('`'),
            "script" | "style" => self.is_hidden = is_start,
            "a" if is_start => {
                let href = tag.attrs.iter().find(|attribute| &*attribute.name.local == "href");
                self.links.push(href.map(|href| href.value.to_string()).unwrap_or_default());
                self.text.push('[');
            }
            "a" => {
                let address = self.links.pop().unwrap_or_default().replace([' ', ')'], "");
                self.text.extend(["](", &address, ")"]);
            }
            _ => {}
        }
    }
}
