seen = []
import pkg.cycle_b
seen.append('a')
