//! Managed objects under a collection at every allocation, weak references, finalizer queues.

mod common;

use common::{EXCEPTIONS, call_with};
use rpython_interp::Options;

fn zeal(text: &str, args: &[i64]) -> i64 {
    let options = Options { gc_zeal: true, ..Options::default() };
    let stressed = call_with(text, args, options).unwrap().as_signed();
    let plain = call_with(text, args, Options::default()).unwrap().as_signed();
    assert_eq!(stressed, plain);
    plain
}

const TREES: &str = "
type node = gcstruct node { x: Signed, left: *node, right: *node }
type items = gcarray(*node)
type make_t = func(Signed) -> *node
type sum_t = func(*node) -> Signed
type main_t = func(Signed) -> Signed
func make make: make_t { b0(n: Signed):
    none: Bool = int_eq(n, 0)
    branch none leaf() else inner(n)
  leaf(): return null:*node
  inner(m: Signed):
    k: Signed = int_sub(m, 1)
    l: *node = direct_call(&make:*make_t, k)
    r: *node = direct_call(&make:*make_t, k)
    t: *node = malloc{malloc node gc zero}()
    setfield.x(t, m)
    setfield.left(t, l)
    setfield.right(t, r)
    return t }
func sum sum: sum_t { b0(t: *node):
    is: Bool = ptr_nonzero(t)
    branch is inner(t) else leaf()
  leaf(): return 0
  inner(u: *node):
    l: *node = getfield.left(u)
    a: Signed = direct_call(&sum:*sum_t, l)
    r: *node = getfield.right(u)
    b: Signed = direct_call(&sum:*sum_t, r)
    x: Signed = getfield.x(u)
    c: Signed = int_add(a, b)
    d: Signed = int_add(c, x)
    return d }
";

#[test]
fn trees_survive() {
    let text = format!(
        "{TREES}
func main main: main_t {{ b0(n: Signed):
    keep: *node = direct_call(&make:*make_t, n)
    drop: *node = direct_call(&make:*make_t, n)
    all: *items = malloc_varsize{{malloc items gc zero}}(3)
    setarrayitem(all, 1, keep)
    goto loop(all, 0)
  loop(list: *items, i: Signed):
    more: Bool = int_lt(i, 4)
    branch more next(list, i) else done(list)
  next(same: *items, j: Signed):
    other: *node = direct_call(&make:*make_t, 3)
    setarrayitem(same, 2, other)
    k: Signed = int_add(j, 1)
    goto loop(same, k)
  done(last: *items):
    gc_collect()
    p: *node = getarrayitem(last, 1)
    a: Signed = direct_call(&sum:*sum_t, p)
    q: *node = getarrayitem(last, 2)
    b: Signed = direct_call(&sum:*sum_t, q)
    c: Signed = int_mul(a, 1000)
    d: Signed = int_add(c, b)
    return d }}"
    );
    assert_eq!(zeal(&text, &[6]), 120 * 1000 + 11);
}

#[test]
fn static_objects_keep_others_alive() {
    let text = format!(
        "{TREES}
type holder = struct holder {{ n: Signed, inside: pair }}
type pair = struct pair {{ a: Signed, b: *node }}
data kept: holder = {{ 1, {{ 2, null }} }}
data top: node = {{ 7, null, &top }}
func main main: main_t {{ b0(n: Signed):
    t: *node = direct_call(&make:*make_t, n)
    setfield.left(&top:*node, t)
    u: *node = direct_call(&make:*make_t, n)
    p: *pair = getsubstruct.inside(&kept:*holder)
    setfield.b(p, u)
    gc_collect()
    v: *node = direct_call(&make:*make_t, 5)
    w: *node = getfield.left(&top:*node)
    a: Signed = direct_call(&sum:*sum_t, w)
    x: *node = getinteriorfield/inside/b(&kept:*holder)
    b: Signed = direct_call(&sum:*sum_t, x)
    c: Signed = int_add(a, b)
    return c }}"
    );
    assert_eq!(zeal(&text, &[4]), 52);
}

#[test]
fn garbage_is_freed_and_memory_used_again() {
    let text = "type big = gcarray(Signed)
         type small = gcstruct small { a: Signed, b: *big }
         type main_t = func(Signed) -> Signed
         func main main: main_t { b0(n: Signed): goto loop(n, null:*small)
           loop(i: Signed, kept: *small):
             more: Bool = int_gt(i, 0)
             branch more next(i, kept) else done(kept)
           next(j: Signed, old: *small):
             b: *big = malloc_varsize{malloc big gc zero}(10000)
             s: *small = malloc{malloc small gc zero}()
             setfield.b(s, b)
             x: Signed = getarrayitem(b, 9999)
             y: Signed = int_add(x, j)
             setarrayitem(b, 9999, y)
             k: Signed = int_sub(j, 1)
             goto loop(k, s)
           done(last: *small):
             c: *big = getfield.b(last)
             z: Signed = getarrayitem(c, 9999)
             return z }";
    let options = Options { max_heap: Some(1 << 20), ..Options::default() };
    let value = call_with(
        &format!("{EXCEPTIONS}{text}").replace("type main_t = func() -> Signed", ""),
        &[5000],
        options,
    );
    assert_eq!(value.unwrap().as_signed(), 1);
}

