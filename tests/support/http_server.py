#!/usr/bin/env python3
"""http_server.py: a real HTTP server on 127.0.0.1 that misbehaves exactly as its paths ask for.

    http_server.py [LOG] [--tls CERT KEY]    prints its port on one line, and ends when standard input does

LOG gets a line of JSON for every request as it arrives: {"n", "method", "path", "headers" (names in small letters),
"body" (text)}.

What is answered, by the path's first part; R records of {"code": "C00001", "name": "n1", "trained": 1} each:
    /list/R              an array of all of them
    /page/R/SIZE         ?page=1.. : an array; an empty one past the end
    /offset/R/SIZE       ?offset=0.. : the same, by how many came before
    /cursor/R/SIZE       ?cursor=... : {"data": {"items": [...], "next": "..."}}, the last with "next": null
    /next/R/SIZE         the same, "next" being the address of the page
    /link/R/SIZE         an array, with a Link header for the next page
    /endless/SIZE        by page, without end;  /loop/SIZE  by cursor, whose next is always the same
    /etag/R              as /list, with an ETag; 304 for If-None-Match of it
    /auth/HEADER/VALUE/R as /list where the header has that value, else 401
    /accept              takes a POST: {"ok": true};  /errcode/N/TEXT  {"errcode": N, "errmsg": "TEXT"}, both 200
    /text/TYPE/BODY      that body, of that media type
    /file/NAME           the file of that name beside LOG, whatever it holds
(/page, /link, /cursor and /next with ?names=A,B,C: their members are called so)
and how, by ?do=STEP,STEP,...: the n-th request of one path and one do= gets the n-th step, later ones the last:
    ok  STATUS  STATUS:SECONDS (with Retry-After; SECONDS may be a date: "date")
    slow:SECONDS   then ok                drip:SECONDS  a byte at a time      silent  never a byte
    cut      half of the body, and the line is closed      reset  the same by RST
    lost     taken, but the line is closed without an answer
    less     Content-Length below what is sent            more    above it
    to:ADDRESS (302; to+307:ADDRESS another)    giant:MEGABYTES of spaces before the body
    bomb:MEGABYTES of spaces, gzipped           gzip    the body, gzipped      badgzip  called gzip and is none
    junk     no HTTP at all       headers:N  bytes of headers before the body
    third    every third request of this counter gets 503
    body:TEXT  200 with that body (a comma in it as %2C)
    tag      an ETag made of the body; 304 for If-None-Match of it
"""
import email.utils
import json
import os
import socket
import ssl
import struct
import sys
import threading
import time
import urllib.parse
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

lock = threading.Lock()
counts = {}
log = None
total = 0


