//! Which family translates an operation.
//!
//! [`translate`] goes by [`OpKind`] to one file per family of operations; each of these goes by the
//! representations of the operands to the file of the representation in [`reprs`](crate::reprs).

pub mod attrs;
mod binary;
mod calls;
mod items;
mod new;
mod unary;

use rpython_flow::OpKind;
use rpython_lowlevel::Operand;

use crate::error::R;
use crate::hop::Hop;
use crate::rtyper::RTyper;

pub use calls::{call_form, call_site};

/// Emits the ops of one operation and returns its result in `hop.r_result`.
pub fn translate(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    use OpKind::*;
    match hop.kind {
        pos | neg | invert | abs | bool | not_ | hash | id | int | float | long | ord | chr | unichr
        | hex | bin | oct | repr | str | unicode | neg_ovf | abs_ovf => unary::translate(rt, hop),
        type_ => attrs::type_of(rt, hop),
        len | iter | next | getitem | getitem_idx | getitem_key | setitem | delitem | getslice | setslice
        | delslice | contains | unpack_sequence => items::translate(rt, hop),
        add | sub | mul | truediv | floordiv | div | mod_ | divmod | lshift | rshift | and_ | or_ | xor
        | pow | inplace_add | inplace_sub | inplace_mul | inplace_truediv | inplace_floordiv
        | inplace_div | inplace_mod | inplace_pow | inplace_lshift | inplace_rshift | inplace_and
        | inplace_or | inplace_xor | add_ovf | sub_ovf | mul_ovf | floordiv_ovf | div_ovf | mod_ovf
        | lshift_ovf | coerce => binary::arithmetic(rt, hop),
        lt | le | eq | ne | gt | ge | is_ | cmp => binary::compare(rt, hop),
        getattr => attrs::getattr(rt, hop),
        setattr => attrs::setattr(rt, hop),
        isinstance | issubtype => attrs::instance_test(rt, hop),
        delattr => hop.unsupported(rt),
        newtuple | newlist | newlist_hint | list_done | newdict | newset | newslice => {
            new::translate(rt, hop)
        }
        simple_call | call_args => calls::translate(rt, hop),
        yield_ => hop.unsupported(rt),
        hint => calls::hint(rt, hop),
        same_as => rt.inputarg(hop, 0, hop.r_result),
    }
}
