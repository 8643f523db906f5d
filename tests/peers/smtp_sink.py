#!/usr/bin/python3
"""A second mail server that judges our mails, with the rules of smtp.mjs: smtp_sink.py PORT, in a folder with cert.pem
and key.pem (Debian package python3-aiosmtpd). One JSON line a mail."""
import json
import signal
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword


class Sink:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.endswith("@reject.test"):
            return "550 5.1.1 no such user"
        if address.endswith("@grey.test"):
            return "451 4.7.1 try later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        print(json.dumps({"tls": session.ssl is not None, "to": envelope.rcpt_tos,
                          "data": envelope.content.decode()}), flush=True)
        return "250 2.0.0 queued"


def login(server, session, envelope, mechanism, data):
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (b"oc", b"pizza")
    return AuthResult(success=good, handled=False)  # handled=True on a bad login leaves the client waiting


tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
tls.load_cert_chain("cert.pem", "key.pem")
Controller(Sink(), hostname="127.0.0.1", port=int(sys.argv[1]), tls_context=tls, require_starttls=True,
           auth_required=True, auth_require_tls=True, authenticator=login).start()
signal.pause()
