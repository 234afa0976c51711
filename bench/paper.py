"""How long does a sealed certificate take, the first time and again, beside the bare libraries?
And an agreement of twelve pages: its text, and each signature under it?

Goals: first under 120 ms, again under 5 ms, first at most 1.2 times bare typst + bare pyHanko;
the text of an agreement under 150 ms, a signature under 60 ms.
Product and limit take turns in one process; medians of ROUNDS. Run: `python -m bench.paper`.
"""

import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import pypdfium2
import typst
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter

from jejaring.ground.paper import qr, typeset
from jejaring.ground.paper.store import Shelf
from jejaring.ground.seals import identities
from jejaring.ground.seals.authority import LocalTestSealer, signer_for
from jejaring.ground.seals.fields import prepared
from jejaring.ground.seals.sealing import Signatory

ROUNDS = 60
AGREEMENTS = 20
AGENCY = "BPSDM Provinsi Contoh"


def paper(number: int) -> typeset.CertificatePaper:
    code = f"JJR-{number:04d}-26NV"
    return {
        "title": "Sertifikat",
        "subtitle": "Certificate of participation",
        "number": f"800.2.1/{number}/204.3/2026",
        "issuers": [AGENCY, "bersama BPSDM Provinsi Jambi"],
        "name": f"Peserta Contoh {number}",
        "affiliation": "UPT Contoh, Pemerintah Provinsi Kalimantan Selatan",
        "sentence": [
            {"text": "telah mengikuti ", "strong": False},
            {"text": "ASN Belajar", "strong": True},
            {"text": ", Kamis, 26 November 2026, setara ", "strong": False},
            {"text": "2 jam pelajaran", "strong": True},
        ],
        "fields": [{"number": 1, "name": "Pembelajaran digital"}],
        "address": "jejaring.example/v",
        "code": code,
        "qr": qr.symbol(f"https://jejaring.example/v/{code}").svg,
        "signed": "Ditandatangani secara elektronik, 26 November 2026",
        "signatory": "Kepala BPSDM Provinsi Contoh",
        "office": "",
        "fingerprint": "9f3a 4c1b 77d0 e25a … c21e",
        "notes": ["Segel uji, bukan tanda tangan elektronik tersertifikasi."],
    }


class Product:
    """What the server does when a certificate is asked for."""

    def __init__(self, folder: Path) -> None:
        self.shelf = Shelf(folder / "papers", limit=1 << 30)
        self.sealer = LocalTestSealer(folder / "authority")

    def ask(self, number: int) -> bytes:
        def make() -> bytes:
            pdf = typeset.typeset("certificate", paper(number), language="id")
            return self.sealer.seal(
                pdf, agency_code="contoh", agency_name=AGENCY, reason="Sertifikat"
            )

        return self.shelf.rendered(str(number), make)


class Bare:
    """The two libraries alone: the same template and data ready made, the same kind of seal."""

    def __init__(self) -> None:
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[typeset.FOLDER / "fonts"])
        template = typeset.FOLDER / "templates" / "certificate.typ"
        self.compiler = typst.Compiler(template, root=typeset.FOLDER, font_paths=fonts)
        root = identities.new_root()
        self.signer = signer_for(identities.sealing_identity(AGENCY, root=root), root)

    def typeset(self, given: str) -> bytes:
        made = self.compiler.compile(
            format="pdf",
            sys_inputs={"facts": given, "language": "id"},
            pdf_standards=typeset.STANDARDS,
            timestamp=0,
        )
        assert isinstance(made, bytes)
        return made

    def seal(self, pdf: bytes) -> bytes:
        about = signers.PdfSignatureMetadata(
            field_name="Segel",
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
        )
        writer = IncrementalPdfFileWriter(BytesIO(pdf))
        sealed = signers.sign_pdf(writer, about, signer=self.signer, bytes_reserved=8192)
        return bytes(sealed.getvalue())


def timed[Made](act: Callable[[], Made]) -> tuple[float, Made]:
    begun = perf_counter()
    made = act()
    return (perf_counter() - begun) * 1000, made


def new_process(folder: Path, *, warm_up: bool) -> float:
    """The very first paper of a process, which has loaded its libraries before or does so now."""
    code = (
        "import sys, pathlib; from time import perf_counter, process_time; begun = perf_counter();"
        "from bench.paper import Product, typeset; product = Product(pathlib.Path(sys.argv[1]));"
        + (
            "typeset.warm_up(); product.sealer.prepare(); begun = perf_counter();"
            if warm_up
            else ""
        )
        + "product.ask(1); print((perf_counter() - begun) * 1000)"
    )
    command = [sys.executable, "-c", code, str(folder)]
    return float(subprocess.check_output(command, text=True))


def measure(folder: Path) -> dict[str, list[float]]:
    product, bare = Product(folder), Bare()
    product.ask(0)
    bare.seal(bare.typeset(json.dumps(paper(0))))
    times: dict[str, list[float]] = {}
    for number in range(1, ROUNDS + 1):
        given = json.dumps(paper(10_000 + number), ensure_ascii=False)
        took = {}
        took["bare typst"], pdf = timed(lambda given=given: bare.typeset(given))  # type: ignore[misc]
        took["bare pyHanko"], _ = timed(lambda pdf=pdf: bare.seal(pdf))  # type: ignore[misc]
        took["first"], first = timed(lambda number=number: product.ask(number))  # type: ignore[misc]
        took["again"], again = timed(lambda number=number: product.ask(number))  # type: ignore[misc]
        assert first == again
        for name, milliseconds in took.items():
            times.setdefault(name, []).append(milliseconds)
    return times


