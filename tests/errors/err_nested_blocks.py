# more loops in each other than Python allows
# reference: SyntaxError
def entry_point(argv):
    n = 0
    for c0 in argv:
     for c1 in argv:
      for c2 in argv:
       for c3 in argv:
        for c4 in argv:
         for c5 in argv:
          for c6 in argv:
           for c7 in argv:
            for c8 in argv:
             for c9 in argv:
              for c10 in argv:
               for c11 in argv:
                for c12 in argv:
                 for c13 in argv:
                  for c14 in argv:
                   for c15 in argv:
                    for c16 in argv:
                     for c17 in argv:
                      for c18 in argv:
                       for c19 in argv:
                        while n < 100: #! error: too many, nested blocks
                         n += 1
    return 0


def target(driver, args):
    return entry_point, None
