//! The transformation for collectors, on text graphs: what comes out is valid, and roots, barriers and headers are
//! where they must be.

use rpython_gc::framework;
use rpython_lowlevel::{OpCode, Program, parse_program, verify_program};

const COLLECTOR: &str = r#"
model lp64
stage exceptions_lowered
type offsets = array(Signed)
type finalize_t = func(Address) -> Void
type info = struct gc_type_info { infobits: Signed, fixedsize: Signed, itemsize: Signed, lengthoffset: Signed, itemsoffset: Signed, ptroffsets: *offsets, itemptroffsets: *offsets, finalizer: *finalize_t, tracer: *finalize_t }
type table = array(info)
type addresses = array(Address)
type gcdata_t = struct gcdata { nursery_free: Address, nursery_top: Address, types: *table, static_roots: *addresses, prebuilt: *addresses }
data gcdata: gcdata_t = { null, null, null, null, null }
type v_t = func() -> Void
type ss_a = func(Signed, Signed) -> Address
type sssss_a = func(Signed, Signed, Signed, Signed, Signed) -> Address
type a_s = func(Address) -> Signed
type a_v = func(Address) -> Void
type as_v = func(Address, Signed) -> Void
type aaa_v = func(Address, Address, Address) -> Void
type a_a = func(Address) -> Address
type a_b = func(Address) -> Bool
type b_v = func(Bool) -> Void
type v_b = func() -> Bool
type s_v = func(Signed) -> Void
type s_s = func(Signed) -> Signed
func gc_setup s in "rpython.memory.x": v_t { b0(): return void }
func gc_malloc_fixed f in "rpython.memory.x": ss_a { b0(v0: Signed, v1: Signed): return null:Address }
func gc_malloc_varsize v in "rpython.memory.x": sssss_a { b0(v0: Signed, v1: Signed, v2: Signed, v3: Signed, v4: Signed): return null:Address }
func gc_malloc_weakref w in "rpython.memory.x": ss_a { b0(v0: Signed, v1: Signed): return null:Address }
func gc_malloc_finalizer d in "rpython.memory.x": ss_a { b0(v0: Signed, v1: Signed): return null:Address }
func gc_collect c in "rpython.memory.x": v_t { b0(): return void }
func gc_collect_young y in "rpython.memory.x": v_t { b0(): return void }
func gc_identity_hash h in "rpython.memory.x": a_s { b0(v0: Address): return 0 }
func gc_remember r in "rpython.memory.x": a_v { b0(v0: Address): return void }
func gc_remember_item n in "rpython.memory.x": as_v { b0(v0: Address, v1: Signed): return void }
func gc_fq_register q in "rpython.memory.x": aaa_v { b0(v0: Address, v1: Address, v2: Address): return void }
func gc_fq_next_dead x in "rpython.memory.x": a_a { b0(v0: Address): return null:Address }
func gc_can_move k in "rpython.memory.x": a_b { b0(v0: Address): return true }
func gc_add_memory_pressure p in "rpython.memory.x": s_v { b0(v0: Signed): return void }
func gc_set_enabled e in "rpython.memory.x": b_v { b0(v0: Bool): return void }
func gc_is_enabled i in "rpython.memory.x": v_b { b0(): return true }
func gc_set_max_heap_size m in "rpython.memory.x": s_v { b0(v0: Signed): return void }
func gc_stat t in "rpython.memory.x": s_s { b0(v0: Signed): return 0 }
root gc_setup = gc_setup
root gc_malloc_fixed = gc_malloc_fixed
root gc_malloc_varsize = gc_malloc_varsize
root gc_malloc_weakref = gc_malloc_weakref
root gc_malloc_finalizer = gc_malloc_finalizer
root gc_collect = gc_collect
root gc_collect_young = gc_collect_young
root gc_identity_hash = gc_identity_hash
root gc_remember = gc_remember
root gc_remember_item = gc_remember_item
root gc_fq_register = gc_fq_register
root gc_fq_next_dead = gc_fq_next_dead
root gc_can_move = gc_can_move
root gc_add_memory_pressure = gc_add_memory_pressure
root gc_set_enabled = gc_set_enabled
root gc_is_enabled = gc_is_enabled
root gc_set_max_heap_size = gc_set_max_heap_size
root gc_stat = gc_stat
type node = gcstruct node { next: *node, value: Signed }
type nodes = gcarray(*node)
type n_n = func(*node) -> *node
type nn_n = func(*node, *node) -> *node
type holder = struct holder { kept: *node }
"#;

