"""What a scenario came to: figures, and which of them are not as promised."""


class Findings:
    """Collects figures under their names; ``good`` while all promises are kept."""

    def __init__(self):
        self.figures, self.broken = {}, []

    def note(self, name, figure, kept=True):
        """A figure, and whether it is what was promised."""
        self.figures[name] = round(figure, 2) if isinstance(figure, float) else figure
        if not kept:
            self.broken.append(name)

    def add(self, verdict):
        """What the checker says: nothing lost, nothing doubled, nothing stuck."""
        self.note("checker", str(verdict), verdict.good)

    @property
    def good(self):
        return not self.broken

    def __str__(self):
        return "; ".join(
            f"{name}: {figure}" + (" <- NOT AS PROMISED" if name in self.broken else "")
            for name, figure in self.figures.items()
        )
