//! Tagged integers (`--translation-taggedpointers`): instances of an `UnboxedValue` class are odd words in place of
//! pointers. Classes above such a class have no fields, and ask the word first.

use rpython_annotator::ClassDefId;
use rpython_base::FastMap;
use rpython_host::{Obj, Object};
use rpython_lltype::{LLType, Pointer, Value};
use rpython_lowlevel::{OpCode, Operand};

use crate::error::{R, TyperError};
use crate::hop::Arg;
use crate::rtyper::RTyper;

/// Which class has the tagged integers among the instances of a class. The key `None` is for any object.
pub type UnboxedClasses = FastMap<Option<ClassDefId>, ClassDefId>;

impl RTyper<'_> {
    /// The class whose instances are the tagged integers among those of `class`.
    pub fn unboxed_class(&mut self, class: Option<ClassDefId>) -> R<Option<ClassDefId>> {
        if !self.host.features.tagged_integers {
            return Ok(None);
        }
        if self.classes.unboxed.is_none() {
            self.classes.unboxed = Some(self.find_unboxed_classes()?);
        }
        Ok(self.classes.unboxed.as_ref().and_then(|known| known.get(&class)).copied())
    }

    fn find_unboxed_classes(&mut self) -> R<UnboxedClasses> {
        let mut found = UnboxedClasses::default();
        let Some(mixin) = self.host.unboxed_value_class() else { return Ok(found) };
        for class in self.ann.classdefs.ids().collect::<Vec<_>>() {
            let object = self.class_desc(class).class;
            if !self.host.is_subclass_raw(object, mixin) {
                continue;
            }
            for above in self.ann.class_line(class).map(Some).chain([None]).collect::<Vec<_>>() {
                if let Some(other) = found.insert(above, class) {
                    return Err(TyperError::new(format!(
                        "{} and {} cannot both be UnboxedValue classes: a tagged integer does not say of which it is",
                        self.ann.classdefs[other].name, self.ann.classdefs[class].name
                    )));
                }
            }
        }
        Ok(found)
    }

    /// Whether instances of exactly this class are tagged integers. Those above it cannot be instantiated.
    pub fn makes_unboxed(&mut self, class: ClassDefId) -> R<bool> {
        match self.unboxed_class(Some(class))? {
            Some(unboxed) if unboxed == class => Ok(true),
            Some(unboxed) => Err(TyperError::new(format!(
                "{} cannot be instantiated: it is a base of the UnboxedValue class {}",
                self.ann.classdefs[class].name, self.ann.classdefs[unboxed].name
            ))),
            None => Ok(false),
        }
    }

    /// A prebuilt tagged integer, if instances of the object's class are that.
    pub fn unboxed_const(&mut self, class: ClassDefId, obj: Obj) -> R<Option<Value>> {
        if self.unboxed_class(Some(class))?.is_none() || !self.makes_unboxed(class)? {
            return Ok(None);
        }
        let attrs: Vec<Obj> = match self.host.get(obj) {
            Object::Instance(data) => data.attrs.values().copied().collect(),
            _ => Vec::new(),
        };
        match attrs[..] {
            [value] => match self.host.get(value) {
                &Object::Int(n) => Ok(Some(Value::Ptr(Pointer::Tagged(n)))),
                _ => Err(TyperError::new("a prebuilt UnboxedValue must hold an int")),
            },
            _ => Err(TyperError::new("a prebuilt UnboxedValue must have exactly one field")),
        }
    }
}

/// `C(value)`
pub fn construct(rt: &mut RTyper, class: ClassDefId, args: &[Arg]) -> R<Operand> {
    let [value] = args else { return Err(TyperError::new("an UnboxedValue is made of one int")) };
    let signed = rt.repr_of_lltype(LLType::Signed)?;
    let value = rt.arg_as(value, signed)?;
    let word = rt.call_helper("rclass", "ll_tagged_word", vec![value], LLType::Signed)?;
    let ty = LLType::Ptr(rt.instance_type(Some(class)));
    Ok(rt.ll.op(OpCode::cast_int_to_ptr, vec![word], ty))
}

/// The integer in an instance, or in an opaque reference, that is tagged.
pub fn value(rt: &mut RTyper, v: Operand) -> Operand {
    let mut word = rt.ll.op(OpCode::cast_ptr_to_int, vec![v], LLType::Signed);
    let model = rt.prog.model;
    // Pointers that are narrower than words have no sign.
    let missing = i64::from(model.word_bits) - i64::from(model.pointer_bits);
    if missing > 0 {
        word = rt.ll.op(OpCode::int_lshift, vec![word, Operand::signed(missing)], LLType::Signed);
    }
    rt.ll.op(OpCode::int_rshift, vec![word, Operand::signed(missing + 1)], LLType::Signed)
}

/// Whether an instance is a tagged integer.
pub fn is_tagged(rt: &mut RTyper, v: Operand) -> Operand {
    let word = rt.ll.op(OpCode::cast_ptr_to_int, vec![v], LLType::Signed);
    let bit = rt.ll.op(OpCode::int_and, vec![word, Operand::signed(1)], LLType::Signed);
    rt.ll.op(OpCode::int_is_true, vec![bit], LLType::Bool)
}

/// `tagged(v)` where the instance is a tagged integer, `plain(v)` elsewhere.
pub fn either(
    rt: &mut RTyper,
    v: Operand,
    ty: LLType,
    tagged: impl FnOnce(&mut RTyper, Operand) -> R<Operand>,
    plain: impl FnOnce(&mut RTyper, Operand) -> R<Operand>,
) -> R<Operand> {
    let is_tagged = is_tagged(rt, v.clone());
    let diamond = rt.ll.begin_if(is_tagged, ty);
    let first = tagged(rt, v.clone())?;
    rt.ll.begin_else(&diamond, first);
    let second = plain(rt, v)?;
    Ok(rt.ll.end_if(diamond, second))
}
