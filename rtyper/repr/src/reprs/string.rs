//! Byte strings, unicode strings, characters as strings.
//!
//! The helpers in `rpython/rtyper/rstr.py` serve both kinds of strings: they are specialized on the type.

use rpython_flow::OpKind;
use rpython_host::{Obj, Object};
use rpython_lltype::{LLType, Pointer, Value};
use rpython_lowlevel::{Imm, OpCode, Operand, PathStep};

use crate::common::string::CHARS;
use crate::error::{R, TyperError};
use crate::helpers::HelperArg;
use crate::hop::{Arg, Hop};
use crate::repr::{Repr, ReprId};
use crate::reprs::list;
use crate::rtyper::RTyper;

/// A prebuilt string or character.
pub fn const_value(rt: &mut RTyper, repr: &Repr, obj: Obj) -> R<Value> {
    let object = rt.host.get(obj);
    let value = match (repr, object) {
        (Repr::Str | Repr::Unicode, Object::None) => Value::Ptr(Pointer::Null),
        (Repr::Char, Object::Str(s)) if s.len() == 1 => Value::Char(s[0]),
        (Repr::UniChar, Object::Unicode(s)) if s.len() == 1 => Value::UniChar(s[0]),
        (Repr::UniChar, Object::Str(s)) if s.len() == 1 && s[0] < 128 => Value::UniChar(s[0] as u32),
        (Repr::Str, Object::Str(s)) => {
            let bytes = s.clone();
            Value::Ptr(Pointer::Data(rt.string_const(&bytes)))
        }
        (Repr::Unicode, Object::Unicode(s)) => {
            let chars = s.clone();
            Value::Ptr(Pointer::Data(rt.unicode_const(&chars)))
        }
        (Repr::Unicode, Object::Str(s)) if s.is_ascii() => {
            let chars: Vec<u32> = s.iter().map(|&b| b as u32).collect();
            Value::Ptr(Pointer::Data(rt.unicode_const(&chars)))
        }
        _ => {
            let name = rt.host.type_name(obj);
            let r = rt.simple(repr.clone());
            return Err(TyperError::new(format!("a prebuilt {name} cannot be used as {}", rt.repr_name(r))));
        }
    };
    Ok(value)
}

/// Characters to strings, bytes to code points.
///
/// And strings to characters: a method may return more than a character, and nothing but characters where it is
/// called on instances of one class.
pub fn convert(rt: &mut RTyper, v: Operand, from: &Repr, to: &Repr) -> R<Option<Operand>> {
    let (string, unicode) = (rt.string_ptr(), rt.unicode_ptr());
    match (from, to) {
        (Repr::Char, Repr::Str) => rt.call_helper("rstr", "ll_chr2str", vec![v], string).map(Some),
        (Repr::UniChar, Repr::Unicode) => {
            rt.call_helper("rstr", "ll_unichr2unicode", vec![v], unicode).map(Some)
        }
        (Repr::Char, Repr::UniChar) => {
            let v = rt.ll.op(OpCode::cast_char_to_int, vec![v], LLType::Signed);
            Ok(Some(rt.ll.op(OpCode::cast_int_to_unichar, vec![v], LLType::UniChar)))
        }
        (Repr::Str, Repr::Char) | (Repr::Unicode, Repr::UniChar) => {
            Ok(Some(read_char(rt, v, Operand::signed(0))))
        }
        (Repr::Str | Repr::Char, Repr::Unicode) => {
            let v = match from {
                Repr::Char => rt.call_helper("rstr", "ll_chr2str", vec![v], string)?,
                _ => v,
            };
            rt.call_helper("rstr", "ll_str2unicode", vec![v], unicode).map(Some)
        }
        _ => Ok(None),
    }
}

/// The string representation of a text: characters count as strings.
fn text_repr(rt: &mut RTyper, r: ReprId) -> ReprId {
    match rt.repr(r) {
        Repr::Char => rt.simple(Repr::Str),
        Repr::UniChar => rt.simple(Repr::Unicode),
        _ => r,
    }
}

