"""The name for what comes and goes over the wire."""

from typing import Any

# An object of the Bot API. Not modelled further: this is the hot path, and the tests check the shapes.
Json = dict[str, Any]
