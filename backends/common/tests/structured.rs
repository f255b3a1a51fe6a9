//! Structured control flow takes the same ways as the graph it was made from.

use rpython_backend_common::reducible::{is_reducible, make_reducible};
use rpython_backend_common::structured::{Exit, Node, structured};
use rpython_base::EntityId;
use rpython_lltype::{LLType, TypeTable, Value};
use rpython_lowlevel::{BlockId, CaseValue, Graph, Link, Operand, Program, Terminator, parse_program};

struct Random(u64);

impl Random {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((self.0 >> 33) as usize) % below
    }
}

/// Steps of a path that are compared.
const STEPS: usize = 60;

/// A graph with random jumps. Each block that is not the start has one parameter: its number, which every jump to
/// it passes, so that a block made later can be told from it and the jumps' arguments are checked, too.
fn random_graph(random: &mut Random) -> Graph {
    let mut graph = Graph::new();
    let count = 2 + random.next(10);
    let blocks: Vec<BlockId> = (0..count).map(|_| graph.block(&[LLType::Signed])).collect();
    let link = |to: BlockId| Link::new(to, vec![Operand::signed(to.index() as i64)]);
    graph.blocks[graph.start].end = Terminator::Goto(link(blocks[0]));
    for &block in &blocks {
        let mut pick = || link(blocks[random.next(count)]);
        let (a, b, c) = (pick(), pick(), pick());
        graph.blocks[block].end = match random.next(8) {
            0 => Terminator::Return(Operand::void()),
            1 | 2 => Terminator::Goto(a),
            3 => Terminator::Switch {
                value: Operand::signed(0),
                cases: vec![(CaseValue::Int(1), a), (CaseValue::Int(2), b)],
                default: Some(c),
            },
            _ => Terminator::Branch { cond: Operand::bool(true), if_true: a, if_false: b },
        };
    }
    graph
}

/// Which way a path takes out of an original block with this many links.
fn choice(path: &[usize], seed: u64, links: usize) -> usize {
    let mix = path.iter().fold(seed, |h, &b| (h ^ b as u64).wrapping_mul(0x9e3779b97f4a7c15));
    (mix >> 40) as usize % links
}

/// Walks a graph or its structured form and remembers the original blocks on the way.
struct Walker<'a> {
    graph: &'a Graph,
    originals: usize,
    seed: u64,
    path: Vec<usize>,
    /// The values of the current block's parameters.
    values: Vec<i64>,
}

enum Step {
    Jump(BlockId),
    End,
}

impl Walker<'_> {
    fn new(graph: &Graph, originals: usize, seed: u64) -> Walker<'_> {
        Walker { graph, originals, seed, path: Vec::new(), values: Vec::new() }
    }

    fn value(&self, block: BlockId, operand: &Operand) -> i64 {
        match operand {
            Operand::Const(c) => match c.value {
                Value::Int(n) => n,
                _ => 0,
            },
            Operand::Var(v) => {
                let at = self.graph.blocks[block].params.iter().position(|p| p == v);
                self.values[at.expect("operands are parameters")]
            }
        }
    }

    /// Visits a block; the number of the link to take, `None` at the end.
    fn visit(&mut self, block: BlockId) -> Option<usize> {
        let end = &self.graph.blocks[block].end;
        let links = end.links();
        let original = block.index() < self.originals;
        if original {
            let number: &[i64] = &[block.index() as i64];
            assert_eq!(self.values, if block.index() == 0 { &[] } else { number });
            self.path.push(block.index());
        }
        if links.is_empty() || self.path.len() > STEPS {
            return None;
        }
        let which = match end {
            Terminator::Switch { value, cases, .. } if !original => {
                let value = self.value(block, value);
                cases.iter().position(|(case, _)| *case == CaseValue::Int(value)).unwrap_or(cases.len())
            }
            _ if original => choice(&self.path, self.seed, links.len()),
            _ => 0,
        };
        self.values = links[which].args.iter().map(|arg| self.value(block, arg)).collect();
        Some(which)
    }

    fn graph_path(mut self) -> Vec<usize> {
        let mut at = self.graph.start;
        while let Some(which) = self.visit(at) {
            at = self.graph.blocks[at].end.links()[which].target;
        }
        self.path
    }

    fn structured_path(mut self, nodes: &[Node]) -> Vec<usize> {
        assert!(matches!(self.nodes(nodes), Step::End), "a jump left the function");
        self.path
    }

    fn nodes(&mut self, nodes: &[Node]) -> Step {
        let mut at = 0;
        loop {
            let node = nodes.get(at).expect("no code is left by falling off its end");
            at += 1;
            match node {
                Node::Scope { target, body } => match self.nodes(body) {
                    Step::Jump(to) if to == *target => {}
                    other => return other,
                },
                Node::Loop { header, body } => loop {
                    match self.nodes(body) {
                        Step::Jump(to) if to == *header => {}
                        other => return other,
                    }
                },
                Node::Block { block, exits } => {
                    let Some(which) = self.visit(*block) else { return Step::End };
                    return match &exits[which] {
                        Exit::Jump(target) => Step::Jump(*target),
                        Exit::Inline(body) => self.nodes(body),
                    };
                }
            }
        }
    }
}