/// The wider of two texts.
fn common_text(rt: &mut RTyper, a: ReprId, b: ReprId) -> ReprId {
    let wide = |r: &Repr| matches!(r, Repr::Unicode | Repr::UniChar);
    let repr = if wide(rt.repr(a)) || wide(rt.repr(b)) { Repr::Unicode } else { Repr::Str };
    rt.simple(repr)
}

/// The argument as a string.
pub fn input_text(rt: &mut RTyper, hop: &Hop, index: usize) -> R<Operand> {
    let r = text_repr(rt, hop.args[index].r);
    rt.inputarg(hop, index, r)
}

/// The length of a string value.
pub fn length(rt: &mut RTyper, v: Operand) -> Operand {
    let path = Imm::Path(Box::new([PathStep::Field(CHARS as u32)]));
    rt.ll.op_imm(OpCode::getinteriorarraysize, vec![v], path, LLType::Signed)
}

/// Reads a character.
pub fn read_char(rt: &mut RTyper, v: Operand, index: Operand) -> Operand {
    let ty = if rt.ll.ty(&v) == rt.string_ptr() { LLType::Char } else { LLType::UniChar };
    let path = Imm::Path(Box::new([PathStep::Field(CHARS as u32), PathStep::Index]));
    rt.ll.op_imm(OpCode::getinteriorfield, vec![v, index], path, ty)
}

/// Ops with one operand.
pub fn unary(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let own = rt.repr(hop.args[0].r).clone();
    match (hop.kind, &own) {
        (OpKind::str, _) => to_str(rt, &hop.args[0]),
        (OpKind::unicode, _) => {
            let unicode = rt.simple(Repr::Unicode);
            rt.inputarg(hop, 0, unicode)
        }
        (OpKind::hash, Repr::Char) => {
            let v = rt.inputself(hop, 0)?;
            Ok(rt.ll.op(OpCode::cast_char_to_int, vec![v], LLType::Signed))
        }
        (OpKind::hash, Repr::UniChar) => {
            let v = rt.inputself(hop, 0)?;
            Ok(rt.ll.op(OpCode::cast_unichar_to_int, vec![v], LLType::Signed))
        }
        (OpKind::hash, _) => {
            let v = rt.inputself(hop, 0)?;
            let hash = rt.string_hash()?;
            rt.call_function(hash, vec![HelperArg::Value(v)], LLType::Signed)
        }
        (OpKind::bool, _) => {
            let v = rt.inputself(hop, 0)?;
            truth(rt, v, hop.args[0].s.can_be_none())
        }
        (OpKind::ord, _) => {
            let v = input_text(rt, hop, 0)?;
            let c = read_char(rt, v, Operand::signed(0));
            let code = if rt.ll.ty(&c) == LLType::Char {
                OpCode::cast_char_to_int
            } else {
                OpCode::cast_unichar_to_int
            };
            Ok(rt.ll.op(code, vec![c], LLType::Signed))
        }
        (OpKind::int, _) => {
            let v = input_text(rt, hop, 0)?;
            rt.call_helper("rstr", "ll_int", vec![v, Operand::signed(10)], LLType::Signed)
        }
        (OpKind::float, _) => {
            let v = input_text(rt, hop, 0)?;
            rt.call_helper("rstr", "ll_float", vec![v], LLType::Float)
        }
        (OpKind::len | OpKind::iter, _) => items(rt, hop),
        _ => hop.unsupported(rt),
    }
}

fn truth(rt: &mut RTyper, v: Operand, can_be_none: bool) -> R<Operand> {
    if !can_be_none {
        let n = length(rt, v);
        return Ok(rt.ll.op(OpCode::int_gt, vec![n, Operand::signed(0)], LLType::Bool));
    }
    let there = rt.ll.op(OpCode::ptr_nonzero, vec![v.clone()], LLType::Bool);
    let diamond = rt.ll.begin_if(there, LLType::Bool);
    let n = length(rt, v);
    let some = rt.ll.op(OpCode::int_gt, vec![n, Operand::signed(0)], LLType::Bool);
    rt.ll.begin_else(&diamond, some);
    Ok(rt.ll.end_if(diamond, Operand::bool(false)))
}

