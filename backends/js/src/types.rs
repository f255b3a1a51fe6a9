//! How low-level types are held in asm.js.

use rpython_lltype::{ContainerId, LLType};
use rpython_lowlevel::Program;

/// The form of a value.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Form {
    /// Words, pointers, addresses, characters, and smaller integers, extended by their sign.
    Int,
    /// 64-bit integers: lower and upper word.
    Pair,
    Double,
    Float,
    /// 128-bit integers, which there are none of: see [`crate::check`].
    Quad,
}

/// The type of a local variable.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(crate) enum Part {
    Int,
    Double,
    Float,
}

impl Form {
    /// The form of a type; nothing for `Void`.
    pub fn of(ty: LLType) -> Option<Form> {
        Some(match ty {
            LLType::Void => return None,
            LLType::Bool
            | LLType::Char
            | LLType::UniChar
            | LLType::Int8
            | LLType::UInt8
            | LLType::Int16
            | LLType::UInt16
            | LLType::Int32
            | LLType::UInt32
            | LLType::Signed
            | LLType::Unsigned
            | LLType::Address
            | LLType::Ptr(_)
            | LLType::Inline(_) => Form::Int,
            LLType::SignedLongLong | LLType::UnsignedLongLong => Form::Pair,
            LLType::SignedLongLongLong | LLType::UnsignedLongLongLong => Form::Quad,
            LLType::Float | LLType::LongFloat => Form::Double,
            LLType::SingleFloat => Form::Float,
        })
    }

    /// The locals that it takes.
    pub fn parts(self) -> &'static [Part] {
        match self {
            Form::Int => &[Part::Int],
            Form::Pair => &[Part::Int; 2],
            Form::Quad => &[Part::Int; 4],
            Form::Double => &[Part::Double],
            Form::Float => &[Part::Float],
        }
    }
}

impl Part {
    /// The letter that the names of such locals begin with.
    pub fn letter(self) -> char {
        match self {
            Part::Int => 'i',
            Part::Double => 'd',
            Part::Float => 's',
        }
    }

    /// What a local starts with, which says its type.
    pub fn zero(self) -> &'static str {
        match self {
            Part::Int => "0",
            Part::Double => "0.0",
            Part::Float => "fround(0)",
        }
    }
}

/// Parameters and result of a function; of a pair the lower word is returned.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(crate) struct Signature {
    pub params: Vec<Part>,
    pub result: Option<Part>,
}

impl Signature {
    /// The signature of a function type.
    pub fn of(program: &Program, id: ContainerId) -> Signature {
        let ty = program.types.expect_func(id);
        let parts = |ty: LLType| Form::of(ty).map_or(&[][..], Form::parts);
        Signature {
            params: ty.args.iter().flat_map(|&arg| parts(arg)).copied().collect(),
            result: parts(ty.result).first().copied(),
        }
    }

    /// A short name, `v_iid`: the result's letter and the parameters'.
    pub fn name(&self) -> String {
        let params: String = self.params.iter().map(|part| part.letter()).collect();
        format!("{}_{params}", self.result.map_or('v', Part::letter))
    }

    /// The head of a function: names of the parameters, and the statements that say their types.
    pub fn head(&self, name: &str) -> String {
        let names: Vec<String> =
            self.params.iter().enumerate().map(|(n, part)| format!("{}{n}", part.letter())).collect();
        let mut text = format!("function {name}({}){{", names.join(","));
        for (name, part) in names.iter().zip(&self.params) {
            text.push_str(&match part {
                Part::Int => format!("{name}={name}|0;"),
                Part::Double => format!("{name}=+{name};"),
                Part::Float => format!("{name}=fround({name});"),
            });
        }
        text
    }

    /// A return that is never reached, which asm.js wants at the end of a function that returns something.
    pub fn tail(&self) -> String {
        self.result.map_or(String::new(), |part| format!("return {};", part.zero()))
    }
}
