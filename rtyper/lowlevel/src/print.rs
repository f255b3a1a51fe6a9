//! The text form of a program, which [`parse`](crate::parse) reads back.
//!
//! Ids are printed as they are (`t3`, `d0`, `fn7`, `b2`, `v11`), so that a dump can be compared with
//! what a debugger shows. A constant says its type unless the op table or its own look says it.
//! Results of type `Void` that nobody uses are left out, and so are unreachable blocks.

use std::fmt::Write;

use rpython_base::{EntityId, Span, Symbol};
use rpython_lltype::{
    Container, ContainerId, DataId, DataModel, FuncId, GcKind, Hints, LLType, Payload, Pointer, StaticObject,
    TypeTable, Value,
};

use crate::{
    CaseValue, Const, External, FuncAttrs, FuncBody, Function, Graph, Imm, InlineHint, Link, Op, Operand,
    OperandKind, PathStep, Program, Stage, Terminator, VarId,
};

/// What a dump contains.
#[derive(Clone, Copy, Default, Debug)]
pub struct PrintOptions {
    /// Byte positions of ops and functions: `@0:12:15`.
    pub spans: bool,
}

impl Program {
    /// The whole program as text, without source positions.
    pub fn to_text(&self) -> String {
        print_program(self, PrintOptions::default())
    }
}

/// The whole program as text.
pub fn print_program(program: &Program, options: PrintOptions) -> String {
    let mut p = Printer { types: &program.types, options, out: String::new() };
    p.header(program);
    for (id, container) in program.types.iter() {
        p.container(id, container);
    }
    for (id, object) in program.data.objects.iter() {
        p.static_object(id, object);
    }
    p.exceptions(program);
    for (id, function) in program.funcs.iter() {
        p.function(id, function);
    }
    p.out
}

/// One function as text: what `--dump-after=PASS:FUNCTION` shows.
pub fn print_function(program: &Program, id: FuncId, options: PrintOptions) -> String {
    let mut p = Printer { types: &program.types, options, out: String::new() };
    p.function(id, &program.funcs[id]);
    p.out
}

/// The text of a type: `Signed`, `*t3`, `t3`.
pub fn type_text(ty: LLType) -> String {
    format!("{ty:?}")
}

/// The name of a stage in the text form.
pub fn stage_name(stage: Stage) -> &'static str {
    match stage {
        Stage::Typed => "typed",
        Stage::ExceptionsLowered => "exceptions_lowered",
        Stage::GcLowered => "gc_lowered",
    }
}

/// The name of a data model in the text form.
pub fn model_name(model: DataModel) -> String {
    if model == DataModel::LP64 {
        "lp64".into()
    } else if model == DataModel::WASM {
        "wasm".into()
    } else if model == DataModel::ASMJS {
        "asmjs".into()
    } else {
        let DataModel { word_bits, pointer_bits, align8, c_long_bytes, wchar_bytes } = model;
        format!("({word_bits}, {pointer_bits}, {align8}, {c_long_bytes}, {wchar_bytes})")
    }
}

/// Words that start an item; a name that is one of them is quoted.
pub(crate) const KEYWORDS: [&str; 7] = ["type", "data", "func", "extern", "pending", "nominal", "in"];

