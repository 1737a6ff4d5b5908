"""Messages to people: written in the transaction of the act, sent after it, tried again, and seen.

A warning that silently reached nobody would be the worst fault, so each message is waiting, sent or
failed, and whoever looks after the installation is shown what failed.
"""