def records(first, n, names=("code", "name", "trained")):
    return [dict(zip(names, ("C%05d" % i, "n%d" % i, i))) for i in range(first, first + n)]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *args):
        pass

    def note(self, body):
        global total
        with lock:
            total += 1
            if log:
                entry = {"n": total, "method": self.command, "path": self.path,
                         "headers": {k.lower(): v for k, v in self.headers.items()},
                         "body": body.decode("utf-8", "replace")}
                log.write(json.dumps(entry, ensure_ascii=False) + "\n")
                log.flush()

    def here(self, path, do, **query):
        scheme = "https" if isinstance(self.connection, ssl.SSLSocket) else "http"
        rest = urllib.parse.urlencode(query) + ("&do=" + do if do else "")
        return "%s://%s%s?%s" % (scheme, self.headers.get("Host", ""), path, rest)

    def content(self, path, parts, query, do):
        """The status, the body and the headers of a good answer."""
        kind, args = parts[0], parts[1:]
        if kind == "list":
            return 200, records(1, int(args[0])), {}
        if kind in ("page", "offset", "link", "cursor", "next"):
            n, size = int(args[0]), int(args[1])
            if kind == "offset":
                first = int(query.get("offset", 0))
            elif kind == "cursor":
                first = int(query.get("cursor", "c0")[1:])
            else:
                first = (int(query.get("page", 1)) - 1) * size
            own = {"names": query["names"]} if "names" in query else {}
            page = records(first + 1, max(0, min(size, n - first)), query.get("names", "code,name,trained").split(","))
            more = first + size < n
            after = self.here(path, do, page=first // size + 2, **own)
            if kind == "link":
                link = '<%s>; rel="first", <%s>; rel="next"' % (self.here(path, do, page=1), after)
                return 200, page, {"Link": link} if more else {}
            if kind == "cursor":
                return 200, {"data": {"items": page, "next": "c%d" % (first + size) if more else None}}, {}
            if kind == "next":
                return 200, {"data": {"items": page, "next": after if more else None}}, {}
            return 200, page, {}
        if kind == "endless":
            size = int(args[0])
            return 200, records((int(query.get("page", 1)) - 1) * size + 1, size), {}
        if kind == "loop":
            return 200, {"data": {"items": records(1, int(args[0])), "next": "again"}}, {}
        if kind == "etag":
            tag = '"v%s"' % args[0]
            if self.headers.get("If-None-Match") == tag:
                return 304, None, {"ETag": tag}
            return 200, records(1, int(args[0])), {"ETag": tag}
        if kind == "auth":
            if self.headers.get(args[0]) != args[1]:
                return 401, {"error": "who are you?"}, {}
            return 200, records(1, int(args[2])), {}
        if kind == "accept":
            return 200, {"ok": True}, {}
        if kind == "errcode":
            return 200, {"errcode": int(args[0]), "errmsg": args[1]}, {}
        if kind == "file":
            with open(os.path.join(os.path.dirname(log.name), os.path.basename(args[0])), "rb") as f:
                return 200, f.read(), {}
        if kind == "text":
            return 200, args[1].encode(), {"Content-Type": args[0]}
        return 404, {"error": "there is nothing here"}, {}

    def give(self, status, body, headers, less=0):
        """The head of the answer; less: how far Content-Length is from the truth."""
        self.send_response(status)
        headers.setdefault("Content-Type", "application/json; charset=utf-8")
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body) + less))
        self.end_headers()

    def send(self, body):
        if self.command != "HEAD":
            self.wfile.write(body)
            self.wfile.flush()

    def step(self, path, do):
        steps = do.split(",")
        with lock:
            n = counts[path, do] = counts.get((path, do), 0) + 1
        step = steps[min(n, len(steps)) - 1]
        if step == "third":
            return "503" if n % 3 == 0 else "ok", ""
        word, _, arg = step.partition(":")
        return word, urllib.parse.unquote_plus(arg, errors="surrogateescape")

    def answer(self):
        size = int(self.headers.get("Content-Length") or 0)
        self.note(self.rfile.read(size))
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query, keep_blank_values=True))
        parts = [urllib.parse.unquote(p) for p in url.path.split("/")[1:]]
        do = next((q[3:] for q in url.query.split("&") if q.startswith("do=")), "")
        word, arg = self.step(url.path, do or "ok")
        status, body, headers = self.content(url.path, parts, query, do)
        if not isinstance(body, bytes):
            body = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
        self.close_connection = word not in ("ok", "gzip", "tag")
        if word == "silent":
            time.sleep(3600)
        elif word == "slow":
            time.sleep(float(arg))
        elif word == "lost":
            return
        elif word == "junk":
            self.wfile.write(b"\x16\x03\x01 no answer of a web server\r\n\r\n")
            return
        elif word.isdigit():
            status = int(word)
            body = json.dumps({"error": "status %d" % status}).encode()
            if arg:
                headers["Retry-After"] = email.utils.formatdate(time.time() + 2, usegmt=True) if arg == "date" else arg
        elif word.startswith("to"):
            status, body = int(word[3:] or 302), b""
            headers["Location"] = arg
        elif word == "giant":
            body = b" " * (int(arg) << 20) + body
        elif word == "bomb":
            squeeze = zlib.compressobj(9, zlib.DEFLATED, 31)
            block = b" " * (1 << 20)
            body = b"".join([squeeze.compress(block) for _ in range(int(arg))]) + squeeze.flush()
            headers["Content-Encoding"] = "gzip"
        elif word == "gzip":
            squeeze = zlib.compressobj(9, zlib.DEFLATED, 31)
            body = squeeze.compress(body) + squeeze.flush()
            headers["Content-Encoding"] = "gzip"
        elif word == "badgzip":
            headers["Content-Encoding"] = "gzip"
        elif word == "headers":
            for i in range(int(arg) // 1000):
                headers["X-Filler-%d" % i] = "x" * 980
        elif word == "body":
            body = arg.encode(errors="surrogateescape")
        elif word == "tag":
            headers["ETag"] = '"%08x"' % zlib.crc32(body)
            if self.headers.get("If-None-Match") == headers["ETag"]:
                status, body = 304, b""
        if word in ("less", "more"):
            self.give(status, body, headers, -len(body) // 2 if word == "less" else 100)
        else:
            self.give(status, body, headers)
        if word in ("cut", "reset"):
            self.send(body[:len(body) // 2])
            if word == "reset":
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.rfile.close()
                self.wfile.close()
                self.connection.close()
            return
        if word == "drip":
            for i in range(len(body)):
                self.send(body[i:i + 1])
                time.sleep(float(arg))
            return
        self.send(body)

    def do_GET(self):
        try:
            self.answer()
        except (OSError, ValueError):
            self.close_connection = True

    do_POST = do_GET
    do_PUT = do_GET
    do_HEAD = do_GET


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request, client_address):
        pass


def main():
    global log
    args = sys.argv[1:]
    tls = None
    if "--tls" in args:
        at = args.index("--tls")
        tls = args[at + 1:at + 3]
        del args[at:at + 3]
    if args:
        log = open(args[0], "a", encoding="utf-8")
    server = Server(("127.0.0.1", 0), Handler)
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*tls)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_port, flush=True)
    sys.stdin.read()


main()
