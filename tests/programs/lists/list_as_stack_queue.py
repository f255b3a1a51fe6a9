# a stack, and a queue by pop(0)
def entry_point(argv):
    stack = []
    for i in range(5):
        stack.append(i)
    out = []
    while stack:
        out.append(stack.pop())
    print ",".join([str(x) for x in out])
    queue = [1]
    seen = []
    while queue:
        x = queue.pop(0)
        seen.append(x)
        if x < 10:
            queue.append(x * 2)
            queue.append(x * 2 + 1)
    print ",".join([str(x) for x in seen])
    return 0


def target(driver, args):
    return entry_point, None