/// Whether this is an identifier of the text form, printed without quotes.
fn is_identifier(text: &str) -> bool {
    !KEYWORDS.contains(&text)
        && text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// A quoted string with escapes for everything but printable ASCII.
pub(crate) fn quote(bytes: &[u8]) -> String {
    let mut out = String::from("\"");
    for &b in bytes {
        match b {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            0x20..=0x7e => out.push(b as char),
            _ => write!(out, "\\x{b:02x}").unwrap(),
        }
    }
    out.push('"');
    out
}

fn name(symbol: Symbol) -> String {
    if is_identifier(symbol.as_str()) { symbol.to_string() } else { quote(symbol.as_str().as_bytes()) }
}

fn names(symbols: &[Symbol]) -> String {
    symbols.iter().map(|&s| name(s)).collect::<Vec<_>>().join(", ")
}

/// A float that reads back to the same bits.
fn float_text(value: f64) -> String {
    if value.is_nan() {
        format!("nan(0x{:016x})", value.to_bits())
    } else if value.is_infinite() {
        if value > 0.0 { "inf".into() } else { "-inf".into() }
    } else {
        format!("{value:?}")
    }
}

fn pointer_text(pointer: &Pointer) -> String {
    match pointer {
        Pointer::Null => "null".into(),
        Pointer::Data(d) => format!("&{d}"),
        Pointer::Interior(d, path) => {
            let mut text = format!("&{d}");
            for step in path {
                write!(text, "/{step}").unwrap();
            }
            text
        }
        Pointer::Func(f) => format!("&{f}"),
        Pointer::Tagged(n) => format!("tagged({n})"),
    }
}

/// The type that a literal has if nothing else is said, by its look.
pub(crate) fn literal_type(value: &Value) -> Option<LLType> {
    match value {
        Value::Void => Some(LLType::Void),
        Value::Bool(_) => Some(LLType::Bool),
        Value::Int(_) => Some(LLType::Signed),
        Value::Char(_) => Some(LLType::Char),
        Value::UniChar(_) => Some(LLType::UniChar),
        Value::Float(_) => Some(LLType::Float),
        Value::Ptr(_) | Value::Address(_) | Value::Inline(_) => None,
    }
}

struct Printer<'a> {
    types: &'a TypeTable,
    options: PrintOptions,
    out: String,
}