#[test]
fn weak_references() {
    let text = format!(
        "{TREES}
type ref = gcstruct weakref {{ target: *node }}
type weak_t = func(Signed) -> *ref
func lost lost: weak_t {{ b0(n: Signed):
    t: *node = malloc{{malloc node gc zero}}()
    w: *ref = weakref_create(t)
    return w }}
func main main: main_t {{ b0(n: Signed):
    t: *node = malloc{{malloc node gc zero}}()
    setfield.x(t, 5)
    kept: *ref = weakref_create(t)
    gone: *ref = direct_call(&lost:*weak_t, 0)
    gc_collect()
    a: *node = weakref_deref(kept)
    b: *node = weakref_deref(gone)
    same: Bool = ptr_eq(a, t)
    dead: Bool = ptr_iszero(b)
    c: Signed = cast_bool_to_int(same)
    d: Signed = cast_bool_to_int(dead)
    e: Signed = int_mul(c, 10)
    f: Signed = int_add(e, d)
    return f }}"
    );
    assert_eq!(zeal(&text, &[0]), 11);
}

#[test]
fn prebuilt_weak_references() {
    let text = "type o = gcstruct o { x: Signed }
         type ref = gcopaque WeakRef
         type main_t = func(Signed) -> Signed
         data a: o = { 42 }
         data w: ref = { &a }
         func main main: main_t { b0(n: Signed):
             v: *ref = weakref_create(&a:*o)
             gc_collect()
             p: *o = weakref_deref(&w:*ref)
             x: Signed = getfield.x(p)
             q: *o = weakref_deref(v)
             y: Signed = getfield.x(q)
             z: Signed = int_add(x, y)
             return z }";
    assert_eq!(zeal(text, &[0]), 84);
}

#[test]
fn finalizer_queues() {
    // An object waits until the one that refers to it has been told of.
    let text = format!(
        "{TREES}
type queue = gcstruct queue {{ dummy: Signed }}
data q: queue = {{ 0 }}
type none_t = func() -> Void
func start start: none_t {{ b0():
    inner: *node = malloc{{malloc node gc zero}}()
    setfield.x(inner, 1)
    outer: *node = malloc{{malloc node gc zero}}()
    setfield.x(outer, 2)
    setfield.left(outer, inner)
    gc_fq_register(&q:*queue, inner, null:*none_t)
    gc_fq_register(&q:*queue, outer, null:*none_t)
    return void }}
func next next: make_t {{ b0(n: Signed):
    gc_collect()
    p: *node = gc_fq_next_dead(&q:*queue)
    return p }}
func x_of x_of: sum_t {{ b0(p: *node):
    is: Bool = ptr_nonzero(p)
    branch is yes(p) else no()
  yes(r: *node): x: Signed = getfield.x(r) return x
  no(): return 9 }}
func step step: main_t {{ b0(n: Signed):
    p: *node = direct_call(&next:*make_t, 0)
    x: Signed = direct_call(&x_of:*sum_t, p)
    m: Signed = int_mul(n, 10)
    s: Signed = int_add(m, x)
    return s }}
func main main: main_t {{ b0(n: Signed):
    direct_call(&start:*none_t)
    a: Signed = direct_call(&step:*main_t, 0)
    b: Signed = direct_call(&step:*main_t, a)
    c: Signed = direct_call(&step:*main_t, b)
    return c }}"
    );
    assert_eq!(zeal(&text, &[0]), 219);
}

#[test]
fn identity_hashes() {
    let text = "type o = gcstruct o { x: Signed }
         type main_t = func(Signed) -> Signed
         data a: o = { 1 } hash 77
         data b: o = { 1 } hash 78
         data c: o = { 1 }
         func main main: main_t { b0(n: Signed):
             h: Signed = gc_identityhash(&a:*o)
             i: Signed = gc_identityhash(&b:*o)
             p: *o = malloc{malloc o gc zero}()
             j: Signed = gc_identityhash(p)
             gc_collect()
             k: Signed = gc_identityhash(p)
             l: Signed = gc_identityhash(&c:*o)
             d: Signed = int_sub(k, j)
             e: Bool = int_is_true(l)
             f: Signed = cast_bool_to_int(e)
             m: Signed = int_mul(h, 100)
             q: Signed = int_add(m, i)
             r: Signed = int_add(q, d)
             s: Signed = int_mul(r, 10)
             t: Signed = int_add(s, f)
             return t }";
    assert_eq!(zeal(text, &[0]), 77781);
}

#[test]
fn finalizers_run_after_collections() {
    let text = format!(
        "{EXCEPTIONS}
type thing = gcstruct thing {{ x: Signed, other: *thing }}
type total = struct total {{ n: Signed }}
type none_t = func() -> Void
type del_t = func(Address) -> Void
type make_t = func(Signed) -> *thing
data sum: total = {{ 0 }}
finalizer thing = del
func del del: del_t {{ b0(a: Address):
    p: *thing = cast_adr_to_ptr(a)
    x: Signed = getfield.x(p)
    n: Signed = getfield.n(&sum:*total)
    ten: Signed = int_mul(n, 10)
    m: Signed = int_add(ten, x)
    setfield.n(&sum:*total, m)
    raise &key:*vt, &ikey:*obj }}
func make make: make_t {{ b0(x: Signed):
    p: *thing = malloc{{malloc thing gc zero}}()
    setfield.x(p, x)
    return p }}
func chain chain: none_t {{ b0():
    a: *thing = direct_call(&make:*make_t, 1)
    b: *thing = direct_call(&make:*make_t, 2)
    c: *thing = direct_call(&make:*make_t, 3)
    setfield.other(c, b)
    setfield.other(b, a)
    return void }}
func main main: main_t {{ b0():
    keep: *thing = direct_call(&make:*make_t, 7)
    direct_call(&chain:*none_t)
    gc_collect()
    gc_collect()
    gc_collect()
    gc_collect()
    n: Signed = getfield.n(&sum:*total)
    x: Signed = getfield.x(keep)
    m: Signed = int_mul(n, 10)
    r: Signed = int_add(m, x)
    return r }}"
    );
    assert_eq!(zeal(&text, &[]), 3217);
}
