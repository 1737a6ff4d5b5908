"""The colours and sizes of charts and pages, in one place.

Every ink has a contrast of at least 4.5 to 1 on white, and every mark that carries meaning at
least 3 to 1 (tests/unit/pictures measures it). Blue and orange stay apart for every common kind
of colour blindness; shape or words say the same again.
"""

INK = "#1b2a33"
QUIET = "#51626d"
MAIN = "#0b5170"
SIGNAL = "#b3470b"
SOFT = "#6f8fa1"
BAND = "#e9f0f3"
GRID = "#dbe4e9"
EMPTY = "#c3d0d7"
WHITE = "#ffffff"

MEASURED_IN = "Liberation Sans"
"""Comes with vl-convert, so that charts are laid out alike on every machine."""

SHOWN_IN = "Roboto, 'Liberation Sans', Arial, sans-serif"

WIDE = 640
NARROW = 330
