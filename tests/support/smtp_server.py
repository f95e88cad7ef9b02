#!/usr/bin/env python3
"""smtp_server.py: a real mail server on 127.0.0.1 that misbehaves as the address it gets mail for asks.

    smtp_server.py FOLDER [--tls CERT KEY] [--user NAME PASSWORD]   prints its port on one line, ends when stdin does

Each letter that is taken goes whole into FOLDER/N.eml, with the envelope in its first lines (X-Envelope-From, X-Envelope-To).
By the local part of the recipient:
    busy     451 at RCPT        nobody   550 at RCPT        full     552 after DATA        later   451 after DATA
    slow     an answer after 5 seconds                       cut      the line is closed after DATA
    first    451 the first time, taken from then on
"""
import asyncio
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


class Office:
    def __init__(self, folder):
        self.folder = folder
        self.n = 0
        self.seen = set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        kind = address.split("@")[0]
        if kind == "busy":
            return "451 4.7.1 come back later"
        if kind == "nobody":
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        kind = envelope.rcpt_tos[0].split("@")[0]
        if kind == "full":
            return "552 5.2.2 the mailbox is full"
        if kind == "later" or (kind == "first" and "first" not in self.seen):
            self.seen.add(kind)
            return "451 4.3.0 not now"
        if kind == "slow":
            await asyncio.sleep(5)
        if kind == "cut":
            server.transport.abort()
            return "421 gone"
        self.n += 1
        head = f"X-Envelope-From: {envelope.mail_from}\r\nX-Envelope-To: {','.join(envelope.rcpt_tos)}\r\n"
        (self.folder / f"{self.n}.eml").write_bytes(head.encode() + envelope.content)
        return "250 taken"


async def main(argv):
    office = Office(pathlib.Path(argv[0]))
    context = user = None
    rest = argv[1:]
    while rest:
        if rest[0] == "--tls":
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(rest[1], rest[2])
        else:
            user = LoginPassword(rest[1].encode(), rest[2].encode())
        rest = rest[3:]

    def check(server, session, envelope, mechanism, data):
        return AuthResult(success=data == user, handled=False)

    def protocol():
        return SMTP(office, hostname="mail.example.com", enable_SMTPUTF8=True, tls_context=context,
                    require_starttls=context is not None, authenticator=check if user else None,
                    auth_required=user is not None, auth_require_tls=context is not None)

    loop = asyncio.get_running_loop()
    server = await loop.create_server(protocol, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


asyncio.run(main(sys.argv[1:]))
