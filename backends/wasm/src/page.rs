//! The page that runs a program in a browser.

use crate::LOADER;

const TEMPLATE: &str = include_str!("page/page.html");

/// A page without further files: the module, the loader, and a terminal (xterm.js, whose licence it contains).
pub fn page(title: &str, module: &[u8]) -> String {
    let escaped = title.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let parts: [(&str, String); 10] = [
        ("TITLE", escaped),
        ("XTERM_CSS", include_str!("page/xterm/xterm.css").into()),
        ("CSS", include_str!("page/page.css").into()),
        ("XTERM_LICENSE", include_str!("page/xterm/LICENSE").into()),
        ("XTERM", script(include_str!("page/xterm/xterm.mjs"))),
        ("FIT", script(include_str!("page/xterm/addon-fit.mjs"))),
        ("LOADER", script(LOADER)),
        ("WORKER", script(include_str!("page/worker.mjs"))),
        ("MODULE", base64(module)),
        ("PAGE", script(include_str!("page/page.mjs"))),
    ];
    fill(TEMPLATE, &parts)
}

/// Puts the parts in the places `@NAME@` of the template, once: what is put in is not looked at.
fn fill(template: &str, parts: &[(&str, String)]) -> String {
    let mut result = String::new();
    let mut rest = template;
    while let Some(start) = rest.find('@') {
        let (before, behind) = rest.split_at(start);
        result.push_str(before);
        let name = behind[1..].split('@').next().unwrap_or("");
        match parts.iter().find(|(known, _)| *known == name) {
            Some((_, text)) => {
                result.push_str(text);
                rest = &behind[name.len() + 2..];
            }
            None => {
                result.push('@');
                rest = &behind[1..];
            }
        }
    }
    result.push_str(rest);
    result
}

/// A script that may stand in a page: it does not contain what ends one.
fn script(text: &str) -> String {
    text.replace("</script", "<\\/script").replace("<!--", "<\\!--")
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let at = |i: usize| group.get(i).copied().unwrap_or(0) as u32;
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for i in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * i) & 63) as usize] as char;
            text.push(if i <= group.len() { digit } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{base64, fill, page};

    #[test]
    fn base64_pads() {
        let encoded: Vec<String> =
            ["", "f", "fo", "foo", "foob"].iter().map(|s| base64(s.as_bytes())).collect();
        assert_eq!(encoded, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg=="]);
    }

    #[test]
    fn parts_are_put_in_once() {
        let parts = [("A", "@B@".to_string()), ("B", "x".to_string())];
        assert_eq!(fill("1@A@2@B@3@C@", &parts), "1@B@2x3@C@");
    }

    #[test]
    fn pages_are_whole() {
        let page = page("a<b", &[0, 1]);
        assert!(
            page.contains("<title>a&lt;b</title>") && page.contains("AAE=") && !page.contains("@LOADER@")
        );
        assert_eq!(page.matches("</script>").count(), 6);
    }
}