fn lowered(text: &str) -> Program {
    let mut program = parse_program(&format!("{COLLECTOR}{text}")).expect("the test's text parses");
    framework::lower(&mut program, &[]).expect("lowers");
    if let Err(errors) = verify_program(&program) {
        let errors: Vec<String> = errors.iter().map(|e| e.to_string()).collect();
        panic!("{}\n{}", errors.join("\n"), program.to_text());
    }
    program
}

/// Without the functions of write barriers.
fn lowered_without_barriers(text: &str) -> Program {
    let collector: Vec<&str> =
        COLLECTOR.lines().filter(|line| !line.starts_with("root gc_remember")).collect();
    let mut program =
        parse_program(&format!("{}{text}", collector.join("\n"))).expect("the test's text parses");
    framework::lower(&mut program, &[]).expect("lowers");
    if let Err(errors) = verify_program(&program) {
        panic!("{} errors\n{}", errors.len(), program.to_text());
    }
    program
}

fn count(program: &Program, function: &str, code: OpCode) -> usize {
    let function = program.funcs.values().find(|f| f.name == function).expect("the function");
    let graph = function.graph();
    let blocks = graph.reverse_postorder();
    blocks.iter().flat_map(|&b| &graph.blocks[b].ops).filter(|op| op.code == code).count()
}

#[test]
fn allocation_keeps_live_values_in_the_slow_path_only() {
    let program = lowered(
        "func main main: n_n { b0(v0: *node):
           v1: *node = malloc{malloc node gc zero}()
           setfield.next(v1, v0)
           v2: *node = malloc{malloc node gc zero}()
           setfield.next(v2, v1)
           setfield.value(v0, 5)
           return v2 }
         entry main",
    );
    assert_eq!(count(&program, "main", OpCode::malloc), 0);
    // v0 around the first; v0 and v1 around the second.
    assert_eq!(count(&program, "main", OpCode::gc_save_root), 3);
    assert_eq!(count(&program, "main", OpCode::gc_restore_root), 3);
    // Both stores go to fresh objects.
    assert_eq!(count(&program, "main", OpCode::int_is_true), 0);
}

#[test]
fn calls_share_a_frame_and_read_back_on_use() {
    let program = lowered(
        "func callee callee: n_n { b0(v0: *node):
           v1: *node = malloc{malloc node gc zero}()
           return v1 }
         func main main: nn_n { b0(v0: *node, v1: *node):
           v2: *node = direct_call(&callee:*n_n, v0)
           v3: *node = direct_call(&callee:*n_n, v0)
           v4: *node = direct_call(&callee:*n_n, v1)
           return v4 }
         entry main",
    );
    // v0 and v1 are saved once each; v0 is read back for the second call, v1 for the third.
    assert_eq!(count(&program, "main", OpCode::gc_save_root), 2);
    assert_eq!(count(&program, "main", OpCode::gc_restore_root), 2);
    assert_eq!(count(&program, "main", OpCode::gc_stack_top), 1);
}

#[test]
fn barriers_for_stores_into_objects_that_may_be_old() {
    let text = "type arr_t = func(*nodes, *node, Signed) -> Void
         func main main: arr_t { b0(v0: *nodes, v1: *node, v2: Signed):
           setarrayitem(v0, v2, v1)
           setarrayitem(v0, v2, null:*node)
           setfield.next(v1, v1)
           setfield.value(v1, 3)
           return void }
         entry main";
    for (program, barriers) in [(lowered(text), 2), (lowered_without_barriers(text), 0)] {
        assert_eq!(count(&program, "main", OpCode::int_is_true), barriers);
        assert_eq!(count(&program, "main", OpCode::setarrayitem), 2);
    }
}

