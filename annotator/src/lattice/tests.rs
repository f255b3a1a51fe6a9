//! Laws of the lattice.

use super::*;
use crate::Annotated;
use rpython_base::Span;
use rpython_lltype::LLType;

/// A fresh state and a sample of annotations in it: the same for every call.
fn sample() -> (Annotated, Vec<SomeValue>) {
    let mut a = Annotated::default();
    let ints = a.lists.push(ListDef::new(SomeValue::INT, Span::NONE));
    let empty = a.lists.push(ListDef::new(SomeValue::IMPOSSIBLE, Span::NONE));
    let nonneg = a.lists.push(ListDef::new(SomeValue::NONNEG, Span::NONE));
    let strs = a.lists.push(ListDef::new(SomeValue::STR, Span::NONE));
    let dict = a.dicts.push(DictDef::new(SomeValue::STR, SomeValue::INT, Span::NONE));
    let chars = a.dicts.push(DictDef::new(SomeValue::CHAR, SomeValue::NONNEG, Span::NONE));
    let values = vec![
        SomeValue::IMPOSSIBLE,
        SomeValue::NONE,
        SomeValue::BOOL,
        SomeValue::INT,
        SomeValue::NONNEG,
        SomeValue::UINT,
        SomeValue::integer(LLType::Int32, false),
        SomeValue::integer(LLType::SignedLongLongLong, true),
        SomeValue::FLOAT,
        SomeValue::CHAR,
        Kind::Char { no_nul: true }.into(),
        SomeValue::STR,
        SomeValue::str(true, true),
        SomeValue::UNICODE,
        SomeValue::UNICHAR,
        Kind::List(ints).into(),
        Kind::List(empty).into(),
        Kind::List(nonneg).into(),
        Kind::List(strs).into(),
        Kind::Dict(dict).into(),
        Kind::Dict(chars).into(),
        SomeValue::tuple(vec![SomeValue::INT, SomeValue::STR]),
        SomeValue::tuple(vec![SomeValue::NONNEG, SomeValue::NONE]),
        SomeValue::iterator(Kind::List(ints).into(), IterVariant::Plain),
        SomeValue::ADDRESS,
    ];
    (a, values)
}

#[test]
fn union_is_idempotent_and_has_a_bottom() {
    let (mut a, values) = sample();
    for v in &values {
        assert_eq!(&a.union(v, v).unwrap(), v);
        assert_eq!(&a.union(v, &SomeValue::IMPOSSIBLE).unwrap(), v);
        assert_eq!(&a.union(&SomeValue::IMPOSSIBLE, v).unwrap(), v);
    }
}

#[test]
fn union_is_commutative() {
    let count = sample().1.len();
    for i in 0..count {
        for j in 0..count {
            let (mut a, v) = sample();
            let (mut b, w) = sample();
            match (a.union(&v[i], &v[j]), b.union(&w[j], &w[i])) {
                (Ok(x), Ok(y)) => assert_eq!(a.describe(&x), b.describe(&y), "{:?} {:?}", v[i], v[j]),
                (Err(_), Err(_)) => {}
                (x, y) => panic!("{:?} | {:?}: {x:?} but {y:?}", v[i], v[j]),
            }
        }
    }
}

#[test]
fn union_is_associative_and_contains_its_parts() {
    let count = sample().1.len();
    for i in 0..count {
        for j in 0..count {
            for k in 0..count {
                let (mut a, v) = sample();
                let (mut b, w) = sample();
                let left = a.union(&v[i], &v[j]).and_then(|x| a.union(&x, &v[k]));
                let right = b.union(&w[j], &w[k]).and_then(|x| b.union(&w[i], &x));
                if let (Ok(x), Ok(y)) = (left, right) {
                    assert_eq!(a.describe(&x), b.describe(&y), "{:?} {:?} {:?}", v[i], v[j], v[k]);
                    for part in [i, j, k] {
                        assert!(a.contains(&x, &v[part]), "{x:?} must contain {:?}", v[part]);
                    }
                }
            }
        }
    }
}

#[test]
fn containing_changes_nothing() {
    let (mut a, v) = sample();
    let (ints, strs) = (v[15].clone(), v[17].clone());
    assert!(!a.contains(&ints, &strs));
    assert!(!a.same(&ints, &strs));
    a.union(&ints, &strs).unwrap();
    assert!(a.contains(&ints, &strs));
}
