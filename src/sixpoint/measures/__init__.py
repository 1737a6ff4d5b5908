"""What is counted, over what, by which groups.

Takes checked tables and links; gives cases (one row per thing counted, with the rows behind it)
and exact figures, which never leave the partnership's side; refuses to count a case before its
limit or follow-up window has run out.
"""
