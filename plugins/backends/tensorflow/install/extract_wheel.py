"""Takes out of wheels what the engine needs: `extract_wheel.py DESTINATION WHEEL…`, see `place`."""

import pathlib
import shutil
import sys
import zipfile

LIBRARIES = ("libtensorflow_cc.so.2", "libtensorflow_framework.so.2")


def place(name: str) -> "str | None":
    """Where a member of a wheel goes, relative to the destination; None leaves it out."""
    package, _, rest = name.partition("/")
    if package == "tensorflow" and rest in LIBRARIES:
        return f"lib/{rest}"
    if package == "tensorflow" and rest.startswith("include/"):
        return rest
    # TensorFlow's run path looks for CUDA's libraries in ../nvidia/*/lib, seen from its own folder.
    if package == "nvidia" and "/include/" not in rest and not rest.endswith((".a", ".py")):
        return name
    return None


def extract(wheel: pathlib.Path, destination: pathlib.Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.infolist():
            target = place(member.filename)
            if target is None or member.is_dir():
                continue
            path = destination / target
            path.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(member) as source, path.open("wb") as sink:
                shutil.copyfileobj(source, sink, 1 << 20)
            if member.external_attr >> 16 & 0o100:
                path.chmod(0o755)


for wheel in sys.argv[2:]:
    extract(pathlib.Path(wheel), pathlib.Path(sys.argv[1]))
