"""Exact becomes safe: nothing that leaves may unmask a child.

Takes exact figures and a policy; gives safe figures, computed from what is shown; refuses to let
an exact value stand where a safe one belongs.
"""
