"""Cookies: their names and what they ask of the browser."""

import pytest
from flask import Request, Response
from werkzeug.test import EnvironBuilder

from lti_tool.launch.cookies import Cookies


@pytest.mark.parametrize(
    ("base_url", "prefix"),
    [("https://hallway.example.org", "__Host-hallway-"), ("http://localhost:8000", "hallway-")],
)
def test_on_https_no_neighbour_can_plant_a_cookie(base_url: str, prefix: str):
    answer = Response()
    cookies = Cookies(base_url)
    cookies.keep_login(answer, "s" * 43, "secret")
    cookies.keep_session(answer, "token")
    login, session = answer.headers.getlist("Set-Cookie")
    assert login.startswith(f"{prefix}login-{'s' * 16}=secret;")
    assert session.startswith(f"{prefix}session=token;")
    for word in ("Secure", "HttpOnly", "SameSite=None", "Partitioned", "Path=/"):
        assert word in login.split("; ")
        assert word in session.split("; ")
    assert "Domain" not in login + session


def test_what_was_kept_is_read_back():
    cookies = Cookies("http://localhost:8000")
    headers = {"Cookie": f"hallway-login-{'s' * 16}=secret; hallway-session=token"}
    request = Request(EnvironBuilder(headers=headers).get_environ())
    assert cookies.secret_of_login(request, "s" * 43) == "secret"
    assert cookies.secret_of_login(request, "t" * 43) == ""
    assert cookies.session(request) == "token"