/// The text of any value, as `str` and `%s` give it.
pub fn to_str(rt: &mut RTyper, arg: &Arg) -> R<Operand> {
    let string = rt.simple(Repr::Str);
    let (string_ty, own) = (rt.string_ptr(), rt.repr(arg.r).clone());
    match own {
        Repr::Char => rt.arg_as(arg, string),
        Repr::Str => {
            // An attribute that never got its value is null, too.
            let v = rt.arg_as(arg, string)?;
            rt.call_helper("rstr", "ll_str_or_none", vec![v], string_ty)
        }
        Repr::Unicode | Repr::UniChar => {
            let unicode = rt.simple(Repr::Unicode);
            let v = rt.arg_as(arg, unicode)?;
            rt.call_helper("rstr", "ll_unicode2str", vec![v], string_ty)
        }
        Repr::Type | Repr::Class(_) => {
            let root = rt.simple(Repr::Type);
            let v = rt.arg_as(arg, root)?;
            rt.call_helper("rclass", "ll_class_name", vec![v], string_ty)
        }
        _ => {
            let s_result = rpython_annotator::SomeValue::STR;
            let hop = Hop {
                kind: OpKind::str,
                args: vec![arg.clone()],
                s_result,
                r_result: string,
                span: rt.current_span(),
                keywords: Vec::new(),
            };
            crate::dispatch::translate(rt, &hop)
        }
    }
}

/// `+`, `*`, `%`
pub fn binary(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    match hop.kind {
        OpKind::add | OpKind::inplace_add => {
            let common = common_text(rt, hop.args[0].r, hop.args[1].r);
            let args = rt.inputargs(hop, &[common, common])?;
            let ty = rt.lltype(common)?;
            rt.call_helper("rstr", "ll_strconcat", args, ty)
        }
        OpKind::mul | OpKind::inplace_mul => {
            let text = |r: &Repr| matches!(r, Repr::Str | Repr::Unicode | Repr::Char | Repr::UniChar);
            let (s, n) = if text(rt.repr(hop.args[0].r)) { (0, 1) } else { (1, 0) };
            let v = input_text(rt, hop, s)?;
            let count = rt.inputint(hop, n)?;
            let ty = rt.ll.ty(&v);
            rt.call_helper("rstr", "ll_strmul", vec![v, count], ty)
        }
        OpKind::mod_ | OpKind::inplace_mod => super::format::format(rt, hop),
        _ => hop.unsupported(rt),
    }
}

/// Comparisons.
pub fn compare(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    if hop.args.iter().any(|a| a.s.is_none()) {
        return super::pbc::identity_compare(rt, hop);
    }
    let text = |r: &Repr| matches!(r, Repr::Str | Repr::Unicode | Repr::Char | Repr::UniChar);
    if !hop.args.iter().all(|a| text(rt.repr(a.r))) {
        return hop.unsupported(rt);
    }
    let common = common_text(rt, hop.args[0].r, hop.args[1].r);
    let args = rt.inputargs(hop, &[common, common])?;
    match hop.kind {
        OpKind::eq => rt.call_helper("rstr", "ll_streq", args, LLType::Bool),
        OpKind::ne => {
            let equal = rt.call_helper("rstr", "ll_streq", args, LLType::Bool)?;
            Ok(rt.ll.op(OpCode::bool_not, vec![equal], LLType::Bool))
        }
        OpKind::cmp => rt.call_helper("rstr", "ll_strcmp", args, LLType::Signed),
        kind => {
            let name = super::int::comparison(kind)
                .ok_or_else(|| TyperError::unsupported("this comparison of strings"))?;
            let order = rt.call_helper("rstr", "ll_strcmp", args, LLType::Signed)?;
            let code = super::int::opcode(LLType::Signed, name)?;
            Ok(rt.ll.op(code, vec![order, Operand::signed(0)], LLType::Bool))
        }
    }
}

