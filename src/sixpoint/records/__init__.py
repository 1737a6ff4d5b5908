"""Files become typed, keyed tables with provenance.

Takes an agency's extracts; gives tables in which every row still knows its file and line;
refuses nothing but what cannot be read at all, and says so.
"""
