"""The command line: one module a command, each with `register(app)`; it alone prints and exits.

Exit codes: 0 done; 1 something wrong was found; 2 could not run; 3 wrong use.
"""
