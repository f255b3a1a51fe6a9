//! Operators: user-defined special methods first, then the built-in types of [`crate::types`].

use std::cmp::Ordering;

use rpython_base::Symbol;
use rpython_bytecode::{BinOp, CmpOp, UnOp};

use crate::Host;
use crate::object::*;
use crate::types;

/// Names of the special methods of a binary operator: `__add__`, `__radd__`, `__iadd__`.
pub fn binary_names(op: BinOp) -> (&'static str, &'static str, &'static str) {
    match op {
        BinOp::Add => ("__add__", "__radd__", "__iadd__"),
        BinOp::Sub => ("__sub__", "__rsub__", "__isub__"),
        BinOp::Mul => ("__mul__", "__rmul__", "__imul__"),
        BinOp::Div => ("__div__", "__rdiv__", "__idiv__"),
        BinOp::TrueDiv => ("__truediv__", "__rtruediv__", "__itruediv__"),
        BinOp::FloorDiv => ("__floordiv__", "__rfloordiv__", "__ifloordiv__"),
        BinOp::Mod => ("__mod__", "__rmod__", "__imod__"),
        BinOp::Pow => ("__pow__", "__rpow__", "__ipow__"),
        BinOp::LShift => ("__lshift__", "__rlshift__", "__ilshift__"),
        BinOp::RShift => ("__rshift__", "__rrshift__", "__irshift__"),
        BinOp::And => ("__and__", "__rand__", "__iand__"),
        BinOp::Or => ("__or__", "__ror__", "__ior__"),
        BinOp::Xor => ("__xor__", "__rxor__", "__ixor__"),
    }
}

/// How an operator is written in error messages.
pub fn binary_symbol(op: BinOp) -> &'static str {
    match op {
        BinOp::Add => "+",
        BinOp::Sub => "-",
        BinOp::Mul => "*",
        BinOp::Div | BinOp::TrueDiv => "/",
        BinOp::FloorDiv => "//",
        BinOp::Mod => "%",
        BinOp::Pow => "** or pow()",
        BinOp::LShift => "<<",
        BinOp::RShift => ">>",
        BinOp::And => "&",
        BinOp::Or => "|",
        BinOp::Xor => "^",
    }
}

/// Name of the special method of a rich comparison, and the comparison with its operands exchanged.
/// `None` for the other comparisons.
pub fn compare_names(op: CmpOp) -> Option<(&'static str, CmpOp)> {
    match op {
        CmpOp::Lt => Some(("__lt__", CmpOp::Gt)),
        CmpOp::Le => Some(("__le__", CmpOp::Ge)),
        CmpOp::Eq => Some(("__eq__", CmpOp::Eq)),
        CmpOp::Ne => Some(("__ne__", CmpOp::Ne)),
        CmpOp::Gt => Some(("__gt__", CmpOp::Lt)),
        CmpOp::Ge => Some(("__ge__", CmpOp::Le)),
        CmpOp::In | CmpOp::NotIn | CmpOp::Is | CmpOp::IsNot | CmpOp::ExcMatch => None,
    }
}

/// Whether an ordering satisfies a rich comparison.
pub fn ordering_satisfies(op: CmpOp, ordering: Ordering) -> bool {
    match op {
        CmpOp::Lt => ordering.is_lt(),
        CmpOp::Le => ordering.is_le(),
        CmpOp::Eq => ordering.is_eq(),
        CmpOp::Ne => ordering.is_ne(),
        CmpOp::Gt => ordering.is_gt(),
        CmpOp::Ge => ordering.is_ge(),
        CmpOp::In | CmpOp::NotIn | CmpOp::Is | CmpOp::IsNot | CmpOp::ExcMatch => false,
    }
}

impl Host {
    /// Whether special methods of this object may come from Python code.
    #[inline]
    pub(crate) fn is_user(&self, obj: Obj) -> bool {
        match self.get(obj) {
            Object::Instance(_) => true,
            Object::Class(data) => data.metaclass != self.classes.type_,
            _ => false,
        }
    }

    /// Calls a special method if the object's class (or old-style instance) has it.
    pub fn call_special(&mut self, obj: Obj, name: Symbol, args: &[Obj]) -> Result<Option<Obj>, Raised> {
        match self.special_method(obj, name)? {
            Some(method) => Ok(Some(self.call(method, args, &[])?)),
            None => Ok(None),
        }
    }

