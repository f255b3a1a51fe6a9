//! `rpython --explain CODE`: the section of `docs/errors` about one kind of diagnostic.

use rpython_base::Diagnostic;
use rpython_base::Span;
use rpython_base::codes::{self, CODES, Code};

/// The pages, in the order of the numbers.
const PAGES: &[&str] = &[
    include_str!("../docs/errors/command.md"),
    include_str!("../docs/errors/source.md"),
    include_str!("../docs/errors/statements.md"),
    include_str!("../docs/errors/types.md"),
    include_str!("../docs/errors/classes.md"),
    include_str!("../docs/errors/builtins.md"),
    include_str!("../docs/errors/lowlevel.md"),
];

/// The text for a number such as `E0401` or a name such as `union`.
pub fn explain(key: &str) -> Result<String, Diagnostic> {
    let code = codes::find(key).ok_or_else(|| unknown(key))?;
    let section = section(code).unwrap_or_default();
    Ok(format!("{}: {}\n\n{}\n", code.number, code.title, section.trim()))
}

/// What follows the heading of a kind, up to the next one.
fn section(code: &Code) -> Option<&'static str> {
    let heading = format!("## {}: {}\n", code.number, code.title);
    PAGES.iter().find_map(|page| {
        let (_, rest) = page.split_once(&heading)?;
        Some(rest.split("\n## ").next().unwrap_or(rest))
    })
}

fn unknown(key: &str) -> Diagnostic {
    let first = CODES.first().map_or("", |code| code.number);
    let message = format!("there is no error with the number '{key}'");
    Diagnostic::error("option", Span::NONE, message)
        .with_help(format!("give the number from a message, such as {first}; docs/errors lists all of them"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_section_and_every_section_its_kind() {
        for code in CODES {
            let text = section(code);
            assert!(text.is_some_and(|t| t.trim().len() > 40 || t.contains("```")), "{}", code.number);
        }
        let headings = PAGES.iter().map(|page| page.matches("\n## ").count()).sum::<usize>();
        assert_eq!(
            headings,
            CODES.len(),
            "a section without a kind, or a heading that differs from the table"
        );
    }

    #[test]
    fn numbers_and_names() {
        let text = explain("e0401").expect("known");
        assert!(text.starts_with("E0401: one place for values of two types\n"), "{text}");
        assert!(!text.contains("E0402"), "{text}");
        assert_eq!(explain("union").expect("known"), text);
        assert!(explain("E9999").expect_err("unknown").message.contains("E9999"));
    }
}
