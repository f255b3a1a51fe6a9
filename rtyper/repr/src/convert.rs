//! Conversions of values between representations.

use rpython_lltype::LLType;
use rpython_lowlevel::{OpCode, Operand};

use crate::error::{R, TyperError};
use crate::repr::{Repr, ReprId};
use crate::reprs;
use crate::rtyper::RTyper;

impl RTyper<'_> {
    /// The value in another representation of a set that includes it.
    pub fn convert(&mut self, v: Operand, from: ReprId, to: ReprId) -> R<Operand> {
        if from == to {
            return Ok(v);
        }
        let (a, b) = (self.repr(from).clone(), self.repr(to).clone());
        match (&a, &b) {
            (Repr::Impossible, _) => self.undefined(to),
            (_, Repr::Impossible | Repr::None) => Ok(Operand::void()),
            (Repr::None, _) => self.const_operand(to, rpython_host::Obj::NONE),
            _ => match reprs::convert(self, v, from, to, &a, &b)? {
                Some(v) => Ok(v),
                None => self.convert_low(from, to, &a, &b),
            },
        }
    }

    fn convert_low(&mut self, from: ReprId, to: ReprId, _: &Repr, _: &Repr) -> R<Operand> {
        Err(TyperError::new(format!(
            "cannot use {} where {} is expected",
            self.repr_name(from),
            self.repr_name(to)
        )))
    }

    /// Any value of a representation: where no value can arrive.
    pub fn undefined(&mut self, r: ReprId) -> R<Operand> {
        let ty = self.lltype(r)?;
        let value = rpython_lltype::value::default_value(self.types(), ty);
        Ok(self.constant(ty, value))
    }

    /// A managed or raw pointer cast along the chain of inlined first fields, if it is another type.
    pub fn cast_pointer(&mut self, v: Operand, to: LLType) -> Operand {
        if self.ll.ty(&v) == to {
            return v;
        }
        if let Operand::Const(c) = &v {
            return self.constant(to, c.value.clone());
        }
        self.ll.op(OpCode::cast_pointer, vec![v], to)
    }
}
