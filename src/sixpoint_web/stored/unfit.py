"""A file that is not taken, with a reason for whoever gave it."""


class Unfit(Exception):
    """The file is refused; `reason` is fit to show and never quotes what is in it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
