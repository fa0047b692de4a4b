"""Opening what somebody brought: only true video containers, and nothing that leads elsewhere."""

from pathlib import Path

import av
from av.container import InputContainer
from av.video.stream import VideoStream

from lti_tool.clips.processing.refusal import NotVideo

# Containers that hold their own media. Playlists (HLS, DASH, concat) name other files and are not among them.
_FORMATS = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,ogg,mpegts,mpeg,flv,asf,wmv,m4v,mpegvideo,dv,mxf"
)
_LARGEST = 8192 * 4352  # pixels of a frame
_PICTURES = {"png", "gif", "webp", "bmp", "tiff", "mjpeg"}


def opened(file: Path) -> InputContainer:
    """Raise NotVideo for what no player could play."""
    options = {"format_whitelist": _FORMATS, "protocol_whitelist": "file"}
    try:
        container = av.open(str(file), options=options)
    except (av.FFmpegError, OSError) as error:
        raise NotVideo(
            "This file is not a video that can be read. Bring MP4, MOV, WebM, MKV or AVI."
        ) from error
    return container


def picture_of(container: InputContainer) -> VideoStream:
    """Give the stream of pictures; raises NotVideo for a file without one that moves."""
    found = [stream for stream in container.streams.video if not _is_cover(stream)]
    if not found:
        raise NotVideo("There are no moving pictures in this file; sound alone is no clip.")
    stream = found[0]
    if stream.codec_context.name in _PICTURES and container.duration is None:
        raise NotVideo("This is a picture and not a video.")
    if not 0 < stream.codec_context.width * stream.codec_context.height <= _LARGEST:
        raise NotVideo("The pictures of this video are too large; bring at most 8K.")
    return stream


def _is_cover(stream: VideoStream) -> bool:
    return bool(stream.disposition & av.stream.Disposition.attached_pic)
