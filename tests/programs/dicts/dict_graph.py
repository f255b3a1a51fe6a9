# a graph as dict of lists: depth-first order, cycles, topological sort
def visit(g, n, seen, out):
    if n in seen:
        return
    seen[n] = True
    for m in g.get(n, []):
        visit(g, m, seen, out)
    out.append(n)

def has_cycle(g, n, path):
    if n in path:
        return True
    path[n] = True
    for m in g.get(n, []):
        if has_cycle(g, m, path):
            return True
    del path[n]
    return False

def entry_point(argv):
    g = {"shirt": ["tie", "belt"], "tie": ["jacket"], "pants": ["shoes", "belt"], "belt": ["jacket"], "socks": ["shoes"]}
    out = []
    seen = {}
    for n in ["shirt", "pants", "socks"]:
        visit(g, n, seen, out)
    out.reverse()
    print " ".join(out)
    print has_cycle(g, "shirt", {}) and "cycle" or "none",
    g["jacket"] = ["shirt" * len(argv)]
    print has_cycle(g, "shirt", {}) and "cycle" or "none"
    return 0


def target(driver, args):
    return entry_point, None
