"""The same page as a tagged PDF; asks for nothing outside the page.

WeasyPrint lays the page out; `mend_pdf` then adds what PDF/UA wants and WeasyPrint leaves out.
"""

import logging
from typing import Any, NoReturn

from sixpoint.terms.problems import user_error

from .mend_pdf import mend

SVG = "{http://www.w3.org/2000/svg}"


def render_pdf(html: str) -> bytes:
    """The page as PDF, the same bytes for the same page and fonts; needs the extra `pdf`."""
    try:
        import pikepdf
        import weasyprint
        from weasyprint.urls import URLFetcher
    except ImportError:
        raise _no_extra() from None
    except OSError:
        raise _no_libraries() from None

    class NoFetcher(URLFetcher):  # type: ignore[misc]
        """Gives what stands in the page itself and refuses everything else."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            _refuse()

    # WeasyPrint warns about every property it does not know, such as those for screens.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    page = weasyprint.HTML(string=html, url_fetcher=NoFetcher(), base_url="about:blank")
    _say_pictures_in_full(page.etree_element)
    drawn = page.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
    return mend(drawn, pikepdf)


def _say_pictures_in_full(root: Any) -> None:
    """Joins each picture's words to its title, the only text WeasyPrint takes for a picture."""
    for svg in root.iter(f"{SVG}svg"):
        title, words = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
        if title is not None and words is not None:
            title.text = words.text


def _refuse() -> NoReturn:
    raise user_error(
        "pdf-outside",
        what="A page asked for something outside itself, and a report must stand alone.",
        fix="Put pictures into the page instead of addresses.",
    )


def _no_extra() -> Exception:
    return user_error(
        "no-pdf-extra",
        what="The PDF needs packages that are not installed.",
        fix="Install sixpoint[pdf].",
    )


def _no_libraries() -> Exception:
    return user_error(
        "no-pdf-libraries",
        what="The PDF needs system libraries for text that are not installed (Pango).",
        fix="Run: bash scripts/system-packages.sh pdf",
    )
