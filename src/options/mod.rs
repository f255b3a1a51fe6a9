//! The command line: a table of options, its parser, and the resulting configuration.

mod parse;
mod table;

pub use parse::{Parsed, parse};
pub use table::{Group, Kind, SPECS, Spec, State};

use std::collections::BTreeMap;

/// An option's value.
#[derive(Clone, Debug, PartialEq)]
pub enum OptionValue {
    /// Of [`Kind::Bool`].
    Bool(bool),
    /// Of [`Kind::Choice`] and [`Kind::Text`]; empty if unset.
    Text(String),
    /// Of [`Kind::Int`], if set.
    Int(Option<i64>),
    /// Of [`Kind::Float`].
    Float(f64),
}

/// Who said so. Later ones override earlier ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// The table.
    Default,
    /// The optimization level, or `config.translation.suggest(...)`.
    Suggested,
    /// A target's hook that insists.
    Required,
    /// The user.
    CommandLine,
}

/// All options with their values.
#[derive(Clone, Debug)]
pub struct Config {
    values: BTreeMap<&'static str, (OptionValue, Owner)>,
}

impl Config {
    /// Everything at its default.
    pub fn new() -> Config {
        let initial = |kind: Kind| match kind {
            Kind::Bool { default, .. } => OptionValue::Bool(default),
            Kind::Choice { default, .. } => OptionValue::Text(default.to_owned()),
            Kind::Int(default) => OptionValue::Int(default),
            Kind::Float(default) => OptionValue::Float(default),
            Kind::Text(default) => OptionValue::Text(default.unwrap_or("").to_owned()),
        };
        Config { values: SPECS.iter().map(|s| (s.path, (initial(s.kind), Owner::Default))).collect() }
    }

    /// Sets an option unless somebody with more say did. Panics on a path that the table lacks.
    pub fn set(&mut self, path: &'static str, value: OptionValue, owner: Owner) {
        let slot = self.values.get_mut(path).unwrap_or_else(|| panic!("no option {path}"));
        if owner >= slot.1 {
            *slot = (value, owner);
        }
    }

    /// The value and who set it.
    pub fn get(&self, path: &str) -> (&OptionValue, Owner) {
        let (value, owner) = &self.values[path];
        (value, *owner)
    }

    /// A bool option's value.
    pub fn bool(&self, path: &str) -> bool {
        matches!(self.get(path).0, OptionValue::Bool(true))
    }

    /// A text or choice option's value; `None` if unset.
    pub fn text(&self, path: &str) -> Option<&str> {
        match self.get(path).0 {
            OptionValue::Text(text) if !text.is_empty() => Some(text),
            _ => None,
        }
    }

    /// A whole-number option's value, if set.
    pub fn int(&self, path: &str) -> Option<i64> {
        match self.get(path).0 {
            OptionValue::Int(value) => *value,
            _ => None,
        }
    }

    /// A number option's value.
    pub fn float(&self, path: &str) -> f64 {
        match self.get(path).0 {
            OptionValue::Float(value) => *value,
            _ => 0.0,
        }
    }

    /// Suggests what the optimization level sets.
    pub fn apply_opt_level(&mut self) {
        let level = self.text("translate.opt").unwrap_or("2").to_owned();
        let debug = self.bool("translation.lldebug") || self.bool("translation.lldebug0");
        let mut suggest = |path, value| self.set(path, value, Owner::Suggested);
        // The reference's low levels use the Boehm collector, an outside library; ours use the
        // generational one everywhere.
        suggest("translation.gc", OptionValue::Text("minimark".into()));
        let threshold = match level.as_str() {
            "0" => 0.0,
            "1" | "size" | "mem" => 16.2,
            _ => 32.4,
        };
        suggest("translation.backendopt.inline_threshold", OptionValue::Float(threshold));
        if level == "0" {
            suggest("translation.backendopt.none", OptionValue::Bool(true));
            for path in ["inline", "mallocs", "constfold", "merge_if_blocks"] {
                let spec = SPECS.iter().find(|s| s.path == format!("translation.backendopt.{path}"));
                suggest(spec.expect("in the table").path, OptionValue::Bool(false));
            }
        }
        suggest("translation.checked", OptionValue::Bool(debug || matches!(level.as_str(), "0" | "1")));
        let asserts = matches!(level.as_str(), "size" | "mem" | "3");
        suggest("translation.backendopt.remove_asserts", OptionValue::Bool(asserts));
    }

    /// All options in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &OptionValue, Owner)> {
        self.values.iter().map(|(path, (value, owner))| (*path, value, *owner))
    }
}

impl Default for Config {
    fn default() -> Self {
        Self::new()
    }
}
