//! Tests for classes without subclasses: the class itself is compared, without a look into it.

use rpython_base::FastMap;
use rpython_lltype::{ContainerId, DataId, LLType, Payload, Pointer, Value};
use rpython_lowlevel::{Const, Graph, Imm, Op, OpCode, Operand, Program, VarId};

/// The vtables of classes without subclasses.
pub(crate) struct Leaves {
    /// The root of all vtables.
    root: ContainerId,
    /// By `subclassrange_min`.
    vtables: FastMap<i64, DataId>,
}

/// `subclassrange_min` and `subclassrange_max` of a vtable, which are its first fields.
fn range(program: &Program, root: ContainerId, mut ty: ContainerId, payload: &Payload) -> Option<(i64, i64)> {
    let Payload::Struct(values) = payload else { return None };
    let mut values = values;
    while ty != root {
        let LLType::Inline(inner) = program.types.as_struct(ty)?.fields.first()?.ty else { return None };
        let Value::Inline(payload) = values.first()? else { return None };
        let Payload::Struct(inner_values) = &**payload else { return None };
        (ty, values) = (inner, inner_values);
    }
    match values[..] {
        [Value::Int(min), Value::Int(max), ..] => Some((min, max)),
        _ => None,
    }
}

impl Leaves {
    /// Finds them; None for programs without classes.
    pub fn new(program: &Program) -> Option<Leaves> {
        let root = program.exceptions.as_ref()?.vtable;
        let mut vtables = FastMap::default();
        for (id, object) in program.data.objects.iter() {
            if let Some((min, max)) = range(program, root, object.ty, &object.payload)
                && max == min + 1
            {
                vtables.insert(min, id);
            }
        }
        Some(Leaves { root, vtables })
    }

    /// Rewrites `min <= typeptr.subclassrange_min < min + 1`; whether there was any.
    pub fn rewrite(&self, graph: &mut Graph) -> bool {
        let mut changed = false;
        let types: FastMap<_, _> = graph.vars.iter().map(|(v, var)| (v, var.ty)).collect();
        let blocks: Vec<_> = graph.blocks.ids().collect();
        for block in blocks {
            let mut minima = FastMap::default();
            for op in &mut graph.blocks[block].ops {
                if let (OpCode::getfield, Imm::Field(0), &[Operand::Var(class)]) =
                    (op.code, &op.imm, &op.args[..])
                    && types[&class] == LLType::Ptr(self.root)
                {
                    minima.insert(op.result, class);
                }
                if let Some((class, vtable)) = self.leaf_test(op, &minima) {
                    op.code = OpCode::ptr_eq;
                    let value = Value::Ptr(Pointer::Data(vtable));
                    let vtable = Operand::Const(Const { ty: LLType::Ptr(self.root), value });
                    op.args = vec![Operand::Var(class), vtable];
                    changed = true;
                }
            }
        }
        changed
    }

    /// The vtable pointer that is tested and the only one that passes.
    fn leaf_test(&self, op: &Op, minima: &FastMap<VarId, VarId>) -> Option<(VarId, DataId)> {
        let int = |operand: &Operand| match operand.as_const() {
            Some(Value::Int(n)) => Some(*n),
            _ => None,
        };
        if op.code != OpCode::int_between {
            return None;
        }
        let (min, max) = (int(&op.args[0])?, int(&op.args[2])?);
        let class = *minima.get(&op.args[1].as_var()?)?;
        if max == min + 1 { Some((class, *self.vtables.get(&min)?)) } else { None }
    }
}
