//! Bytes of a source file to text: byte order mark, encoding declaration, line ends.

use std::borrow::Cow;

/// How the bytes of the source stand for characters. Byte strings are encoded back with it, so
/// that they hold the bytes of the file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encoding {
    /// The default of Python 2.
    Ascii,
    Utf8,
    /// Each byte is the character of the same number. Also used for byte strings passed to `compile`.
    Latin1,
}

/// Text with Unix line ends.
#[derive(Debug)]
pub struct Decoded {
    pub text: String,
    pub encoding: Encoding,
}

/// Why bytes are no source text; `offset` counts in `text`, which is for display only.
#[derive(Debug)]
pub struct DecodeError {
    pub text: String,
    pub offset: usize,
    pub len: usize,
    pub message: String,
    pub help: Option<String>,
}

/// Decodes a file.
pub fn decode(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    let (bom, bytes) = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => (true, rest),
        None => (false, bytes),
    };
    let bytes = unix_line_ends(bytes);
    let encoding = match declared(&bytes) {
        Some((name, at)) => match lookup(name) {
            Some(Encoding::Utf8) => Encoding::Utf8,
            Some(_) if bom => {
                let message = format!(
                    "the encoding declaration says '{name}', but the file starts with a UTF-8 byte order mark"
                );
                return Err(error(&bytes, at, name.len(), message, None));
            }
            Some(other) => other,
            None => {
                let help = "utf-8, latin-1 and ascii are known".to_string();
                return Err(error(&bytes, at, name.len(), format!("unknown encoding: {name}"), Some(help)));
            }
        },
        None if bom => Encoding::Utf8,
        None => Encoding::Ascii,
    };
    if let Some(at) = bytes.iter().position(|&b| b == 0) {
        return Err(error(&bytes, at, 1, "source code cannot contain null bytes".into(), None));
    }
    match encoding {
        Encoding::Ascii => match bytes.iter().position(|&b| b >= 0x80) {
            Some(at) => Err(undeclared(&bytes, at)),
            None => Ok(Decoded { text: ascii(bytes), encoding }),
        },
        Encoding::Latin1 => Ok(Decoded { text: latin1(&bytes), encoding }),
        Encoding::Utf8 => match String::from_utf8(bytes.into_owned()) {
            Ok(text) => Ok(Decoded { text, encoding }),
            Err(e) => {
                let at = e.utf8_error().valid_up_to();
                let bytes = e.into_bytes();
                let message = format!("invalid UTF-8: byte 0x{:02x} cannot stand here", bytes[at]);
                let help = "save the file as UTF-8, or declare its encoding in the first line: # -*- coding: latin-1 -*-";
                Err(error(&bytes, at, 1, message, Some(help.into())))
            }
        },
    }
}

/// Decodes a byte string given to `compile`, `exec` or `eval`.
pub fn decode_generated(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    let stripped = bytes.strip_prefix(b"\xEF\xBB\xBF");
    if stripped.is_some() || declared(bytes).is_some() {
        return decode(bytes);
    }
    let bytes = unix_line_ends(bytes);
    if let Some(at) = bytes.iter().position(|&b| b == 0) {
        return Err(error(&bytes, at, 1, "source code cannot contain null bytes".into(), None));
    }
    Ok(Decoded { text: latin1(&bytes), encoding: Encoding::Latin1 })
}

fn ascii(bytes: Cow<'_, [u8]>) -> String {
    String::from_utf8(bytes.into_owned()).expect("ASCII is UTF-8")
}

fn latin1(bytes: &[u8]) -> String {
    bytes.iter().map(|&b| b as char).collect()
}

fn undeclared(bytes: &[u8], at: usize) -> DecodeError {
    let line = bytes[..at].iter().filter(|&&b| b == b'\n').count() + 1;
    let message = format!("non-ASCII byte 0x{:02x} on line {line}, but no encoding is declared", bytes[at]);
    let help = "declare it in the first or second line: # -*- coding: utf-8 -*-".to_string();
    error(bytes, at, 1, message, Some(help))
}

fn error(bytes: &[u8], at: usize, len: usize, message: String, help: Option<String>) -> DecodeError {
    // What precedes the offset must keep its position, so it is shown as it is where that is valid.
    let prefix = String::from_utf8_lossy(&bytes[..at]).into_owned();
    let offset = prefix.len();
    let rest = String::from_utf8_lossy(&bytes[at..]);
    let len = rest.chars().take(len).map(char::len_utf8).sum();
    DecodeError { text: prefix + &rest, offset, len, message, help }
}

/// Turns `\r\n` and `\r` into `\n`.
pub fn unix_line_ends(bytes: &[u8]) -> Cow<'_, [u8]> {
    if !bytes.contains(&b'\r') {
        return Cow::Borrowed(bytes);
    }
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        if bytes[i] == b'\r' {
            out.push(b'\n');
            i += 1 + (bytes.get(i + 1) == Some(&b'\n')) as usize;
        } else {
            out.push(bytes[i]);
            i += 1;
        }
    }
    Cow::Owned(out)
}

/// The name in an encoding declaration (PEP 263) and its offset.
fn declared(bytes: &[u8]) -> Option<(&str, usize)> {
    let mut start = 0;
    for _ in 0..2 {
        let rest = &bytes[start..];
        let len = rest.iter().position(|&b| b == b'\n').unwrap_or(rest.len());
        let line = &rest[..len];
        let code = line.iter().position(|b| !matches!(b, b' ' | b'\t' | 0x0c));
        if let Some(first) = code {
            if line[first] != b'#' {
                return None;
            }
            if let Some((from, to)) = declaration_in(line) {
                return Some((std::str::from_utf8(&line[from..to]).ok()?, start + from));
            }
        }
        start += len + 1;
        if start >= bytes.len() {
            break;
        }
    }
    None
}

fn declaration_in(line: &[u8]) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(at) = line[from..].windows(6).position(|w| w == b"coding") {
        let mut i = from + at + 6;
        from = i;
        if !matches!(line.get(i), Some(b':' | b'=')) {
            continue;
        }
        i += 1;
        while matches!(line.get(i), Some(b' ' | b'\t')) {
            i += 1;
        }
        let start = i;
        while line.get(i).is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.')) {
            i += 1;
        }
        if i > start {
            return Some((start, i));
        }
    }
    None
}

fn lookup(name: &str) -> Option<Encoding> {
    let name: String = name.to_ascii_lowercase().replace(['_', ' '], "-");
    // A suffix such as `-unix` names the editor's line ends, not another encoding.
    let name = ["-unix", "-dos", "-mac"].iter().find_map(|s| name.strip_suffix(s)).unwrap_or(&name);
    Some(match name {
        "utf-8" | "utf8" | "u8" | "utf-8-sig" => Encoding::Utf8,
        "latin-1" | "latin1" | "latin" | "l1" | "iso-8859-1" | "iso8859-1" | "8859" | "cp819"
        | "iso-ir-100" => Encoding::Latin1,
        "ascii" | "us-ascii" | "646" | "ansi-x3.4-1968" => Encoding::Ascii,
        _ => return None,
    })
}
