"""A concern about a child now: whom to ring, who is told, a clock, and a note that is sealed.

Takes what somebody of the team or the partnership saw or heard; tells those who answer for it, goes
round whomever it is about, and goes on to the next when nobody answers. Refuses to keep
a concern that nobody could receive. Nothing here stands in evidence, exports, logs or messages.
"""
