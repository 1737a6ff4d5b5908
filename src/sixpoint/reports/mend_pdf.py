"""What PDF/UA wants and WeasyPrint leaves out: header scope, link flags, running feet.

See WeasyPrint issues 2508 (scope of headers) and 1836 (margin boxes as artifacts).
"""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

PRINT = 4  # annotation flag: print it


def mend(pdf: bytes) -> bytes:
    """The mended document; the same bytes for the same input."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = document.Root.StructTreeRoot
        read: dict[Any, set[int]] = {}
        for element, parents in _elements(root):
            _scope(element, parents=parents)
            _note_content(element, read=read)
        for page in document.pages:
            _flag_links(page)
            _quieten(page, read=read.get(page.objgen, set()), document=document)
        out = io.BytesIO()
        document.save(
            out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
        )
        return out.getvalue()


def _elements(root: Any) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Every element of the structure tree with the types of those it lies in."""
    stack: list[tuple[Any, tuple[str, ...]]] = [(root, ())]
    while stack:
        node, parents = stack.pop()
        if "/S" in node:
            yield node, parents
        inside = (*parents, str(node.get("/S", "")))
        stack.extend((kid, inside) for kid in _kids(node) if _is_element(kid))


def _kids(node: Any) -> list[Any]:
    kids = node.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _is_element(thing: Any) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and "/S" in thing


def _scope(element: Any, *, parents: tuple[str, ...]) -> None:
    """Says of a table's header whether it speaks for its column or its row."""
    if str(element.S) != "/TH":
        return
    scope = "/Column" if "/THead" in parents else "/Row"
    if "/A" not in element:
        element.A = pikepdf.Dictionary(O=pikepdf.Name("/Table"))
    element.A.Scope = pikepdf.Name(scope)


def _note_content(element: Any, *, read: dict[Any, set[int]]) -> None:
    """Remembers which pieces of its page the element reads out."""
    for kid in _kids(element):
        if isinstance(kid, int):
            read.setdefault(element.Pg.objgen, set()).add(kid)


def _flag_links(page: Any) -> None:
    for annotation in page.get("/Annots", []):
        annotation.F = int(annotation.get("/F", 0)) | PRINT


def _quieten(page: Any, *, read: set[int], document: pikepdf.Pdf) -> None:
    """Marks what stands in no element (running feet) as decoration, so that it is not read out."""
    changed = False
    instructions = []
    quiet = pikepdf.ContentStreamInstruction([pikepdf.Name("/Artifact")], pikepdf.Operator("BMC"))
    for each in pikepdf.parse_content_stream(page):
        unread = str(each.operator) == "BDC" and _is_unread(each.operands, read=read)
        instructions.append(quiet if unread else each)
        changed = changed or unread
    if changed:
        page.Contents = document.make_stream(pikepdf.unparse_content_stream(instructions))


def _is_unread(operands: Any, *, read: set[int]) -> bool:
    properties = operands[1] if len(operands) > 1 else None
    if properties is None or "/MCID" not in properties:
        return False
    return int(properties["/MCID"]) not in read
