"""What holds for every answer: the host it was asked under, and the headers that confine the page."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fotofun_service.problem import problem


def content_security_policy(connect_hosts: tuple[str, ...]) -> str:
    """The page may load, run and call only what its own origin serves, and call `connect_hosts`."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "style-src 'self'",
            "img-src 'self' blob: data:",
            "font-src 'self'",
            " ".join(("connect-src 'self'", *connect_hosts)),
            "worker-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


# Answers to programs: no page may show one, and pages elsewhere that are allowed may read them.
_API = ("/v1/", "/health", "/ready", "/metrics", "/openapi.json")


class SecurityHeaders:
    """Adds the headers; the isolation of the page is what lets WebAssembly use several threads."""

    def __init__(self, app: ASGIApp, connect_hosts: tuple[str, ...] = ()) -> None:
        self.app = app
        self.headers = {
            "Content-Security-Policy": content_security_policy(connect_hosts),
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Embedder-Policy": "require-corp",
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
        }
        self.api_headers = {
            **self.headers,
            "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
            "Cross-Origin-Resource-Policy": "cross-origin",
            "Cache-Control": "no-store",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, with the headers."""
        headers = self.api_headers if scope.get("path", "").startswith(_API) else self.headers

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(headers)
            await send(message)

        await self.app(scope, receive, send_with_headers)


class WellFormed:
    """Answers 400 to what two servers could read differently: a body with two lengths."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, to a request with one meaning."""
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            if "transfer-encoding" in headers and "content-length" in headers:
                detail = "A request has a Content-Length or a Transfer-Encoding, not both."
                response = problem(Request(scope), 400, detail)
                response.headers["Connection"] = "close"
                await response(scope, receive, send)
                return
        await self.app(scope, receive, send)


class KnownHosts:
    """Answers 421 under any other name, so that a foreign site cannot rebind its name to this machine."""

    def __init__(self, app: ASGIApp, allowed: tuple[str, ...] = ()) -> None:
        self.app = app
        self.allowed = {name.lower() for name in allowed}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, to a name it knows."""
        if (
            scope["type"] == "http"
            and self.allowed
            and not self._is_known(Headers(scope=scope).get("host", ""))
        ):
            await problem(Request(scope), 421)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _is_known(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        return name in self.allowed
