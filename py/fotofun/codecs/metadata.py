"""From what an opened file said to what the document keeps, and to what an exported file says."""

from fotofun.codecs import exif, ifd, iptc, xmp
from fotofun.codecs.codec import Keep, Tags
from fotofun.codecs.icc_srgb import srgb_profile
from fotofun.codecs.picture import Metadata
from fotofun.raster import Size

_LARGEST_DPI = 100_000


def kept(tags: Tags, profile: bytes | None = None, profile_name: str = "") -> tuple[Metadata, list[str]]:
    """What the document keeps, and a note about each part that was damaged.

    profile: that of the pixels if it could not be applied; profile_name: that of the one that was.
    """
    notes: list[str] = []
    tiff = exif.tiff_block(tags.exif) if tags.exif else None
    packet, data_sets, resources, _ = exif.embedded(ifd.parse(tiff) if tiff else None)
    packet = tags.xmp or packet
    data_sets = tags.iptc or data_sets or (iptc.from_resources(resources) if resources else None)

    photo = exif.kept(tiff) if tiff else None
    if tiff and photo is None and not exif.is_empty(tiff):
        notes.append("Its EXIF data is damaged and was left out.")
    properties = xmp.kept(packet) if packet else None
    if packet and properties is None:
        notes.append("Its XMP data is damaged and was left out.")
    captions = iptc.kept(data_sets) if data_sets else None
    if data_sets and captions is None:
        notes.append("Its IPTC data is damaged and was left out.")
    dpi = tags.dpi or (exif.dpi(tiff) if tiff else None)
    if dpi and not all(1 <= value <= _LARGEST_DPI for value in dpi):
        dpi = None
    return Metadata(photo, properties, captions, profile, dpi, profile_name), notes


def written(metadata: Metadata, keep: Keep, size: Size) -> Tags:
    """What a file says about an edited picture of this size.

    Nothing at all for `none`: pixels without a profile are taken as sRGB, which they are on screen here.
    """
    if keep == "none":
        return Tags()
    with_place, is_srgb = keep == "all", metadata.icc is None
    options = {"with_place": with_place, "is_srgb": is_srgb}
    captions = metadata.iptc
    if captions:
        captions = iptc.kept(captions) if with_place else iptc.without_place(captions)
    return Tags(
        exif.written(metadata.exif, size, metadata.dpi, **options) if metadata.exif else None,
        xmp.written(metadata.xmp, size, **options) if metadata.xmp else None,
        captions,
        metadata.icc or srgb_profile(),
        metadata.dpi,
    )
