#!/usr/bin/env python3
"""A stand-in for a provider of batches of language-model requests: it needs a few checks before it is done.

    POST /v1/messages/batches               {"metadata": {"marker": …}, "requests": [{"custom_id": …, "params": …}]}
    GET  /v1/messages/batches?marker=…      batches with this marker, the newest first
    GET  /v1/messages/batches?custom_id=…   batches with a request whose custom_id begins like this
    GET  /v1/messages/batches/ID            one batch; Retry-After while it is still processing
    GET  /v1/messages/batches/ID/results    one JSON line for each request
    GET  /ledger                            all that was ever accepted: who would have paid, and how often

A request whose model contains "please-fail" fails. State is kept in a file and survives a restart.
"""

import argparse
import contextlib
import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Callable, Optional
from urllib.parse import parse_qs, urlsplit

import outputs
from batch_ledger import Ledger, Refusal

BATCHES = "/v1/messages/batches"
BODY_BYTES_MAX = 1024 * 1024
DRAIN_BYTES_MAX = 16 * BODY_BYTES_MAX
CHUNK_BYTES = 64 * 1024


class Desk(BaseHTTPRequestHandler):
    """Takes requests in, gives answers out."""

    protocol_version = "HTTP/1.1"
    timeout = 10
    ledger: Ledger
    retry_after: int
    unread: int = 0

    def do_POST(self) -> None:
        self.answer(self.post)

    def do_GET(self) -> None:
        self.answer(self.get)

    def post(self) -> None:
        length = self.headers.get("Content-Length", "")
        self.unread = int(length) if length.isdecimal() else 0
        if urlsplit(self.path).path != BATCHES:
            raise Refusal(404, f"nothing is posted to {self.path}")
        if not length.isdecimal():
            raise Refusal(411, "Content-Length is missing")
        if self.unread > BODY_BYTES_MAX:
            raise Refusal(413, f"more than {BODY_BYTES_MAX} bytes")
        body, self.unread = self.rfile.read(self.unread), 0
        try:
            order = json.loads(body)
        except (ValueError, RecursionError) as problem:
            raise Refusal(400, f"the body is not JSON: {problem}") from problem
        self.send(200, json.dumps(self.ledger.accept(order)))

    def get(self) -> None:
        address = urlsplit(self.path)
        if address.path == "/ledger":
            return self.send(200, json.dumps({"batches": self.ledger.all()}))
        if address.path == BATCHES:
            query = parse_qs(address.query)
            name = query.get("custom_id", [""])[0]
            found = self.ledger.named(name) if name else self.ledger.marked(query.get("marker", [""])[0])
            return self.send(200, json.dumps({"data": found, "has_more": False}))
        batch_id, _, what = address.path[len(BATCHES) + 1 :].partition("/")
        if not address.path.startswith(f"{BATCHES}/") or what not in ("", "results"):
            raise Refusal(404, f"nothing at {address.path}")
        if what == "results":
            return self.send(200, "".join(json.dumps(line) + "\n" for line in self.ledger.results(batch_id)))
        batch = self.ledger.check(batch_id)
        waiting = batch["processing_status"] == "in_progress"
        return self.send(200, json.dumps(batch), self.retry_after if waiting else None)

    def answer(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Refusal as refusal:
            self.close_connection = True  # a body that was not read must not be taken for the next request
            self.drain()
            self.send(refusal.code, json.dumps({"error": {"message": str(refusal)}}))

    def drain(self) -> None:
        """A connection that is closed with bytes unread is reset, and the answer may be lost with it."""
        left = min(self.unread, DRAIN_BYTES_MAX)
        while left > 0 and (chunk := self.rfile.read(min(left, CHUNK_BYTES))):
            left -= len(chunk)

    def send(self, code: int, text: str, retry_after: Optional[int] = None) -> None:
        body = text.encode("utf-8")
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        if retry_after is not None:
            self.send_header("Retry-After", str(retry_after))
        self.end_headers()
        self.wfile.write(body)


def main() -> None:
    options = arguments()
    Desk.ledger = Ledger(Path(options.state) / "batches.json", options.checks)
    Desk.retry_after = options.retry_after
    server = ThreadingHTTPServer(("127.0.0.1", options.port), Desk)
    port = server.server_address[1]
    print(f"listening on http://127.0.0.1:{port}", flush=True)
    if options.port_file:
        outputs.write(Path(options.port_file), f"{port}\n")
    if options.exit_with_stdin:
        threading.Thread(target=end_with_stdin, args=(server,), daemon=True).start()
    with contextlib.suppress(KeyboardInterrupt):
        server.serve_forever(poll_interval=0.1)
    server.server_close()


def end_with_stdin(server: ThreadingHTTPServer) -> None:
    while sys.stdin.buffer.read(4096):
        pass
    server.shutdown()


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--port", type=int, default=0, help="0: any that is free")
    parser.add_argument("--port-file", help="write the port there, once it is open")
    parser.add_argument("--state", default=".", help="the folder that keeps batches.json")
    parser.add_argument("--checks", type=int, default=3, help="so many checks say 'still processing'")
    parser.add_argument("--retry-after", type=int, default=1, help="seconds to wait between checks")
    parser.add_argument("--exit-with-stdin", action="store_true", help="end when standard input closes")
    return parser.parse_args()


if __name__ == "__main__":
    main()
