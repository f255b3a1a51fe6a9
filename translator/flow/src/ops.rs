//! High-level operations: Python's own, on unknown values.

/// What an op does. Operand counts are said in the comments; an op that may raise does so only
/// where its block ends in [`Terminator::Catch`](crate::Terminator::Catch) (calls, `next` and `iter`
/// may raise anywhere).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
#[allow(non_camel_case_types, missing_docs)]
pub enum OpKind {
    // One operand.
    pos,
    neg,
    invert,
    abs,
    /// Truth value, a bool.
    bool,
    not_,
    len,
    hash,
    id,
    type_,
    int,
    float,
    long,
    ord,
    chr,
    unichr,
    hex,
    oct,
    repr,
    str,
    unicode,
    iter,
    /// `it.next()` of a `for` loop: raises StopIteration.
    next,
    neg_ovf,
    abs_ovf,

    // Two operands.
    add,
    sub,
    mul,
    truediv,
    floordiv,
    div,
    mod_,
    divmod,
    lshift,
    rshift,
    and_,
    or_,
    xor,
    pow,
    inplace_add,
    inplace_sub,
    inplace_mul,
    inplace_truediv,
    inplace_floordiv,
    inplace_div,
    inplace_mod,
    inplace_pow,
    inplace_lshift,
    inplace_rshift,
    inplace_and,
    inplace_or,
    inplace_xor,
    lt,
    le,
    eq,
    ne,
    gt,
    ge,
    is_,
    cmp,
    coerce,
    /// `a in b`, with operands `b, a`.
    contains,
    add_ovf,
    sub_ovf,
    mul_ovf,
    floordiv_ovf,
    div_ovf,
    mod_ovf,
    lshift_ovf,

    // Items: container, index [, value].
    getitem,
    /// With a handler for IndexError in the same function.
    getitem_idx,
    /// With a handler for KeyError.
    getitem_key,
    setitem,
    delitem,
    /// Container, start, stop [, value]; `None` for a missing bound.
    getslice,
    setslice,
    delslice,

    // Attributes: object, constant name [, value].
    getattr,
    setattr,
    delattr,

    // Displays.
    newtuple,
    newlist,
    /// Keys and values alternating (usually none).
    newdict,
    newset,
    /// start, stop, step
    newslice,

    // Calls: callee first.
    simple_call,
    /// Callee, the constant tuple `(positional count, keyword names, star, starstar)`, then the
    /// arguments in the order of the bytecode's [`CallShape`](rpython_bytecode::CallShape).
    call_args,
    /// Sequence, constant length -> a tuple of that length; raises ValueError.
    unpack_sequence,
    /// Suspends a generator (before generators are turned into classes).
    yield_,
    /// Object, constant names: a remark to later stages; the result is the object.
    hint,
    /// Identity.
    same_as,
}