    /// `a op b`
    pub fn binary(&mut self, op: BinOp, a: Obj, b: Obj) -> Result<Obj, Raised> {
        if !self.is_user(a) && !self.is_user(b) {
            return match types::binary(self, op, a, b)? {
                Some(result) => Ok(result),
                None => Err(self.unsupported(binary_symbol(op), a, b)),
            };
        }
        if let Some(result) = self.binary_user(op, a, b)? {
            return Ok(result);
        }
        // An integer of fixed width hands itself on as a plain number, but not its shifts.
        if !matches!(op, BinOp::LShift | BinOp::RShift)
            && let (Some(plain_a), Some(plain_b)) = (self.without_width(a), self.without_width(b))
            && (plain_a, plain_b) != (a, b)
            && let Some(result) = self.binary_user(op, plain_a, plain_b)?
        {
            return Ok(result);
        }
        Err(self.unsupported(binary_symbol(op), a, b))
    }

    /// The same number without a width, as a `long`; other objects as they are.
    fn without_width(&mut self, o: Obj) -> Option<Obj> {
        match *self.get(o) {
            Object::RInt(_, value) => Some(self.alloc(Object::Long(value.into()))),
            _ => Some(o),
        }
    }

    /// The TypeError for operands that do not go together.
    pub fn unsupported(&mut self, symbol: &str, a: Obj, b: Obj) -> Raised {
        let (left, right) = (self.type_name(a), self.type_name(b));
        Raised::type_error(self, format!("unsupported operand type(s) for {symbol}: '{left}' and '{right}'"))
    }

    /// The right operand as the built-in types see it: its native content, but the object itself in `str % o`,
    /// which prints it.
    pub(crate) fn plain_operand(&self, op: BinOp, a: Obj, b: Obj) -> Obj {
        match self.get(a) {
            Object::Str(_) | Object::Unicode(_) if op == BinOp::Mod => b,
            _ => self.content(b),
        }
    }

    fn binary_user(&mut self, op: BinOp, a: Obj, b: Obj) -> Result<Option<Obj>, Raised> {
        let (name, reflected, _) = binary_names(op);
        let (name, reflected) = (Symbol::intern(name), Symbol::intern(reflected));
        let (class_a, class_b) = (self.class_of(a), self.class_of(b));
        let right_first = class_a != class_b
            && self.is_subclass_raw(class_b, class_a)
            && self.lookup_class_attr(class_b, reflected).map(|x| x.0)
                != self.lookup_class_attr(class_a, reflected).map(|x| x.0);
        if right_first && let Some(result) = self.try_special(b, reflected, a)? {
            return Ok(Some(result));
        }
        if self.is_user(a) {
            if let Some(result) = self.try_special(a, name, b)? {
                return Ok(Some(result));
            }
        } else {
            let plain = self.plain_operand(op, a, b);
            let known = plain != b
                || (op == BinOp::Mod && matches!(self.get(a), Object::Str(_) | Object::Unicode(_)));
            if known && let Some(result) = types::binary(self, op, a, plain)? {
                return Ok(Some(result));
            }
        }
        if !right_first
            && class_a != class_b
            && self.is_user(b)
            && let Some(result) = self.try_special(b, reflected, a)?
        {
            return Ok(Some(result));
        }
        if let Some((a2, b2)) = self.coerce_old_style(a, b)? {
            if (self.is_user(a2) || self.is_user(b2)) && (a2, b2) != (a, b) {
                self.check_depth()?;
                self.depth += 1;
                let result = self.binary_user(op, a2, b2);
                self.depth -= 1;
                return result;
            }
            return types::binary(self, op, a2, b2);
        }
        if self.is_user(a) {
            return Ok(None);
        }
        // Concatenation and repetition of sequences come last.
        let plain = self.plain_operand(op, a, b);
        types::binary(self, op, a, plain)
    }

    /// Calls a special method of two operands; `None` if there is none or it returns NotImplemented.
    fn try_special(&mut self, a: Obj, name: Symbol, b: Obj) -> Result<Option<Obj>, Raised> {
        let result = self.call_special(a, name, &[b])?;
        Ok(result.filter(|&result| result != Obj::NOT_IMPLEMENTED))
    }

