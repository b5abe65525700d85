"""Asking a service over its socket, with nothing of a browser's habits in between."""

import http.client
from collections.abc import Callable
from urllib.parse import urlsplit

SCRIPT = b"console.log('" + b"a" * 3000 + b"');"

Answer = tuple[http.client.HTTPResponse, bytes]
Ask = Callable[..., Answer]


def asking(address: str) -> Ask:
    def ask(path: str, method: str = "GET", **headers: str) -> Answer:
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=named)
        response = connection.getresponse()
        body = response.read()
        connection.close()
        return response, body

    return ask
