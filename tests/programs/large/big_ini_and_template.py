# a settings file reader and a text template engine with loops and conditions
class TemplateError(Exception):
    def __init__(self, msg):
        self.msg = msg


class Config(object):
    def __init__(self):
        self.sections = {}
        self.order = []

    def get(self, section, key, default=""):
        if section in self.sections:
            return self.sections[section].get(key, default)
        return default

    def put(self, section, key, value):
        if section not in self.sections:
            self.sections[section] = {}
            self.order.append(section)
        self.sections[section][key] = value


def read_config(text):
    c = Config()
    section = "main"
    n = 0
    for line in text.split("\n"):
        n += 1
        i = line.find(";")
        if i >= 0:
            line = line[:i]
        line = line.strip()
        if not line:
            continue
        if line.startswith("["):
            if not line.endswith("]"):
                raise TemplateError("line %d: missing ]" % n)
            end = len(line) - 1
            assert end >= 1
            section = line[1:end]
            continue
        i = line.find("=")
        if i < 0:
            raise TemplateError("line %d: missing =" % n)
        c.put(section, line[:i].strip(), line[i + 1:].strip())
    return c


class Part(object):
    def render(self, names, out):
        raise NotImplementedError


class Text(Part):
    def __init__(self, s):
        self.s = s

    def render(self, names, out):
        out.append(self.s)


class Variable(Part):
    def __init__(self, name):
        self.name = name

    def render(self, names, out):
        if self.name not in names:
            raise TemplateError("unknown name " + self.name)
        out.append(names[self.name])


class Block(Part):
    def __init__(self):
        self.parts = []

    def render(self, names, out):
        for p in self.parts:
            p.render(names, out)


class Each(Part):
    def __init__(self, var, source, body):
        self.var = var
        self.source = source
        self.body = body

    def render(self, names, out):
        inner = names.copy()
        items = names.get(self.source, "")
        if items == "":
            return
        k = 0
        for item in items.split(","):
            inner[self.var] = item.strip()
            inner["index"] = str(k)
            self.body.render(inner, out)
            k += 1


class When(Part):
    def __init__(self, name, body):
        self.name = name
        self.body = body

    def render(self, names, out):
        if names.get(self.name, ""):
            self.body.render(names, out)


class Compiler(object):
    def __init__(self, text):
        self.text = text
        self.pos = 0

    def block(self, closing):
        b = Block()
        while self.pos < len(self.text):
            start = self.pos
            i = self.text.find("{", start)
            if i < 0:
                i = len(self.text)
            if i > start:
                b.parts.append(Text(self.text[start:i]))
            if i == len(self.text):
                self.pos = i
                break
            j = self.text.find("}", i)
            if j < 0:
                raise TemplateError("missing }")
            tag = self.text[i + 1:j]
            self.pos = j + 1
            words = tag.split(" ")
            if words[0] == "each":
                if len(words) != 4:
                    raise TemplateError("bad each")
                b.parts.append(Each(words[1], words[3], self.block("each")))
            elif words[0] == "when":
                b.parts.append(When(words[1], self.block("when")))
            elif words[0] == "end":
                if closing == "":
                    raise TemplateError("stray end")
                return b
            else:
                b.parts.append(Variable(tag))
        if closing != "":
            raise TemplateError("missing end of " + closing)
        return b


def render(template, names):
    try:
        out = []
        Compiler(template).block("").render(names, out)
        print "".join(out)
    except TemplateError as e:
        print "error:", e.msg


SETTINGS = """title = Zoo   ; the name
[list]
animals = lion, bear , owl
[flags]
open = yes
closed =
"""


def entry_point(argv):
    c = read_config(SETTINGS * len(argv))
    print ",".join(c.order), c.get("main", "title"), c.get("list", "none", "-")
    names = {"title": c.get("main", "title"), "animals": c.get("list", "animals"), "open": c.get("flags", "open"),
             "closed": c.get("flags", "closed")}
    render("{title}:{each a in animals} {index}={a}{end}{when open} (open){end}{when closed} (closed){end}.", names)
    render("{each a in animals}{each b in animals}{a}-{b} {end}/{end}", names)
    render("{nothing}", names)
    render("{when open}", names)
    render("a{end}", names)
    render("{title", names)
    render("{each x}{end}", names)
    for bad in ["[x", "novalue"]:
        try:
            read_config("a=1\n" + bad)
        except TemplateError as e:
            print "error:", e.msg
    return 0


def target(driver, args):
    return entry_point, None
