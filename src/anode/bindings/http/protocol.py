"""The numbers of HTTP that Python and JavaScript share, and the forms in which requests and responses cross.

Python tells JavaScript what happens on a server's direct connections by completion entries, each with its :class:`Tag` first:

=========  ==========================================  ===========================================================================
HEADS      buffer, then numbers for each request       the heads of one poll, joined in one text; see below
BODY       connection, buffer                          bytes of a request's body
COMPLETE   connection, trailers or null                the body has ended
ENDED      connection                                  the client has sent its last byte; responses may still go out
CLOSED     connection, error code or null              the connection is gone
DRAINED    connection                                  all that was written has been sent
OPENED     connection, server                          a client has connected; only where the server wants to know (TELL_OPENED)
REFUSED    connection, code, reason, position, bytes   the bytes are not HTTP, or a request took too long
BROKEN     connection, bytes                           whole requests, and an error behind them: JavaScript goes through them (connection.py)
UPGRADE    connection, bytes                           a request asks for another protocol, and these bytes came behind it
EXPIRED    connection, expiry                          nothing has happened for as long as the server allows
=========  ==========================================  ===========================================================================

HEADS has three numbers for a request: ``connection, flags, length of the head``. With WHOLE there is a fourth, the length of the body, which follows
the head in the text; or, with IN_BUFFER, the buffer that holds the body.

Responses come back in parts: one text for all parts of a turn, buffers, and three numbers for each part, ``connection, length of its text, flags``.
"""

from __future__ import annotations

from anode.engine.ops import Numbers
from anode.loop import crossing

# ---- the server ----


class Tag(Numbers):
    """The first number of a completion entry."""

    HEADS, BODY, COMPLETE, ENDED, CLOSED, DRAINED, OPENED, REFUSED, UPGRADE, EXPIRED, BROKEN = range(
        crossing.Tag.FIRST_OWN, crossing.Tag.FIRST_OWN + 11
    )


class Head(Numbers):
    """Flags of a head."""

    KEEP_ALIVE = 1  # the connection may stay open after the response
    HAS_BODY = 2  # BODY or COMPLETE follows, or the body is here (WHOLE)
    ASKS_UPGRADE = 4
    WHOLE = 8  # the body is here
    IN_BUFFER = 16  # in a buffer


class Part(Numbers):
    """Flags of a part of a response."""

    END = 1  # it is the last of its response
    CLOSE = 2  # the connection closes behind it
    WITH_BUFFER = 4  # a buffer follows its text


class Setting(Numbers):
    """Flags of a server."""

    TELL_OPENED = 1
    LENIENT = 2


class Expiry(Numbers):
    """Why a connection has expired."""

    NO_REQUEST = 0  # no request came within the keep-alive timeout
    IDLE = 1  # no byte came or left within the server's timeout


class ListenerEvent(Numbers):
    """An event of a listening handle, beside those of other handles."""

    DROPPED = 13  # a connection was closed because the server has too many


# ---- the parser ----


class Message(Numbers):
    """The kinds of message that a parser may be for."""

    REQUEST = 1
    RESPONSE = 2


class Entry(Numbers):
    """The first number of a parser's entry; message_parser.py says what follows."""

    HEAD, BODY, COMPLETE, UPGRADED, ERROR, BEGUN = range(6)


class Framing(Numbers):
    """How a message goes on behind its head, as JavaScript decides."""

    AS_FRAMED = 0  # as its head says; an upgrade is declined
    NO_BODY = 1
    OTHER_PROTOCOL = 2
