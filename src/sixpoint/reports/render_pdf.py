"""The same page as a tagged PDF; asks for nothing outside the page.

WeasyPrint lays the page out; `mend` then adds what PDF/UA wants and WeasyPrint leaves out.
"""

from collections.abc import Sequence
from typing import Any

from sixpoint.terms.problems import UserError, user_error

SVG = "{http://www.w3.org/2000/svg}"


def render_pdf(html: str) -> bytes:
    """The page as PDF, the same bytes for the same page and fonts; needs the extra `pdf`."""
    try:
        import weasyprint
        from weasyprint.urls import URLFetcher

        from .mend_pdf import mend
    except ImportError:
        raise _no_extra() from None
    except OSError:
        raise _no_libraries() from None

    refused: list[str] = []

    class PageOnly(URLFetcher):  # type: ignore[misc]
        """Gives what stands in the page itself and nothing else."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            refused.append(url)
            raise ValueError("outside the page")

    page = weasyprint.HTML(string=html, url_fetcher=PageOnly(), base_url="about:blank")
    _say_pictures_in_full(page.etree_element)
    drawn = page.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
    if refused:
        raise _outside(refused)
    return mend(drawn)


def _say_pictures_in_full(root: Any) -> None:
    """Joins each picture's words to its title, the only text WeasyPrint takes for a picture."""
    for svg in root.iter(f"{SVG}svg"):
        title, words = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
        if title is not None and words is not None:
            title.text = words.text


def _outside(refused: Sequence[str]) -> UserError:
    return user_error(
        "pdf-outside",
        what=f"The page asks for {len(refused)} things outside itself; a report stands alone.",
        fix="Put pictures into the page instead of addresses.",
    )


def _no_extra() -> UserError:
    return user_error(
        "no-pdf-extra",
        what="The PDF needs packages that are not installed.",
        fix="Install sixpoint[pdf].",
    )


def _no_libraries() -> UserError:
    return user_error(
        "no-pdf-libraries",
        what="The PDF needs system libraries for text that are not installed (Pango).",
        fix="Run: bash scripts/system-packages.sh pdf",
    )