impl Printer<'_> {
    fn line(&mut self, text: impl AsRef<str>) {
        self.out.push_str(text.as_ref());
        self.out.push('\n');
    }

    fn header(&mut self, program: &Program) {
        self.line(format!("model {}", model_name(program.model)));
        self.line(format!("stage {}", stage_name(program.stage)));
        if let Some(entry) = program.entry {
            self.line(format!("entry {entry}"));
        }
        for (purpose, func) in &program.roots {
            self.line(format!("root {} = {func}", name(*purpose)));
        }
        for (purpose, data) in &program.named_data {
            self.line(format!("named {} = {data}", name(*purpose)));
        }
        for (ty, func) in &program.finalizers {
            self.line(format!("finalizer {ty} = {func}"));
        }
        for (ty, func) in &program.tracers {
            self.line(format!("tracer {ty} = {func}"));
        }
    }

    fn span(&self, span: Span) -> String {
        match span.file() {
            Some(file) if self.options.spans => {
                format!(" @{}:{}:{}", file.index(), span.start, span.end)
            }
            _ => String::new(),
        }
    }

    fn container(&mut self, id: ContainerId, container: &Container) {
        let nominal = if self.types.is_structural(id) { "" } else { "nominal " };
        let gc = |kind: GcKind| if kind == GcKind::Gc { "gc" } else { "" };
        let text = match container {
            Container::Struct(s) => {
                let fields: Vec<String> =
                    s.fields.iter().map(|f| format!("{}: {:?}", name(f.name), f.ty)).collect();
                format!(
                    "{}struct {} {{ {} }}{}",
                    gc(s.gc),
                    name(s.name),
                    fields.join(", "),
                    hints_text(&s.hints)
                )
            }
            Container::Array(a) => format!("{}array({:?}){}", gc(a.gc), a.item, hints_text(&a.hints)),
            Container::FixedArray { item, length, hints } => {
                format!("fixedarray({item:?}, {length}){}", hints_text(hints))
            }
            Container::Func(f) => {
                let args: Vec<String> = f.args.iter().map(|a| format!("{a:?}")).collect();
                format!("func({}) -> {:?}", args.join(", "), f.result)
            }
            Container::Opaque { name: n, gc: kind, hints } => {
                format!("{}opaque {}{}", gc(*kind), name(*n), hints_text(hints))
            }
            Container::Forward(kind) => format!("{}forward", gc(*kind)),
        };
        self.line(format!("type {nominal}{id} = {text}"));
    }

    fn static_object(&mut self, id: DataId, object: &StaticObject) {
        let mut text = format!("data {id}: {} = ", object.ty);
        self.payload(&mut text, object.ty, &object.payload);
        if let Some(n) = object.name {
            write!(text, " name {}", name(n)).unwrap();
        }
        if let Some(hash) = object.identity_hash {
            write!(text, " hash {hash}").unwrap();
        }
        if let Some(n) = object.c_name {
            write!(text, " cname {}", name(n)).unwrap();
        }
        self.line(text);
    }

    fn payload(&self, text: &mut String, ty: ContainerId, payload: &Payload) {
        match payload {
            Payload::Struct(values) => {
                text.push_str("{ ");
                for (i, value) in values.iter().enumerate() {
                    if i > 0 {
                        text.push_str(", ");
                    }
                    let field_ty = self.types.as_struct(ty).and_then(|s| s.fields.get(i)).map(|f| f.ty);
                    self.value(text, field_ty, value);
                }
                text.push_str(" }");
            }
            Payload::Array(values) => {
                let item = self.types.item_type(ty);
                text.push('[');
                for (i, value) in values.iter().enumerate() {
                    if i > 0 {
                        text.push_str(", ");
                    }
                    self.value(text, item, value);
                }
                text.push(']');
            }
            Payload::Bytes(bytes) => text.push_str(&quote(bytes)),
            Payload::Chars(chars) => {
                text.push_str("u[");
                for (i, c) in chars.iter().enumerate() {
                    write!(text, "{}{c}", if i > 0 { ", " } else { "" }).unwrap();
                }
                text.push(']');
            }
            Payload::Opaque => text.push_str("opaque"),
        }
    }

    fn value(&self, text: &mut String, ty: Option<LLType>, value: &Value) {
        match value {
            Value::Void => text.push_str("void"),
            Value::Bool(b) => write!(text, "{b}").unwrap(),
            Value::Int(n) => match ty {
                Some(LLType::Unsigned | LLType::UnsignedLongLong) => write!(text, "{}", *n as u64).unwrap(),
                _ => write!(text, "{n}").unwrap(),
            },
            Value::Char(c) => {
                let quoted = quote(&[*c]);
                let body = &quoted[1..quoted.len() - 1];
                match c {
                    b'\'' => text.push_str("'\\''"),
                    b'"' => text.push_str("'\"'"),
                    _ => write!(text, "'{body}'").unwrap(),
                }
            }
            Value::UniChar(c) => write!(text, "u({c})").unwrap(),
            Value::Float(f) => text.push_str(&float_text(*f)),
            Value::Ptr(p) | Value::Address(p) => text.push_str(&pointer_text(p)),
            Value::Inline(payload) => match ty {
                Some(LLType::Inline(inner)) => self.payload(text, inner, payload),
                _ => text.push_str("?inline"),
            },
        }
    }

    fn exceptions(&mut self, program: &Program) {
        let Some(exceptions) = &program.exceptions else { return };
        self.line(format!("exceptions object {} vtable {} {{", exceptions.object, exceptions.vtable));
        for e in &exceptions.prebuilt {
            self.line(format!(
                "  {}: {}, {}",
                name(e.name),
                pointer_text(&e.vtable),
                pointer_text(&e.instance)
            ));
        }
        self.line("}");
    }

    fn function(&mut self, id: FuncId, function: &Function) {
        let head = |kind: &str| {
            let attrs = attrs_text(&function.attrs);
            let module = if function.module.as_str().is_empty() {
                String::new()
            } else {
                format!(" in {}", name(function.module))
            };
            format!("{kind} {id} {}{module}: {}{attrs}", name(function.name), function.ty)
        };
        match &function.body {
            FuncBody::Pending => {
                let text = head("pending") + &self.span(function.span);
                self.line(text);
            }
            FuncBody::External(external) => {
                let text = head("extern") + &self.span(function.span);
                self.line(format!("{text} {}", external_text(external)));
            }
            FuncBody::Graph(graph) => {
                let text = head("func") + &self.span(function.span);
                self.line(format!("{text} {{"));
                self.graph(graph);
                self.line("}");
            }
        }
    }

    fn graph(&mut self, graph: &Graph) {
        let used = used_vars(graph);
        for block_id in graph.reverse_postorder() {
            let block = &graph.blocks[block_id];
            let params: Vec<String> = block.params.iter().map(|&v| declare(graph, v)).collect();
            self.line(format!("  {block_id}({}):", params.join(", ")));
            for op in &block.ops {
                let text = self.op(graph, op, &used);
                self.line(format!("    {text}"));
            }
            let text = self.terminator(graph, &block.end);
            self.line(format!("    {text}"));
        }
    }

    fn op(&self, graph: &Graph, op: &Op, used: &[bool]) -> String {
        let mut text = String::new();
        if graph.vars[op.result].ty != LLType::Void || used[op.result.index()] {
            write!(text, "{} = ", declare(graph, op.result)).unwrap();
        }
        text.push_str(op.code.name());
        text.push_str(&self.imm(graph, op));
        let info = op.code.info();
        let args: Vec<String> = op
            .args
            .iter()
            .enumerate()
            .map(|(i, arg)| self.operand(arg, info.operands.get(i).copied()))
            .collect();
        write!(text, "({}){}", args.join(", "), self.span(op.span)).unwrap();
        text
    }

    fn imm(&self, graph: &Graph, op: &Op) -> String {
        let pointee = op.args.first().and_then(|a| graph.operand_type(a).pointee());
        match &op.imm {
            Imm::None => String::new(),
            Imm::Field(index) => format!(".{}", self.field(pointee, *index).0),
            Imm::Path(path) => {
                let mut at = pointee;
                let mut text = String::new();
                for step in path {
                    match step {
                        PathStep::Field(index) => {
                            let (field, inner) = self.field(at, *index);
                            write!(text, "/{field}").unwrap();
                            at = inner;
                        }
                        PathStep::Index => {
                            text.push_str("/[]");
                            at = at.and_then(|id| self.types.item_type(id)).and_then(inlined);
                        }
                    }
                }
                text
            }
            Imm::Malloc(ty, flavor) => {
                let mut words = vec![ty.to_string()];
                words.extend(flavor.gc.then(|| "gc".into()));
                words.extend(flavor.zero.then(|| "zero".into()));
                words.extend(flavor.nonmovable.then(|| "nonmovable".into()));
                words.extend(flavor.track.then(|| "track".into()));
                format!("{{malloc {}}}", words.join(" "))
            }
            Imm::Targets(None) => "{any}".into(),
            Imm::Targets(Some(funcs)) => {
                let funcs: Vec<String> = funcs.iter().map(|f| f.to_string()).collect();
                format!("{{targets {}}}", funcs.join(", "))
            }
            Imm::Slot(slot) => format!("{{slot {slot}}}"),
            Imm::Sym(symbol) => format!("{{sym {}}}", name(*symbol)),
            Imm::Hint(symbols) => format!("{{hint {}}}", names(symbols)),
        }
    }

    /// The name of a field (its index if the struct is not known) and the container inlined there.
    fn field(&self, container: Option<ContainerId>, index: u32) -> (String, Option<ContainerId>) {
        let field =
            container.and_then(|id| self.types.as_struct(id)).and_then(|s| s.fields.get(index as usize));
        match field {
            Some(f) if is_identifier(f.name.as_str()) => (f.name.to_string(), inlined(f.ty)),
            Some(f) => (index.to_string(), inlined(f.ty)),
            None => (index.to_string(), None),
        }
    }

    fn operand(&self, operand: &Operand, kind: Option<OperandKind>) -> String {
        match operand {
            Operand::Var(v) => v.to_string(),
            Operand::Const(c) => {
                let expected = match kind {
                    Some(OperandKind::Is(ty)) => Some(ty),
                    _ => None,
                };
                self.constant(c, expected)
            }
        }
    }

    fn constant(&self, c: &Const, expected: Option<LLType>) -> String {
        let mut text = String::new();
        self.value(&mut text, Some(c.ty), &c.value);
        if expected.or(literal_type(&c.value)) != Some(c.ty) {
            write!(text, ":{:?}", c.ty).unwrap();
        }
        text
    }

    fn link(&self, link: &Link) -> String {
        let args: Vec<String> = link.args.iter().map(|a| self.operand(a, None)).collect();
        format!("{}({})", link.target, args.join(", "))
    }

    fn terminator(&self, graph: &Graph, end: &Terminator) -> String {
        match end {
            Terminator::Goto(link) => format!("goto {}", self.link(link)),
            Terminator::Branch { cond, if_true, if_false } => format!(
                "branch {} {} else {}",
                self.operand(cond, Some(OperandKind::Is(LLType::Bool))),
                self.link(if_true),
                self.link(if_false)
            ),
            Terminator::Switch { value, cases, default } => {
                let mut parts: Vec<String> = cases
                    .iter()
                    .map(|(CaseValue::Int(n), link)| format!("{n}: {}", self.link(link)))
                    .collect();
                parts.extend(default.as_ref().map(|link| format!("default: {}", self.link(link))));
                format!("switch {} {{ {} }}", self.operand(value, None), parts.join(", "))
            }
            Terminator::Catch { normal, cases } => {
                let cases: Vec<String> = cases
                    .iter()
                    .map(|case| {
                        let class =
                            case.class.as_ref().map_or_else(|| "any".into(), |c| self.constant(c, None));
                        let (etype, evalue) = (declare(graph, case.etype), declare(graph, case.evalue));
                        format!("{class} as {etype}, {evalue}: {}", self.link(&case.link))
                    })
                    .collect();
                format!("catch {} {{ {} }}", self.link(normal), cases.join(", "))
            }
            Terminator::Return(value) => format!("return {}", self.operand(value, None)),
            Terminator::Raise { etype, evalue, span } => {
                let (etype, evalue) = (self.operand(etype, None), self.operand(evalue, None));
                format!("raise {etype}, {evalue}{}", self.span(*span))
            }
            Terminator::Unreachable => "unreachable".into(),
        }
    }
}

