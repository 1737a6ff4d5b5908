"""What Ibis says in Spark's words, where they would mean something else than they do to DuckDB.

Takes the queries that every step states once; gives Spark's SQL for them with DuckDB's meaning, so
that a figure does not depend on the engine. `tests/long/engines` holds the two against each other.
"""

import re
from typing import Any, ClassVar

import ibis.expr.datatypes as dt
import ibis.expr.operations as ops
import sqlglot.expressions as sge
from ibis.backends.sql.compilers.base import SQLGlotCompiler
from ibis.backends.sql.compilers.pyspark import PySparkCompiler

_SPACE = " \t\n\r\x0b\x0c"
_OUTSIDE_CLASS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\$|\(\?i\)", re.DOTALL)


def as_java_pattern(pattern: str) -> str:
    """The regular expression with the meaning it has to DuckDB.

    To Java `$` also stands before a last line end, and `.` stops at more than line feeds.
    """
    told = {"$": r"\z", "(?i)": "(?iu)"}
    return "(?d)" + _OUTSIDE_CLASS.sub(lambda found: told.get(found[0], found[0]), pattern)


def as_java_replacement(text: str) -> str:
    r"""The replacement with `$1` in the place of `\1`, and no other meaning of `$`."""
    return re.sub(r"\\(\d)", r"$\1", text.replace("$", r"\$"))


class SparkWords(PySparkCompiler):  # type: ignore[misc]
    """Ibis' compiler for Spark, with the meaning of DuckDB's words."""

    __slots__ = ()
    # Of 64 bits, as DuckDB's: with fewer, two keys would now and then be taken for one.
    SIMPLE_OPS: ClassVar[dict[type, str]] = {ops.Hash: "xxhash64"}

    def visit_Field(self, op: Any, *, rel: Any, name: Any) -> Any:
        return SQLGlotCompiler.visit_Field(self, op, rel=rel, name=name)

    def visit_NonNullLiteral(self, op: Any, *, value: Any, dtype: Any) -> Any:
        # Ibis' own asks a setting of its own that is not there for a backend opened by hand.
        if dtype.is_floating():
            return SQLGlotCompiler.visit_NonNullLiteral(self, op, value=value, dtype=dtype)
        if dtype.is_string():
            return self._text(value)
        return super().visit_NonNullLiteral(op, value=value, dtype=dtype)

    def visit_RegexSearch(self, op: Any, *, arg: Any, pattern: Any) -> Any:
        return self.f.anon.regexp_like(arg, self._pattern(pattern))

    def visit_RegexExtract(self, op: Any, *, arg: Any, pattern: Any, index: Any) -> Any:
        return self.f.anon.regexp_extract(arg, self._pattern(pattern), index)

    def visit_RegexReplace(self, op: Any, *, arg: Any, pattern: Any, replacement: Any) -> Any:
        said = sge.Literal.string(as_java_replacement(replacement.this))
        return self.f.anon.regexp_replace(arg, self._pattern(pattern), said)

    def _text(self, value: str) -> Any:
        """The text as it is; Spark takes the signs by which some letters are written for others."""
        if not set(value) & set("\a\b\f\v"):
            return sge.Literal.string(value)
        utf_8 = sge.Literal.string(value.encode().hex())
        return self.f.anon.decode(self.f.anon.unhex(utf_8), sge.Literal.string("UTF-8"))

    def _pattern(self, pattern: Any) -> Any:
        return sge.Literal.string(as_java_pattern(pattern.this))

    def visit_Lowercase(self, op: Any, *, arg: Any) -> Any:
        # In a word of other letters Java minds the place of a letter, and makes two of this one.
        plain = self.f.anon.replace(arg, self._text("İ"), self._text("i"))
        return self._letter_by_letter(arg, plain, self.f.anon.lower, lambda small, _: small)

    def visit_Uppercase(self, op: Any, *, arg: Any) -> Any:
        # A letter whose capital is two letters stays as it is, but for this one.
        def capital(large: Any, letter: Any) -> Any:
            return self.if_(self.f.anon.length(large).eq(sge.convert(1)), large, letter)

        plain = self.f.anon.replace(arg, self._text("ß"), self._text("ẞ"))
        return self._letter_by_letter(arg, plain, self.f.anon.upper, capital)

    def _letter_by_letter(self, arg: Any, plain: Any, change: Any, kept: Any) -> Any:
        letter = sge.to_identifier("letter")
        each = sge.Lambda(this=kept(change(letter), letter), expressions=[letter])
        letters = self.f.anon.split(plain, sge.Literal.string(""))
        slowly = self.f.anon.array_join(
            self.f.anon.transform(letters, each), sge.Literal.string("")
        )
        is_ascii = self.f.anon.octet_length(arg).eq(self.f.anon.length(arg))
        return self.if_(is_ascii, change(arg), slowly)

    def visit_Strip(self, op: Any, *, arg: Any) -> Any:
        return self.f.anon.btrim(arg, self._text(_SPACE))

    def visit_StringSplit(self, op: Any, *, arg: Any, delimiter: Any) -> Any:
        return self.f.anon.split(arg, sge.Literal.string(re.escape(delimiter.this)))

    def visit_ArrayIndex(self, op: Any, *, arg: Any, index: Any) -> Any:
        return self.f.anon.get(arg, index)

    def visit_IntervalFromInteger(self, op: Any, *, arg: Any, unit: Any) -> Any:
        if unit.short != "D":
            raise NotImplementedError("Only days are made of numbers.")
        zero = sge.convert(0)
        return self.f.anon.make_interval(zero, zero, zero, self.cast(arg, dt.int32))

    def visit_DateTruncate(self, op: Any, *, arg: Any, unit: Any) -> Any:
        return self.cast(self.visit_TimestampTruncate(op, arg=arg, unit=unit), dt.date)

    def visit_CountStar(self, op: Any, *, arg: Any, where: Any) -> Any:
        return self.f.count(sge.Star()) if where is None else self.f.count_if(where)

    def visit_IsNull(self, op: Any, *, arg: Any) -> Any:
        return arg.is_(sge.Null())

    def visit_NotNull(self, op: Any, *, arg: Any) -> Any:
        return arg.is_(sge.Not(this=sge.Null()))