#[test]
fn same_paths_on_random_graphs() {
    let mut random = Random(11);
    let mut irreducible = 0;
    for _ in 0..1000 {
        let graph = random_graph(&mut random);
        let originals = graph.blocks.len();
        let mut reducible = graph.clone();
        if !is_reducible(&graph) {
            irreducible += 1;
            make_reducible(&TypeTable::new(), &mut reducible);
            assert!(is_reducible(&reducible));
        }
        let nodes = structured(&reducible);
        for seed in 0..20 {
            let expected = Walker::new(&graph, originals, seed).graph_path();
            let got = Walker::new(&reducible, originals, seed).structured_path(&nodes);
            assert_eq!(got, expected, "{graph:#?}");
        }
    }
    assert!(irreducible > 50, "only {irreducible} graphs were irreducible");
}

fn show(nodes: &[Node]) -> String {
    let parts: Vec<String> = nodes
        .iter()
        .map(|node| match node {
            Node::Scope { target, body } => format!("to {target} {{ {} }}", show(body)),
            Node::Loop { body, .. } => format!("loop {{ {} }}", show(body)),
            Node::Block { block, exits } => {
                let exits: Vec<String> = exits
                    .iter()
                    .map(|exit| match exit {
                        Exit::Jump(target) => format!("-> {target}"),
                        Exit::Inline(body) => format!("[{}]", show(body)),
                    })
                    .collect();
                format!("{block} {}", exits.join(" ")).trim_end().to_string()
            }
        })
        .collect();
    parts.join("; ")
}

fn program(body: &str) -> Program {
    let text =
        format!("model lp64\nstage typed\ntype t0 = func(Bool) -> Signed\nfunc fn0 f: t0 {{\n{body}}}\n");
    parse_program(&text).expect("the text is right")
}

fn form(body: &str) -> String {
    let program = program(body);
    show(&structured(program.funcs.values().next().expect("a function").graph()))
}

#[test]
fn diamond() {
    let text = "
  b0(v0: Bool):
    branch v0 b1() else b2()
  b1():
    goto b3(1)
  b2():
    goto b3(2)
  b3(v1: Signed):
    return v1
";
    assert_eq!(form(text), "to b3 { b0 [b1 -> b3] [b2 -> b3] }; b3");
}

#[test]
fn loop_with_exit() {
    let text = "
  b0(v0: Bool):
    goto b1(1, v0)
  b1(v1: Signed, v2: Bool):
    branch v2 b2(v1, v2) else b3(v1)
  b2(v3: Signed, v4: Bool):
    v5: Signed = int_add(v3, 1)
    goto b1(v5, v4)
  b3(v6: Signed):
    return v6
";
    assert_eq!(form(text), "b0 [loop { b1 [b2 -> b1] [b3] }]");
}

#[test]
fn targets_of_a_switch_follow_it() {
    let text = "
  b0(v0: Bool):
    v1: Signed = cast_bool_to_int(v0)
    switch v1 { 0: b1(), 1: b2(), default: b1() }
  b1():
    return 1
  b2():
    return 2
";
    let form = form(text);
    assert!(form.contains("{ b0 -> b1 -> b2 -> b1 }"), "{form}");
}

#[test]
fn loop_with_two_entries_gets_one() {
    let text = "
  b0(v0: Bool):
    branch v0 b1(v0) else b2(7, v0)
  b1(v1: Bool):
    goto b2(1, v1)
  b2(v2: Signed, v3: Bool):
    branch v3 b1(v3) else b3(v2)
  b3(v4: Signed):
    return v4
";
    let mut program = program(text);
    let types = program.types.clone();
    let id = program.funcs.ids().next().expect("a function");
    let graph = program.funcs[id].graph_mut().expect("a graph");
    assert!(!is_reducible(graph));
    make_reducible(&types, graph);
    assert!(is_reducible(graph));
    rpython_lowlevel::assert_valid(&program, "make_reducible");
}
