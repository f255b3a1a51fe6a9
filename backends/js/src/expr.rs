//! Expressions with their asm.js types.
//!
//! asm.js tells integers apart by whether they are known to have a sign, to have none, or may even be out of range
//! (`intish`, what an addition gives before it is cut down); each operation says which it takes. The conversions here
//! add no more than is needed, and cost nothing where the module is compiled.

/// What is known of an expression.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Ty {
    /// A constant that is not negative, of either sign.
    Fixnum,
    Signed,
    Unsigned,
    /// In a local, or 0 or 1: no sign known.
    Int,
    /// Not cut down to 32 bits.
    Intish,
    Double,
    /// From memory: may be undefined.
    MaybeDouble,
    Float,
    MaybeFloat,
}

/// How tightly operators bind.
pub(crate) mod level {
    pub const CHOICE: u8 = 3;
    pub const OR: u8 = 7;
    pub const XOR: u8 = 8;
    pub const AND: u8 = 9;
    pub const EQUAL: u8 = 10;
    pub const LESS: u8 = 11;
    pub const SHIFT: u8 = 12;
    pub const ADD: u8 = 13;
    pub const MUL: u8 = 14;
    pub const UNARY: u8 = 15;
    pub const PRIMARY: u8 = 20;
}

/// An expression.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Expr {
    pub text: String,
    pub ty: Ty,
    level: u8,
}

impl Expr {
    pub fn new(text: impl Into<String>, ty: Ty, level: u8) -> Expr {
        Expr { text: text.into(), ty, level }
    }

    /// A name.
    pub fn name(text: impl Into<String>, ty: Ty) -> Expr {
        Expr::new(text, ty, level::PRIMARY)
    }

    /// An integer constant.
    pub fn int_const(n: i32) -> Expr {
        if n < 0 {
            Expr::new(n.to_string(), Ty::Signed, level::UNARY)
        } else {
            Expr::new(n.to_string(), Ty::Fixnum, level::PRIMARY)
        }
    }

    /// The integer that it is, if it is a constant.
    pub fn constant(&self) -> Option<i32> {
        match self.ty {
            Ty::Fixnum | Ty::Signed => self.text.parse().ok(),
            _ => None,
        }
    }

    /// A float constant. Infinity and NaN are variables of the module.
    pub fn double_const(f: f64) -> Expr {
        if f.is_nan() {
            return Expr::name("nan", Ty::Double);
        }
        if f.is_infinite() {
            return match f > 0.0 {
                true => Expr::name("inf", Ty::Double),
                false => Expr::new("-inf", Ty::Double, level::UNARY),
            };
        }
        let mut text = format!("{f:?}");
        // asm.js tells floats by their point.
        if !text.contains('.') {
            let at = text.find('e').unwrap_or(text.len());
            text.insert_str(at, ".0");
        }
        Expr::new(text, Ty::Double, if f.is_sign_negative() { level::UNARY } else { level::PRIMARY })
    }

    /// Whether it can be repeated: a name or a constant.
    pub fn is_simple(&self) -> bool {
        self.level == level::PRIMARY && self.text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.')
            || self.constant().is_some()
    }

    /// The text for a place that takes operators from this level on.
    pub fn at(&self, level: u8) -> String {
        // Two signs in a row would be read as one operator.
        let sign = level >= level::ADD && self.text.starts_with(['+', '-']);
        if self.level < level || sign { format!("({})", self.text) } else { self.text.clone() }
    }

    pub fn signed(self) -> Expr {
        match self.ty {
            Ty::Fixnum | Ty::Signed => self,
            _ => Expr::new(format!("{}|0", self.at(level::OR)), Ty::Signed, level::OR),
        }
    }

    pub fn unsigned(self) -> Expr {
        match self.ty {
            Ty::Fixnum | Ty::Unsigned => self,
            _ => Expr::new(format!("{}>>>0", self.at(level::SHIFT)), Ty::Unsigned, level::SHIFT),
        }
    }

    /// Cut down to 32 bits.
    pub fn int(self) -> Expr {
        match self.ty {
            Ty::Intish => self.signed(),
            _ => self,
        }
    }

    pub fn double(self) -> Expr {
        match self.ty {
            Ty::Double => self,
            _ => Expr::new(format!("+{}", self.at(level::UNARY)), Ty::Double, level::UNARY),
        }
    }

    pub fn float(self) -> Expr {
        match self.ty {
            Ty::Float => self,
            _ => Expr::name(format!("fround({})", self.text), Ty::Float),
        }
    }

    /// The form in which a local, an argument or a result takes it.
    pub fn settled(self) -> Expr {
        match self.ty {
            Ty::Fixnum | Ty::Signed | Ty::Unsigned | Ty::Int | Ty::Intish => self.int(),
            Ty::Double | Ty::MaybeDouble => self.double(),
            Ty::Float | Ty::MaybeFloat => self.float(),
        }
    }
}

fn binary(x: &Expr, operator: &str, y: &Expr, ty: Ty, level: u8) -> Expr {
    Expr::new(format!("{}{operator}{}", x.at(level), y.at(level + 1)), ty, level)
}

/// The sum of two integers.
pub(crate) fn add(x: Expr, y: Expr) -> Expr {
    let (x, y) = match (x.constant(), y.constant()) {
        (Some(a), Some(b)) => return Expr::int_const(a.wrapping_add(b)),
        (Some(_), None) => (y, x),
        _ => (x, y),
    };
    match y.constant() {
        Some(0) => x,
        Some(n) if n < 0 && n != i32::MIN => {
            binary(&x.int(), "-", &Expr::int_const(-n), Ty::Intish, level::ADD)
        }
        _ => binary(&x.int(), "+", &y.int(), Ty::Intish, level::ADD),
    }
}

