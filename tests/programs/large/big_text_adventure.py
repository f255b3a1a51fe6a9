# a tiny text adventure driven by standard input
from rpython.rlib import rfile


class Room(object):
    def __init__(self, name, text):
        self.name = name
        self.text = text
        self.exits = {}
        self.items = []

    def connect(self, direction, other, back):
        self.exits[direction] = other
        other.exits[back] = self


class Item(object):
    def __init__(self, name, weight):
        self.name = name
        self.weight = weight

    def use(self, game):
        print "Nothing happens."
        return False


class Lamp(Item):
    def use(self, game):
        game.lit = not game.lit
        print "The lamp is", "on." if game.lit else "off."
        return False


class Key(Item):
    def use(self, game):
        if game.here.name == "vault":
            print "The chest opens. You win."
            return True
        print "There is no lock here."
        return False


class Quit(Exception):
    pass


class Game(object):
    def __init__(self):
        hall = Room("hall", "A wide hall.")
        cave = Room("cave", "A dark cave.")
        vault = Room("vault", "A vault with a chest.")
        hall.connect("north", cave, "south")
        cave.connect("east", vault, "west")
        hall.items = [Lamp("lamp", 2), Item("stone", 9)]
        cave.items = [Key("key", 1)]
        self.here = hall
        self.inventory = []
        self.lit = False
        self.moves = 0
        self.commands = {"go": Game.do_go, "take": Game.do_take, "drop": Game.do_drop, "look": Game.do_look,
                         "use": Game.do_use, "list": Game.do_list, "quit": Game.do_quit}

    def dark(self):
        return self.here.name == "cave" and not self.lit

    def do_look(self, arg):
        if self.dark():
            print "It is too dark to see."
            return False
        print self.here.text
        for item in self.here.items:
            print "There is a", item.name, "here."
        return False

    def do_go(self, arg):
        if arg in self.here.exits:
            self.here = self.here.exits[arg]
            self.moves += 1
            return self.do_look("")
        print "You cannot go", arg
        return False

    def find(self, items, name):
        for item in items:
            if item.name == name:
                return item
        return None

    def do_take(self, arg):
        item = self.find(self.here.items, arg)
        if item is None or self.dark():
            print "No such thing here."
            return False
        weight = item.weight
        for other in self.inventory:
            weight += other.weight
        if weight > 10:
            print "Too heavy."
            return False
        self.here.items.remove(item)
        self.inventory.append(item)
        print "Taken."
        return False

    def do_drop(self, arg):
        item = self.find(self.inventory, arg)
        if item is None:
            print "You have no", arg
        else:
            self.inventory.remove(item)
            self.here.items.append(item)
            print "Dropped."
        return False

    def do_use(self, arg):
        item = self.find(self.inventory, arg)
        if item is None:
            print "You have no", arg
            return False
        return item.use(self)

    def do_list(self, arg):
        print "You carry:", ", ".join([item.name for item in self.inventory])
        return False

    def do_quit(self, arg):
        raise Quit

    def command(self, line):
        line = line.strip(" \n")
        i = line.find(" ")
        if i >= 0:
            verb = line[:i]
            arg = line[i + 1:]
        else:
            verb = line
            arg = ""
        if verb not in self.commands:
            print "What is", verb + "?"
            return False
        return self.commands[verb](self, arg)


def entry_point(argv):
    stdin, stdout, stderr = rfile.create_stdio()
    game = Game()
    game.do_look("")
    try:
        while True:
            line = stdin.readline()
            if not line:
                print "The end of input."
                break
            print ">", line.strip("\n")
            if game.command(line):
                break
    except Quit:
        print "Goodbye."
    print "Moves:", game.moves
    return 0


def target(driver, args):
    return entry_point, None
