"""Files as Telegram keeps them: each under an id of its own, a picture in several sizes."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Literal

from bot.sandbox.telegram_params import Upload
from bot.sandbox.telegram_pictures import Picture

Kind = Literal["photo", "document"]


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredFile:
    """One file; `family` are the ids of all sizes of a picture, smallest first, its own among them.

    A picture is not made smaller here: each size has the bytes of the whole one.
    """

    id: str
    kind: Kind
    path: str
    name: str
    content: bytes
    mime_type: str
    family: tuple[str, ...]
    width: int = 0
    height: int = 0

    def facts(self) -> dict[str, Any]:
        """What every file object of the Bot API has."""
        return {"file_id": self.id, "file_unique_id": f"u{self.id}", "file_size": len(self.content)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Media:
    """What a message carries besides its words: a document, or the sizes of a photo, smallest first."""

    kind: Kind
    files: tuple[StoredFile, ...]

    def api(self) -> dict[str, Any]:
        """The fields of a Message."""
        whole = self.files[-1]
        if self.kind == "photo":
            return {"photo": [file.facts() | {"width": file.width, "height": file.height} for file in self.files]}
        return {"document": whole.facts() | {"file_name": whole.name, "mime_type": whole.mime_type}}

    def view(self) -> dict[str, Any]:
        """How the phone shows it."""
        whole = self.files[-1]
        shown: dict[str, Any] = {"url": f"/phone/files/{whole.id}"}
        if self.kind == "photo":
            return {"photo": shown | {"width": whole.width, "height": whole.height}, "document": None}
        return {"photo": None, "document": shown | {"name": whole.name, "size": len(whole.content)}}


class Files(dict[str, StoredFile]):
    """Every file that was ever sent, by its id."""

    def keep_document(self, upload: Upload) -> Media:
        """A document as it is."""
        mime_type = upload.mime_type or mimetypes.guess_type(upload.name)[0] or "application/octet-stream"
        (number,) = numbers = self._new_ids(1)
        file = StoredFile(
            id=number,
            kind="document",
            path=f"documents/file_{len(self)}{PurePath(upload.name).suffix.lower()}",
            name=upload.name,
            content=upload.content,
            mime_type=mime_type,
            family=numbers,
        )
        self[file.id] = file
        return Media(kind="document", files=(file,))

    def keep_photo(self, content: bytes, picture: Picture) -> Media:
        """A photo, in every size that it is large enough for. A photo has no name."""
        sizes = picture.sizes()
        family = self._new_ids(len(sizes))
        for number, (width, height) in zip(family, sizes, strict=True):
            self[number] = StoredFile(
                id=number,
                kind="photo",
                path=f"photos/file_{len(self)}.{picture.mime_type.removeprefix('image/')}",
                name="",
                content=content,
                mime_type=picture.mime_type,
                family=family,
                width=width,
                height=height,
            )
        return self.media(family[0])

    def media(self, file_id: str) -> Media:
        """What a file was sent as. Raises KeyError."""
        file = self[file_id]
        return Media(kind=file.kind, files=tuple(self[number] for number in file.family))

    def at(self, path: str) -> StoredFile | None:
        """The file that getFile said is there."""
        return next((file for file in self.values() if file.path == path), None)

    def _new_ids(self, count: int) -> tuple[str, ...]:
        return tuple(f"file-{len(self) + 1 + number}" for number in range(count))
