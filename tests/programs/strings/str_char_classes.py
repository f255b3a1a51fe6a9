# isdigit, isalpha and so on of characters, isdigit, isalpha, isalnum of strings
def t(b):
    return "T" if b else "F"

def classify(s):
    res = ""
    for c in s:
        res += t(c.isdigit()) + t(c.isalpha()) + t(c.isalnum()) + t(c.isspace()) + t(c.isupper()) + t(c.islower()) + " "
    return res

def entry_point(argv):
    print classify("a7Z _\n\xe9")
    for s in ["123", "", "12a", "abc", "a1", "1 2"]:
        print t(s.isdigit()) + t(s.isalpha()) + t(s.isalnum()),
    print
    return 0


def target(driver, args):
    return entry_point, None
