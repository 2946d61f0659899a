"""A language model's server on loopback that behaves, or misbehaves as it is told."""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class ModelServer(ThreadingHTTPServer):
    """`behave` is called with the request's JSON and returns what is answered (see `said`).

    `asked` holds every request, `keys` the Authorization headers.
    """

    daemon_threads = True

    def __init__(self, behave, port=0):
        super().__init__(("127.0.0.1", port), _Handler)
        self.behave = behave
        self.asked, self.keys, self.paths = [], [], []
        self.address = f"http://127.0.0.1:{self.server_port}/v1"

    def handle_error(self, request, client_address):
        """A client that gave up is none of the server's business."""


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(body)
        self.server.keys.append(self.headers.get("Authorization"))
        self.server.paths.append(self.path)
        answer = self.server.behave(body)
        status, headers, parts = answer if isinstance(answer, tuple) else (200, {}, [answer])
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        for part in parts:
            self.wfile.write(part)
            self.wfile.flush()

    def log_message(self, *_):
        pass


@contextmanager
def model_server(behave, port=0):
    server = ModelServer(behave, port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def completion(content, *, refusal=None, finish="stop"):
    """Return the bytes in which a server answers with these words."""
    message = {"role": "assistant", "content": content, "refusal": refusal}
    return json.dumps(
        {
            "choices": [{"index": 0, "message": message, "finish_reason": finish}],
            "usage": {"prompt_tokens": 300, "completion_tokens": 25},
        }
    ).encode()


def said(value):
    """Return a behaviour that always answers with this value as JSON."""
    return lambda body: completion(json.dumps(value))


def passage_in(body):
    return json.loads(body["messages"][1]["content"])["passage"]


def codes_in(body):
    return [one["id"] for one in json.loads(body["messages"][1]["content"])["codes"]]


def reasonable(body):
    """Answer as a sensible model would that finds the first code in the passage's first words."""
    told = json.loads(body["messages"][1]["content"])
    if "passages" in told:
        return completion(json.dumps({"sentences": [{"text": "It sang.", "passages": [1]}]}))
    quote = " ".join(told["passage"].split()[:3])
    codes = [{"id": told["codes"][0]["id"], "quote": quote}]
    return completion(json.dumps({"codable": True, "codes": codes}))


def slowly(seconds, behave):
    def wait(body):
        time.sleep(seconds)
        return behave(body)

    return wait