    /// What `__coerce__` of an old-style instance makes of two operands.
    fn coerce_old_style(&mut self, a: Obj, b: Obj) -> Result<Option<(Obj, Obj)>, Raised> {
        let coerce = self.names.coerce;
        for (first, second, swap) in [(a, b, false), (b, a, true)] {
            if !self.is_old_style_instance(first) {
                continue;
            }
            let Some(result) = self.call_special(first, coerce, &[second])? else { continue };
            if let Some([x, y]) = self.sequence_items(result).as_deref() {
                return Ok(Some(if swap { (*y, *x) } else { (*x, *y) }));
            }
        }
        Ok(None)
    }

    /// `a op= b`
    pub fn inplace(&mut self, op: BinOp, a: Obj, b: Obj) -> Result<Obj, Raised> {
        if self.is_user(a) {
            let name = Symbol::intern(binary_names(op).2);
            if let Some(result) = self.try_special(a, name, b)? {
                return Ok(result);
            }
            let plain = self.content(a);
            if plain != a && types::inplace(self, op, plain, b)?.is_some() {
                return Ok(a);
            }
        } else if let Some(result) = types::inplace(self, op, a, b)? {
            return Ok(result);
        }
        if !self.is_user(a) && !self.is_user(b) {
            return match types::binary(self, op, a, b)? {
                Some(result) => Ok(result),
                None => Err(self.unsupported(&format!("{}=", binary_symbol(op)), a, b)),
            };
        }
        match self.binary_user(op, a, b)? {
            Some(result) => Ok(result),
            None => Err(self.unsupported(&format!("{}=", binary_symbol(op)), a, b)),
        }
    }

    /// `op a`
    pub fn unary(&mut self, op: UnOp, a: Obj) -> Result<Obj, Raised> {
        let name = match op {
            UnOp::Not => {
                let value = self.is_true(a)?;
                return Ok(self.new_bool(!value));
            }
            UnOp::Repr => {
                let text = self.repr(a)?;
                return Ok(self.new_str(&text));
            }
            UnOp::Pos => self.names.pos,
            UnOp::Neg => self.names.neg,
            UnOp::Invert => self.names.invert,
        };
        if self.is_user(a)
            && let Some(result) = self.call_special(a, name, &[])?
        {
            return Ok(result);
        }
        let plain = self.content(a);
        if let Some(result) = types::unary(self, op, plain)? {
            return Ok(result);
        }
        let symbol = match op {
            UnOp::Pos => "+",
            UnOp::Neg => "-",
            UnOp::Invert => "~",
            UnOp::Not | UnOp::Repr => "not",
        };
        let class = self.type_name(a);
        Err(Raised::type_error(self, format!("bad operand type for unary {symbol}: '{class}'")))
    }

    /// `a op b` of comparisons, except [`CmpOp::ExcMatch`], which [`Host::exception_matches`] does.
    pub fn compare(&mut self, op: CmpOp, a: Obj, b: Obj) -> Result<Obj, Raised> {
        match op {
            CmpOp::Is => Ok(self.new_bool(self.is_same(a, b))),
            CmpOp::IsNot => Ok(self.new_bool(!self.is_same(a, b))),
            CmpOp::In | CmpOp::NotIn => {
                let found = self.contains(b, a)?;
                Ok(self.new_bool(found == (op == CmpOp::In)))
            }
            CmpOp::ExcMatch => {
                let found = self.exception_matches(a, b)?;
                Ok(self.new_bool(found))
            }
            CmpOp::Lt | CmpOp::Le | CmpOp::Eq | CmpOp::Ne | CmpOp::Gt | CmpOp::Ge => {
                self.rich_compare(op, a, b)
            }
        }
    }

    /// `a is b`
    #[inline]
    pub fn is_same(&self, a: Obj, b: Obj) -> bool {
        a == b
    }

    fn rich_compare(&mut self, op: CmpOp, a: Obj, b: Obj) -> Result<Obj, Raised> {
        if (self.is_user(a) || self.is_user(b))
            && let Some(result) = self.compare_user(op, a, b)?
        {
            return Ok(result);
        }
        let (plain_a, plain_b) = (self.content(a), self.content(b));
        if let Some(result) = types::compare(self, op, plain_a, plain_b)? {
            return Ok(self.new_bool(result));
        }
        if let CmpOp::Eq | CmpOp::Ne = op
            && let Some(same) = self.same_method(a, b)?
        {
            return Ok(self.new_bool(same == (op == CmpOp::Eq)));
        }
        let ordering = self.default_ordering(a, b);
        Ok(self.new_bool(ordering_satisfies(op, ordering)))
    }

