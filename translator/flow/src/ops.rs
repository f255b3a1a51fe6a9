//! High-level operations: Python's own, on unknown values.
//!
//! One table declares them all; names, operand counts and purity derive from it.

/// How many operands an op takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Arity {
    /// Exactly so many.
    Exactly(usize),
    /// So many or more.
    AtLeast(usize),
}

impl Arity {
    /// Whether `count` operands are right.
    pub fn allows(self, count: usize) -> bool {
        match self {
            Arity::Exactly(n) => n == count,
            Arity::AtLeast(n) => n <= count,
        }
    }
}

macro_rules! op_table {
    ($( $(#[$meta:meta])* $name:ident = $text:literal, $arity:expr, $pure:literal; )*) => {
        /// What an op does. Operand counts are said in the comments; an op that may raise does so only
        /// where its block ends in [`Terminator::Catch`](crate::Terminator::Catch) (calls, `next`, `iter`,
        /// `unpack_sequence` and the `_ovf` ops may raise anywhere).
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
        #[allow(non_camel_case_types, missing_docs)]
        pub enum OpKind {
            $( $(#[$meta])* $name, )*
        }

        impl OpKind {
            /// All of them, in the order of the table.
            pub const ALL: &[OpKind] = &[$( OpKind::$name, )*];

            /// The name in printed graphs.
            pub fn name(self) -> &'static str {
                match self { $( OpKind::$name => $text, )* }
            }

            /// The op with this name.
            pub fn from_name(name: &str) -> Option<OpKind> {
                match name { $( $text => Some(OpKind::$name), )* _ => None }
            }

            /// How many operands it takes.
            pub fn arity(self) -> Arity {
                #[allow(unused_imports)]
                use Arity::{AtLeast, Exactly};
                match self { $( OpKind::$name => $arity, )* }
            }

            /// Whether an op of this kind whose result is not used can be left out: it neither writes
            /// nor (without a handler) raises.
            pub fn is_pure(self) -> bool {
                match self { $( OpKind::$name => $pure, )* }
            }
        }
    };
}

op_table! {
    // One operand.
    pos = "pos", Exactly(1), true;
    neg = "neg", Exactly(1), true;
    invert = "invert", Exactly(1), true;
    abs = "abs", Exactly(1), true;
    /// Truth value, a bool.
    bool = "bool", Exactly(1), true;
    /// The opposite of the truth value, a bool.
    not_ = "not_", Exactly(1), true;
    len = "len", Exactly(1), true;
    hash = "hash", Exactly(1), true;
    id = "id", Exactly(1), true;
    type_ = "type", Exactly(1), true;
    int = "int", Exactly(1), false;
    float = "float", Exactly(1), false;
    long = "long", Exactly(1), false;
    ord = "ord", Exactly(1), true;
    chr = "chr", Exactly(1), true;
    unichr = "unichr", Exactly(1), true;
    hex = "hex", Exactly(1), true;
    oct = "oct", Exactly(1), true;
    bin = "bin", Exactly(1), true;
    repr = "repr", Exactly(1), true;
    str = "str", Exactly(1), true;
    unicode = "unicode", Exactly(1), true;
    iter = "iter", Exactly(1), false;
    /// `it.next()`: raises StopIteration, or whatever the iterator raises.
    next = "next", Exactly(1), false;
    neg_ovf = "neg_ovf", Exactly(1), false;
    abs_ovf = "abs_ovf", Exactly(1), false;

    // Two operands.
    add = "add", Exactly(2), true;
    sub = "sub", Exactly(2), true;
    mul = "mul", Exactly(2), true;
    truediv = "truediv", Exactly(2), true;
    floordiv = "floordiv", Exactly(2), true;
    div = "div", Exactly(2), true;
    mod_ = "mod", Exactly(2), true;
    divmod = "divmod", Exactly(2), true;
    lshift = "lshift", Exactly(2), true;
    rshift = "rshift", Exactly(2), true;
    and_ = "and_", Exactly(2), true;
    or_ = "or_", Exactly(2), true;
    xor = "xor", Exactly(2), true;
    pow = "pow", Exactly(2), true;
    inplace_add = "inplace_add", Exactly(2), false;
    inplace_sub = "inplace_sub", Exactly(2), false;
    inplace_mul = "inplace_mul", Exactly(2), false;
    inplace_truediv = "inplace_truediv", Exactly(2), false;
    inplace_floordiv = "inplace_floordiv", Exactly(2), false;
    inplace_div = "inplace_div", Exactly(2), false;
    inplace_mod = "inplace_mod", Exactly(2), false;
    inplace_pow = "inplace_pow", Exactly(2), false;
    inplace_lshift = "inplace_lshift", Exactly(2), false;
    inplace_rshift = "inplace_rshift", Exactly(2), false;
    inplace_and = "inplace_and", Exactly(2), false;
    inplace_or = "inplace_or", Exactly(2), false;
    inplace_xor = "inplace_xor", Exactly(2), false;
    lt = "lt", Exactly(2), true;
    le = "le", Exactly(2), true;
    eq = "eq", Exactly(2), true;
    ne = "ne", Exactly(2), true;
    gt = "gt", Exactly(2), true;
    ge = "ge", Exactly(2), true;
    is_ = "is_", Exactly(2), true;
    cmp = "cmp", Exactly(2), true;
    coerce = "coerce", Exactly(2), true;
    /// `a in b`, with operands `b, a`.
    contains = "contains", Exactly(2), true;
    /// `isinstance(a, b)`; b is a class or a tuple of classes.
    isinstance = "isinstance", Exactly(2), true;
    /// `issubclass(a, b)`; also asked of an exception's class to find its handler.
    issubtype = "issubtype", Exactly(2), true;
    add_ovf = "add_ovf", Exactly(2), false;
    sub_ovf = "sub_ovf", Exactly(2), false;
    mul_ovf = "mul_ovf", Exactly(2), false;
    floordiv_ovf = "floordiv_ovf", Exactly(2), false;
    div_ovf = "div_ovf", Exactly(2), false;
    mod_ovf = "mod_ovf", Exactly(2), false;
    lshift_ovf = "lshift_ovf", Exactly(2), false;

    // Items: container, index [, value].
    getitem = "getitem", Exactly(2), true;
    /// With a handler for IndexError in the same function.
    getitem_idx = "getitem_idx", Exactly(2), false;
    /// With a handler for KeyError, and none for IndexError.
    getitem_key = "getitem_key", Exactly(2), false;
    setitem = "setitem", Exactly(3), false;
    delitem = "delitem", Exactly(2), false;
    /// Container, start, stop [, value]; `None` for a missing bound.
    getslice = "getslice", Exactly(3), true;
    setslice = "setslice", Exactly(4), false;
    delslice = "delslice", Exactly(3), false;

    // Attributes: object, constant name [, value].
    getattr = "getattr", Exactly(2), true;
    setattr = "setattr", Exactly(3), false;
    delattr = "delattr", Exactly(2), false;

    // Displays.
    newtuple = "newtuple", AtLeast(0), true;
    newlist = "newlist", AtLeast(0), true;
    /// An empty list that will probably get as many items as the operand has (a list or the iterated
    /// sequence) or is (an int).
    newlist_hint = "newlist_hint", Exactly(1), true;
    /// The list that a comprehension has filled, as everybody else sees it: how it was filled does not matter any more.
    list_done = "list_done", Exactly(1), true;
    /// Keys and values alternating (usually none).
    newdict = "newdict", AtLeast(0), true;
    newset = "newset", AtLeast(0), true;
    /// start, stop, step
    newslice = "newslice", Exactly(3), true;

    // Calls: callee first.
    simple_call = "simple_call", AtLeast(1), false;
    /// Callee, the constant tuple `(positional count, keyword names, star, starstar)`, then the
    /// arguments in the order of the bytecode's [`CallShape`](rpython_bytecode::CallShape).
    call_args = "call_args", AtLeast(2), false;
    /// Sequence, constant length -> a tuple of that length; raises ValueError.
    unpack_sequence = "unpack_sequence", Exactly(2), false;
    /// Suspends a generator (before generators are turned into classes).
    yield_ = "yield_", Exactly(1), false;
    /// Object, constant names: a remark to later stages; the result is the object.
    hint = "hint", AtLeast(1), false;
    /// Identity.
    same_as = "same_as", Exactly(1), true;
}

impl OpKind {
    /// The op that raises OverflowError where this one wraps around, for `ovfcheck`.
    pub fn with_overflow_check(self) -> Option<OpKind> {
        use OpKind as K;
        Some(match self {
            K::neg => K::neg_ovf,
            K::abs => K::abs_ovf,
            K::add | K::inplace_add => K::add_ovf,
            K::sub | K::inplace_sub => K::sub_ovf,
            K::mul | K::inplace_mul => K::mul_ovf,
            K::floordiv | K::inplace_floordiv => K::floordiv_ovf,
            K::div | K::inplace_div => K::div_ovf,
            K::mod_ | K::inplace_mod => K::mod_ovf,
            K::lshift | K::inplace_lshift => K::lshift_ovf,
            _ => return None,
        })
    }
}

/// The op that a function of the module `operator` is another name for.
pub fn operator_op(name: &str) -> Option<OpKind> {
    use OpKind as K;
    let name = name.strip_prefix("__").and_then(|n| n.strip_suffix("__")).unwrap_or(name);
    Some(match name {
        "concat" => K::add,
        "repeat" => K::mul,
        "inv" => K::invert,
        "not" | "not_" => K::not_,
        "and" => K::and_,
        "or" => K::or_,
        "truth" => K::bool,
        "pos" | "neg" | "invert" | "abs" | "add" | "sub" | "mul" | "truediv" | "floordiv" | "div" | "mod"
        | "lshift" | "rshift" | "and_" | "or_" | "xor" | "pow" | "lt" | "le" | "eq" | "ne" | "gt" | "ge"
        | "is_" | "contains" | "getitem" | "setitem" | "delitem" => return K::from_name(name),
        _ => return None,
    })
}