fn inlined(ty: LLType) -> Option<ContainerId> {
    match ty {
        LLType::Inline(id) => Some(id),
        _ => None,
    }
}

fn declare(graph: &Graph, v: VarId) -> String {
    let var = &graph.vars[v];
    match var.name {
        Some(n) => format!("{v}: {:?} {}", var.ty, quote(n.as_str().as_bytes())),
        None => format!("{v}: {:?}", var.ty),
    }
}

/// Which variables are used by an op, a terminator or a link.
fn used_vars(graph: &Graph) -> Vec<bool> {
    let mut used = vec![false; graph.vars.len()];
    for block in graph.blocks.values() {
        let links = block.end.links();
        let operands = block.ops.iter().flat_map(|op| &op.args).chain(block.end.operands());
        for operand in operands.chain(links.iter().flat_map(|link| &link.args)) {
            if let Operand::Var(v) = operand {
                used[v.index()] = true;
            }
        }
    }
    used
}

fn hints_text(hints: &Hints) -> String {
    let Hints { immutable, immutable_fields, nolength, c_name, c_typedef, c_layout, union, other } = hints;
    let mut words = Vec::new();
    words.extend(immutable.then(|| "immutable".to_string()));
    words.extend(nolength.then(|| "nolength".to_string()));
    words.extend(c_typedef.then(|| "c_typedef".to_string()));
    words.extend(union.then(|| "union".to_string()));
    words.extend(c_name.map(|n| format!("c_name {}", name(n))));
    for (field, items, quasi) in immutable_fields {
        let suffix = format!("{}{}", if *items { " items" } else { "" }, if *quasi { " quasi" } else { "" });
        words.push(format!("immutable_field {}{suffix}", name(*field)));
    }
    if let Some((offsets, size)) = c_layout {
        let offsets: Vec<String> = offsets.iter().map(|o| o.to_string()).collect();
        words.push(format!("c_layout ({}) {size}", offsets.join(", ")));
    }
    words.extend(other.iter().map(|&n| format!("other {}", name(n))));
    if words.is_empty() { String::new() } else { format!(" hints({})", words.join(", ")) }
}

