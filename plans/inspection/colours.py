"""Colour of an image in a PDF: by its colour space, its bits, or the head of its JPEG 2000."""

from typing import Any

import pikepdf

from .facts import Colour

ONE_CHANNEL = ("/DeviceGray", "/CalGray", "/G")
CHANNELS_AT = 8  # behind `ihdr`: height and width, four bytes each, then the channels in two
GREY_WITH_ALPHA = 2


def colour_of(image: Any) -> Colour:
    """Mono is one bit a dot; grey one channel; all else can hold colour."""
    if "/ImageMask" in image and image["/ImageMask"]:
        return Colour.MONO
    space = image.get("/ColorSpace")
    if space is None:
        return of_jpeg2000(image)
    if channels_are_one(space):
        return Colour.MONO if int(image.get("/BitsPerComponent", 8)) == 1 else Colour.GREY
    return Colour.COLOUR


def channels_are_one(space: Any) -> bool:
    if not isinstance(space, pikepdf.Array):
        return str(space) in ONE_CHANNEL
    kind = str(space[0])
    if kind == "/ICCBased":
        return int(space[1].get("/N", 3)) == 1
    if kind in ("/Indexed", "/I"):
        return channels_are_one(space[1])
    return kind in (*ONE_CHANNEL, "/Separation")


def of_jpeg2000(image: Any) -> Colour:
    """Without a colour space the image's own head says it (ISO 32000-1, 7.4.9)."""
    head = image.read_raw_bytes()[:512]
    start = head.find(b"ihdr")
    channels = head[start + 4 + CHANNELS_AT : start + 4 + CHANNELS_AT + 2] if start >= 0 else b""
    return Colour.GREY if channels and int.from_bytes(channels) <= GREY_WITH_ALPHA else Colour.COLOUR
