"""The relations from one part of a package to other parts."""

import posixpath

from loaders.reader.zip_parts import Parts


def relations(parts: Parts, part: str) -> dict[str, tuple[str, str]]:
    """The relations of a part by id: the last word of each relation's type, and the part that it names."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in parts.names:
        return {}
    return {
        link.get("Id", ""): (
            link.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/"),
        )
        for link in parts.tree(path)
        if link.get("TargetMode") != "External"
    }
