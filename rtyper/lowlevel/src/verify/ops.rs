//! Rules of single ops: the table's, and those that depend on what pointers point to.

use rpython_lltype::{Container, ContainerId, LLType};

use super::Verifier;
use crate::{Graph, Imm, Op, OpCode, OperandKind, PathStep, ResultRule};

impl Verifier<'_> {
    pub(super) fn op(&mut self, graph: &Graph, op: &Op) {
        let info = op.code.info();
        let stage = self.program.stage;
        if !info.legal_in(stage) {
            self.error(format!("{} is not legal in stage {stage:?}", info.name));
        }
        let given: Vec<LLType> = op.args.iter().map(|a| graph.operand_type(a)).collect();
        if given.len() < info.operands.len() || (given.len() > info.operands.len() && !info.variadic) {
            let wanted = info.operands.len();
            return self.error(format!("{} takes {wanted} operands, not {}", info.name, given.len()));
        }
        for (i, (&ty, &kind)) in given.iter().zip(info.operands).enumerate() {
            let fits = match kind {
                OperandKind::Is(wanted) => ty == wanted,
                OperandKind::Ptr => matches!(ty, LLType::Ptr(_)),
                OperandKind::Any => true,
            };
            if !fits {
                self.error(format!("operand {i} of {} is {}, not {kind:?}", info.name, self.show(ty)));
            }
        }
        let result = graph.vars[op.result].ty;
        let wanted = match info.result {
            ResultRule::Is(ty) => Some(ty),
            ResultRule::SameAsFirst => given.first().copied(),
            ResultRule::Declared => None,
        };
        if wanted.is_some_and(|wanted| wanted != result) {
            self.error(format!("the result of {} is no {}", info.name, self.show(result)));
        }
        self.special(op, &given, result);
    }

    /// The pointer operand's container.
    fn pointee(&mut self, op: &Op, ty: LLType) -> Option<ContainerId> {
        if ty.pointee().is_none() {
            self.error(format!("{} needs a pointer", op.code.name()));
        }
        ty.pointee()
    }

    fn expect_type(&mut self, what: &str, wanted: LLType, given: LLType) {
        if wanted != given {
            let (wanted, given) = (self.show(wanted), self.show(given));
            self.error(format!("{what} is {given}, not {wanted}"));
        }
        if matches!(wanted, LLType::Inline(_)) {
            self.error(format!("{what} is an inlined container"));
        }
    }

    fn special(&mut self, op: &Op, given: &[LLType], result: LLType) {
        match op.code {
            OpCode::getfield | OpCode::setfield | OpCode::getsubstruct | OpCode::direct_fieldptr => {
                self.field_op(op, given, result);
            }
            OpCode::getarrayitem
            | OpCode::setarrayitem
            | OpCode::getarraysize
            | OpCode::getarraysubstruct
            | OpCode::direct_arrayitems
            | OpCode::direct_ptradd => self.array_op(op, given, result),
            OpCode::getinteriorfield | OpCode::setinteriorfield | OpCode::getinteriorarraysize => {
                self.interior_op(op, given, result);
            }
            OpCode::malloc | OpCode::malloc_varsize | OpCode::free => self.malloc_op(op, given, result),
            OpCode::direct_call | OpCode::indirect_call => self.call(op, given, result),
            OpCode::cast_pointer => self.cast_pointer(given, result),
            OpCode::cast_opaque_ptr | OpCode::cast_adr_to_ptr | OpCode::cast_int_to_ptr
                if result.pointee().is_none() =>
            {
                self.error(format!("the result of {} is no pointer", op.code.name()));
            }
            OpCode::ptr_eq | OpCode::ptr_ne => {
                let (a, b) = (given[0], given[1]);
                let related = match (a.pointee(), b.pointee()) {
                    (Some(x), Some(y)) => {
                        let types = &self.program.types;
                        types.is_subtype(x, y) || types.is_subtype(y, x)
                    }
                    _ => true,
                };
                if !related {
                    self.error(format!("compares {} with {}", self.show(a), self.show(b)));
                }
            }
            // Every other op is described by the table alone.
            _ => {}
        }
    }

    fn field_op(&mut self, op: &Op, given: &[LLType], result: LLType) {
        let Some(id) = self.pointee(op, given[0]) else { return };
        let Imm::Field(index) = op.imm else {
            return self.error(format!("{} needs a field", op.code.name()));
        };
        let types = &self.program.types;
        let field = types.as_struct(id).and_then(|s| s.fields.get(index as usize));
        let Some(field) = field else {
            return self.error(format!("{} has no field {index}", types.display_container(id)));
        };
        let ty = field.ty;
        let name = field.name;
        match op.code {
            OpCode::getfield => self.expect_type(&format!("field {name}"), ty, result),
            OpCode::setfield => self.expect_type(&format!("the value for {name}"), ty, given[1]),
            OpCode::getsubstruct => match ty {
                LLType::Inline(inner) => self.expect_type("the result", LLType::Ptr(inner), result),
                _ => self.error(format!("{name} is not inlined")),
            },
            _ => {
                let points_to = result.pointee().and_then(|r| self.program.types.item_type(r));
                if points_to != Some(ty) {
                    self.error(format!("the result of direct_fieldptr is {}", self.show(result)));
                }
            }
        }
    }

    fn array_op(&mut self, op: &Op, given: &[LLType], result: LLType) {
        let Some(id) = self.pointee(op, given[0]) else { return };
        let types = &self.program.types;
        let Some(item) = types.item_type(id) else {
            return self.error(format!("{} on {}", op.code.name(), types.display_container(id)));
        };
        match op.code {
            OpCode::getarrayitem => self.expect_type("the item", item, result),
            OpCode::setarrayitem => self.expect_type("the value", item, given[2]),
            OpCode::getarraysubstruct => match item {
                LLType::Inline(inner) => self.expect_type("the result", LLType::Ptr(inner), result),
                _ => self.error("the items are not inlined"),
            },
            OpCode::getarraysize => {
                if matches!(types.get(id), Container::Array(a) if a.hints.nolength) {
                    self.error("the array has no length");
                }
            }
            _ => {
                if result.pointee().and_then(|r| types.item_type(r)) != Some(item) {
                    self.error(format!("the result of {} is {}", op.code.name(), self.show(result)));
                }
            }
        }
    }

    fn interior_op(&mut self, op: &Op, given: &[LLType], result: LLType) {
        let Some(id) = self.pointee(op, given[0]) else { return };
        let Imm::Path(path) = &op.imm else {
            return self.error(format!("{} needs a path", op.code.name()));
        };
        let indices = path.iter().filter(|step| **step == PathStep::Index).count();
        let values = usize::from(op.code == OpCode::setinteriorfield);
        if given.len() != 1 + indices + values {
            return self.error(format!("{} has {} operands", op.code.name(), given.len()));
        }
        if given[1..=indices].iter().any(|&ty| ty != LLType::Signed) {
            self.error("an index is no Signed");
        }
        let Some(ty) = self.walk(id, path) else { return };
        match op.code {
            OpCode::getinteriorfield => self.expect_type("the part", ty, result),
            OpCode::setinteriorfield => self.expect_type("the value", ty, given[given.len() - 1]),
            _ => {
                if !matches!(ty, LLType::Inline(inner) if self.program.types.item_type(inner).is_some()) {
                    self.error("the path does not lead to an array");
                }
            }
        }
    }

    /// The type at the end of a path.
    fn walk(&mut self, id: ContainerId, path: &[PathStep]) -> Option<LLType> {
        let types = &self.program.types;
        let mut at = LLType::Inline(id);
        for step in path {
            let LLType::Inline(inner) = at else {
                self.error("the path goes on behind a primitive");
                return None;
            };
            let next = match step {
                PathStep::Field(i) => {
                    types.as_struct(inner).and_then(|s| s.fields.get(*i as usize)).map(|f| f.ty)
                }
                PathStep::Index => types.item_type(inner),
            };
            let Some(next) = next else {
                self.error(format!("{} has no part {step:?}", types.display_container(inner)));
                return None;
            };
            at = next;
        }
        Some(at)
    }

    fn malloc_op(&mut self, op: &Op, given: &[LLType], result: LLType) {
        let Imm::Malloc(ty, _) = op.imm else {
            return self.error(format!("{} needs a type", op.code.name()));
        };
        if op.code == OpCode::free {
            return self.expect_type("the operand", LLType::Ptr(ty), given[0]);
        }
        self.expect_type("the result", LLType::Ptr(ty), result);
        let varsize = self.program.types.varsize_array(ty).is_some();
        if varsize != (op.code == OpCode::malloc_varsize) {
            let shown = self.program.types.display_container(ty);
            self.error(format!("{} of {shown}", op.code.name()));
        }
    }

    fn call(&mut self, op: &Op, given: &[LLType], result: LLType) {
        let types = &self.program.types;
        let Some(id) = self.pointee(op, given[0]) else { return };
        let Container::Func(ty) = types.get(id) else {
            return self.error(format!("calls a {}", types.display_container(id)));
        };
        if op.code == OpCode::direct_call {
            match op.args[0].as_func() {
                None => self.error("a direct call of what is no constant function"),
                Some(f) => match self.program.funcs.get(f) {
                    Some(function) if function.ty == id => {}
                    Some(_) => self.error(format!("{f} is called as what it is not")),
                    // Reported with the operand.
                    None => {}
                },
            }
        }
        let args = &given[1..];
        if args != ty.args {
            let wanted: Vec<String> = ty.args.iter().map(|&a| self.show(a)).collect();
            let found: Vec<String> = args.iter().map(|&a| self.show(a)).collect();
            self.error(format!("calls with ({}) instead of ({})", found.join(", "), wanted.join(", ")));
        }
        if ty.result != result {
            let wanted = self.show(ty.result);
            self.error(format!("a call's result is {}, not {wanted}", self.show(result)));
        }
    }

    fn cast_pointer(&mut self, given: &[LLType], result: LLType) {
        let types = &self.program.types;
        let (Some(from), Some(to)) = (given[0].pointee(), result.pointee()) else {
            return self.error("cast_pointer between what are no pointers");
        };
        if !types.is_subtype(from, to) && !types.is_subtype(to, from) {
            let (from, to) = (self.show(given[0]), self.show(result));
            self.error(format!("cast_pointer from {from} to {to}, which are not related"));
        }
    }
}
