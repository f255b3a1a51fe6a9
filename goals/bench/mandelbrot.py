# the Mandelbrot set as text and as a checksum; arguments: width, iterations
# slow: floating point benchmark


def escape(cx, cy, limit):
    x = 0.0
    y = 0.0
    n = 0
    while n < limit:
        xx = x * x
        yy = y * y
        if xx + yy > 4.0:
            return n
        y = 2.0 * x * y + cy
        x = xx - yy + cx
        n += 1
    return n


def entry_point(argv):
    width = 2000
    limit = 500
    if len(argv) > 1:
        width = int(argv[1])
    if len(argv) > 2:
        limit = int(argv[2])
    height = width // 2
    total = 0
    inside = 0
    for row in range(height):
        cy = 2.0 * row / height - 1.0
        line = []
        for col in range(width):
            n = escape(3.0 * col / width - 2.25, cy, limit)
            total = (total + n) % 1000007
            if n == limit:
                inside += 1
                line.append("#")
            elif n > 8:
                line.append("+")
            elif n > 4:
                line.append(".")
            else:
                line.append(" ")
        if width <= 100:
            print "".join(line)
    print inside, total
    return 0


def target(driver, args):
    return entry_point, None
