"""A web page as a browser reads it: its elements in order, and its text run by run."""

from __future__ import annotations

from html.parser import HTMLParser

Attributes = dict[str, str | None]


class Seen(HTMLParser):
    """What a browser reads in a page: its elements in order, and the text of each run."""

    BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "li", "th", "td", "dt", "dd", "div", "title", "br"})

    def __init__(self, html):
        super().__init__()
        self.elements, self.runs, self.hidden = [], [""], False
        self.feed(html)
        self.text = tuple(" ".join(run.split()) for run in self.runs if run.strip())

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.hidden = tag in {"style", "script", "title"}
        if tag in self.BLOCKS:
            self.runs.append("")

    def handle_endtag(self, tag):
        self.hidden = False
        if tag in self.BLOCKS:
            self.runs.append("")

    def handle_data(self, data):
        if not self.hidden:
            self.runs[-1] += data

    def named(self, *tags):
        return [attrs for tag, attrs in self.elements if tag in tags]
