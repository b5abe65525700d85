"""What there is: the open document, the catalogue, the picture on the screen."""

from collections.abc import Sequence

from fotofun.catalog import catalog
from fotofun.session.method import Answer, Bytes, method
from fotofun.session.session import Session


@method("document")
async def document(session: Session, number: int, params: object, buffers: Sequence[Bytes]) -> Answer:
    """The open document, or none."""
    return (session.info() if session.has_document else None), ()


@method("catalog")
async def list_operations(session: Session, number: int, params: object, buffers: Sequence[Bytes]) -> Answer:
    """Every operation."""
    return catalog(), ()


@method("present")
async def present(session: Session, number: int, params: object, buffers: Sequence[Bytes]) -> Answer:
    """Send everything that is shown again."""
    session.present()
    return {}, ()
