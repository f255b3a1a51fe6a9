//! The page that runs a program in a browser.

use crate::base64::base64;

const TEMPLATE: &str = include_str!("page/page.html");

/// A page without further files: the program, and a terminal (xterm.js, whose licence it contains).
///
/// `loader` is a script with `run` and `createFS`: an ECMAScript module that exports them, or one that leaves them in
/// `globalThis.rpython`. It is given the WebAssembly `module` to run, if there is one; else it contains the program.
pub fn page(title: &str, loader: &str, module: Option<&[u8]>) -> String {
    let escaped = title.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let parts: [(&str, String); 10] = [
        ("TITLE", escaped),
        ("XTERM_CSS", include_str!("page/xterm/xterm.css").into()),
        ("CSS", include_str!("page/page.css").into()),
        ("XTERM_LICENSE", include_str!("page/xterm/LICENSE").into()),
        ("XTERM", script(include_str!("page/xterm/xterm.mjs"))),
        ("FIT", script(include_str!("page/xterm/addon-fit.mjs"))),
        ("LOADER", script(loader)),
        ("WORKER", script(include_str!("page/worker.mjs"))),
        ("MODULE", module.map(base64).unwrap_or_default()),
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

#[cfg(test)]
mod tests {
    use super::{fill, page};

    #[test]
    fn parts_are_put_in_once() {
        let parts = [("A", "@B@".to_string()), ("B", "x".to_string())];
        assert_eq!(fill("1@A@2@B@3@C@", &parts), "1@B@2x3@C@");
    }

    #[test]
    fn pages_are_whole() {
        let page = page("a<b", "export {}", Some(&[0, 1]));
        assert!(
            page.contains("<title>a&lt;b</title>") && page.contains("AAE=") && !page.contains("@LOADER@")
        );
        assert_eq!(page.matches("</script>").count(), 6);
    }
}
