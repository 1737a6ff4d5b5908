"""Packs: what to ask, check, count, judge and write, as data with sources.

Takes a reference such as `scotland-children/2014` and gives what that pack holds, as frozen
values. Refuses a pack with an unknown key, a duplicate, or a reference that leads nowhere; all
problems come at once, with file and line.
"""
