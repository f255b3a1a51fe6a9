//! Texts: where an RPython string has its characters, and static texts of the translator's own.

use rpython_base::{FastMap, Symbol};
use rpython_lltype::{
    Container, ContainerId, DataId, GcKind, Hints, LLType, Payload, Pointer, StaticObject, Value,
};
use rpython_lowlevel::{Const, Operand, Program};

/// Byte offsets of the first character and the length (-1: none is stored) in an array of `Char` or
/// a struct that ends in one.
pub(super) fn offsets(program: &Program, id: ContainerId) -> Option<(i64, i64)> {
    let (types, model) = (&program.types, program.model);
    let array = types.varsize_array(id)?;
    if types.item_type(array) != Some(LLType::Char) {
        return None;
    }
    let (chars, _) = types.varsize(model, id)?;
    Some((chars as i64, types.length_offset(model, id).map_or(-1, |offset| offset as i64)))
}

/// Static zero-terminated texts, each once.
pub(super) struct Strings {
    ty: ContainerId,
    made: FastMap<Symbol, DataId>,
}

impl Strings {
    pub fn new(program: &mut Program) -> Strings {
        let hints = Hints { nolength: true, ..Hints::default() };
        let ty = program.types.intern(Container::Array(rpython_lltype::ArrayType {
            gc: GcKind::Raw,
            item: LLType::Char,
            hints,
        }));
        Strings { ty, made: FastMap::default() }
    }

    /// The address of a text.
    pub fn place(&mut self, program: &mut Program, text: Symbol) -> Operand {
        let ty = self.ty;
        let id = *self.made.entry(text).or_insert_with(|| {
            let mut bytes = text.as_str().as_bytes().to_vec();
            bytes.push(0);
            let id = program.data.reserve(&program.types, ty);
            let object: &mut StaticObject = &mut program.data.objects[id];
            object.payload = Payload::Bytes(bytes);
            id
        });
        Operand::Const(Const { ty: LLType::Address, value: Value::Address(Pointer::Data(id)) })
    }
}
