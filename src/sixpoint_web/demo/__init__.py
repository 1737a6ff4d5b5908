"""The demonstration: both sides on this machine, with invented people for every role.

Only for a folder of its own, on 127.0.0.1; `sixpoint serve` refuses its databases.
"""
