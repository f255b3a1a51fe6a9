//! Division of double words: calls a function that divides halves, and puts the signs right.

use rpython_base::Diagnostic;
use rpython_lltype::{Container, FuncId, LLType, Payload, Pointer, Value};
use rpython_lowlevel::{Const, Imm, Op, OpCode, Operand};

use super::{Lowering, Rewrite};

const WIDE: LLType = LLType::UnsignedLongLongLong;
const HALF: LLType = LLType::UnsignedLongLong;

impl Lowering<'_> {
    /// Where the halves of quotient and remainder are put.
    fn division_cell(&mut self) -> Operand {
        if let Some(cell) = &self.cell {
            return cell.clone();
        }
        let program = &mut *self.program;
        let ty =
            program.types.intern(Container::FixedArray { item: HALF, length: 4, hints: Default::default() });
        let id = program.data.reserve(&program.types, ty);
        program.data.objects[id].payload = Payload::Array(vec![Value::Int(0); 4]);
        let cell = Operand::Const(Const { ty: LLType::Address, value: Value::Address(Pointer::Data(id)) });
        self.cell.insert(cell).clone()
    }

    /// A double word's halves as they are passed.
    fn halves(&mut self, func: FuncId, out: &mut Rewrite, value: &Operand) -> [Operand; 2] {
        let low = self.push(func, out, OpCode::cast_primitive, vec![value.clone()], HALF);
        let shifted = vec![value.clone(), Operand::signed(64)];
        let upper = self.push(func, out, OpCode::ulllong_rshift, shifted, WIDE);
        let high = self.push(func, out, OpCode::cast_primitive, vec![upper], HALF);
        [low, high]
    }

    /// `(value ^ mask) - mask`: minus `value` where the mask is -1.
    fn negate_if(&mut self, func: FuncId, out: &mut Rewrite, value: Operand, mask: &Operand) -> Operand {
        let flipped = self.push(func, out, OpCode::ulllong_xor, vec![value, mask.clone()], WIDE);
        self.push(func, out, OpCode::ulllong_sub, vec![flipped, mask.clone()], WIDE)
    }

    /// -1 for a negative number, else 0.
    fn sign_mask(&mut self, func: FuncId, out: &mut Rewrite, value: &Operand) -> Operand {
        let args = vec![value.clone(), Operand::signed(127)];
        let mask = self.push(func, out, OpCode::lllong_rshift, args, LLType::SignedLongLongLong);
        self.push(func, out, OpCode::cast_primitive, vec![mask], WIDE)
    }

    pub(super) fn divide(&mut self, func: FuncId, op: &Op, out: &mut Rewrite) -> Result<(), Diagnostic> {
        let signed = matches!(op.code, OpCode::lllong_floordiv | OpCode::lllong_mod);
        let quotient = matches!(op.code, OpCode::lllong_floordiv | OpCode::ulllong_floordiv);
        let (mut values, mut masks) = (Vec::new(), Vec::new());
        for arg in &op.args {
            if !signed {
                values.push(arg.clone());
                continue;
            }
            let mask = self.sign_mask(func, out, arg);
            let value = self.push(func, out, OpCode::cast_primitive, vec![arg.clone()], WIDE);
            values.push(self.negate_if(func, out, value, &mask));
            masks.push(mask);
        }
        let cell = self.division_cell();
        let mut args = Vec::new();
        for value in &values {
            args.extend(self.halves(func, out, value));
        }
        args.push(cell.clone());
        self.call_void(func, out, "platform_divide", args)?;
        let first = if quotient { 0 } else { 16 };
        let mut load = |offset: i64| {
            let half =
                self.push(func, out, OpCode::raw_load, vec![cell.clone(), Operand::signed(offset)], HALF);
            self.push(func, out, OpCode::cast_primitive, vec![half], WIDE)
        };
        let (low, high) = (load(first), load(first + 8));
        let upper = self.push(func, out, OpCode::ulllong_lshift, vec![high, Operand::signed(64)], WIDE);
        let mut value = self.push(func, out, OpCode::ulllong_or, vec![upper, low], WIDE);
        if signed {
            // The remainder has the dividend's sign.
            let mask = match quotient {
                true => self.push(func, out, OpCode::ulllong_xor, masks, WIDE),
                false => masks.swap_remove(0),
            };
            value = self.negate_if(func, out, value, &mask);
        }
        let code = if signed { OpCode::cast_primitive } else { OpCode::same_as };
        out.ops.push(Op { code, args: vec![value], imm: Imm::None, result: op.result, span: op.span });
        Ok(())
    }
}
