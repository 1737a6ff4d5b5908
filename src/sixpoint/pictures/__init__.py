"""Charts as SVG, each with its text alternative and its table; number words; page templates.

Takes plain and safe values; gives pictures whose bytes depend on nothing else; refuses to draw a
hidden or missing value as nought, or to say anything by colour alone.
"""