/// The difference of two integers.
pub(crate) fn sub(x: Expr, y: Expr) -> Expr {
    match y.constant() {
        Some(n) if n != i32::MIN => add(x, Expr::int_const(-n)),
        _ => binary(&x.int(), "-", &y.int(), Ty::Intish, level::ADD),
    }
}

/// The product of two integers.
pub(crate) fn mul(x: Expr, y: Expr) -> Expr {
    match y.constant() {
        Some(1) => x,
        Some(n) if n > 0 && n.count_ones() == 1 => shift(x, "<<", Expr::int_const(n.trailing_zeros() as i32)),
        _ => Expr::new(format!("imul({},{})|0", x.int().text, y.int().text), Ty::Signed, level::OR),
    }
}

/// `/` or `%` of two integers of one sign.
pub(crate) fn divide(x: Expr, operator: &str, y: Expr, signed: bool) -> Expr {
    let (x, y) = if signed { (x.signed(), y.signed()) } else { (x.unsigned(), y.unsigned()) };
    let quotient = binary(&x, operator, &y, Ty::Intish, level::MUL);
    if signed { quotient.signed() } else { quotient.unsigned() }
}

/// `&`, `|` or `^`.
pub(crate) fn bits(x: Expr, operator: &str, y: Expr) -> Expr {
    let level = match operator {
        "&" => level::AND,
        "^" => level::XOR,
        _ => level::OR,
    };
    if operator != "&" && y.constant() == Some(0) {
        return x.signed();
    }
    binary(&x, operator, &y, Ty::Signed, level)
}

/// `<<`, `>>` or `>>>`.
pub(crate) fn shift(x: Expr, operator: &str, y: Expr) -> Expr {
    if y.constant() == Some(0) {
        return x;
    }
    let ty = if operator == ">>>" { Ty::Unsigned } else { Ty::Signed };
    binary(&x, operator, &y, ty, level::SHIFT)
}

/// A comparison of integers.
pub(crate) fn compare(x: Expr, operator: &str, y: Expr, signed: bool) -> Expr {
    if operator == "==" && y.constant() == Some(0) {
        return not(x);
    }
    let (x, y) = if signed { (x.signed(), y.signed()) } else { (x.unsigned(), y.unsigned()) };
    relation(x, operator, y)
}

/// A comparison of operands that have the same type already.
pub(crate) fn relation(x: Expr, operator: &str, y: Expr) -> Expr {
    let level = if matches!(operator, "==" | "!=") { level::EQUAL } else { level::LESS };
    binary(&x, operator, &y, Ty::Int, level)
}

/// An operation on doubles.
pub(crate) fn floating(x: Expr, operator: &str, y: Expr) -> Expr {
    let level = if matches!(operator, "*" | "/") { level::MUL } else { level::ADD };
    binary(&x.double(), operator, &y.double(), Ty::Double, level)
}

/// Whether an integer is zero.
pub(crate) fn not(x: Expr) -> Expr {
    Expr::new(format!("!{}", x.int().at(level::UNARY)), Ty::Int, level::UNARY)
}

/// `~`.
pub(crate) fn invert(x: Expr) -> Expr {
    Expr::new(format!("~{}", x.at(level::UNARY)), Ty::Signed, level::UNARY)
}

/// A double without what is behind the point, as an integer modulo 2 ** 32.
pub(crate) fn truncate(x: Expr) -> Expr {
    Expr::new(format!("~~{}", x.double().at(level::UNARY)), Ty::Signed, level::UNARY)
}

/// One of two values of the same type.
pub(crate) fn choose(condition: Expr, yes: Expr, no: Expr) -> Expr {
    let (yes, no) = (yes.settled(), no.settled());
    let ty = match yes.ty {
        Ty::Double | Ty::Float => yes.ty,
        _ => Ty::Int,
    };
    let text = format!(
        "{}?{}:{}",
        condition.int().at(level::CHOICE + 1),
        yes.at(level::CHOICE + 1),
        no.at(level::CHOICE + 1)
    );
    Expr::new(text, ty, level::CHOICE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn i(n: u32) -> Expr {
        Expr::name(format!("i{n}"), Ty::Int)
    }

    #[test]
    fn sums_are_cut_down_once() {
        assert_eq!(add(add(i(0), i(1)), i(2)).signed().text, "(i0+i1|0)+i2|0");
        assert_eq!(add(i(0), Expr::int_const(-3)).text, "i0-3");
        assert_eq!(sub(i(0), Expr::int_const(-3)).text, "i0+3");
        assert_eq!(sub(Expr::int_const(0), i(1)).text, "0-i1");
    }

    #[test]
    fn signs_do_not_meet() {
        assert_eq!(floating(i(0).signed().double(), "+", Expr::double_const(-1.0)).text, "(+(i0|0))+(-1.0)");
    }

    #[test]
    fn comparisons_know_signs() {
        assert_eq!(compare(i(0), "<", Expr::int_const(7), true).text, "(i0|0)<7");
        assert_eq!(compare(i(0), "<", Expr::int_const(-7), false).text, "i0>>>0<-7>>>0");
        assert_eq!(compare(i(0), "==", Expr::int_const(0), true).text, "!i0");
    }

    #[test]
    fn floats_have_a_point() {
        let text = |f| Expr::double_const(f).text;
        assert_eq!(
            [text(1.0), text(1e300), text(-2.5e-7), text(-0.0)],
            ["1.0", "1.0e300", "-2.5e-7", "-0.0"]
        );
    }
}
