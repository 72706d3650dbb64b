"""The language server behind VS Code's YAML extension, spoken to over standard input and output."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from pathlib import Path

NAMED = "YAML_LANGUAGE_SERVER"  # the variable that says where it is, if it is not in the path


def installed() -> str | None:
    """Return the program, or None where it is not there."""
    return os.environ.get(NAMED) or shutil.which("yaml-language-server")


class LanguageServer:
    """A running server that holds every file to one schema."""

    def __init__(self, program: str, schema: Path) -> None:
        self._settings = {
            "validate": True,
            "hover": True,
            "completion": True,
            "schemaStore": {"enable": False},
            "schemas": {schema.as_uri(): ["*.yaml"]},
        }
        self._asked = 0
        self._opened = 0
        self._told: dict[str, list[dict[str, Any]]] = {}
        self._process = subprocess.Popen(
            [program, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def __enter__(self) -> Self:
        """Shake hands and tell the settings."""
        able = {
            "textDocument": {
                "hover": {"contentFormat": ["plaintext"]},
                "completion": {"completionItem": {"snippetSupport": False}},
            },
            "workspace": {"configuration": True, "didChangeConfiguration": {}},
        }
        self._ask("initialize", {"processId": None, "rootUri": None, "capabilities": able})
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": {"yaml": self._settings}})
        return self

    def __exit__(self, *_: object) -> None:
        """End the server that was started here."""
        self._process.kill()
        self._process.communicate()

    def faults(self, text: str) -> list[tuple[int, str]]:
        """Return what is underlined in a file: the line, from 1, and the message."""
        uri = self._open(text)
        while uri not in self._told:
            self._read()
        found = self._told[uri]
        return [(each["range"]["start"]["line"] + 1, each["message"]) for each in found]

    def completions(self, text: str) -> list[str]:
        """Return what is offered where the text has a bar `|`."""
        found = self._at("textDocument/completion", text)
        return sorted(each["label"] for each in found["items"])

    def hover(self, text: str) -> str:
        """Return what is shown over the place where the text has a bar `|`."""
        found = self._at("textDocument/hover", text)
        contents = found["contents"] if found else ""
        return str(contents.get("value", "") if isinstance(contents, dict) else contents)

    def _at(self, method: str, text: str) -> Any:  # noqa: ANN401 (the protocol's)
        before = text[: text.index("|")]
        uri = self._open(text.replace("|", "", 1))
        line = before.count("\n")
        column = len(before) - before.rfind("\n") - 1
        place = {"line": line, "character": column}
        return self._ask(method, {"textDocument": {"uri": uri}, "position": place})

    def _open(self, text: str) -> str:
        self._opened += 1
        uri = f"file:///plans/anytown/{self._opened}.yaml"
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})
        return uri

    def _ask(self, method: str, params: dict[str, Any]) -> Any:  # noqa: ANN401 (the protocol's)
        self._asked += 1
        self._send({"id": self._asked, "method": method, "params": params})
        while True:
            message = self._read()
            if message.get("id") == self._asked and "method" not in message:
                return message.get("result")

    def _tell(self, method: str, params: dict[str, Any]) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        raw = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(raw) + raw)
        self._process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        """Read one message. What the server asks is answered, what it underlines is kept."""
        assert self._process.stdout
        length = 0
        while (line := self._process.stdout.readline().strip()) or not length:
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        message: dict[str, Any] = json.loads(self._process.stdout.read(length))
        params = message.get("params", {})
        if message.get("method") == "textDocument/publishDiagnostics":
            self._told[params["uri"]] = params["diagnostics"]
        elif message.get("method") == "workspace/configuration":
            known = {"yaml": self._settings}
            result = [known.get(each["section"]) for each in params["items"]]
            self._send({"id": message["id"], "result": result})
        elif "method" in message and "id" in message:
            self._send({"id": message["id"], "result": None})
        return message
