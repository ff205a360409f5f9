"""Write the samples: a made-up café and a made-up hair salon, in their vendors' own export formats.

    python sample_data/make_sample.py [DIR]

The same bytes on every run: everything is drawn from seeded generators, nothing from the clock.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sample_data.cafe import make as cafe
from sample_data.salon import make as salon

HERE = Path(__file__).resolve().parent
SAMPLES = {"cafe": cafe.sample_files, "salon": salon.sample_files}


def write_sample(name: str, folder: Path) -> list[Path]:
    """Write all files of one sample into the folder and say which."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for file_name, text in SAMPLES[name]().items():
        paths.append(folder / file_name)
        paths[-1].write_bytes(text.encode())
    return paths


def main(arguments: list[str]) -> None:
    """Write each into a folder of its own, in the named one or beside this program."""
    for name in SAMPLES:
        for path in write_sample(name, (Path(arguments[0]) if arguments else HERE) / name):
            print(f"{path.stat().st_size:>10,}  {path}")


if __name__ == "__main__":
    main(sys.argv[1:])
