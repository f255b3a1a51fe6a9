# raw, triple-quoted, escaped and joined literals
# skip: untranslated (soft space)
TEXT = """first line
  second line
"""

def entry_point(argv):
    n = len(argv)
    print TEXT * n,
    print r"raw \n stays", "a\x41\101\t|", 'single "double"', "it's"
    print ("implicit " "joining "
           "over lines" * n)
    print len("\\\'\"\a\b\f\v\r\0"), len(r"\\"), len('''a'b"c''')
    print "line one\nline two" + "\n" * n + "line three"
    return 0


def target(driver, args):
    return entry_point, None
