//! Exception edges: from the state to the handler whose class matches.

use rpython_base::{FastMap, Span};
use rpython_lltype::{LLType, Pointer, Value};
use rpython_lowlevel::raises::{class_range, is_caught, range_fields};
use rpython_lowlevel::{BlockId, Const, ExcCase, Imm, Link, OpCode, Operand, Terminator, VarId};

use crate::{
    lower::Lowering,
    state::{ETYPE, EVALUE},
};

impl Lowering<'_> {
    /// Tests the cases in order against the state; what matches none is passed on.
    pub(crate) fn dispatch(&mut self, cases: &[ExcCase], span: Span) -> Link {
        let Some((case, rest)) = cases.split_first() else {
            return Link::new(self.pass_block(span), vec![]);
        };
        let Some(class) = &case.class else { return self.handler(case, span) };
        let matched = self.handler(case, span);
        let other = self.dispatch(rest, span);
        let block = self.new_block();
        let etype = self.load(block, ETYPE);
        let cond = self.is_subclass(block, etype, class);
        let (mut args, if_true) = self.through(block, &matched);
        let (more, if_false) = self.through(block, &other);
        args.extend(more);
        self.graph.blocks[block].end = Terminator::Branch { cond, if_true, if_false };
        Link::new(block, args)
    }

    /// The same for an exception that is known, not set in the state yet.
    pub(crate) fn dispatch_known(
        &mut self,
        cases: &[ExcCase],
        etype: Operand,
        evalue: Operand,
        span: Span,
    ) -> Link {
        for case in cases {
            match is_caught(self.program, &etype, case.class.as_ref()) {
                Some(false) => {}
                Some(true) if !self.reraises.may_reraise(case.etype) => {
                    return substituted(case, etype, evalue);
                }
                Some(true) | None => {
                    let on = self.dispatch(cases, span);
                    return self.raise_to(etype, evalue, Some(on), span);
                }
            }
        }
        self.raise_to(etype, evalue, None, span)
    }

    /// A block that takes the exception out of the state and goes to the handler.
    fn handler(&mut self, case: &ExcCase, span: Span) -> Link {
        let block = self.new_block();
        let etype = self.load(block, ETYPE);
        let evalue = self.load(block, EVALUE);
        let null = |ty: LLType| Operand::pointer(ty, Pointer::Null);
        self.store(block, ETYPE, null(self.state.etype));
        self.store(block, EVALUE, null(self.state.evalue));
        if self.reraises.may_reraise(case.etype) {
            self.record(block, OpCode::debug_traceback_catch, Some(etype.clone()), span);
        }
        let (own, others): (Vec<_>, Vec<_>) =
            case.link.args.iter().cloned().partition(|arg| is_own(arg, case));
        debug_assert!(own.len() + others.len() == case.link.args.len());
        let outer = Link::new(case.link.target, others);
        let (given, inner) = self.through(block, &outer);
        let mut inner = inner.args.into_iter();
        let args = case
            .link
            .args
            .iter()
            .map(|arg| match arg {
                Operand::Var(v) if *v == case.etype => etype.clone(),
                Operand::Var(v) if *v == case.evalue => evalue.clone(),
                _ => inner.next().expect("one for each other argument"),
            })
            .collect();
        self.graph.blocks[block].end = Terminator::Goto(Link::new(case.link.target, args));
        Link::new(block, given)
    }

    /// Whether the class in `etype` is `class` or a subclass.
    fn is_subclass(&mut self, block: BlockId, etype: Operand, class: &Const) -> Operand {
        let constant = Operand::Const(Const { ty: self.state.etype, value: class.value.clone() });
        let vtable = self.state.etype.pointee().expect("a vtable pointer");
        let range = match &class.value {
            Value::Ptr(pointer) => class_range(self.program, pointer),
            _ => None,
        };
        if range.is_some_and(|(min, max)| max == min + 1) {
            return self.push(block, OpCode::ptr_eq, vec![etype, constant], Imm::None, LLType::Bool);
        }
        let (min_field, max_field) =
            range_fields(&self.program.types, vtable).expect("vtables have class ranges");
        let read = |this: &mut Self, pointer: Operand, field: u32| {
            this.push(block, OpCode::getfield, vec![pointer], Imm::Field(field), LLType::Signed)
        };
        let number = read(self, etype, min_field);
        let (min, max) = match range {
            Some((min, max)) => (Operand::signed(min), Operand::signed(max)),
            None => (read(self, constant.clone(), min_field), read(self, constant, max_field)),
        };
        self.push(block, OpCode::int_between, vec![min, number, max], Imm::None, LLType::Bool)
    }
}

fn is_own(arg: &Operand, case: &ExcCase) -> bool {
    matches!(arg, Operand::Var(v) if *v == case.etype || *v == case.evalue)
}

/// The case's link with the exception's type and value filled in.
fn substituted(case: &ExcCase, etype: Operand, evalue: Operand) -> Link {
    let map: FastMap<VarId, Operand> = [(case.etype, etype), (case.evalue, evalue)].into_iter().collect();
    let args = case
        .link
        .args
        .iter()
        .map(|arg| match arg {
            Operand::Var(v) => map.get(v).unwrap_or(arg).clone(),
            Operand::Const(_) => arg.clone(),
        })
        .collect();
    Link::new(case.link.target, args)
}