def timed_twice(act: Callable[[], bytes]) -> tuple[float, float, bytes]:
    """By the clock, and of the CPU: on a busy machine the second is what the work costs."""
    cpu = process_time()
    taken, made = timed(act)
    return taken, (process_time() - cpu) * 1000, made


def agreement(number: int) -> typeset.AgreementPaper:
    """Twelve pages and more; every text differs, so that nothing is remembered."""
    side: typeset.Side = {
        "role": "PIHAK KESATU",
        "name": f"{AGENCY} {number}",
        "city": "Contoh",
        "number": "belum bernomor",
        "signatory": "Dr. Contoh, M.Si.",
        "office": f"Kepala {AGENCY}",
        "capacity": "",
        "about": f"Dr. Contoh, M.Si., Kepala {AGENCY}, bertindak untuk lembaganya.",
    }
    words = f"Para pihak ke-{number} sepakat saling membuka pembelajaran. " * 12
    return {
        "kind": "PERJANJIAN KERJA SAMA",
        "title": f"Pengembangan kompetensi aparatur {number}",
        "sides": [side, {**side, "role": "PIHAK KEDUA"}],
        "opening": "Yang bertanda tangan di bawah ini:",
        "sections": [
            {
                "number": f"Pasal {pasal}",
                "heading": "RUANG LINGKUP",
                "paragraphs": [{"mark": "(1)", "text": f"{pasal} {words}", "depth": 0}],
            }
            for pasal in range(1, 36)
        ],
        "clauses_title": "LAMPIRAN",
        "columns": ["No.", "Dibuka oleh", "Untuk", "Yang dibuka", "Ketentuan"],
        "clauses": [[f"{row}.", AGENCY, AGENCY, "Sesi langsung", words[:90]] for row in range(16)],
        "closing": "Dibuat rangkap dua.",
        "seal": "Tanda tangan elektronik tersimpan di dalam berkas PDF ini.",
        "version": "Naskah versi 1",
        "fingerprint": "ab" * 32,
        "address": "jejaring.example/kerja-sama/ABCD1234",
        "qr": qr.symbol("https://jejaring.example/kerja-sama/ABCD1234/").svg,
        "notes": ["Segel uji."],
    }


def measure_agreements(folder: Path) -> tuple[dict[str, list[tuple[float, float]]], int]:
    """Text, and one signature after another, each with its share of CPU; the fewest pages."""
    sealer, pages = LocalTestSealer(folder / "authority"), 10_000
    names = ["agreement, text", "agreement, first signature", "agreement, second signature"]
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    people = [Signatory(f"P{n}", f"Dr. Contoh {n}", f"contoh-{n}", AGENCY) for n in (1, 2)]
    typeset.warm_up()
    sealer.prepare()
    for number in range(AGREEMENTS):
        make = partial(typeset.typeset, "agreement", agreement(number), language="id")
        *taken, pdf = timed_twice(make)
        times[names[0]].append((taken[0], taken[1]))
        pages = min(pages, len(pypdfium2.PdfDocument(pdf)))
        pdf = prepared(pdf, ["P1", "P2"])
        for name, who in zip(names[1:], people, strict=True):
            sign = partial(sealer.sign, pdf, field=who.handle, signatory=who, reason="Menyetujui")
            *taken, pdf = timed_twice(sign)
            times[name].append((taken[0], taken[1]))
    return times, pages


def main() -> None:
    with TemporaryDirectory() as folder:
        times = measure(Path(folder))
        agreements, pages = measure_agreements(Path(folder) / "agreements")
        warmed_up = new_process(Path(folder) / "warm", warm_up=True)
        loading = new_process(Path(folder) / "cold", warm_up=False)
    libraries = ", ".join(
        f"{name} {version(name)}" for name in ("typst", "pyhanko", "cryptography")
    )
    print(f"{os.cpu_count()} CPUs, Python {platform.python_version()}, {libraries}")
    print(f"{'sealed certificate, ms':<34}{'median':>8}{'p95':>8}   goal")
    goals = {"first": "< 120", "again": "< 5"}
    for name, taken in times.items():
        p95 = quantiles(taken, n=20)[-1]
        print(f"{name:<34}{median(taken):>8.2f}{p95:>8.2f}   {goals.get(name, '')}")
    limit = median(
        typst_took + hanko_took
        for typst_took, hanko_took in zip(times["bare typst"], times["bare pyHanko"], strict=True)
    )
    ratio = median(times["first"]) / limit
    print(f"{'first / (bare typst + bare pyHanko)':<34}{ratio:>8.2f}{'':>8}   <= 1.2")
    print(f"{'first of a new process, warmed up':<34}{warmed_up:>8.2f}{'':>8}   < 120")
    print(f"{'first of a new process, not':<34}{loading:>8.2f}")
    print(f"\n{f'agreement of {pages} pages, ms':<34}{'median':>8}{'CPU':>8}   goal")
    for name, both in agreements.items():
        clock, cpu = (median(each) for each in zip(*both, strict=True))
        goal = "< 150" if name.endswith("text") else "< 60"
        print(f"{name:<34}{clock:>8.2f}{cpu:>8.2f}   {goal}")


if __name__ == "__main__":
    main()
