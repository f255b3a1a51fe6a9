# A loop whose first turn is certain assigns its variables for the code behind it.
import os


def write(text):
    os.write(1, text + "\n")


def certain_turn(n):
    low = 2
    high = 3
    while low < high:
        product = n * low
        low += 1
    return product


def in_outer_loop(n):
    total = 0
    i = 0
    while i < n:
        low = 0
        while low < 1:
            inner = i * 10
            write("turn %d" % inner)
            low = low + 1
        total += inner
        i += 1
    return total


def many_turns(n):
    i = 0
    while i < 4:
        if i == 0:
            seen = n
        else:
            seen += i
        i += 1
    return seen


def branch_on_flag(n):
    ready = False
    while True:
        if not ready:
            value = n + 1
            ready = True
        else:
            value += 5
            if value > 20:
                break
    return value


def entry_point(argv):
    n = len(argv) + 3
    write(str(certain_turn(n)))
    write(str(in_outer_loop(n)))
    write(str(many_turns(n)))
    write(str(branch_on_flag(n)))
    return 0


def target(*args):
    return entry_point, None