    /// Whether two method objects are the same method of equal objects; `None` for anything else.
    fn same_method(&mut self, a: Obj, b: Obj) -> Result<Option<bool>, Raised> {
        let (this_a, this_b) = match (self.get(a), self.get(b)) {
            (Object::BoundMethod(x), Object::BoundMethod(y)) => {
                if x.func != y.func {
                    return Ok(Some(false));
                }
                (x.this, y.this)
            }
            (Object::Builtin(x), Object::Builtin(y)) => match (x.this, y.this) {
                (Some(this_x), Some(this_y)) if x.qualname == y.qualname => {
                    return Ok(Some(this_x == this_y));
                }
                _ => return Ok(None),
            },
            _ => return Ok(None),
        };
        if this_a == Obj::NONE || this_b == Obj::NONE {
            return Ok(Some(this_a == this_b));
        }
        self.eq(this_a, this_b).map(Some)
    }

    fn compare_user(&mut self, op: CmpOp, a: Obj, b: Obj) -> Result<Option<Obj>, Raised> {
        let Some((name, swapped)) = compare_names(op) else { return Ok(None) };
        let Some((swapped_name, _)) = compare_names(swapped) else { return Ok(None) };
        let (name, swapped_name) = (Symbol::intern(name), Symbol::intern(swapped_name));
        let (class_a, class_b) = (self.class_of(a), self.class_of(b));
        let right_first = class_a != class_b && self.is_subclass_raw(class_b, class_a) && self.is_user(b);
        if right_first && let Some(result) = self.try_special(b, swapped_name, a)? {
            return Ok(Some(result));
        }
        if self.is_user(a)
            && let Some(result) = self.try_special(a, name, b)?
        {
            return Ok(Some(result));
        }
        if !right_first
            && self.is_user(b)
            && let Some(result) = self.try_special(b, swapped_name, a)?
        {
            return Ok(Some(result));
        }
        let ordering = self.cmp_user(a, b)?;
        Ok(ordering.map(|ordering| self.new_bool(ordering_satisfies(op, ordering))))
    }

    /// What `__cmp__` of either operand says.
    fn cmp_user(&mut self, a: Obj, b: Obj) -> Result<Option<Ordering>, Raised> {
        let cmp = self.names.cmp;
        if self.is_user(a)
            && let Some(result) = self.try_special(a, cmp, b)?
        {
            return self.cmp_result(result).map(Some);
        }
        if self.is_user(b)
            && let Some(result) = self.try_special(b, cmp, a)?
        {
            return Ok(Some(self.cmp_result(result)?.reverse()));
        }
        match self.coerce_old_style(a, b)? {
            Some((x, y)) if (x, y) != (a, b) => {
                self.check_depth()?;
                self.depth += 1;
                let result = self.cmp(x, y);
                self.depth -= 1;
                result.map(Some)
            }
            _ => Ok(None),
        }
    }

    fn cmp_result(&mut self, result: Obj) -> Result<Ordering, Raised> {
        match self.get(self.content(result)) {
            Object::Int(value) => Ok(value.cmp(&0)),
            Object::Bool(value) => Ok((*value as i32).cmp(&0)),
            Object::Long(value) => Ok(value.cmp(&num_bigint::BigInt::ZERO)),
            _ => {
                let class = self.class_name(result);
                Err(Raised::type_error(self, format!("an integer is required, not '{class}'")))
            }
        }
    }

    /// Python 2's arbitrary but consistent order of unrelated objects: None, numbers, then by the name of the
    /// type, then by identity.
    fn default_ordering(&self, a: Obj, b: Obj) -> Ordering {
        if a == b {
            return Ordering::Equal;
        }
        let rank = |obj: Obj| -> (u8, &'static str) {
            match self.get(self.content(obj)) {
                Object::None => (0, ""),
                Object::Int(_) | Object::Long(_) | Object::Bool(_) | Object::Float(_) | Object::RInt(..) => {
                    (1, "")
                }
                _ => (1, self.type_name(obj)),
            }
        };
        rank(a).cmp(&rank(b)).then(a.cmp(&b))
    }

