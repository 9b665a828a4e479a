"""The one exception the product raises for what a person can put right, and the kinds of it that are told apart."""

from __future__ import annotations


class RightsDeskError(Exception):
    """Something a person can put right: what is wrong, and what to do about it.

    The command line prints both without a traceback and exits with 1; the chat shows them as a notice.

    Args:
        message: What is wrong, naming the file, symbol or setting.
        remedy: What to do next, as an instruction.

    Attributes:
        in_full: The message for the command line and the log, which may say more than people are told who ask.
    """

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.in_full = message

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()

    @property
    def printed(self) -> str:
        """What the command line prints and the log says."""
        return f"{self.in_full} {self.remedy}".strip()

    def __reduce__(self) -> tuple[type[RightsDeskError], tuple[str, ...]]:
        """Keep the remedy when the error crosses from a worker process."""
        return type(self), (self.message, self.remedy)


class TooManyError(RightsDeskError):
    """Something that is done more often than it may be; the remedy says when it may be done again."""


class UnavailableError(RightsDeskError):
    """The library cannot be used, for a while or until somebody repairs it, whatever is asked of it.

    Args:
        message: What is wrong, without saying where anything is.
        remedy: What to do next, as an instruction.
        in_full: The message with the file or server that it is about, and what that said.
    """

    def __init__(self, message: str, remedy: str, in_full: str = "") -> None:
        super().__init__(message, remedy)
        self.in_full = in_full or message

    def __reduce__(self) -> tuple[type[RightsDeskError], tuple[str, ...]]:
        return type(self), (self.message, self.remedy, self.in_full)
