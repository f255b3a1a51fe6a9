# lists of tuples
def entry_point(argv):
    people = [("ann", 31), ("bob", 25)]
    people.append(("cy" + "d" * len(argv), 40))
    total = 0
    for name, age in people:
        print name, age
        total += age
    print total, people[1][0], people[-1][1]
    best = people[0]
    for p in people:
        if p[1] > best[1]:
            best = p
    print best[0]
    return 0


def target(driver, args):
    return entry_point, None
