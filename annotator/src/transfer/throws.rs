//! Which exceptions an op can raise, where that is known: other handlers are never reached.

use rpython_flow::{Op, OpKind};
use rpython_host::Obj;

use crate::Kind;
use crate::cx::Cx;
use crate::fail::R;

impl Cx<'_> {
    /// The classes of exceptions that an op can raise; none where it may be any.
    pub(crate) fn can_only_throw(&mut self, op: &Op) -> R<Option<Vec<Obj>>> {
        use OpKind as K;
        let exc = &self.host.exc;
        let (index, key, zero, overflow, value, stop) = (
            exc.index_error,
            exc.key_error,
            exc.zero_division_error,
            exc.overflow_error,
            exc.value_error,
            exc.stop_iteration,
        );
        let first = match op.args.first() {
            Some(&arg) => self.operand(arg)?,
            None => return Ok(Some(Vec::new())),
        };
        let known = match op.kind {
            K::getattr | K::setattr | K::delattr => match first.kind {
                Kind::Instance { .. } | Kind::Pbc(_) => Some(vec![]),
                _ => None,
            },
            K::getitem | K::getitem_idx | K::getitem_key | K::setitem | K::delitem => match first.kind {
                Kind::List(_)
                | Kind::Str { .. }
                | Kind::Unicode { .. }
                | Kind::Char { .. }
                | Kind::Tuple(_) => Some(vec![index]),
                Kind::Dict(id) if self.out.dicts.get(id).custom.is_none() => Some(vec![key]),
                _ => None,
            },
            K::div | K::floordiv | K::mod_ | K::inplace_div | K::inplace_floordiv | K::inplace_mod => {
                match first.kind {
                    Kind::Integer { .. } | Kind::Bool(_) | Kind::Float => Some(vec![zero]),
                    _ => None,
                }
            }
            K::add_ovf | K::sub_ovf | K::mul_ovf | K::neg_ovf | K::abs_ovf | K::lshift_ovf => {
                Some(vec![overflow])
            }
            K::div_ovf | K::floordiv_ovf | K::mod_ovf => Some(vec![overflow, zero]),
            K::next => match &first.kind {
                Kind::Iterator(i) => match i.container.kind {
                    Kind::Dict(_) => None,
                    _ => Some(vec![stop]),
                },
                _ => None,
            },
            K::chr | K::unichr => Some(vec![value]),
            K::unpack_sequence => Some(vec![value]),
            K::newtuple
            | K::newlist
            | K::newdict
            | K::is_
            | K::same_as
            | K::list_done
            | K::hint
            | K::isinstance
            | K::type_ => Some(vec![]),
            _ => None,
        };
        Ok(known)
    }
}