/// Length, items, slices, membership, iteration.
pub fn items(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    match hop.kind {
        OpKind::len if matches!(rt.repr(hop.args[0].r), Repr::Char | Repr::UniChar) => Ok(Operand::signed(1)),
        OpKind::len => {
            let v = rt.inputself(hop, 0)?;
            Ok(length(rt, v))
        }
        OpKind::getitem | OpKind::getitem_idx => {
            let v = input_text(rt, hop, 0)?;
            let checked = hop.kind == OpKind::getitem_idx || rt.catches("IndexError");
            let plain = rt.is_nonneg(&hop.args[1].s) && !checked;
            let n = if plain { Operand::signed(0) } else { length(rt, v.clone()) };
            let i = list::item_index(rt, &hop.args[1], n, checked)?;
            let c = read_char(rt, v, i);
            let r = if rt.ll.ty(&c) == LLType::Char { Repr::Char } else { Repr::UniChar };
            let r = rt.simple(r);
            rt.result(hop, c, r)
        }
        OpKind::getslice => {
            let v = input_text(rt, hop, 0)?;
            let n = length(rt, v.clone());
            let (start, stop) = list::slice_bounds(rt, &hop.args[1], &hop.args[2], n)?;
            let ty = rt.ll.ty(&v);
            rt.call_helper("rstr", "ll_stringslice", vec![v, start, stop], ty)
        }
        OpKind::contains => contains(rt, hop),
        OpKind::iter => super::iter::iter_string(rt, hop),
        OpKind::unpack_sequence => unpack(rt, hop),
        _ => hop.unsupported(rt),
    }
}

/// `a, b = s`
fn unpack(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let Repr::Tuple(targets) = rt.repr(hop.r_result).clone() else { return hop.unsupported(rt) };
    let v = input_text(rt, hop, 0)?;
    let n = length(rt, v.clone());
    let count = Operand::signed(targets.len() as i64);
    rt.call_helper("rlist", "ll_check_length", vec![n, count], LLType::Void)?;
    let mut values = Vec::new();
    for (i, &target) in targets.iter().enumerate() {
        let c = read_char(rt, v.clone(), Operand::signed(i as i64));
        let own = if rt.ll.ty(&c) == LLType::Char { Repr::Char } else { Repr::UniChar };
        let own = rt.simple(own);
        values.push(rt.convert(c, own, target)?);
    }
    super::tuple::make(rt, hop.r_result, values)
}

impl RTyper<'_> {
    /// The empty string of a type.
    pub fn undefined_text(&mut self, ty: LLType) -> R<Operand> {
        let data = if ty == self.string_ptr() { self.string_const(b"") } else { self.unicode_const(&[]) };
        Ok(self.data_ptr(data))
    }
}

fn contains(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let v = input_text(rt, hop, 0)?;
    let single = matches!(rt.repr(hop.args[1].r), Repr::Char | Repr::UniChar);
    if single {
        let unicode = rt.ll.ty(&v) == rt.unicode_ptr();
        let r = rt.simple(if unicode { Repr::UniChar } else { Repr::Char });
        let c = rt.inputarg(hop, 1, r)?;
        return rt.call_helper("rstr", "ll_contains_char", vec![v, c], LLType::Bool);
    }
    let common = common_text(rt, hop.args[0].r, hop.args[1].r);
    let args = rt.inputargs(hop, &[common, common])?;
    rt.call_helper("rstr", "ll_contains", args, LLType::Bool)
}

/// The text of a tuple.
pub fn tuple_str(rt: &mut RTyper, hop: &Hop, items: &[ReprId]) -> R<Operand> {
    let parts = super::tuple::unpack(rt, &hop.args[0], items)?;
    let mut pieces = vec![rt.str_operand("(")];
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            pieces.push(rt.str_operand(", "));
        }
        pieces.push(to_str(rt, part)?);
    }
    pieces.push(rt.str_operand(if items.len() == 1 { ",)" } else { ")" }));
    super::format::join_pieces(rt, pieces, LLType::Char)
}

