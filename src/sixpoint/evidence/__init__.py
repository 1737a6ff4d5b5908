"""What the team rests its judgement on, and which kinds of source speak to which indicator.

Takes evidence items, safe figures and results; gives one register of sources and the
triangulation matrix; refuses two sources with one id and evidence about nobody's indicator.
"""
