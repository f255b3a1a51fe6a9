__all__ = ['s_a', 's_b']
s_a = s_b = s_c = 1
hidden = 2
