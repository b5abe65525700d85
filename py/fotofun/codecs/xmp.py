"""XMP packets, brought in line with a picture that has been edited.

ISO 16684-1. A packet is parsed and written anew; one that is damaged, defines entities, or is beyond all
measure counts as none.
"""

import re
from collections.abc import Callable, Iterator
from io import StringIO
from xml.etree.ElementTree import Element, ParseError, SubElement, iterparse
from xml.sax.saxutils import escape

_LARGEST = 4 << 20
_DEEPEST = 100
_MOST_ELEMENTS = 100_000

_XML = "http://www.w3.org/XML/1998/namespace"
_META = "adobe:ns:meta/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XMP = "http://ns.adobe.com/xap/1.0/"
_NOTE = "http://ns.adobe.com/xmp/note/"
_TIFF = "http://ns.adobe.com/tiff/1.0/"
_EXIF = "http://ns.adobe.com/exif/1.0/"
_PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/"
_CORE = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
_EXTENSION = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"

# What speaks of other parts of the file it came from: previews, depth and gain maps, moving pictures.
_FOREIGN_SPACES = re.compile(
    r"http://ns\.google\.com/photos/1\.0/(image|depthmap|audio|container|camera)/"
    r"|http://ns\.adobe\.com/hdr-gain-map/|http://ns\.apple\.com/HDRGainMap/"
)
_FOREIGN = {f"{{{_XMP}}}Thumbnails", f"{{{_NOTE}}}HasExtendedXMP"}
_PLACE_NAMES = re.compile(r"gps|latitude|long?t?itude|altitude", re.IGNORECASE)
_PLACES = {
    *(f"{{{_PHOTOSHOP}}}{name}" for name in ("City", "State", "Country")),
    *(f"{{{_CORE}}}{name}" for name in ("Location", "CountryCode")),
    *(
        f"{{{_EXTENSION}}}{name}"
        for name in (
            *("LocationCreated", "LocationShown", "LocationId", "LocationName", "City", "Sublocation"),
            *("ProvinceState", "CountryName", "CountryCode", "WorldRegion"),
        )
    ),
    "{http://purl.org/dc/elements/1.1/}coverage",
    "{http://ns.adobe.com/xmp/1.0/DynamicMedia/}shotLocation",
}
_PLACE_SPACE = "{http://www.w3.org/2003/01/geo/wgs84_pos#}"


def kept(data: bytes, *extended: bytes) -> bytes | None:
    """The packet, with those that continue it, without what belongs to other parts of its file; None if it
    cannot be read."""
    try:
        root, prefixes = _parse(data)
        for more in extended:
            _merge(root, prefixes, *_parse(more))
    except (ParseError, ValueError, LookupError):
        return None
    _remove(root, _is_foreign)
    return _packet(root, prefixes)


def written(
    data: bytes, size: tuple[int, int], *, with_place: bool = True, is_srgb: bool = True
) -> bytes | None:
    """The packet for an edited picture of this (width, height); None if it cannot be read."""
    try:
        root, prefixes = _parse(data)
    except (ParseError, ValueError, LookupError):
        return None
    _remove(root, _is_foreign)
    if not with_place:
        _remove(root, _is_place)
    width, height = map(str, size)
    news = {
        f"{{{_TIFF}}}Orientation": "1",
        f"{{{_TIFF}}}ImageWidth": width,
        f"{{{_TIFF}}}ImageLength": height,
        f"{{{_EXIF}}}PixelXDimension": width,
        f"{{{_EXIF}}}PixelYDimension": height,
    }
    if is_srgb:
        news[f"{{{_EXIF}}}ColorSpace"] = "1"
        news[f"{{{_PHOTOSHOP}}}ICCProfile"] = "sRGB IEC61966-2.1"
    _update(root, news)
    return _packet(root, prefixes)


def pointer(guid: str) -> bytes:
    """A packet that only says that the properties are in an extended one."""
    root = Element(f"{{{_META}}}xmpmeta")
    rdf = SubElement(root, f"{{{_RDF}}}RDF")
    SubElement(rdf, f"{{{_RDF}}}Description", {f"{{{_RDF}}}about": "", f"{{{_NOTE}}}HasExtendedXMP": guid})
    return _packet(root, {_META: "x", _RDF: "rdf", _NOTE: "xmpNote"})


