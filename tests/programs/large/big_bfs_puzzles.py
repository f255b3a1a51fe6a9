# breadth-first search: water jugs, word ladders, sliding tiles
class Problem(object):
    def neighbours(self, state):
        raise NotImplementedError

    def solved(self, state):
        raise NotImplementedError


class Jugs(Problem):
    def __init__(self, a, b, goal):
        self.a = a
        self.b = b
        self.goal = goal

    def solved(self, state):
        x, y = split(state)
        return x == self.goal or y == self.goal

    def neighbours(self, state):
        x, y = split(state)
        pour = min(x, self.b - y)
        back = min(y, self.a - x)
        return [join(self.a, y), join(x, self.b), join(0, y), join(x, 0),
                join(x - pour, y + pour), join(x + back, y - back)]


def split(state):
    i = state.find(",")
    assert i >= 0
    return int(state[:i]), int(state[i + 1:])


def join(a, b):
    return str(a) + "," + str(b)


class Ladder(Problem):
    def __init__(self, words, goal):
        self.words = {}
        for w in words:
            self.words[w] = True
        self.goal = goal

    def solved(self, state):
        return state == self.goal

    def neighbours(self, state):
        out = []
        for i in range(len(state)):
            for c in "abcdefghijklmnopqrstuvwxyz":
                w = state[:i] + c + state[i + 1:]
                if w != state and w in self.words:
                    out.append(w)
        return out


class Tiles(Problem):
    def __init__(self, width, goal):
        self.width = width
        self.goal = goal

    def solved(self, state):
        return state == self.goal

    def neighbours(self, state):
        hole = state.find("_")
        x = hole % self.width
        out = []
        if x > 0:
            out.append(swap(state, hole - 1, hole))
        if x < self.width - 1:
            out.append(swap(state, hole, hole + 1))
        if hole >= self.width:
            out.append(swap(state, hole - self.width, hole))
        if hole + self.width < len(state):
            out.append(swap(state, hole, hole + self.width))
        return out


def swap(s, i, j):
    assert i >= 0
    assert j > i
    return s[:i] + s[j] + s[i + 1:j] + s[i] + s[j + 1:]


def search(problem, start):
    came = {start: ""}
    queue = [start]
    head = 0
    while head < len(queue):
        state = queue[head]
        head += 1
        if problem.solved(state):
            path = []
            while state != "":
                path.append(state)
                state = came[state]
            path.reverse()
            return path, head
        for n in problem.neighbours(state):
            if n not in came:
                came[n] = state
                queue.append(n)
    return [], head


def report(name, problem, start):
    path, seen = search(problem, start)
    if path:
        print name, len(path) - 1, "steps,", seen, "seen:", " ".join(path)
    else:
        print name, "impossible,", seen, "seen"


WORDS = "cold cord card ward warm worm word wood good gold bold bolt colt coat boat goat".split(" ")


def entry_point(argv):
    report("jugs", Jugs(3, 5, 4), "0,0")
    report("jugs", Jugs(4, 6, 5 * len(argv)), "0,0")
    report("ladder", Ladder(WORDS, "warm"), "cold")
    report("ladder", Ladder(WORDS, "zzzz"), "goat")
    report("tiles", Tiles(3, "12345_"), "412_53")
    report("tiles", Tiles(3, "12345678_"), "1234_5786")
    return 0


def target(driver, args):
    return entry_point, None
