"""A directive that prints the REST API as a table, from the committed schema."""

from pathlib import Path

import yaml
from docutils import nodes
from docutils.parsers.rst import Directive
from docutils.statemachine import StringList

SCHEMA = Path(__file__).parent / "openapi.yaml"


class Endpoints(Directive):
    """`{endpoints}`: method, path and summary of every operation."""

    def run(self):
        """One row an operation, in the schema's order."""
        paths = yaml.safe_load(SCHEMA.read_text(encoding="utf-8"))["paths"]
        lines = [".. list-table::", "   :header-rows: 1", "   :widths: 8 44 48", ""]
        lines += ["   * - Method", "     - Path", "     - What"]
        for path, operations in paths.items():
            for method, operation in operations.items():
                said = operation.get("summary") or operation.get("description", "")
                lines += [
                    f"   * - {method.upper()}",
                    f"     - ``{path}``",
                    f"     - {said.splitlines()[0] if said else ''}",
                ]
        holder = nodes.Element()
        self.state.nested_parse(StringList(lines, str(SCHEMA)), self.content_offset, holder)
        return holder.children


def setup(app):
    """Register the directive."""
    app.add_directive("endpoints", Endpoints)
    return {"parallel_read_safe": True}
