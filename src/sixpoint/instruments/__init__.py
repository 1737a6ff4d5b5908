"""Questions and how their answers are counted, for readings of records and for surveys alike.

Takes questions and answers; gives results whose every count has passed disclosure, each with its
own denominator; refuses to count "not recorded" or "does not apply" as a no.
"""
