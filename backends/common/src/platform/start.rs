//! The function that is the whole program: start-up roots, the list of arguments, the entry, the end.

use rpython_base::{Diagnostic, Span};
use rpython_lltype::{DataId, FuncId, LLType, Pointer};
use rpython_lowlevel::{
    FuncAttrs, FuncBody, Function, FunctionBuilder, Imm, InlineHint, Link, OpCode, Operand, Program,
    Terminator,
};

use super::entry;

/// The roots called first, in this order, where they exist.
const BEFORE: [&str; 3] = ["start_stack_init", "start_gc_init", "start_init"];

/// Adds the function.
pub(super) fn add(program: &mut Program) -> Result<FuncId, Diagnostic> {
    let main = program.entry.ok_or_else(|| {
        Diagnostic::error(
            "internal",
            Span::NONE,
            "the program has no entry point, so it cannot be an executable",
        )
    })?;
    let mut maker = Maker { state: exception_state(program), b: FunctionBuilder::new(&[]), program };
    maker.root("platform_start", &[])?;
    for root in BEFORE {
        maker.optional_root(root, vec![])?;
    }
    let status = maker.call_main(main)?;
    let status = maker.optional_root("start_exit", status)?;
    let low = maker.b.op(OpCode::int_and, &[status[0].clone(), Operand::signed(255)]);
    maker.root("platform_finish", &[low])?;
    maker.b.ret_void();
    let body = FuncBody::Graph(maker.b.finish());
    let ty = program.types.func(vec![], LLType::Void);
    let attrs = FuncAttrs { inline: InlineHint::Never, no_stack_check: true, ..FuncAttrs::default() };
    let name = "start".into();
    Ok(program.funcs.push(Function { name, module: "platform".into(), ty, body, attrs, span: Span::NONE }))
}

fn exception_state(program: &Program) -> Option<DataId> {
    program.exceptions.as_ref()?;
    program.named_data.iter().find(|(name, _)| *name == "exception_state").map(|&(_, data)| data)
}

struct Maker<'a> {
    program: &'a mut Program,
    b: FunctionBuilder,
    state: Option<DataId>,
}

