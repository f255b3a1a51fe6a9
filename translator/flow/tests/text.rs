//! The text form: what parses prints the same again; what is wrong is refused.

mod common;

use common::{deep, load};
use expect_test::expect;
use rpython_flow::{parse_graph, print_graph, simplify, verify};

fn parsed(text: &str) -> String {
    deep(|| {
        let (mut host, module) = load("class E(ValueError):\n    pass\ndef g(x):\n    return x\n");
        match parse_graph(&mut host, Some(module), text) {
            Ok(graph) => match verify(&graph) {
                Ok(()) => print_graph(&mut host, &graph),
                Err(message) => format!("not well formed: {message}\n"),
            },
            Err(message) => format!("{message}\n"),
        }
    })
}

fn simplified(text: &str) -> String {
    deep(|| {
        let (mut host, module) = load("class E(ValueError):\n    pass\ndef g(x):\n    return x\n");
        let mut graph = parse_graph(&mut host, Some(module), text).unwrap();
        verify(&graph).unwrap();
        simplify(&mut host, &mut graph);
        verify(&graph).unwrap();
        print_graph(&mut host, &graph)
    })
}

const ALL_FORMS: &str = "\
graph f {
b0(v0:x, v1):
  v2:y = getattr v0, 'foo'
  v3 = simple_call g, v2, (1, \"a\\n'\", 2.5, None), u'b', -7, 1e+100, 10000000000000000000000L
  catch b1(v3)
    | E v4, v5 -> b2(v4, v5)
    | KeyError v6, v7:e -> b2(KeyError, v7)
b1(v8):
  v9 = bool v8
  branch v9 ? b3 : b4(v8)
b3:
  unreachable
b4(v10):
  return v10
b2(v11, v12):
  raise v11, v12
}
";

#[test]
fn all_forms_round_trip() {
    assert_eq!(parsed(ALL_FORMS), ALL_FORMS);
}

#[test]
fn errors_name_the_line() {
    let texts = [
        "graph f {\nb0:\n  v0 = nonsense 1\n  return v0\n}\n",
        "graph f {\nb0:\n  return undefined_global\n}\n",
        "graph f {\nb0:\n  return v1\n}\n",
        "graph f {\nb0(v0):\n  goto b1(v0, v0)\nb1(v1):\n  return v1\n}\n",
        "graph f {\nb0(v0):\n  v0 = add v0, v0\n  return v0\n}\n",
        "graph f {\nb0(v0):\n  v1 = add v0\n  return v1\n}\n",
        "graph f {\nb0(v0):\n  v1 = getattr v0, v0\n  return v1\n}\n",
        "graph f {\nb0(v0):\n  goto b1\nb1:\n  return v0\n}\n",
        "graph f {\nb0(v0):\n  v1 = add v0, 1\n  catch b1(v1)\n  | ValueError v2, v3 -> b1(v1)\nb1(v4):\n  return v4\n}\n",
        "graph f {\nb0(v0):\n  return v0 v0\n}\n",
    ];
    let all: String = texts.iter().map(|text| parsed(text)).collect();
    expect![[r#"
        line 3: there is no op `nonsense`
        line 3: there is no global `undefined_global`
        not well formed: graph f, b0: v1 is used where it is not defined
        not well formed: graph f, b0: 2 arguments for 1 parameters of b1
        not well formed: graph f, b0: v0 is defined twice
        not well formed: graph f, b0: add with 1 operands
        not well formed: graph f, b0: getattr with a name that is not a constant
        not well formed: graph f, b1: v0 is used where it is not defined
        not well formed: graph f, b0: v1 is used where its op has raised
        line 3: unexpected `v0`
    "#]]
    .assert_eq(&all);
}

#[test]
fn simplification_of_text() {
    expect![[r#"
        graph f {
        b0(v0:x):
          v1 = mul v0, 3
          v2 = add 3, v1
          v3 = simple_call g, v2
          catch b1(v3)
            | E v4, v5 -> b2(v5)
            | KeyError v6, v7 -> b3
        b1(v8):
          return v8
        b2(v9):
          return v9
        b3:
          return 0
        }
    "#]]
    .assert_eq(&simplified(
        "\
graph f {
b0(v0:x):
  v1 = add 1, 2
  branch True ? b1(v0, v1) : b2
b1(v2, v3):
  goto b3(v2, v3, v3)
b2:
  return 0
b3(v4, v5, v6):
  v7 = mul v4, v5
  v8 = len v4
  v9 = add v6, v7
  v10 = simple_call g, v9
  catch b4(v10)
    | BaseException v11, v12 -> b5(v11, v12)
b4(v13):
  return v13
b5(v14, v15):
  v16 = issubtype v14, E
  branch v16 ? b6(v15) : b7(v14, v15)
b6(v17):
  return v17
b7(v18, v19):
  v20 = issubtype v18, KeyError
  branch v20 ? b2 : b8
b8:
  unreachable
}
",
    ));
}