    /// `cmp(a, b)`
    pub fn cmp(&mut self, a: Obj, b: Obj) -> Result<Ordering, Raised> {
        if a == b && !self.is_user(a) {
            return Ok(Ordering::Equal);
        }
        if (self.is_user(a) || self.is_user(b))
            && let Some(ordering) = self.cmp_user_first(a, b)?
        {
            return Ok(ordering);
        }
        let (plain_a, plain_b) = (self.content(a), self.content(b));
        for (op, ordering) in
            [(CmpOp::Eq, Ordering::Equal), (CmpOp::Lt, Ordering::Less), (CmpOp::Gt, Ordering::Greater)]
        {
            match types::compare(self, op, plain_a, plain_b)? {
                Some(true) => return Ok(ordering),
                Some(false) => {}
                None => break,
            }
        }
        Ok(self.default_ordering(a, b))
    }

    fn cmp_user_first(&mut self, a: Obj, b: Obj) -> Result<Option<Ordering>, Raised> {
        if self.class_of(a) == self.class_of(b)
            && let Some(ordering) = self.cmp_user(a, b)?
        {
            return Ok(Some(ordering));
        }
        for (op, ordering) in
            [(CmpOp::Eq, Ordering::Equal), (CmpOp::Lt, Ordering::Less), (CmpOp::Gt, Ordering::Greater)]
        {
            if let Some(result) = self.compare_user(op, a, b)?
                && self.is_true(result)?
            {
                return Ok(Some(ordering));
            }
        }
        self.cmp_user(a, b)
    }

    /// `a == b` as a truth value; identical objects are equal, as containers have it.
    #[inline]
    pub fn eq(&mut self, a: Obj, b: Obj) -> Result<bool, Raised> {
        if a == b {
            return Ok(true);
        }
        match (self.get(a), self.get(b)) {
            (Object::Int(x), Object::Int(y)) => return Ok(x == y),
            (Object::Str(x), Object::Str(y)) => return Ok(x == y),
            _ => {}
        }
        self.compare_bool(CmpOp::Eq, a, b)
    }

    /// A comparison as a truth value.
    pub fn compare_bool(&mut self, op: CmpOp, a: Obj, b: Obj) -> Result<bool, Raised> {
        let result = self.compare(op, a, b)?;
        self.is_true(result)
    }

