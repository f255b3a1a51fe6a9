//! What code depends on of a container: layout, kind, and which of it is inlined. Names are not part of it.

use std::hash::Hash;
use std::sync::OnceLock;

use rpython_base::EntityId;
use rpython_lltype::{Container, ContainerId, GcKind, Hints, LLType};
use rpython_lowlevel::Program;

use super::Text;

/// Hashes of the containers of a program, made when somebody asks for them.
pub(crate) struct TypeTexts<'a> {
    program: &'a Program,
    /// Containers that hold the state of the program: loads and stores of them are told apart.
    state: Vec<ContainerId>,
    known: Vec<OnceLock<Description>>,
}

struct Description {
    hash: [u8; 16],
    inlined: Vec<ContainerId>,
}

impl<'a> TypeTexts<'a> {
    /// For the containers of this program.
    pub fn new(program: &'a Program) -> TypeTexts<'a> {
        let state = program.named_data.iter().map(|&(_, data)| program.data.objects[data].ty).collect();
        let known = program.types.iter().map(|_| OnceLock::new()).collect();
        TypeTexts { program, state, known }
    }

    /// How many containers there are.
    pub fn count(&self) -> usize {
        self.known.len()
    }

    /// The hash of what matters about the container.
    pub fn hash(&self, id: ContainerId) -> [u8; 16] {
        self.description(id).hash
    }

    /// What is inlined in it, in order.
    pub fn inlined(&self, id: ContainerId) -> &[ContainerId] {
        &self.description(id).inlined
    }

    fn description(&self, id: ContainerId) -> &Description {
        self.known[id.index()].get_or_init(|| self.describe(id))
    }

    fn describe(&self, id: ContainerId) -> Description {
        let (types, model) = (&self.program.types, self.program.model);
        let mut made = Made { texts: self, text: Text::new(256), inlined: Vec::new() };
        made.text.number(model.word_bits as u64);
        made.text.number(model.pointer_bits as u64);
        let container = types.get(id);
        std::mem::discriminant(container).hash(&mut made.text);
        types.gc_kind(id).hash(&mut made.text);
        match container {
            Container::Struct(s) => {
                made.text.flag(self.state.contains(&id));
                made.hints(&s.hints);
                let layout = types.struct_layout(model, id);
                made.text.number(layout.layout.size.into());
                made.text.number(s.fields.len() as u64);
                for (field, offset) in s.fields.iter().zip(&layout.offsets) {
                    made.text.number((*offset).into());
                    made.ty(field.ty);
                }
            }
            Container::Array(a) => {
                made.hints(&a.hints);
                made.items(id, a.item);
            }
            Container::FixedArray { item, length, hints } => {
                made.hints(hints);
                made.text.number((*length).into());
                made.items(id, *item);
            }
            Container::Func(f) => {
                made.text.number(f.args.len() as u64);
                f.args.iter().for_each(|&arg| made.ty(arg));
                made.ty(f.result);
            }
            Container::Opaque { .. } | Container::Forward(_) => {}
        }
        let mut hash = [0; 16];
        hash.copy_from_slice(&made.text.take_hash().as_bytes()[..16]);
        Description { hash, inlined: made.inlined }
    }
}

struct Made<'a, 't> {
    texts: &'t TypeTexts<'a>,
    text: Text,
    inlined: Vec<ContainerId>,
}

impl Made<'_, '_> {
    fn hints(&mut self, hints: &Hints) {
        self.text.flag(hints.union);
        self.text.flag(hints.nolength);
        self.text.flag(hints.c_layout.is_some());
        self.text.flag(hints.c_name.is_some());
    }

    fn items(&mut self, id: ContainerId, item: LLType) {
        let (types, model) = (&self.texts.program.types, self.texts.program.model);
        self.text.number(types.items_offset(model, id).into());
        self.text.number(types.item_stride(model, id).into());
        self.text.number(types.length_offset(model, id).map_or(0, |offset| u64::from(offset) + 1));
        self.ty(item);
    }

    /// Of what a pointer points to, only whether it is managed can matter here.
    fn ty(&mut self, ty: LLType) {
        std::mem::discriminant(&ty).hash(&mut self.text);
        match ty {
            LLType::Ptr(id) => self.text.flag(self.texts.program.types.gc_kind(id) == GcKind::Gc),
            LLType::Inline(id) => {
                self.text.extend(&self.texts.hash(id));
                self.inlined.push(id);
            }
            _ => {}
        }
    }
}
