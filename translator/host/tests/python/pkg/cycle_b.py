import pkg.cycle_a
seen = list(pkg.cycle_a.seen) if hasattr(pkg, 'cycle_a') else 'partial'
