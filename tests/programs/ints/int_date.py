# calendar arithmetic
DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
NAMES = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

def leap(y):
    return y % 4 == 0 and (y % 100 != 0 or y % 400 == 0)

def days_in(y, m):
    if m == 2 and leap(y):
        return 29
    return DAYS[m - 1]

def ordinal(y, m, d):
    n = d
    for i in range(1, m):
        n += days_in(y, i)
    y -= 1
    return n + y * 365 + y // 4 - y // 100 + y // 400

def weekday(y, m, d):
    return NAMES[(ordinal(y, m, d) - 1) % 7]

def entry_point(argv):
    for y, m, d in [(1970, 1, 1), (2000, 2, 29), (1900, 3, 1), (2024, 12, 31 * len(argv))]:
        print y, m, d, weekday(y, m, d), ordinal(y, m, d)
    fridays = 0
    for y in range(2000, 2020):
        for m in range(1, 13):
            if weekday(y, m, 13) == "Fri":
                fridays += 1
    print fridays
    return 0


def target(driver, args):
    return entry_point, None
