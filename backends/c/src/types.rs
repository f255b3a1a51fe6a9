//! C types and the structs of containers.

use std::fmt::Write;

use rpython_base::{EntityId, FastSet};
use rpython_lltype::{Container, ContainerId, LLType, StructType, layout::Layout};
use rpython_lowlevel::Program;

use rpython_backend_common::names;

/// The C type of a variable.
pub(crate) fn c_type(program: &Program, ty: LLType) -> String {
    match ty {
        LLType::Void => "void".into(),
        LLType::Bool => "Bool".into(),
        LLType::Char => "Char".into(),
        LLType::UniChar => "UniChar".into(),
        LLType::Signed => "Signed".into(),
        LLType::Unsigned => "Unsigned".into(),
        LLType::SignedLongLong => "int64_t".into(),
        LLType::UnsignedLongLong => "uint64_t".into(),
        LLType::SignedLongLongLong => "__int128".into(),
        LLType::UnsignedLongLongLong => "unsigned __int128".into(),
        LLType::Int8 => "int8_t".into(),
        LLType::UInt8 => "uint8_t".into(),
        LLType::Int16 => "int16_t".into(),
        LLType::UInt16 => "uint16_t".into(),
        LLType::Int32 => "int32_t".into(),
        LLType::UInt32 => "uint32_t".into(),
        LLType::Float => "double".into(),
        LLType::SingleFloat => "float".into(),
        LLType::LongFloat => "long double".into(),
        LLType::Address => "Address".into(),
        LLType::Ptr(id) => pointer(program, id),
        LLType::Inline(id) => format!("struct {}", names::container(program, id)),
    }
}

/// The C type of a pointer to a container.
pub(crate) fn pointer(program: &Program, id: ContainerId) -> String {
    match program.types.get(id) {
        Container::Func(_) => "rpy_fn".into(),
        Container::Struct(_)
        | Container::Array(_)
        | Container::FixedArray { .. }
        | Container::Opaque { .. }
        | Container::Forward(_) => format!("struct {} *", names::container(program, id)),
    }
}

/// The C name of a field: its name made an identifier, and its index, since two names may become equal.
pub(crate) fn field(s: &StructType, index: usize) -> String {
    let name = names::identifier(s.fields[index].name.as_str());
    let clash = s.fields[..index].iter().any(|f| names::identifier(f.name.as_str()) == name);
    if clash { format!("f{index}_{name}") } else { format!("f_{name}") }
}

/// The parameter list of a function type, as in a cast.
pub(crate) fn signature(program: &Program, id: ContainerId) -> (String, Vec<String>) {
    let f = program.types.expect_func(id);
    let args =
        f.args.iter().filter(|&&ty| ty != LLType::Void).map(|&ty| c_type(program, ty)).collect::<Vec<_>>();
    (c_type(program, f.result), args)
}

/// `Signed (*)(Signed, struct t1 *)`, to cast a function pointer to before a call.
pub(crate) fn function_cast(program: &Program, id: ContainerId) -> String {
    let (result, args) = signature(program, id);
    let args = if args.is_empty() { "void".into() } else { args.join(", ") };
    format!("{result} (*)({args})")
}

/// The definitions of the structs in `used` and of what they inline, each behind those it inlines.
pub(crate) fn definitions(program: &Program, used: &[ContainerId]) -> String {
    let mut writer = Definitions { program, done: FastSet::default(), out: String::new() };
    let mut sorted = used.to_vec();
    sorted.sort();
    sorted.into_iter().for_each(|id| writer.define(id));
    writer.out
}

struct Definitions<'a> {
    program: &'a Program,
    done: FastSet<ContainerId>,
    out: String,
}

