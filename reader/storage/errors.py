"""What a system error means for the reader."""

from __future__ import annotations

import errno

from reader.storage.locks import LockHeld

_WORDS = {
    errno.ENOSPC: "the disk is full; make room on it",
    errno.EDQUOT: "your share of the disk is used up; make room on it",
    errno.EROFS: "the file system can only be read",
    errno.EACCES: "there is no permission for it",
    errno.EPERM: "there is no permission for it",
    errno.EIO: "the disk reports an error",
    errno.EFBIG: "a file would get larger than is allowed here",
    errno.ENOENT: "there is no such file or folder",
    errno.ENOTDIR: "a file stands where a folder is needed",
    errno.EISDIR: "a folder stands where a file is needed",
}


def reason(error: OSError, *, where: bool = True) -> str:
    """What went wrong, what to do where there is something to do, and where; no full stop."""
    if isinstance(error, LockHeld):
        return "another program holds the library; close its window if it hangs"
    text = _WORDS.get(error.errno or 0) or error.strerror or str(error)
    if where and error.filename is not None and str(error.filename) not in text:
        return f"{text} ({error.filename})"
    return text


def sentence(error: OSError) -> str:
    """The same as a sentence."""
    why = reason(error).removesuffix(".")
    return f"{why[:1].upper()}{why[1:]}."