/// The text of a list: through a helper that calls the text function of the items.
pub fn list_str(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let info = list::list_of(rt, hop.args[0].r)?;
    let v = rt.inputself(hop, 0)?;
    if matches!(rt.repr(info.r_item), Repr::Impossible) {
        // Nothing was ever put into it.
        let text = rt.string_const(b"[]");
        return Ok(rt.data_ptr(text));
    }
    let (items, n) = list::view(rt, &v, &info)?;
    let string = rt.string_ptr();
    let to_str = item_text_function(rt, info.r_item, info.item)?;
    rt.call_helper_with("rstr", "ll_list_str", vec![items.into(), n.into(), to_str.into()], string)
}

/// A low-level function that gives the text of a value of a representation.
fn item_text_function(rt: &mut RTyper, r: ReprId, ty: LLType) -> R<Operand> {
    let string = rt.string_ptr();
    rt.make_function("str_of_item", vec![ty], string, |rt, args| {
        let arg = Arg { v: crate::hop::ArgValue::Low(args[0].clone()), s: noneable(rt, r), r };
        to_str(rt, &arg)
    })
}

/// An annotation for a value of which only the representation is known.
fn noneable(rt: &RTyper, r: ReprId) -> rpython_annotator::SomeValue {
    use rpython_annotator::{Kind, SomeValue};
    match rt.repr(r) {
        Repr::Str => SomeValue::str(false, true),
        Repr::Instance(class) => {
            Kind::Instance { classdef: *class, can_be_none: true, flags: Default::default() }.into()
        }
        _ => SomeValue::IMPOSSIBLE,
    }
}

/// Methods; argument 0 is the string.
pub fn method(rt: &mut RTyper, hop: &Hop, name: &str) -> R<Operand> {
    match name {
        "join" => join(rt, hop),
        "startswith" | "endswith" => affix(rt, hop, name),
        "find" | "rfind" | "count" => find(rt, hop, name),
        "replace" => replace(rt, hop),
        "split" | "rsplit" => split(rt, hop, name),
        "strip" | "lstrip" | "rstrip" => strip(rt, hop, name),
        "lower" | "upper" => case(rt, hop, name),
        "isdigit" | "isalpha" | "isalnum" | "isspace" | "isupper" | "islower" => class_test(rt, hop, name),
        "splitlines" => splitlines(rt, hop),
        "encode" | "decode" => codec(rt, hop, name),
        _ => Err(TyperError::unsupported(format!("the string method {name}()"))),
    }
}

/// The other argument in the string's own width.
fn same_text(rt: &mut RTyper, hop: &Hop, index: usize) -> R<Operand> {
    let r = text_repr(rt, hop.args[0].r);
    rt.inputarg(hop, index, r)
}

fn join(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let v = input_text(rt, hop, 0)?;
    let ty = rt.lltype(hop.r_result)?;
    let info = list::list_of(rt, hop.args[1].r)?;
    let l = rt.inputself(hop, 1)?;
    let (items, n) = list::view(rt, &l, &info)?;
    if info.item == LLType::Void {
        return rt.undefined_text(ty);
    }
    let empty = matches!(hop.args[0].constant().map(|o| rt.host.get(o)), Some(Object::Str(s)) if s.is_empty())
        || matches!(hop.args[0].constant().map(|o| rt.host.get(o)), Some(Object::Unicode(s)) if s.is_empty());
    let widened = info.item == LLType::Char && matches!(rt.repr(hop.r_result), Repr::Unicode);
    let (name, args) = match (info.item, empty) {
        (LLType::Char, true) if widened => ("ll_join_bytes", vec![items, n]),
        (LLType::Char | LLType::UniChar, true) => ("ll_join_chars", vec![items, n]),
        (LLType::Char | LLType::UniChar, false) => ("ll_join_chars_with", vec![v, items, n]),
        (_, true) => ("ll_join_strs", vec![items, n]),
        (_, false) => ("ll_join", vec![v, items, n]),
    };
    if matches!(info.item, LLType::Char | LLType::UniChar) {
        let LLType::Ptr(container) = ty else { return hop.unsupported(rt) };
        let string = rt.type_object(LLType::Inline(container));
        let mut all: Vec<HelperArg> = vec![HelperArg::Object(string)];
        all.extend(args.into_iter().map(HelperArg::Value));
        return rt.call_helper_with("rstr", name, all, ty);
    }
    rt.call_helper("rstr", name, args, ty)
}

