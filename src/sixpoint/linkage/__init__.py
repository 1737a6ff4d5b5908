"""One child across the agencies; the only folder that imports splink.

Takes checked tables of people; gives one pseudonym per child and how each link was made;
refuses to join two records of one agency that keeps its own ids unique.
"""
