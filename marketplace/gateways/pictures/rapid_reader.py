"""PP-OCR, whose small models come inside the rapidocr package and run offline: Chinese, English, Japanese."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from marketplace.gateways.pictures.errors import ReaderUnavailable
from marketplace.gateways.pictures.protocol import WordsRead

SURE = 0.8
"""A line that the model is less sure of is for a person."""


class RapidReader:
    """A reader that loads its models when it is first asked: some 400 MB, two to ten seconds a picture on one core."""

    @property
    def reader_id(self) -> str:
        """The package and its version. Raises ReaderUnavailable when it is not installed."""
        try:
            return f"rapidocr@{version('rapidocr')}"
        except PackageNotFoundError as why:
            raise ReaderUnavailable("The package rapidocr is not installed.") from why

    def read(self, content: bytes) -> WordsRead:
        """The words in a picture, line by line; doubtful where boxes of words were seen and not read."""
        try:
            boxes = _model()(content, use_det=True, use_cls=False, use_rec=False).boxes
            if boxes is None or not len(boxes):
                return WordsRead((), is_doubtful=False)
            found = _model()(content, use_det=True, use_cls=True, use_rec=True, text_score=0.0)
        except Exception as why:  # the model's libraries raise what they like
            raise ReaderUnavailable(f"The picture could not be read: {type(why).__name__}") from why
        lines, scores = tuple(found.txts or ()), tuple(found.scores or ())
        return WordsRead(lines, is_doubtful=len(lines) < len(boxes) or any(score < SURE for score in scores))


@cache
def _model() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "error", "EngineConfig.onnxruntime.intra_op_num_threads": 1})
