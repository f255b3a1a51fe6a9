# edit distance and longest common subsequence by tables
def distance(a, b):
    row = range(len(b) + 1)
    for i in range(len(a)):
        prev = row
        row = [i + 1] + [0] * len(b)
        for j in range(len(b)):
            cost = 0 if a[i] == b[j] else 1
            row[j + 1] = min(min(prev[j + 1] + 1, row[j] + 1), prev[j] + cost)
    return row[len(b)]

def common(a, b):
    table = [[""] * (len(b) + 1) for i in range(len(a) + 1)]
    for i in range(len(a)):
        for j in range(len(b)):
            if a[i] == b[j]:
                table[i + 1][j + 1] = table[i][j] + a[i]
            elif len(table[i][j + 1]) >= len(table[i + 1][j]):
                table[i + 1][j + 1] = table[i][j + 1]
            else:
                table[i + 1][j + 1] = table[i + 1][j]
    return table[len(a)][len(b)]

def entry_point(argv):
    for a, b in [("kitten", "sitting"), ("", "abc"), ("flaw", "lawn"), ("same", "same" * len(argv))]:
        print a, b, distance(a, b), "[" + common(a, b) + "]"
    return 0


def target(driver, args):
    return entry_point, None
