"""Fetches classical Chinese poetry and prose and writes it as one JSON object a line: {"text": "…"}.

    python tools/pretraining/python/text.py TARGET

The text is that of the npm package chinese-poetry (MIT; the works themselves are long in the public domain), at one version whose archive must have
the hash below. Only the works are taken: no notes, no prefaces, no lives of authors. Two runs write the same bytes.
"""

import base64
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE = 'chinese-poetry@2.0.1'
INTEGRITY = 'KtYARvV7CWNtax0na9+Jn6PlhGgSoid7PWyDzXI4KsCEm2odZcqEQyval5koaLygZnM/EQ3lfJ//25K8p3uHNg=='
LICENCE = 'package/LICENSE'
# Ci of the Song, qu of the Yuan, Cao Cao, the Songs of Chu, the Odes, the Analects, Nalan Xingde: in simplified characters.
WORKS = re.compile(
    r'package/dist/(songci/ci\.song\.\d+|yuanqu/yuanqu|caocaoshiji/caocao|chuci/chuci|shijing/shijing|lunyu/lunyu|nalanxingde/[^/]+)\.json'
)


def archive(folder: Path) -> Path:
    subprocess.run(['npm', 'pack', PACKAGE, '--silent', '--pack-destination', folder], check=True, stdout=subprocess.DEVNULL)
    [found] = folder.glob('*.tgz')
    digest = base64.b64encode(hashlib.sha512(found.read_bytes()).digest()).decode()
    if digest != INTEGRITY:
        sys.exit(f'{PACKAGE} has the hash sha512-{digest}; sha512-{INTEGRITY} was wanted. It is not the text that was measured.')
    return found


def document(work: dict) -> str | None:
    """Title, author and lines; None where there are no lines."""
    lines = work.get('paragraphs') or work.get('content') or work.get('para') or []
    lines = [line.strip() for line in lines if line.strip()]
    head = [work.get(key, '') for key in ('title', 'rhythmic', 'chapter', 'author')]
    return '\n'.join([part.strip() for part in head if part and part.strip()] + lines) if lines else None


def main(target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, tarfile.open(archive(Path(folder))) as package:
        read = lambda name: package.extractfile(name).read()
        names = sorted(name for name in package.getnames() if WORKS.fullmatch(name))
        texts = [document(work) for name in names for work in json.loads(read(name))]
        # Not every poem is there once.
        kept = list(dict.fromkeys(text for text in texts if text))
        (target / 'LICENSE').write_bytes(read(LICENCE))
    written = ''.join(json.dumps({'text': text}, ensure_ascii=False) + '\n' for text in kept)
    (target / 'text.jsonl').write_text(written, encoding='utf-8')
    characters = sum(map(len, kept))
    print(f'{len(kept):,} documents, {characters:,} characters, sha256 {hashlib.sha256(written.encode()).hexdigest()}')


if __name__ == '__main__':
    main(Path(sys.argv[1]))
