//! One high-level operation on its way down.

use rpython_annotator::SomeValue;
use rpython_base::{Span, Symbol};
use rpython_flow::OpKind;
use rpython_host::Obj;
use rpython_lltype::LLType;
use rpython_lowlevel::Operand;

use crate::error::{R, TyperError};
use crate::repr::{Repr, ReprId};
use crate::rtyper::RTyper;

/// The value of an argument.
#[derive(Clone, Debug)]
pub enum ArgValue {
    /// Computed by the program; of the low-level type of the argument's representation.
    Low(Operand),
    /// Known: an object.
    Const(Obj),
}

/// An argument with all that is known about it.
#[derive(Clone, Debug)]
pub struct Arg {
    /// The value.
    pub v: ArgValue,
    /// Its annotation.
    pub s: SomeValue,
    /// Its representation.
    pub r: ReprId,
}

/// An operation being translated. Low-level ops are emitted through [`RTyper::ll`].
#[derive(Clone, Debug)]
pub struct Hop {
    /// What to do.
    pub kind: OpKind,
    /// With what.
    pub args: Vec<Arg>,
    /// Annotation of the result.
    pub s_result: SomeValue,
    /// Representation that the result must have.
    pub r_result: ReprId,
    /// Where.
    pub span: Span,
    /// Names of the last arguments, of calls of functions that the compiler knows: name and index.
    pub keywords: Vec<(Symbol, usize)>,
}

impl Arg {
    /// The object, if the value is known.
    pub fn constant(&self) -> Option<Obj> {
        match self.v {
            ArgValue::Const(obj) => Some(obj),
            ArgValue::Low(_) => self.s.constant.or(self.s.is_none().then_some(Obj::NONE)),
        }
    }
}

/// An operation in the user's terms.
fn describe_op(kind: OpKind, names: &[String]) -> String {
    use OpKind as K;
    let between = |symbol: &str| match names {
        [a, b, ..] => format!("{symbol} between {a} and {b}"),
        _ => format!("{symbol} of {}", names.join(", ")),
    };
    match kind {
        K::simple_call | K::call_args => match names.split_first() {
            Some((callee, args)) => {
                let callee = callee.strip_prefix("built-in function ").unwrap_or(callee);
                let callee = callee.strip_prefix("__builtin__.").unwrap_or(callee);
                format!("{callee}() with the arguments ({})", args.join(", "))
            }
            None => "this call".to_owned(),
        },
        K::add | K::inplace_add => between("+"),
        K::sub | K::inplace_sub => between("-"),
        K::mul | K::inplace_mul => between("*"),
        K::eq => between("=="),
        K::ne => between("!="),
        K::lt => between("<"),
        K::le => between("<="),
        K::gt => between(">"),
        K::ge => between(">="),
        K::is_ => between("is"),
        K::contains => match names {
            [container, item, ..] => format!("a search for {item} in {container}"),
            _ => "this search".to_owned(),
        },
        K::getitem | K::getitem_idx | K::setitem | K::delitem => match names {
            [container, index, ..] => format!("indexing {container} with {index}"),
            _ => "this index".to_owned(),
        },
        K::getattr => format!("reading an attribute of {}", names.first().map_or("this", String::as_str)),
        K::setattr => format!("setting an attribute of {}", names.first().map_or("this", String::as_str)),
        K::iter | K::next => format!("a loop over {}", names.join(", ")),
        _ => format!("{}() of ({})", kind.name().trim_end_matches('_'), names.join(", ")),
    }
}

impl Hop {
    /// The error for an operation that these representations do not have.
    pub fn unsupported<T>(&self, rt: &RTyper) -> R<T> {
        let names: Vec<String> = self.args.iter().map(|a| rt.repr_name(a.r)).collect();
        Err(TyperError::unsupported(describe_op(self.kind, &names)))
    }

    /// The same operation with other arguments, for delegating to another family.
    pub fn with_args(&self, args: Vec<Arg>) -> Hop {
        Hop { args, ..self.clone() }
    }

    /// The index of a keyword argument.
    pub fn keyword(&self, name: &str) -> Option<usize> {
        self.keywords.iter().find(|(n, _)| *n == name).map(|&(_, i)| i)
    }

    /// How many arguments there are.
    pub fn nargs(&self) -> usize {
        self.args.len()
    }
}

impl RTyper<'_> {
    /// The argument's value in a representation: constants are converted at translation time,
    /// others by ops.
    pub fn inputarg(&mut self, hop: &Hop, index: usize, r: ReprId) -> R<Operand> {
        let arg = &hop.args[index];
        self.arg_as(arg, r)
    }

    /// As [`inputarg`](Self::inputarg) for an argument at hand.
    pub fn arg_as(&mut self, arg: &Arg, r: ReprId) -> R<Operand> {
        if let Some(obj) = arg.constant() {
            return self.const_operand(r, obj);
        }
        match &arg.v {
            ArgValue::Low(v) => {
                let v = v.clone();
                let v = self.convert(v, arg.r, r)?;
                // Of an interior pointer nothing is there but its parts, until it is needed as a value.
                match self.repr(r) {
                    Repr::InteriorPtr(_) => self.materialize(v, r),
                    _ => Ok(v),
                }
            }
            ArgValue::Const(obj) => self.const_operand(r, *obj),
        }
    }

    /// The first arguments in these representations.
    pub fn inputargs(&mut self, hop: &Hop, reprs: &[ReprId]) -> R<Vec<Operand>> {
        reprs.iter().enumerate().map(|(i, &r)| self.inputarg(hop, i, r)).collect()
    }

    /// The argument in its own representation.
    pub fn inputself(&mut self, hop: &Hop, index: usize) -> R<Operand> {
        self.inputarg(hop, index, hop.args[index].r)
    }

    /// The argument as an `int`.
    pub fn inputint(&mut self, hop: &Hop, index: usize) -> R<Operand> {
        let signed = self.simple(Repr::Int(LLType::Signed));
        self.inputarg(hop, index, signed)
    }

    /// Converts a result to the representation that the operation's result must have.
    pub fn result(&mut self, hop: &Hop, v: Operand, r: ReprId) -> R<Operand> {
        if matches!(self.repr(hop.r_result), Repr::Impossible) {
            return Ok(Operand::void());
        }
        self.convert(v, r, hop.r_result)
    }

    /// The text of a constant string argument, such as an attribute's name.
    pub fn const_name(&self, hop: &Hop, index: usize) -> R<Symbol> {
        let obj = hop.args[index].constant();
        obj.and_then(|obj| self.text_of(obj))
            .ok_or_else(|| TyperError::new("this operation needs a constant string"))
    }
}
