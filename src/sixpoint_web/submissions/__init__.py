"""What the joint team asks of the partnership, and what the partnership gives: asked, answered,
signed off within the partnership, submitted, accepted or sent back.

The partnership's drafts and its sign-off are its own: no page, count, id or time tells the joint
team of them before something is submitted.
"""