def _parse(data: bytes) -> tuple[Element, dict[str, str]]:
    """The root and the prefix of each namespace; ParseError, ValueError, LookupError."""
    if len(data) > _LARGEST:
        raise ValueError("too long")
    text = _decoded(data).strip("\0 \t\r\n\ufeff")
    if "<!" in text.replace("<!--", ""):
        raise ValueError("entities")
    prefixes: dict[str, str] = {}
    depth = elements = 0
    root: Element | None = None
    for event, found in iterparse(StringIO(text), ("start-ns", "start", "end")):
        if event == "start-ns":
            prefix, space = found
            if space != _XML:
                prefixes.setdefault(space, prefix)
            continue
        if root is None:
            root = found
        depth += 1 if event == "start" else -1
        elements += event == "start"
        if depth > _DEEPEST or elements > _MOST_ELEMENTS or len(prefixes) > 1000:
            raise ValueError("beyond all measure")
    if root is None or (root.tag != f"{{{_RDF}}}RDF" and root.find(f".//{{{_RDF}}}RDF") is None):
        raise ValueError("no RDF")
    return root, prefixes


def _decoded(data: bytes) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data.decode(encoding)
    return data.decode("utf-8")


def _rdf(root: Element) -> Element:
    found = root if root.tag == f"{{{_RDF}}}RDF" else root.find(f".//{{{_RDF}}}RDF")
    assert found is not None
    return found


def _merge(root: Element, prefixes: dict[str, str], more: Element, more_prefixes: dict[str, str]) -> None:
    for space, prefix in more_prefixes.items():
        prefixes.setdefault(space, prefix)
    _rdf(root).extend(list(_rdf(more)))


def _is_foreign(name: str) -> bool:
    return name in _FOREIGN or _FOREIGN_SPACES.match(name[1:].partition("}")[0]) is not None


def _is_place(name: str) -> bool:
    local = name.rpartition("}")[2]
    return name in _PLACES or name.startswith(_PLACE_SPACE) or _PLACE_NAMES.search(local) is not None


def _remove(root: Element, is_unwanted: Callable[[str], bool]) -> None:
    """Take out all properties of these names, whether they are elements or attributes."""
    for element in root.iter():
        for name in [name for name in element.attrib if is_unwanted(name)]:
            del element.attrib[name]
        for child in [child for child in element if is_unwanted(child.tag)]:
            element.remove(child)


def _update(root: Element, news: dict[str, str]) -> None:
    """Give properties another simple value wherever they have one."""
    for element in root.iter():
        for name in element.attrib.keys() & news.keys():
            element.attrib[name] = news[name]
        if element.tag in news and not len(element):
            element.text = news[element.tag]


def _packet(root: Element, prefixes: dict[str, str]) -> bytes:
    """The packet's text; all its namespaces are declared at its root."""
    used = {
        _space(name): "" for element in root.iter() for name in (element.tag, *element.attrib) if _space(name)
    }
    taken = {"xml", "xmlns", ""}
    for index, space in enumerate(used):
        prefix = prefixes.get(space, "")
        used[space] = f"ns{index}" if prefix in taken or re.match(r"ns\d", prefix) else prefix
        taken.add(used[space])
    used[_XML] = "xml"
    declared = "".join(
        f' xmlns:{prefix}="{_quoted(space)}"' for space, prefix in used.items() if space != _XML
    )
    body = "".join(_serialised(root, used, declared))
    head = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    return f'{head}\n{body}\n<?xpacket end="w"?>'.encode()


def _serialised(element: Element, prefixes: dict[str, str], declared: str = "") -> Iterator[str]:
    name = _name(element.tag, prefixes)
    attributes = "".join(
        f' {_name(key, prefixes)}="{_quoted(value)}"' for key, value in element.attrib.items()
    )
    yield f"<{name}{declared}{attributes}>{_escaped(element.text)}"
    for child in element:
        yield from _serialised(child, prefixes)
        yield _escaped(child.tail)
    yield f"</{name}>"


def _space(name: str) -> str:
    return name[1:].partition("}")[0] if name.startswith("{") else ""


def _name(name: str, prefixes: dict[str, str]) -> str:
    space = _space(name)
    return f"{prefixes[space]}:{name.rpartition('}')[2]}" if space else name


def _escaped(text: str | None) -> str:
    return escape(text or "", {"\r": "&#13;"})


def _quoted(text: str) -> str:
    return escape(text, {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
