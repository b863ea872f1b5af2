"""The numbers of HTTP that Python and JavaScript share. JavaScript reads them by the same names.

A server tells JavaScript what happens on its connections by completion entries. Each begins with a tag:

=========  ==========================================  ===========================================================================
HEADS      buffer, then numbers for each request       the heads of one poll, joined in one text; see below
BODY       connection, buffer                          bytes of a request's body
COMPLETE   connection, trailers or null                the body has ended
ENDED      connection                                  the client has sent its last byte; responses may still go out
CLOSED     connection, error code or null              the connection is gone
DRAINED    connection                                  all that was written has been sent
OPENED     connection, server                          a client has connected; only where the server listens for it (TELL_OPENED)
REFUSED    connection, code, reason, position, bytes   what has arrived is no HTTP, or took too long
UPGRADE    connection, bytes                           a request asks for another protocol, and these bytes came behind it
EXPIRED    connection, NO_REQUEST or IDLE              nothing has happened for as long as the server allows
=========  ==========================================  ===========================================================================

HEADS has three numbers for a request, ``connection, flags, length of the head``, and with WHOLE a fourth: the length of the body, which
follows the head in the text, or with IN_BUFFER the buffer that holds it.

Parts of responses come back as one text and three numbers for each part: ``connection, length of its text, flags``.
"""

from __future__ import annotations

from anode.loop.crossing import Tag

# ---- the server ----

HEADS, BODY, COMPLETE, ENDED, CLOSED, DRAINED, OPENED, REFUSED, UPGRADE, EXPIRED = range(Tag.FIRST_OWN, Tag.FIRST_OWN + 10)

# Flags of a head, here and in the parser's entries.
KEEP_ALIVE, HAS_BODY, ASKS_UPGRADE, WHOLE, IN_BUFFER = 1, 2, 4, 8, 16

# Flags of a part of a response: it is the response's last; the connection closes after it; bytes follow its text.
END, CLOSE, WITH_BUFFER = 1, 2, 4

# Flags of configure().
TELL_OPENED, LENIENT = 1, 2

# Why a connection has expired.
NO_REQUEST, IDLE = 0, 1

# The event of a listening handle that has closed a connection because the server had too many.
DROPPED = 13

# ---- the parser ----

REQUEST, RESPONSE = 1, 2

# The entries a parser answers with: see message_parser.py.
ENTRY_HEAD, ENTRY_BODY, ENTRY_COMPLETE, ENTRY_UPGRADED, ENTRY_ERROR, ENTRY_BEGUN = range(6)

# How a message goes on behind its head.
AS_FRAMED, NO_BODY, OTHER_PROTOCOL = range(3)