impl Maker<'_> {
    fn call(&mut self, func: FuncId, args: &[Operand]) -> Operand {
        self.b.call(&self.program.types, func, self.program.funcs[func].ty, args)
    }

    fn root(&mut self, name: &str, args: &[Operand]) -> Result<Operand, Diagnostic> {
        let (func, _) = entry(self.program, name)?;
        Ok(self.call(func, args))
    }

    /// Calls a root if there is one, and reports what it raised; `live` goes on to be used.
    fn optional_root(&mut self, name: &str, live: Vec<Operand>) -> Result<Vec<Operand>, Diagnostic> {
        match self.program.root(name) {
            Some(func) => {
                self.call(func, &[]);
                self.check(live)
            }
            None => Ok(live),
        }
    }

    /// Ends the program if an exception is set; else gives `live` as it is known behind that.
    fn check(&mut self, live: Vec<Operand>) -> Result<Vec<Operand>, Diagnostic> {
        let (Some(state), Some(exceptions)) = (self.state, self.program.exceptions.clone()) else {
            return Ok(live);
        };
        let state = Operand::pointer(LLType::Ptr(self.program.data.objects[state].ty), Pointer::Data(state));
        let etype = self.b.getfield(&self.program.types, state, "etype");
        let raised = self.b.op(OpCode::ptr_nonzero, std::slice::from_ref(&etype));
        let types: Vec<LLType> = live.iter().map(|o| self.b.graph().operand_type(o)).collect();
        let failed = self.b.block(&[self.b.graph().operand_type(&etype)]);
        let fine = self.b.block(&types);
        self.b.branch(raised, Link::new(failed, vec![etype]), Link::new(fine, live));
        self.b.switch_to(failed);
        let etype = self.b.param(failed, 0);
        let address = self.b.op_to(OpCode::cast_ptr_to_adr, std::slice::from_ref(&etype), LLType::Address);
        let name = match self.program.types.expect_struct(exceptions.vtable).field("name".into()) {
            Some(_) => {
                let name = self.b.getfield(&self.program.types, etype, "name");
                self.b.op_to(OpCode::cast_ptr_to_adr, &[name], LLType::Address)
            }
            None => super::null_address(),
        };
        self.root("platform_fatal_exception", &[address, name])?;
        self.b.end(Terminator::Unreachable);
        self.b.switch_to(fine);
        Ok((0..types.len()).map(|i| self.b.param(fine, i)).collect())
    }

    /// Calls the entry with the arguments it takes; the exit status.
    fn call_main(&mut self, main: FuncId) -> Result<Vec<Operand>, Diagnostic> {
        let ty = self.program.types.expect_func(self.program.funcs[main].ty).clone();
        let args: Vec<LLType> = ty.args.iter().copied().filter(|&a| a != LLType::Void).collect();
        let given = match args[..] {
            [] => vec![],
            [LLType::Signed] => vec![self.root("platform_argc", &[])?],
            [list] => vec![self.arguments(main, list)?],
            _ => {
                return Err(Diagnostic::error(
                    "entry-point",
                    self.program.funcs[main].span,
                    "the entry point takes one argument, the list of the program's arguments",
                ));
            }
        };
        let status = self.call(main, &given);
        let status = match ty.result {
            LLType::Void => Operand::signed(0),
            LLType::Signed => status,
            _ => self.b.op_to(OpCode::cast_primitive, &[status], LLType::Signed),
        };
        self.check(vec![status])
    }

    /// The list of arguments. It may move while it grows, so that it is kept on the stack of roots.
    fn arguments(&mut self, main: FuncId, list_ty: LLType) -> Result<Operand, Diagnostic> {
        let (Some(new), Some(append)) =
            (self.program.root("start_argv_new"), self.program.root("start_argv_append"))
        else {
            return Err(Diagnostic::error(
                "internal",
                self.program.funcs[main].span,
                "the program does not say how to build the list of arguments",
            ));
        };
        let count = self.root("platform_argc", &[])?;
        let list = self.call(new, &[count]);
        let list = self.check(vec![list])?;
        let head = self.b.block(&[list_ty, LLType::Signed]);
        let body = self.b.block(&[list_ty, LLType::Signed]);
        let done = self.b.block(&[list_ty]);
        self.b.goto(head, &[list[0].clone(), Operand::signed(0)]);
        self.b.switch_to(head);
        let (list, i) = (self.b.param(head, 0), self.b.param(head, 1));
        let count = self.root("platform_argc", &[])?;
        let more = self.b.op(OpCode::int_lt, &[i.clone(), count]);
        self.b.branch(more, Link::new(body, vec![list.clone(), i]), Link::new(done, vec![list]));
        self.b.switch_to(body);
        let (list, i) = (self.b.param(body, 0), self.b.param(body, 1));
        let list = self.append(append, list, &i, list_ty)?;
        let live = self.check(vec![list, i])?;
        let next = self.b.op(OpCode::int_add, &[live[1].clone(), Operand::signed(1)]);
        self.b.goto(head, &[live[0].clone(), next]);
        self.b.switch_to(done);
        Ok(self.b.param(done, 0))
    }

    /// Appends argument `i` with the list on the stack of roots, if there is a collector; the list after that.
    fn append(
        &mut self,
        append: FuncId,
        list: Operand,
        i: &Operand,
        list_ty: LLType,
    ) -> Result<Operand, Diagnostic> {
        let append_ty = self.program.types.expect_func(self.program.funcs[append].ty);
        let text_ty = *append_ty.args.last().expect("it takes a list and a text");
        let text = self.root("platform_argv", std::slice::from_ref(i))?;
        let text = self.b.op_to(OpCode::cast_adr_to_ptr, &[text], text_ty);
        if self.program.root("start_gc_init").is_none() {
            self.call(append, &[list.clone(), text]);
            return Ok(list);
        }
        let base = self.b.op(OpCode::gc_stack_top, &[]);
        self.b.push(OpCode::gc_save_root, vec![base.clone(), list.clone()], Imm::Slot(0), LLType::Void);
        let slot = Operand::signed(self.program.model.pointer_bits as i64 / 8);
        let above = self.b.op(OpCode::adr_add, &[base.clone(), slot]);
        self.b.op(OpCode::gc_set_stack_top, &[above]);
        self.call(append, &[list, text]);
        let list = self.b.push(OpCode::gc_restore_root, vec![base.clone()], Imm::Slot(0), list_ty);
        self.b.op(OpCode::gc_set_stack_top, &[base]);
        Ok(list)
    }
}
