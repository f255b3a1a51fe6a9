//! Static objects as bytes, for targets that differ in words and pointers.

use rpython_backend_common::image::{Address, Image, Reloc, Target, address, image, interior_offset};
use rpython_base::EntityId;
use rpython_lltype::{DataId, DataModel, FuncId, Pointer};
use rpython_lowlevel::{Program, parse_program};

/// A program of these types, data and functions.
fn program(model: DataModel, text: &str) -> Program {
    let mut program = parse_program(text).unwrap_or_else(|e| panic!("{e}"));
    program.model = model;
    program
}

fn first(model: DataModel, text: &str) -> Image {
    image(&program(model, text), DataId::from_index(0)).expect("an image")
}

fn data(index: usize) -> Target {
    Target::Data(DataId::from_index(index))
}

const STRING: &str = r#"
type t0 = gcstruct rpy_string { hash: Signed, chars: t1 }
type t1 = array(Char) hints(other extra_item_after_alloc)
data d0: t0 = { -2, "abc" }
"#;

#[test]
fn a_string_has_its_length_and_a_zero_at_the_end() {
    let image = first(DataModel::LP64, STRING);
    assert_eq!(image.bytes, *b"\xfe\xff\xff\xff\xff\xff\xff\xff\x03\0\0\0\0\0\0\0abc\0\0\0\0\0");
    assert_eq!((image.align, image.relocs.len()), (8, 0));
    let image = first(DataModel::ASMJS, STRING);
    assert_eq!(image.bytes, *b"\xfe\xff\xff\xff\x03\0\0\0abc\0");
    assert_eq!(image.align, 4);
}

const POINTERS: &str = r#"
type t0 = struct node { flag: Bool, next: *t0, items: *t1, code: *t3, adr: Address, key: Signed }
type t1 = array(t2)
type t2 = struct item { c: Char, x: Float }
type t3 = func() -> Void
data d0: t0 = { true, &d0, &d1/2, &fn0, null, 7 }
data d1: t1 = [{ 1, 0.5 }, { 2, 1.0 }, { 3, -2.0 }]
extern fn0 f: t3 {}
"#;

#[test]
fn pointers_are_relocations() {
    let func = Target::Func(FuncId::from_index(0));
    let image = first(DataModel::LP64, POINTERS);
    assert_eq!(
        image.relocs,
        [
            Reloc { offset: 8, target: data(0), addend: 0 },
            Reloc { offset: 16, target: data(1), addend: 8 + 2 * 16 },
            Reloc { offset: 24, target: func, addend: 0 },
        ]
    );
    assert_eq!(image.bytes[40], 7);
    assert_eq!(image.bytes.len(), 48);
    let image = first(DataModel::WASM, POINTERS);
    let offsets: Vec<usize> = image.relocs.iter().map(|r| r.offset).collect();
    assert_eq!(offsets, [4, 8, 12]);
    assert_eq!((image.bytes[24], image.bytes.len()), (7, 32));
}

#[test]
fn inlined_items_keep_their_distance() {
    let program = program(DataModel::LP64, POINTERS);
    let image = image(&program, DataId::from_index(1)).expect("an image");
    assert_eq!(image.bytes[..8], 3u64.to_le_bytes());
    assert_eq!((image.bytes[8], image.bytes[24], image.bytes[40]), (1, 2, 3));
    assert_eq!(image.bytes[48..56], (-2.0f64).to_le_bytes());
    assert_eq!(interior_offset(&program, DataId::from_index(1), &[1, 1]), 32);
}

#[test]
fn addresses_that_need_no_relocation() {
    let program = program(DataModel::WASM, POINTERS);
    assert_eq!(address(&program, &Pointer::Null), Address::Bits(0));
    assert_eq!(address(&program, &Pointer::Tagged(-3)), Address::Bits(-5));
    assert_eq!(address(&program, &Pointer::Data(DataId::from_index(1))), Address::Relative(data(1), 0));
}

#[test]
fn numbers_of_all_widths() {
    let text = r#"
type t0 = struct numbers { a: Int8, b: UInt16, c: Int32, d: SingleFloat, e: UniChar, f: SignedLongLongLong, g: t1 }
type t1 = fixedarray(UniChar, 3)
data d0: t0 = { -1, 65535, -2, 0.5, u(233), -1, u[97, 98, 233] }
"#;
    let bytes = first(DataModel::LP64, text).bytes;
    assert_eq!(bytes[..16], *b"\xff\0\xff\xff\xfe\xff\xff\xff\0\0\0\x3f\xe9\0\0\0");
    assert_eq!(bytes[16..32], [0xff; 16]);
    assert_eq!(bytes[32..44], *b"a\0\0\0b\0\0\0\xe9\0\0\0");
}

#[test]
fn unions_tails_and_nothing() {
    let text = r#"
type t0 = struct both { i: SignedLongLong, c: Char } hints(union)
type t1 = array(Signed) hints(nolength)
type t2 = opaque thing
data d0: t0 = { 0, 'x' }
data d1: t1 = []
data d2: t1 = [5, 6]
"#;
    let program = program(DataModel::LP64, text);
    let bytes = |i: usize| image(&program, DataId::from_index(i)).expect("an image").bytes;
    assert_eq!(bytes(0), *b"x\0\0\0\0\0\0\0");
    assert_eq!(bytes(1), [0; 8]);
    assert_eq!(bytes(2).len(), 16);
    assert!(image(&program, DataId::from_index(1)).expect("an image").is_zero());
}

#[test]
fn long_doubles_are_refused() {
    let text = "type t0 = struct wide { x: LongFloat }\ndata d0: t0 = { 1.5 }\n";
    let error = image(&program(DataModel::LP64, text), DataId::from_index(0)).expect_err("refused");
    assert!(error.message.contains("long double"), "{}", error.message);
}
