"""The engines that hold and query tables; the only folder that imports duckdb or pyspark."""

from .types import Engine

__all__ = ["Engine"]
