//! What an op on known operands gives: a constant, or one of its operands.

mod arith;
mod casts;
pub(crate) mod data;

use rpython_lltype::{ContainerId, DataModel, LLType, Pointer, Value};
use rpython_lowlevel::{Const, Imm, OpCode, Operand, Program};

pub(crate) use arith::{Arith, checked, classify};

/// The result of the op, if it can be had without executing it. The op must not raise.
pub(crate) fn fold(
    program: &Program,
    code: OpCode,
    imm: &Imm,
    args: &[Operand],
    result: LLType,
) -> Option<Operand> {
    match code {
        OpCode::same_as | OpCode::jit_force_virtual => return Some(args[0].clone()),
        OpCode::cast_pointer | OpCode::cast_opaque_ptr | OpCode::cast_primitive
            if operand_type_is(&args[0], result) =>
        {
            return Some(args[0].clone());
        }
        _ => {}
    }
    if let Some((ty, arith)) = classify(code) {
        if let Some(value) = constants(args).and_then(|c| arith::compute(program.model, ty, arith, &c)) {
            return Some(Operand::Const(Const { ty: result, value }));
        }
        return identity(program.model, ty, arith, args, result);
    }
    let value = match code {
        OpCode::getfield
        | OpCode::getarrayitem
        | OpCode::getarraysize
        | OpCode::getinteriorfield
        | OpCode::getinteriorarraysize => data::read(program, code, imm, args)?,
        OpCode::ptr_eq | OpCode::ptr_ne | OpCode::ptr_nonzero | OpCode::ptr_iszero => {
            pointer_test(program, code, args)?
        }
        OpCode::cast_pointer | OpCode::getsubstruct | OpCode::getarraysubstruct => {
            pointer_part(program, code, imm, args, result)?
        }
        OpCode::int_between => match constants(args)?[..] {
            [Value::Int(a), Value::Int(b), Value::Int(c)] => Value::Bool(a <= b && b < c),
            _ => return None,
        },
        OpCode::int_force_ge_zero => match args[0].as_const()? {
            Value::Int(n) => Value::Int((*n).max(0)),
            _ => return None,
        },
        OpCode::bool_not => match args[0].as_const()? {
            Value::Bool(b) => Value::Bool(!b),
            _ => return None,
        },
        _ => casts::fold(program.model, code, args[..].first()?, result)?,
    };
    Some(Operand::Const(Const { ty: result, value }))
}

/// Whether [`fold`] may know something about this op: worth the call.
pub(crate) fn may_fold(code: OpCode) -> bool {
    use rpython_lowlevel::Effect;
    match code.info().effect {
        Effect::Pure => !code.info().can_raise,
        Effect::Reads => matches!(
            code,
            OpCode::getfield
                | OpCode::getarrayitem
                | OpCode::getarraysize
                | OpCode::getinteriorfield
                | OpCode::getinteriorarraysize
        ),
        Effect::Allocates | Effect::Writes | Effect::Calls => false,
    }
}

fn operand_type_is(operand: &Operand, ty: LLType) -> bool {
    matches!(operand, Operand::Const(c) if c.ty == ty)
}

fn constants(args: &[Operand]) -> Option<Vec<&Value>> {
    args.iter().map(Operand::as_const).collect()
}

/// Ops that give back an operand or a constant though not all operands are known.
fn identity(model: DataModel, ty: LLType, arith: Arith, args: &[Operand], result: LLType) -> Option<Operand> {
    if !ty.is_integer() || args.len() < 2 {
        let same = args.len() == 2 && args[0] == args[1] && ty != LLType::Float;
        return if same { compare_same(arith) } else { None };
    }
    let constant = |i: usize| match args[i].as_const() {
        Some(Value::Int(n)) => Some(*n),
        _ => None,
    };
    let (a, b) = (constant(0), constant(1));
    let all_ones =
        arith::wrap(model, ty, -1).and_then(|v| if let Value::Int(n) = v { Some(n) } else { None });
    let zero = || Some(Operand::int(result, 0));
    match (arith, a, b) {
        (Arith::Add | Arith::Or | Arith::Xor, Some(0), _) => Some(args[1].clone()),
        (Arith::Add | Arith::Sub | Arith::Or | Arith::Xor, _, Some(0)) => Some(args[0].clone()),
        (Arith::Lshift | Arith::Rshift, _, Some(0)) => Some(args[0].clone()),
        (Arith::Lshift | Arith::Rshift, Some(0), _) => zero(),
        (Arith::Mul, Some(1), _) => Some(args[1].clone()),
        (Arith::Mul | Arith::FloorDiv, _, Some(1)) => Some(args[0].clone()),
        (Arith::Mod, _, Some(1)) => zero(),
        (Arith::Mul | Arith::And, Some(0), _) | (Arith::Mul | Arith::And, _, Some(0)) => zero(),
        (Arith::And, _, n) if n.is_some() && n == all_ones => Some(args[0].clone()),
        (Arith::And, n, _) if n.is_some() && n == all_ones => Some(args[1].clone()),
        (Arith::And | Arith::Or, ..) if args[0] == args[1] => Some(args[0].clone()),
        (Arith::Sub | Arith::Xor, ..) if args[0] == args[1] => zero(),
        _ if args[0] == args[1] => compare_same(arith),
        _ => None,
    }
}

fn compare_same(arith: Arith) -> Option<Operand> {
    match arith {
        Arith::Le | Arith::Eq | Arith::Ge => Some(Operand::bool(true)),
        Arith::Lt | Arith::Ne | Arith::Gt => Some(Operand::bool(false)),
        _ => None,
    }
}

/// Whether a constant pointer is null; `None` for what cannot be told (tagged integers are not null).
pub(crate) fn is_null(value: &Value) -> Option<bool> {
    match value {
        Value::Ptr(p) | Value::Address(p) => Some(*p == Pointer::Null),
        _ => None,
    }
}

fn pointer_test(program: &Program, code: OpCode, args: &[Operand]) -> Option<Value> {
    Some(Value::Bool(match code {
        OpCode::ptr_nonzero => !is_null(args[0].as_const()?)?,
        OpCode::ptr_iszero => is_null(args[0].as_const()?)?,
        _ => {
            let equal = match (&args[0], &args[1]) {
                (a, b) if a == b => true,
                (Operand::Const(a), Operand::Const(b)) => data::same(program, a, b)?,
                _ => return None,
            };
            equal == (code == OpCode::ptr_eq)
        }
    }))
}

fn pointer_part(
    program: &Program,
    code: OpCode,
    imm: &Imm,
    args: &[Operand],
    result: LLType,
) -> Option<Value> {
    let Operand::Const(base) = &args[0] else { return None };
    let to: ContainerId = result.pointee()?;
    let index = match (code, imm) {
        (OpCode::cast_pointer, _) => return data::cast(program, &base.value, base.ty.pointee()?, to),
        (OpCode::getsubstruct, Imm::Field(field)) => *field,
        _ => match args.get(1)?.as_const()? {
            Value::Int(n) => u32::try_from(*n).ok()?,
            _ => return None,
        },
    };
    data::part_pointer(program, base, index, result)
}