fn attrs_text(attrs: &FuncAttrs) -> String {
    let FuncAttrs {
        inline,
        elidable,
        dont_look_inside,
        unroll_safe,
        loop_invariant,
        oopspec,
        no_collect,
        must_not_collect,
        gc_internal,
        no_stack_check,
        stack_checked,
        never_returns,
        rarely_called,
        export,
    } = attrs;
    let mut words: Vec<String> = Vec::new();
    match inline {
        InlineHint::Auto => {}
        InlineHint::Always => words.push("always_inline".into()),
        InlineHint::Try => words.push("try_inline".into()),
        InlineHint::Never => words.push("dont_inline".into()),
    }
    let flags = [
        (elidable, "elidable"),
        (dont_look_inside, "dont_look_inside"),
        (unroll_safe, "unroll_safe"),
        (loop_invariant, "loop_invariant"),
        (no_collect, "no_collect"),
        (must_not_collect, "must_not_collect"),
        (gc_internal, "gc_internal"),
        (no_stack_check, "no_stack_check"),
        (stack_checked, "stack_checked"),
        (never_returns, "never_returns"),
        (rarely_called, "rarely_called"),
    ];
    words.extend(flags.iter().filter(|(on, _)| **on).map(|(_, word)| word.to_string()));
    words.extend(oopspec.map(|s| format!("oopspec {}", name(s))));
    words.extend(export.map(|s| format!("export {}", name(s))));
    if words.is_empty() { String::new() } else { format!(" [{}]", words.join(", ")) }
}

