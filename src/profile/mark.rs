//! What punctuation means for the form of a block.

/// What a character that is neither letter, mark nor digit means for the form of a block.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing.
    #[default]
    None,
    Space,
    /// A full stop, question or exclamation mark that ends a sentence where a blank or the end follows.
    Stop,
    /// A stop of a script without blanks.
    WideStop,
    Comma,
    Semicolon,
    Colon,
    Separator,
    /// A bullet or an arrow.
    Bullet,
    Hyphen,
    OpeningBracket,
    ClosingBracket,
    /// A quotation mark that can close.
    Quote,
    /// `»` closes a quotation or separates.
    Guillemet,
    Ellipsis,
    At,
}

const ASCII: [Mark; 128] = {
    let mut table = [Mark::None; 128];
    let rows: [(&[u8], Mark); 12] = [
        (b" \t\n\r\x0b\x0c", Mark::Space),
        (b".!?", Mark::Stop),
        (b",", Mark::Comma),
        (b";", Mark::Semicolon),
        (b":", Mark::Colon),
        (b"|/>", Mark::Separator),
        (b"*", Mark::Bullet),
        (b"-", Mark::Hyphen),
        (b"([{", Mark::OpeningBracket),
        (b")]}", Mark::ClosingBracket),
        (b"\"'", Mark::Quote),
        (b"@", Mark::At),
    ];
    let mut i = 0;
    while i < rows.len() {
        let (bytes, mark) = rows[i];
        let mut j = 0;
        while j < bytes.len() {
            table[bytes[j] as usize] = mark;
            j += 1;
        }
        i += 1;
    }
    table
};

/// The mark of an ASCII character; [`Mark::None`] of other bytes.
#[inline]
pub(super) fn mark_of_ascii(byte: u8) -> Mark {
    ASCII.get(usize::from(byte)).copied().unwrap_or_default()
}

/// The mark of a character.
pub(super) fn mark(c: char) -> Mark {
    if let Some(&mark) = ASCII.get(c as usize) {
        return mark;
    }
    match c {
        '。' | '！' | '？' | '｡' | '．' => Mark::WideStop,
        '؟' | '۔' | '।' | '॥' | '։' | '።' | '។' | '။' | '‼' | '⁇' | '⁈' | '⁉' => {
            Mark::Stop
        }
        '，' | '、' | '､' | '،' | '՝' | '፣' | '၊' => Mark::Comma,
        '；' | '؛' | '፤' | '\u{37e}' => Mark::Semicolon,
        '：' | '∶' | '፥' => Mark::Colon,
        '｜' | '│' | '┃' | '¦' | '／' | '·' | '・' | '‧' | '–' | '—' | '―' | '›' | '＞' => {
            Mark::Separator
        }
        '•' | '«' | '→' | '►' | '▶' | '▸' | '‹' | '←' | '↑' | '↓' | '◄' | '■' | '□' | '●' | '○' | '◆'
        | '◇' | '★' | '☆' | '※' | '▪' | '▲' | '▼' | '◎' | '▾' | '＊' | '✓' | '✔' => {
            Mark::Bullet
        }
        '»' => Mark::Guillemet,
        '”' | '’' | '」' | '』' | '″' | '＂' | '＇' => Mark::Quote,
        '（' | '【' | '〔' | '［' | '〈' | '《' | '｛' | '〖' => Mark::OpeningBracket,
        '）' | '】' | '〕' | '］' | '〉' | '》' | '｝' | '〗' => Mark::ClosingBracket,
        '…' | '⋯' => Mark::Ellipsis,
        '＠' => Mark::At,
        _ if c.is_whitespace() => Mark::Space,
        _ => Mark::None,
    }
}
