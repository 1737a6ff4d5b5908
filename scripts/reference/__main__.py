"""Writes docs/reference anew; what no page is made of any more goes."""

from scripts.reference.pages import FOLDER, all_pages


def main() -> None:
    pages = all_pages()
    for path in FOLDER.rglob("*"):
        if path.is_file() and path.relative_to(FOLDER).as_posix() not in pages:
            path.unlink()
    for name, text in pages.items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    print(f"{len(pages)} pages and schemas: {FOLDER}")


if __name__ == "__main__":
    main()