fn external_text(external: &External) -> String {
    let External {
        c_name,
        pre_include_bits,
        includes,
        post_include_bits,
        separate_module_sources,
        separate_module_files,
        libraries,
        include_dirs,
        library_dirs,
        compile_extra,
        link_extra,
        link_files,
        frameworks,
        macro_,
        save_err,
        releases_gil,
        can_collect,
    } = external;
    let mut words = Vec::new();
    words.extend(c_name.map(|n| format!("c_name({})", name(n))));
    let lists = [
        ("pre_include_bits", pre_include_bits),
        ("includes", includes),
        ("post_include_bits", post_include_bits),
        ("separate_module_sources", separate_module_sources),
        ("separate_module_files", separate_module_files),
        ("libraries", libraries),
        ("include_dirs", include_dirs),
        ("library_dirs", library_dirs),
        ("compile_extra", compile_extra),
        ("link_extra", link_extra),
        ("link_files", link_files),
        ("frameworks", frameworks),
    ];
    for (key, list) in lists {
        if !list.is_empty() {
            words.push(format!("{key}({})", names(list)));
        }
    }
    words.extend(macro_.then(|| "macro".to_string()));
    words.extend((*save_err != 0).then(|| format!("save_err({save_err})")));
    words.extend(releases_gil.then(|| "releases_gil".to_string()));
    words.extend(can_collect.then(|| "can_collect".to_string()));
    if words.is_empty() { "{}".into() } else { format!("{{ {} }}", words.join(", ")) }
}
