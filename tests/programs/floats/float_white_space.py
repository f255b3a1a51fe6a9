# float() of text with white space around it: blanks are taken away, nothing else
# skip: untranslated (Python takes any white space away)

def entry_point(argv):
    for text in [' 7', '7  ', '  7 ', '\t7', '7\n', '\r7', '\v7', ' \t7', '', ' ', '7 8', ' inf', 'nan']:
        try:
            print int(float(text)),
        except ValueError:
            print 'no',
    print
    return 0


def target(driver, args):
    return entry_point, None
