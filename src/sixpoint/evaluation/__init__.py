"""The judgement on the framework's scale: recorded, asked about, never computed.

Takes evaluations and conclusions as people wrote them, and the register of sources; gives them
with everything that should be asked before they are published; refuses a level outside the scale
and a citation of what is not there.
"""
