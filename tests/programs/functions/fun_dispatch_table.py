# a table of handlers by name
def cmd_push(st, arg):
    st.append(int(arg))

def cmd_add(st, arg):
    st.append(st.pop() + st.pop())

def cmd_print(st, arg):
    print arg, st[-1]

COMMANDS = {"push": cmd_push, "add": cmd_add, "print": cmd_print}

def run(lines):
    st = []
    for line in lines:
        i = line.find(" ")
        if i < 0:
            name = line
            arg = ""
        else:
            name = line[:i]
            arg = line[i + 1:]
        if name not in COMMANDS:
            print "bad command", name
            continue
        COMMANDS[name](st, arg)

def entry_point(argv):
    run(["push 3", "push 4", "add", "print sum", "jump", "push -10", "add", "print now"])
    return 0


def target(driver, args):
    return entry_point, None
