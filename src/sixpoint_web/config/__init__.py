"""What a running workspace is made of: its side, its database, its keys, its apps and addresses.

Takes the environment; gives Django's settings. Refuses to start on anything it is not sure of, and
says all of it at once.
"""
