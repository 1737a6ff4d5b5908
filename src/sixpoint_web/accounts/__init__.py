"""Who somebody is, which roles he has, and what they allow.

`permissions.yaml` is the truth for role x state x thing x action; `policies` of every app ask it
and add what depends on the object. What is not allowed there is refused.
"""
