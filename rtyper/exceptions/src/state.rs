//! The global exception state and what is known of exception classes.

use rpython_base::{Diagnostic, Span, Symbol};
use rpython_lltype::{ContainerId, DataId, Field, FuncId, GcKind, Hints, LLType, Pointer};
use rpython_lowlevel::{
    FuncAttrs, FuncBody, Function, FunctionBuilder, InlineHint, Link, OpCode, Operand, Program,
};

/// Names and types of the state, fixed for the whole transformation.
pub(crate) struct State {
    /// The struct type of the state.
    pub ty: ContainerId,
    /// The static object.
    pub data: DataId,
    /// Pointer to a vtable.
    pub etype: LLType,
    /// Pointer to an instance.
    pub evalue: LLType,
    /// Fills in a MemoryError unless an exception is set; its function type takes and gives nothing.
    pub set_memory_error: Option<(FuncId, ContainerId)>,
    /// Sets type and value. A function, so that the addresses of constants are not computed ahead on the common path.
    pub set_exception: (FuncId, ContainerId),
}

/// Index of the field `etype`.
pub(crate) const ETYPE: u32 = 0;
/// Index of the field `evalue`.
pub(crate) const EVALUE: u32 = 1;

impl State {
    /// Adds the state to the program; `None` if it has no exceptions.
    pub fn new(program: &mut Program) -> Option<State> {
        let exceptions = program.exceptions.as_ref()?;
        let (etype, evalue) = (LLType::Ptr(exceptions.vtable), LLType::Ptr(exceptions.object));
        let field = |name: &str, ty| Field { name: name.into(), ty };
        let ty = program.types.struct_(
            "exception_state".into(),
            GcKind::Raw,
            vec![field("etype", etype), field("evalue", evalue)],
            Hints::default(),
        );
        let data = program.data.reserve(&program.types, ty);
        program.data.objects[data].name = Some("exception_state".into());
        program.named_data.push((Symbol::intern("exception_state"), data));
        let set_exception = set_exception_helper(program, ty, data, [etype, evalue]);
        let mut state = State { ty, data, etype, evalue, set_memory_error: None, set_exception };
        state.set_memory_error = state.memory_error_helper(program);
        Some(state)
    }

    /// The state's address.
    pub fn pointer(&self) -> Operand {
        Operand::pointer(LLType::Ptr(self.ty), Pointer::Data(self.data))
    }

    /// The prebuilt exception of this name as constants.
    pub fn prebuilt(&self, program: &Program, name: &str) -> Result<(Operand, Operand), Diagnostic> {
        let exceptions = program.exceptions.as_ref().expect("there is a state");
        match exceptions.prebuilt.iter().find(|e| e.name == name) {
            Some(e) => Ok((
                Operand::pointer(self.etype, e.vtable.clone()),
                Operand::pointer(self.evalue, e.instance.clone()),
            )),
            None => Err(Diagnostic::error(
                "internal",
                Span::NONE,
                format!("an operation raises {name}, but the program has no prebuilt instance of it"),
            )),
        }
    }

    fn memory_error_helper(&self, program: &mut Program) -> Option<(FuncId, ContainerId)> {
        let (etype, evalue) = self.prebuilt(program, "MemoryError").ok()?;
        let ty = program.types.func(vec![], LLType::Void);
        let mut b = FunctionBuilder::new(&[]);
        let (set, done) = (b.block(&[]), b.block(&[]));
        let current = b.getfield(&program.types, self.pointer(), "etype");
        let none = b.op(OpCode::ptr_iszero, &[current]);
        b.branch(none, Link::new(set, vec![]), Link::new(done, vec![]));
        b.switch_to(set);
        b.setfield(&program.types, self.pointer(), "etype", etype.clone());
        b.setfield(&program.types, self.pointer(), "evalue", evalue);
        let no_place = rpython_lowlevel::Imm::Sym(Symbol::intern(""));
        b.push(OpCode::debug_traceback_raise, vec![etype], no_place, LLType::Void);
        b.goto(done, &[]);
        b.switch_to(done);
        b.ret_void();
        Some((add_helper(program, "set_memory_error", ty, b), ty))
    }
}

fn set_exception_helper(
    program: &mut Program,
    state_ty: ContainerId,
    state: DataId,
    [etype, evalue]: [LLType; 2],
) -> (FuncId, ContainerId) {
    let ty = program.types.func(vec![etype, evalue], LLType::Void);
    let pointer = Operand::pointer(LLType::Ptr(state_ty), Pointer::Data(state));
    let mut b = FunctionBuilder::new(&[etype, evalue]);
    let (etype, evalue) = (b.arg(0), b.arg(1));
    b.setfield(&program.types, pointer.clone(), "etype", etype);
    b.setfield(&program.types, pointer, "evalue", evalue);
    b.ret_void();
    (add_helper(program, "set_exception", ty, b), ty)
}

fn add_helper(program: &mut Program, name: &str, ty: ContainerId, b: FunctionBuilder) -> FuncId {
    let attrs = FuncAttrs {
        inline: InlineHint::Never,
        no_collect: true,
        no_stack_check: true,
        rarely_called: true,
        ..FuncAttrs::default()
    };
    program.funcs.push(Function {
        name: name.into(),
        module: "exceptions".into(),
        ty,
        body: FuncBody::Graph(b.finish()),
        attrs,
        span: Span::NONE,
    })
}
