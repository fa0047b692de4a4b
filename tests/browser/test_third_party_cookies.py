"""What the other browser tests rely on: third-party cookies are blocked in this browser."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page


class _Frame(BaseHTTPRequestHandler):
    """/ frames /set from another host; /set asks for two cookies; /seen shows which came back."""

    def do_GET(self) -> None:
        port = self.server.server_address[1]
        bodies = {
            "/": f'<iframe src="http://127.0.0.1:{port}/set"></iframe>',
            "/set": '<a href="/seen">go</a>',
            "/seen": f"<p>{self.headers.get('Cookie', '')}</p>",
        }
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        if self.path == "/set":
            self.send_header("Set-Cookie", "plain=1; SameSite=None; Secure; Path=/")
            self.send_header("Set-Cookie", "parted=1; SameSite=None; Secure; Path=/; Partitioned")
        self.end_headers()
        self.wfile.write(bodies.get(self.path, "").encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Frame) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def test_a_frame_of_another_site_keeps_no_cookie_but_partitioned_ones(
    page: Page, port: int
) -> None:
    page.goto(f"http://localhost:{port}/")
    frame = page.frame_locator("iframe")
    frame.locator("a").click()
    assert frame.locator("p").inner_text() == "parted=1"