    /// `item in container`
    pub fn contains(&mut self, container: Obj, item: Obj) -> Result<bool, Raised> {
        if self.is_user(container) {
            let name = self.names.contains;
            if let Some(result) = self.call_special(container, name, &[item])? {
                return self.is_true(result);
            }
        }
        let plain = self.content(container);
        if let Some(result) = types::contains(self, plain, item)? {
            return Ok(result);
        }
        let iterator = self.iter(container).map_err(|raised| self.not_a_container(raised, container))?;
        while let Some(x) = self.next(iterator)? {
            if self.eq(x, item)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn not_a_container(&mut self, raised: Raised, container: Obj) -> Raised {
        if self.is_user(container) || !self.raised_is(&raised, self.exc.type_error) {
            return raised;
        }
        let class = self.type_name(container);
        Raised::type_error(self, format!("argument of type '{class}' is not iterable"))
    }

    /// `bool(o)`
    pub fn is_true(&mut self, o: Obj) -> Result<bool, Raised> {
        match self.get(o) {
            Object::Bool(value) => return Ok(*value),
            Object::None => return Ok(false),
            Object::Int(value) => return Ok(*value != 0),
            Object::Str(bytes) => return Ok(!bytes.is_empty()),
            Object::List(items) => return Ok(!items.is_empty()),
            Object::Tuple(items) => return Ok(!items.is_empty()),
            Object::Function(_) | Object::Builtin(_) | Object::Module(_) => return Ok(true),
            _ => {}
        }
        if self.is_user(o) {
            let (nonzero, len) = (self.names.nonzero, self.names.len);
            if let Some(result) = self.call_special(o, nonzero, &[])? {
                return match self.int_value(result) {
                    Some(value) => Ok(value != 0),
                    None => {
                        let class = self.class_name(result);
                        Err(Raised::type_error(
                            self,
                            format!("__nonzero__ should return bool or int, returned {class}"),
                        ))
                    }
                };
            }
            if let Some(result) = self.call_special(o, len, &[])? {
                return Ok(self.int_value(result) != Some(0));
            }
        }
        let plain = self.content(o);
        if let Some(value) = types::is_true(self, plain) {
            return Ok(value);
        }
        Ok(types::len(self, plain)?.is_none_or(|len| len != 0))
    }

    /// `len(o)`
    pub fn len(&mut self, o: Obj) -> Result<usize, Raised> {
        let name = self.names.len;
        if self.is_user(o)
            && let Some(result) = self.call_special(o, name, &[])?
        {
            return match self.int_value(result) {
                Some(value) if value >= 0 => Ok(value as usize),
                Some(_) => Err(Raised::value_error(self, "__len__() should return >= 0")),
                None => Err(Raised::type_error(self, "an integer is required")),
            };
        }
        let plain = self.content(o);
        match types::len(self, plain)? {
            Some(len) => Ok(len),
            None => {
                if self.is_old_style_instance(o) {
                    return Err(self.no_instance_attr(o, name));
                }
                let class = self.type_name(o);
                Err(Raised::type_error(self, format!("object of type '{class}' has no len()")))
            }
        }
    }

    /// `hash(o)`
    pub fn hash(&mut self, o: Obj) -> Result<i64, Raised> {
        if self.is_user(o) {
            let name = self.names.hash;
            let method = self.special_method(o, name)?;
            if method == Some(Obj::NONE) {
                let class = self.type_name(o);
                return Err(Raised::type_error(self, format!("unhashable type: '{class}'")));
            }
            if let Some(method) = method {
                let result = self.call(method, &[], &[])?;
                return match self.get(self.content(result)) {
                    Object::Int(_) | Object::Bool(_) => Ok(self.int_value(result).unwrap_or(0)),
                    Object::Long(_) => {
                        let plain = self.content(result);
                        Ok(types::hash(self, plain)?.unwrap_or(0))
                    }
                    _ => Err(Raised::type_error(self, "an integer is required")),
                };
            }
            if self.is_old_style_instance(o) && self.special_method(o, self.names.hash)?.is_none() {
                let (eq, cmp) = (self.names.eq, self.names.cmp);
                if self.special_method(o, eq)?.is_some() || self.special_method(o, cmp)?.is_some() {
                    return Err(Raised::type_error(self, "unhashable instance"));
                }
            }
        }
        if let Object::BoundMethod(data) = self.get(o) {
            let (this, func) = (data.this, data.func);
            let of_this = if this == Obj::NONE { 0 } else { self.hash(this)? };
            return Ok(of_this ^ (self.id(func) >> 4));
        }
        if let Object::Builtin(data) = self.get(o)
            && let Some(this) = data.this
        {
            let qualname = data.qualname;
            let name = self.name(qualname);
            return Ok((self.id(this) >> 4) ^ (self.id(name) >> 4));
        }
        let plain = self.content(o);
        Ok(types::hash(self, plain)?.unwrap_or(self.id(o) >> 4))
    }

    /// `id(o)`: distinct for distinct objects, and unlike small integers.
    pub fn id(&self, o: Obj) -> i64 {
        use rpython_base::EntityId;
        0x7f00_0000_0000 + (o.index() as i64) * 16
    }

    /// `o[key]`
    pub fn getitem(&mut self, o: Obj, key: Obj) -> Result<Obj, Raised> {
        let name = self.names.getitem;
        if self.is_user(o)
            && let Some(result) = self.call_special(o, name, &[key])?
        {
            return Ok(result);
        }
        let plain = self.content(o);
        match types::getitem(self, plain, key)? {
            Some(value) => Ok(value),
            None => Err(self.no_item_access(o, name, "has no attribute '__getitem__'")),
        }
    }

    /// `o[key] = value`
    pub fn setitem(&mut self, o: Obj, key: Obj, value: Obj) -> Result<(), Raised> {
        let name = self.names.setitem;
        if self.is_user(o) && self.call_special(o, name, &[key, value])?.is_some() {
            return Ok(());
        }
        let plain = self.content(o);
        match types::setitem(self, plain, key, value)? {
            true => Ok(()),
            false => Err(self.no_item_access(o, name, "does not support item assignment")),
        }
    }

    /// `del o[key]`
    pub fn delitem(&mut self, o: Obj, key: Obj) -> Result<(), Raised> {
        let name = self.names.delitem;
        if self.is_user(o) && self.call_special(o, name, &[key])?.is_some() {
            return Ok(());
        }
        let plain = self.content(o);
        match types::delitem(self, plain, key)? {
            true => Ok(()),
            false => Err(self.no_item_access(o, name, "does not support item deletion")),
        }
    }

    fn no_item_access(&mut self, o: Obj, name: Symbol, what: &str) -> Raised {
        if self.is_old_style_instance(o) {
            return self.no_instance_attr(o, name);
        }
        let class = self.type_name(o);
        Raised::type_error(self, format!("'{class}' object {what}"))
    }

    fn slice_bounds(&mut self, o: Obj, start: Obj, stop: Obj) -> Result<Option<[Obj; 2]>, Raised> {
        let is_index = |host: &Host, x: Obj| x == Obj::NONE || host.int_value(x).is_some();
        if !is_index(self, start) || !is_index(self, stop) {
            return Ok(None);
        }
        let mut low = if start == Obj::NONE { 0 } else { self.int_value(start).unwrap_or(0) };
        let mut high =
            if stop == Obj::NONE { self.model.max_int() } else { self.int_value(stop).unwrap_or(0) };
        if low < 0 || high < 0 {
            let len = self.len(o)? as i64;
            low = if low < 0 { low + len } else { low };
            high = if high < 0 { high + len } else { high };
        }
        Ok(Some([self.new_int(low), self.new_int(high)]))
    }

    fn slice_special(
        &mut self,
        o: Obj,
        name: Symbol,
        bounds: (Obj, Obj),
        extra: &[Obj],
    ) -> Result<Option<Obj>, Raised> {
        if !self.is_user(o) {
            return Ok(None);
        }
        let Some(method) = self.special_method(o, name)? else { return Ok(None) };
        let Some(low_high) = self.slice_bounds(o, bounds.0, bounds.1)? else { return Ok(None) };
        let mut args = low_high.to_vec();
        args.extend_from_slice(extra);
        Ok(Some(self.call(method, &args, &[])?))
    }

    /// `o[start:stop]`; missing bounds are `None`.
    pub fn getslice(&mut self, o: Obj, start: Obj, stop: Obj) -> Result<Obj, Raised> {
        let name = self.names.getslice;
        if let Some(result) = self.slice_special(o, name, (start, stop), &[])? {
            return Ok(result);
        }
        let slice = self.new_slice(start, stop, Obj::NONE);
        self.getitem(o, slice)
    }

    /// `o[start:stop] = value`
    pub fn setslice(&mut self, o: Obj, start: Obj, stop: Obj, value: Obj) -> Result<(), Raised> {
        let name = self.names.setslice;
        if self.slice_special(o, name, (start, stop), &[value])?.is_some() {
            return Ok(());
        }
        let slice = self.new_slice(start, stop, Obj::NONE);
        self.setitem(o, slice, value)
    }

    /// `del o[start:stop]`
    pub fn delslice(&mut self, o: Obj, start: Obj, stop: Obj) -> Result<(), Raised> {
        let name = self.names.delslice;
        if self.slice_special(o, name, (start, stop), &[])?.is_some() {
            return Ok(());
        }
        let slice = self.new_slice(start, stop, Obj::NONE);
        self.delitem(o, slice)
    }

    /// `slice(start, stop, step)`
    pub fn new_slice(&mut self, start: Obj, stop: Obj, step: Obj) -> Obj {
        self.alloc(Object::Slice(Box::new([start, stop, step])))
    }

    /// The integer behind an index: ints, longs and what has `__index__`. TypeError with `message` otherwise.
    pub fn index_value(&mut self, o: Obj, message: &str) -> Result<i64, Raised> {
        let plain = self.content(o);
        match self.get(plain) {
            Object::Int(_) | Object::Bool(_) | Object::RInt(..) => Ok(self.int_value(plain).unwrap_or(0)),
            Object::Long(_) => match self.int_value(plain) {
                Some(value) => Ok(value),
                None => Err(Raised::index_error(self, "cannot fit 'long' into an index-sized integer")),
            },
            _ => {
                let name = self.names.index;
                match self.call_special(o, name, &[])? {
                    Some(result) if self.int_value(result).is_some() => {
                        Ok(self.int_value(result).unwrap_or(0))
                    }
                    _ => Err(Raised::type_error(self, message)),
                }
            }
        }
    }
}
