"""The editor's files as `dist/` holds them: compressed copies, media types, caching."""

import re
from wsgiref.headers import Headers

from servestatic import ServeStaticASGI
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from fotofun_service.settings import Settings

# An address that changes with the content behind it may be kept for ever.
_IMMUTABLE = r"^/(assets/|engine/[0-9a-f]{8,}/|inference/[0-9a-f]{8,}/|models/.+-[0-9a-f]{12}\.)"
_MEDIA_TYPES = {
    ".mjs": "text/javascript",
    ".onnx": "application/octet-stream",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".whl": "application/zip",
}


def editor_files(settings: Settings) -> ASGIApp:
    """An application that serves `settings.dist` as it was when this was called."""
    static = ServeStaticASGI(
        _not_found,
        root=settings.dist,
        max_age=None,
        allow_all_origins=False,
        mimetypes=_MEDIA_TYPES,
        immutable_file_test=_IMMUTABLE,
        add_headers_function=_revalidate,
    )
    static.files["/"] = static.files["/index.html"]

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"].startswith("/v1/"):
            raise HTTPException(404)
        if scope["method"] not in ("GET", "HEAD"):
            raise HTTPException(405, headers={"Allow": "GET, HEAD"})
        await static(scope, receive, send)

    return application


async def _not_found(scope: Scope, receive: Receive, send: Send) -> None:
    raise HTTPException(404)


def _revalidate(headers: Headers, path: str, url: str) -> None:
    if not re.search(_IMMUTABLE, url):
        headers["Cache-Control"] = "no-cache"
