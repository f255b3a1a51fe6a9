//! Simplifications that need the op which computed an operand.

use rpython_lltype::{LLType, Value};
use rpython_lowlevel::{Graph, Imm, Op, OpCode, Operand};

use super::{Numbering, signed};
use crate::fold;

/// The comparison that is true exactly when this one is false. None for floats, whose NaN makes both false.
pub(super) fn inverse(code: OpCode) -> Option<OpCode> {
    use rpython_lowlevel::OpCode::*;
    Some(match code {
        int_lt => int_ge,
        int_ge => int_lt,
        int_gt => int_le,
        int_le => int_gt,
        int_eq => int_ne,
        int_ne => int_eq,
        uint_lt => uint_ge,
        uint_ge => uint_lt,
        uint_gt => uint_le,
        uint_le => uint_gt,
        uint_eq => uint_ne,
        uint_ne => uint_eq,
        llong_lt => llong_ge,
        llong_ge => llong_lt,
        llong_gt => llong_le,
        llong_le => llong_gt,
        llong_eq => llong_ne,
        llong_ne => llong_eq,
        char_lt => char_ge,
        char_ge => char_lt,
        char_gt => char_le,
        char_le => char_gt,
        char_eq => char_ne,
        char_ne => char_eq,
        unichar_lt => unichar_ge,
        unichar_ge => unichar_lt,
        unichar_gt => unichar_le,
        unichar_le => unichar_gt,
        unichar_eq => unichar_ne,
        unichar_ne => unichar_eq,
        ptr_eq => ptr_ne,
        ptr_ne => ptr_eq,
        ptr_nonzero => ptr_iszero,
        ptr_iszero => ptr_nonzero,
        float_eq => float_ne,
        float_ne => float_eq,
        _ => return None,
    })
}

/// Casts that a second one takes back.
fn takes_back(first: OpCode, second: OpCode) -> bool {
    use rpython_lowlevel::OpCode::*;
    matches!(
        (first, second),
        (cast_char_to_int, cast_int_to_char)
            | (cast_unichar_to_int, cast_int_to_unichar)
            | (cast_int_to_uint, cast_uint_to_int)
            | (cast_uint_to_int, cast_int_to_uint)
            | (cast_int_to_longlong, truncate_longlong_to_int)
            | (cast_bool_to_int, int_is_true)
            | (cast_bool_to_uint, uint_is_true)
            | (bool_not, bool_not)
            | (int_neg, int_neg)
            | (int_invert, int_invert)
    )
}

impl Numbering<'_> {
    /// Rewrites the op in place, or finds that it is not needed: then returns what its result is.
    pub(super) fn simplify(&mut self, graph: &Graph, op: &mut Op) -> Option<Operand> {
        match op.code {
            OpCode::ptr_eq | OpCode::ptr_ne => self.compare_with_null(op),
            OpCode::getarraysize => return self.known_length(graph, op),
            OpCode::getinteriorarraysize => return self.known_length(graph, op),
            _ => {}
        }
        if let Some(known) = self.compare_casts(graph, op) {
            return Some(known);
        }
        let Operand::Var(v) = op.args.first()? else { return None };
        let (first, args) = self.tables.definition(*v)?.clone();
        if takes_back(first, op.code) {
            return Some(args[0].clone());
        }
        match op.code {
            OpCode::bool_not => {
                let inverse = inverse(first)?;
                (op.code, op.args) = (inverse, args);
            }
            OpCode::cast_pointer if first == OpCode::cast_pointer => {
                let (from, to) = (graph.operand_type(&args[0]), graph.vars[op.result].ty);
                if from == to {
                    return Some(args[0].clone());
                }
                let types = &self.program.types;
                let (a, b) = (from.pointee()?, to.pointee()?);
                if types.is_subtype(a, b) || types.is_subtype(b, a) {
                    op.args[0] = args[0].clone();
                }
            }
            OpCode::cast_opaque_ptr if matches!(first, OpCode::cast_opaque_ptr | OpCode::cast_pointer) => {
                if graph.operand_type(&args[0]) == graph.vars[op.result].ty {
                    return Some(args[0].clone());
                }
            }
            OpCode::ptr_nonzero | OpCode::ptr_iszero
                if matches!(first, OpCode::cast_pointer | OpCode::cast_opaque_ptr) =>
            {
                op.args[0] = args[0].clone();
            }
            OpCode::int_add => return self.add_constants(op, first, &args),
            OpCode::hint => {}
            _ => {}
        }
        None
    }

    fn compare_with_null(&mut self, op: &mut Op) {
        for side in 0..2 {
            if op.args[side].as_const().and_then(fold::is_null) == Some(true) {
                op.code = match op.code {
                    OpCode::ptr_eq => OpCode::ptr_iszero,
                    _ => OpCode::ptr_nonzero,
                };
                op.args.remove(side);
                return;
            }
        }
    }

    fn known_length(&self, graph: &Graph, op: &Op) -> Option<Operand> {
        let Operand::Var(v) = op.args[0] else { return None };
        let length = self.tables.lengths.get(&v)?;
        let at_end = match &op.imm {
            Imm::Path(path) => {
                // The array that ends the struct is the only one of variable size.
                let [rpython_lowlevel::PathStep::Field(i)] = path[..] else { return None };
                let s = self.program.types.as_struct(graph.vars[v].ty.pointee()?)?;
                i as usize + 1 == s.fields.len()
            }
            _ => true,
        };
        at_end.then(|| self.tables.value(length))
    }

    /// `ord(c) == 65` compares characters.
    fn compare_casts(&mut self, graph: &Graph, op: &mut Op) -> Option<Operand> {
        if !matches!(op.code, OpCode::int_eq | OpCode::int_ne) {
            return None;
        }
        let side = (0..2).find(|&i| matches!(op.args[i], Operand::Const(_)))?;
        let n = signed(&op.args[side])?;
        let Operand::Var(v) = op.args[1 - side] else { return None };
        let (first, args) = self.tables.definition(v)?.clone();
        let equal = op.code == OpCode::int_eq;
        let (code, value) = match first {
            OpCode::cast_char_to_int => match u8::try_from(n) {
                Ok(c) => (if equal { OpCode::char_eq } else { OpCode::char_ne }, Value::Char(c)),
                Err(_) => return Some(Operand::bool(!equal)),
            },
            OpCode::cast_unichar_to_int => {
                let c = u32::try_from(n).ok()?;
                (if equal { OpCode::unichar_eq } else { OpCode::unichar_ne }, Value::UniChar(c))
            }
            OpCode::cast_bool_to_int if n == 0 || n == 1 => {
                if (n == 1) == equal {
                    return Some(args[0].clone());
                }
                (op.code, op.args) = (OpCode::bool_not, vec![args[0].clone()]);
                return None;
            }
            _ => return None,
        };
        let ty = graph.operand_type(&args[0]);
        debug_assert!(matches!(ty, LLType::Char | LLType::UniChar));
        (op.code, op.args) = (code, vec![args[0].clone(), Operand::constant(ty, value)]);
        None
    }

    /// `(x + 1) + 1`
    fn add_constants(&mut self, op: &mut Op, first: OpCode, args: &[Operand]) -> Option<Operand> {
        let second = signed(op.args.get(1)?)?;
        if first != OpCode::int_add {
            return None;
        }
        let inner = signed(&args[1])?;
        let sum = self.program.model.wrap_signed(inner as i128 + second as i128);
        op.args = vec![args[0].clone(), Operand::signed(sum)];
        None
    }
}
