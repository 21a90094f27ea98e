"""Server-sent events, read by hand: bytes in any pieces go in, the payload of events comes out.

Follows the WHATWG text/event-stream format as far as chat completions need it: lines end in LF, CR
or CRLF; the `data` lines of an event are joined by LF; a blank line ends the event; comments
(`: keep-alive`) and other fields carry no payload. What is left at the end of the stream without
its blank line counts too, because some servers omit it.
"""

from __future__ import annotations

LARGEST_EVENT = 16 * 2**20
"""Bytes of one event. A whole 128K-token reply in a single event stays below it."""

_BOM = b"\xef\xbb\xbf"
_ENDS = (0x0A, 0x0D)


class EventTooLong(ValueError):
    """The server sent an event or a line of unreasonable length."""


class EventParser:
    """Splits a byte stream into event payloads. The result does not depend on the chunking.

    Args:
        largest: Most bytes an unfinished event may hold.
    """

    __slots__ = (
        "_after_cr",
        "_data",
        "_data_size",
        "_largest",
        "_line_size",
        "_pieces",
        "_started",
    )

    def __init__(self, largest: int = LARGEST_EVENT) -> None:
        self._largest = largest
        self._pieces: list[bytes] = []
        """The unfinished line."""
        self._line_size = 0
        self._data: list[bytes] = []
        """The `data` lines of the unfinished event."""
        self._data_size = 0
        self._after_cr = False
        self._started = False

    def feed(self, chunk: bytes) -> list[bytes]:
        """The payloads of the events that `chunk` completes, in order.

        Raises:
            EventTooLong: an unfinished event grew beyond the largest size.
        """
        if self._after_cr and chunk[:1] == b"\n":
            # The second half of a CRLF that was cut in two.
            chunk = chunk[1:]
            self._after_cr = False
        if not chunk:
            return []
        if not self._pieces and not self._data:
            events = _whole_events(chunk)
            if events:
                self._started = True
                self._after_cr = False
                return events
        last = chunk[-1]
        self._after_cr = last == _ENDS[1]
        lines = chunk.splitlines()
        rest = b"" if last in _ENDS else lines.pop()
        if lines and self._pieces:
            self._pieces.append(lines[0])
            lines[0] = b"".join(self._pieces)
            self._pieces.clear()
            self._line_size = 0
        events = self._take(lines)
        if rest:
            self._pieces.append(rest)
            self._line_size += len(rest)
        if self._line_size + self._data_size > self._largest:
            raise EventTooLong(f"an event of more than {self._largest} bytes")
        return events

    def finish(self) -> list[bytes]:
        """The payload of an event that the end of the stream leaves unfinished, if any."""
        lines = [b"".join(self._pieces)] if self._pieces else []
        self._pieces.clear()
        self._line_size = 0
        return self._take([*lines, b""])

    def _take(self, lines: list[bytes]) -> list[bytes]:
        events: list[bytes] = []
        if lines and not self._started:
            self._started = True
            lines[0] = lines[0].removeprefix(_BOM)
        for line in lines:
            if line[:5] == b"data:":
                value = line[6:] if line[5:6] == b" " else line[5:]
                self._data.append(value)
                self._data_size += len(value) + 1
            elif line == b"data":
                self._data.append(b"")
                self._data_size += 1
            elif not line and self._data:
                events.append(b"\n".join(self._data))
                self._data.clear()
                self._data_size = 0
        return events


def _whole_events(chunk: bytes) -> list[bytes]:
    """The events of a chunk that holds whole events of one LF-ended `data` line each, else [].

    This is how nearly every chunk of every server looks, and it splits in one step.
    """
    if chunk[:6] != b"data: " or chunk[-2:] != b"\n\n" or b"\r" in chunk:
        return []
    events = chunk[6:-2].split(b"\n\ndata: ")
    return events if chunk.count(b"\n") == 2 * len(events) else []