fn affix(rt: &mut RTyper, hop: &Hop, name: &str) -> R<Operand> {
    let v = input_text(rt, hop, 0)?;
    if hop.nargs() != 2 {
        return Err(TyperError::unsupported(format!("{name}() with bounds")));
    }
    let x = same_text(rt, hop, 1)?;
    rt.call_helper("rstr", &format!("ll_{name}"), vec![v, x], LLType::Bool)
}

fn find(rt: &mut RTyper, hop: &Hop, name: &str) -> R<Operand> {
    let v = input_text(rt, hop, 0)?;
    let x = same_text(rt, hop, 1)?;
    let start = if hop.nargs() > 2 { rt.inputint(hop, 2)? } else { Operand::signed(0) };
    let n = length(rt, v.clone());
    let stop = match hop.args.get(3) {
        Some(_) => {
            let stop = rt.inputint(hop, 3)?;
            rt.call_helper("rlist", "ll_clip", vec![stop, n], LLType::Signed)?
        }
        None => n,
    };
    rt.call_helper("rstr", &format!("ll_{name}"), vec![v, x, start, stop], LLType::Signed)
}

fn replace(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    if !hop.args[1..].iter().all(|arg| matches!(rt.repr(arg.r), Repr::Char | Repr::UniChar)) {
        return Err(TyperError::new("replace() takes single characters only in RPython")
            .with_help("use rpython.rlib.rstring.replace(s, old, new)"));
    }
    let v = input_text(rt, hop, 0)?;
    let (old, new) = (rt.inputself(hop, 1)?, rt.inputself(hop, 2)?);
    let ty = rt.ll.ty(&v);
    rt.call_helper("rstr", "ll_replace_char", vec![v, old, new], ty)
}

fn split(rt: &mut RTyper, hop: &Hop, name: &str) -> R<Operand> {
    let v = input_text(rt, hop, 0)?;
    let ty = rt.ll.ty(&v);
    let limit = if hop.nargs() > 2 { rt.inputint(hop, 2)? } else { Operand::signed(-1) };
    let array = LLType::Ptr(list::array_type(rt, ty));
    let separator = match hop.args.get(1).map(|a| a.s.is_none()) {
        None | Some(true) => None,
        Some(false) => Some(same_text(rt, hop, 1)?),
    };
    let (helper, args) = match separator {
        Some(separator) => (format!("ll_{name}"), vec![v, separator, limit]),
        None => (format!("ll_{name}_whitespace"), vec![v, limit]),
    };
    let args = with_type(rt, array, args);
    let result = rt.call_helper_with("rstr", &helper, args, array)?;
    let n = rt.ll.op(OpCode::getarraysize, vec![result.clone()], LLType::Signed);
    list::from_array(rt, hop.r_result, result, n)
}

/// The container that a pointer type points to as the first argument of a helper.
fn with_type(rt: &mut RTyper, ty: LLType, args: Vec<Operand>) -> Vec<HelperArg> {
    let container = ty.pointee().map_or(ty, LLType::Inline);
    let mut all = vec![HelperArg::Object(rt.type_object(container))];
    all.extend(args.into_iter().map(HelperArg::Value));
    all
}