#[test]
fn one_barrier_lasts_until_the_next_collection() {
    let stores = |between: &str| {
        let program = lowered(&format!(
            "type callee_t = func() -> *node
             type main_t = func(*node, *node, Bool) -> Void
             func callee callee: callee_t {{ b0():
               v0: *node = malloc{{malloc node gc zero}}()
               return v0 }}
             func main main: main_t {{ b0(v0: *node, v1: *node, v2: Bool):
               setfield.next(v0, v1)
               {between}
               setfield.next(v0, v1)
               branch v2 b1(v0, v1) else b2()
             b1(v3: *node, v4: *node):
               setfield.next(v3, v4)
               goto b2()
             b2():
               return void }}
             entry main"
        ));
        count(&program, "main", OpCode::int_is_true)
    };
    assert_eq!(stores(""), 1);
    assert_eq!(stores("v9: *node = direct_call(&callee:*callee_t)"), 2);
}

#[test]
fn new_objects_are_known_behind_a_test() {
    let program = lowered(
        "func main main: n_n { b0(v0: *node):
           v1: *node = malloc{malloc node gc zero}()
           v2: Bool = ptr_iszero(v1)
           branch v2 b1() else b2(v0, v1)
         b1():
           return null:*node
         b2(v3: *node, v4: *node):
           setfield.next(v4, v3)
           goto b3(v3, v4)
         b3(v5: *node, v6: *node):
           setfield.next(v5, v6)
           setfield.next(v6, v5)
           return v6 }
         entry main",
    );
    // Only the object that was given may be old.
    assert_eq!(count(&program, "main", OpCode::int_is_true), 1);
}

/// Instances of two classes; `body` is what is done with them.
fn classes(body: &str) -> Program {
    lowered(&format!(
        "type vt = struct object_vtable {{ low: Signed, high: Signed }}
         type obj = gcstruct object {{ typeptr: *vt }}
         type point = gcstruct point {{ super: obj, x: Signed }}
         type o_v = func(*obj) -> *vt
         exceptions object obj vtable vt {{ }}
         data d_point: vt = {{ 1, 2 }}
         data d_other: vt = {{ 2, 3 }}
         data d_static: point = {{ {{ &d_point }}, 5 }}
         func main main: o_v {{ b0(v0: *obj): {body} }}
         entry main"
    ))
}

/// The bytes that instances of `point` take.
fn point_size(program: &Program) -> u32 {
    let object = program
        .data
        .objects
        .values()
        .find(|object| program.types.as_struct(object.ty).is_some_and(|s| s.name == "static_point"));
    // Behind its header.
    program.types.container_layout(program.model, object.expect("the static instance").ty).size - 8
}

#[test]
fn instances_of_one_class_each_lose_their_class_pointers() {
    let program = classes(
        "v1: *point = malloc{malloc point gc zero}()
         v2: *obj = cast_pointer(v1)
         setfield.typeptr(v2, &d_point:*vt)
         v3: *vt = getfield.typeptr(v0)
         return v3",
    );
    assert_eq!(point_size(&program), 8);
    assert_eq!(
        (count(&program, "main", OpCode::setfield), count(&program, "main", OpCode::raw_load)),
        (1, 1)
    );
    assert!(program.to_text().contains("gc_vtables"));
}

#[test]
fn class_pointers_stay_where_a_type_serves_two_classes() {
    let program = classes(
        "v1: *point = malloc{malloc point gc zero}()
         v2: *obj = cast_pointer(v1)
         setfield.typeptr(v2, &d_other:*vt)
         v3: *vt = getfield.typeptr(v0)
         return v3",
    );
    assert_eq!(point_size(&program), 16);
    assert!(!program.to_text().contains("gc_vtables"));
}

#[test]
fn a_collection_where_none_may_happen_is_refused() {
    let text = format!(
        "{COLLECTOR}func main main: n_n [must_not_collect] {{ b0(v0: *node):
           v1: *node = malloc{{malloc node gc zero}}()
           return v1 }}
         entry main"
    );
    let mut program = parse_program(&text).expect("the test's text parses");
    let error = framework::lower(&mut program, &[]).expect_err("refused");
    assert_eq!(error.code, "no-collect");
}

#[test]
fn static_objects_get_headers_and_roots() {
    let program = lowered(
        "data d0: node = { &d1, 7 }
         data d1: node = { &d0, 8 } hash 99
         data h: holder = { &d0 }
         func main main: n_n { b0(v0: *node): return &d1:*node }
         entry main",
    );
    let text = program.to_text();
    for part in ["gcheader", "&d3/0", "hash 99"] {
        assert!(text.contains(part), "{part} is missing in\n{text}");
    }
}