impl Definitions<'_> {
    fn define(&mut self, id: ContainerId) {
        if !self.done.insert(id) {
            return;
        }
        let program = self.program;
        let tag = names::container(program, id);
        match program.types.get(id) {
            Container::Struct(s) => {
                for f in &s.fields {
                    self.define_inlined(f.ty);
                }
                self.define_struct(id, s, &tag);
            }
            Container::Array(a) => {
                self.define_inlined(a.item);
                let length = if a.hints.nolength { "" } else { "Signed length; " };
                let item = item_type(program, a.item);
                writeln!(self.out, "struct {tag} {{ {length}{item} items[1]; }};").unwrap();
            }
            Container::FixedArray { item, length, .. } => {
                self.define_inlined(*item);
                let item = item_type(program, *item);
                writeln!(self.out, "struct {tag} {{ {item} items[{length}]; }};").unwrap();
            }
            Container::Func(_) => {}
            Container::Opaque { .. } | Container::Forward(_) => {
                writeln!(self.out, "struct {tag};").unwrap();
            }
        }
    }

    fn define_inlined(&mut self, ty: LLType) {
        if let LLType::Inline(id) = ty {
            self.define(id);
        }
    }

    fn define_struct(&mut self, id: ContainerId, s: &StructType, tag: &str) {
        let program = self.program;
        let layout = program.types.struct_layout(program.model, id);
        let Layout { size, align } = layout.layout;
        let out = &mut self.out;
        let dictated = s.hints.c_layout.is_some() && !s.hints.union;
        let attribute = match dictated {
            true => format!("__attribute__((packed, aligned({align}))) "),
            false => String::new(),
        };
        writeln!(out, "struct {attribute}{tag} {{").unwrap();
        if s.hints.union {
            writeln!(out, "  union {{").unwrap();
        }
        let mut at = 0;
        let mut empty = true;
        for (i, f) in s.fields.iter().enumerate() {
            if f.ty == LLType::Void {
                continue;
            }
            empty = false;
            let offset = layout.offsets[i];
            if dictated && offset > at {
                writeln!(out, "  char pad{i}[{}];", offset - at).unwrap();
            }
            at = offset + program.types.layout(program.model, f.ty).size;
            writeln!(out, "  {} {};", c_type(program, f.ty), field(s, i)).unwrap();
        }
        if s.hints.union {
            writeln!(out, "  }};").unwrap();
        }
        if dictated && size > at {
            writeln!(out, "  char pad_end[{}];", size - at).unwrap();
        }
        writeln!(out, "}};").unwrap();
        let checked = !empty && program.types.varsize_array(id).is_none();
        if checked {
            writeln!(out, "RPY_CHECK_SIZE({tag}, {size});").unwrap();
        }
    }
}

/// The C type of items; nothing holds items of type `Void`, but arrays of them exist.
fn item_type(program: &Program, item: LLType) -> String {
    if item == LLType::Void { "struct rpy_void".into() } else { c_type(program, item) }
}

/// Collects the containers that C code mentions by name or looks into.
#[derive(Default)]
pub(crate) struct UsedTypes {
    seen: FastSet<ContainerId>,
    /// In order of first use.
    pub list: Vec<ContainerId>,
}

impl UsedTypes {
    pub fn add(&mut self, program: &Program, ty: LLType) {
        if let LLType::Ptr(id) | LLType::Inline(id) = ty {
            self.add_container(program, id);
        }
    }

    pub fn add_container(&mut self, program: &Program, id: ContainerId) {
        debug_assert!(id.index() < u32::MAX as usize);
        let mut work = vec![id];
        while let Some(id) = work.pop() {
            if !self.seen.insert(id) {
                continue;
            }
            self.list.push(id);
            let mut visit = |ty: LLType| {
                if let LLType::Ptr(inner) | LLType::Inline(inner) = ty {
                    work.push(inner);
                }
            };
            match program.types.get(id) {
                Container::Struct(s) => s.fields.iter().for_each(|f| visit(f.ty)),
                Container::Array(a) => visit(a.item),
                Container::FixedArray { item, .. } => visit(*item),
                Container::Func(f) => f.args.iter().chain([&f.result]).for_each(|&ty| visit(ty)),
                Container::Opaque { .. } | Container::Forward(_) => {}
            }
        }
    }
}
