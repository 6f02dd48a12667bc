"""Encodes images anew, so that only what one sees is left; the orientation is applied to it."""

import io

from PIL import (
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageOps,
    ImageSequence,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

__all__ = ["clean", "warm_up"]

FORMATS = ("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP")
PIXELS = 64_000_000
"""Of all frames together; a larger JPEG comes out at half its width and height, others not."""

_PLUGINS = (
    BmpImagePlugin,
    GifImagePlugin,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)
"""Imported here because no file can be opened later."""
_MODES = {
    "JPEG": {"L", "RGB"},
    "PNG": {"1", "L", "LA", "RGB", "RGBA", "I;16"},
    "GIF": {"L", "RGB", "RGBA"},
    "BMP": {"1", "L", "RGB"},
    "TIFF": {"1", "L", "RGB", "RGBA"},
    "WEBP": {"RGB", "RGBA"},
}
"""How pixels are kept in each format; others are converted."""

Image.preinit()
Image.MAX_IMAGE_PIXELS = None  # PIXELS decides, for all frames at once


def clean(data: bytes) -> bytes:
    """Return the image without EXIF, XMP, IPTC, profile, comments, thumbnails and trailers.

    Raises:
        ValueError: it has too many pixels.
        Exception: whatever Pillow finds wrong with it.
    """
    with Image.open(io.BytesIO(data), formats=FORMATS) as image:
        kind = "JPEG" if image.format == "MPO" else str(image.format)
        sampling = _fitting(image, kind)
        durations: list[int] = []
        frames = []
        for frame in [image] if kind == "JPEG" else ImageSequence.Iterator(image):
            frames.append(_bare(frame, kind))
            durations.append(int(frame.info.get("duration", 0) or 100))
    return _encoded(frames, kind, sampling, durations)


def warm_up() -> None:
    """Use every format once: Pillow imports parts of itself at their first use."""
    frames = [Image.new("RGB", (8, 8), color) for color in ("red", "blue")]
    for kind in FORMATS:
        clean(_encoded(frames[: 1 if kind in ("JPEG", "BMP") else 2], kind, 0, [100, 100]))


def _fitting(image: Image.Image, kind: str) -> int:
    """Refuse a bomb, have a huge photograph decoded smaller; return how a JPEG samples colours."""
    count = 1 if kind == "JPEG" else getattr(image, "n_frames", 1)
    if kind == "JPEG" and image.width * image.height > PIXELS:
        image.draft("RGB", (image.width // 2, image.height // 2))
    if image.width * image.height * count > PIXELS:
        raise ValueError("too many pixels")
    return JpegImagePlugin.get_sampling(image) if kind == "JPEG" else -1


def _bare(frame: Image.Image, kind: str) -> Image.Image:
    """Return the pixels of *frame* alone, upright."""
    upright = ImageOps.exif_transpose(frame)
    if upright.mode not in _MODES[kind]:
        see_through = upright.has_transparency_data and "RGBA" in _MODES[kind]
        upright = upright.convert("RGBA" if see_through else "RGB")
    bare = Image.new(upright.mode, upright.size)
    bare.paste(upright)
    return bare


def _encoded(frames: list[Image.Image], kind: str, sampling: int, durations: list[int]) -> bytes:
    out = io.BytesIO()
    options: dict[str, object] = {}
    if kind == "JPEG":
        options = {"quality": 90, "subsampling": sampling}
    elif kind == "WEBP":
        options = {"quality": 90, "method": 2}
    elif kind == "PNG":
        options = {"compress_level": 3}  # the highest of the fast ones
    elif kind == "TIFF":
        options = {"compression": "tiff_deflate"}
    if len(frames) > 1:
        options |= {"save_all": True, "append_images": frames[1:]}
        if kind != "TIFF":
            options |= {"duration": durations, "loop": 0}
    frames[0].save(out, kind, **options)
    return out.getvalue()