fn splitlines(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let v = input_text(rt, hop, 0)?;
    let ty = rt.ll.ty(&v);
    let keep = if hop.nargs() > 1 {
        let boolean = rt.simple(Repr::Bool);
        rt.inputarg(hop, 1, boolean)?
    } else {
        Operand::bool(false)
    };
    let array = LLType::Ptr(list::array_type(rt, ty));
    let args = with_type(rt, array, vec![v, keep]);
    let result = rt.call_helper_with("rstr", "ll_splitlines", args, array)?;
    let n = rt.ll.op(OpCode::getarraysize, vec![result.clone()], LLType::Signed);
    list::from_array(rt, hop.r_result, result, n)
}

fn strip(rt: &mut RTyper, hop: &Hop, name: &str) -> R<Operand> {
    let v = input_text(rt, hop, 0)?;
    let ty = rt.ll.ty(&v);
    let left = Operand::bool(name != "rstrip");
    let right = Operand::bool(name != "lstrip");
    match hop.args.get(1) {
        Some(arg) if !arg.s.is_none() => {
            let chars = same_text(rt, hop, 1)?;
            rt.call_helper("rstr", "ll_strip", vec![v, chars, left, right], ty)
        }
        _ => rt.call_helper("rstr", "ll_strip_default", vec![v, left, right], ty),
    }
}

fn case(rt: &mut RTyper, hop: &Hop, name: &str) -> R<Operand> {
    if matches!(rt.repr(hop.r_result), Repr::Char | Repr::UniChar) {
        let v = rt.inputself(hop, 0)?;
        let ty = rt.ll.ty(&v);
        return rt.call_helper("rstr", &format!("ll_{name}_char"), vec![v], ty);
    }
    let v = input_text(rt, hop, 0)?;
    let ty = rt.ll.ty(&v);
    let result = rt.call_helper("rstr", &format!("ll_{name}"), vec![v], ty)?;
    let r = text_repr(rt, hop.args[0].r);
    rt.result(hop, result, r)
}

fn class_test(rt: &mut RTyper, hop: &Hop, name: &str) -> R<Operand> {
    let v = rt.inputself(hop, 0)?;
    let helper = match rt.repr(hop.args[0].r) {
        Repr::Char | Repr::UniChar => format!("ll_char_{name}"),
        _ => format!("ll_{name}"),
    };
    rt.call_helper("rstr", &helper, vec![v], LLType::Bool)
}

/// `encode` and `decode` with one of the codecs that every program has.
fn codec(rt: &mut RTyper, hop: &Hop, name: &str) -> R<Operand> {
    let encoding = hop.args.get(1).and_then(|a| a.constant()).and_then(|o| rt.text_of(o));
    let encoding = match encoding.map(|e| e.as_str().to_ascii_lowercase().replace('_', "-")).as_deref() {
        Some("ascii") => "ascii",
        Some("latin-1" | "latin1" | "iso-8859-1") => "latin1",
        Some("utf-8" | "utf8") => "utf8",
        Some(other) => return Err(TyperError::unsupported(format!("the encoding {other}"))),
        None => "ascii",
    };
    let v = input_text(rt, hop, 0)?;
    let ty = if name == "encode" { rt.string_ptr() } else { rt.unicode_ptr() };
    rt.call_helper("rstr", &format!("ll_{name}_{encoding}"), vec![v], ty)
}

/// Built-in functions; `None` if the name is not known here.
pub fn builtin(rt: &mut RTyper, hop: &Hop, name: &str) -> R<Option<Operand>> {
    match (name, hop.nargs()) {
        ("int", 1) => Ok(Some(Operand::signed(0))),
        ("int", 3) => {
            let v = input_text(rt, hop, 1)?;
            let base = rt.inputint(hop, 2)?;
            rt.call_helper("rstr", "ll_int", vec![v, base], LLType::Signed).map(Some)
        }
        ("float", 1) => Ok(Some(rt.constant(LLType::Float, Value::Float(0.0)))),
        ("str", 1) => Ok(Some(rt.str_operand(""))),
        _ => Ok(None),
    }
}
