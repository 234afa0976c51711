"""Papers as a caller hands them over, with invented people."""

import factory

from jejaring.ground.paper import qr


class RunFactory(factory.DictFactory):
    text = "telah mengikuti "
    strong = False


class ProofFactory(factory.DictFactory):
    """What every paper carries at its foot."""

    issuers = factory.LazyFunction(lambda: ["BPSDM Provinsi Jawa Timur"])
    name = "Rara Contoh"
    address = "jejaring.example/v"
    code = "JJR-9R4P-26NV"
    qr = factory.LazyAttribute(lambda paper: qr.symbol(f"https://{paper.address}/{paper.code}").svg)
    signed = "Ditandatangani secara elektronik, 26 November 2026"
    signatory = "Kepala BPSDM Provinsi Jawa Timur"
    office = ""
    fingerprint = "9f3a 4c1b 77d0 e25a … c21e"
    notes = factory.LazyFunction(
        lambda: ["Segel uji, bukan tanda tangan elektronik tersertifikasi."]
    )


class CertificatePaperFactory(ProofFactory):
    title = "Sertifikat"
    subtitle = "Certificate of participation"
    number = "800.2.1/1234/204.3/2026"
    affiliation = "UPT Contoh, Pemerintah Provinsi Kalimantan Selatan"
    sentence = factory.LazyAttribute(
        lambda paper: [
            RunFactory(),
            RunFactory(text="ASN Belajar", strong=True),
            RunFactory(text=" dengan pokok bahasan "),
            RunFactory(text=paper.topic, strong=True),
            RunFactory(text=", Kamis, 26 November 2026, pukul 08.00–10.00 WIB, setara "),
            RunFactory(text="2 jam pelajaran", strong=True),
            RunFactory(text="."),
        ]
    )
    fields = factory.LazyFunction(
        lambda: [
            {"number": 1, "name": "Pembelajaran digital"},
            {"number": 2, "name": "Implementasi Corp-U"},
        ]
    )

    class Params:
        topic = "Pembelajaran mandiri dan terintegrasi: pengalaman Jatim Corp-U"
        long_name = factory.Trait(
            name=(
                "Prof. Dr. Ir. H. Raden Mas Contoh Suryaningrat Kusumawardhani Putra "
                "Wijayakusuma Al-Contohi, S.Sos., M.Si., M.A.P., Ph.D."
            )
        )


class StatementPaperFactory(ProofFactory):
    title = "Pernyataan jam pelajaran 2026"
    about = factory.LazyFunction(
        lambda: [("NIP", "19870512 201001 2 014"), ("Target", "20 JP (PP 11/2017 pasal 203)")]
    )
    conclusion = factory.LazyAttribute(
        lambda paper: f"{2 * len(paper.rows)} dari 20 JP pada tahun 2026."
    )
    columns = factory.LazyFunction(lambda: ["Tanggal", "Kegiatan", "Penyelenggara", "Bentuk", "JP"])
    rows = factory.LazyAttribute(
        lambda paper: [
            [f"{1 + at % 28} Jan 2026", f"ASN Belajar seri {at + 1}", "BPSDM", "Jarak jauh", "2,00"]
            for at in range(paper.postings)
        ]
    )
    empty = "Belum ada jam pelajaran pada tahun ini."
    total = factory.LazyAttribute(lambda paper: ("Jumlah", f"{2 * len(paper.rows)},00 JP"))

    class Params:
        postings = 3
        ringed = factory.Trait(ring={"done": 6, "of": 20, "big": "6", "small": "dari 20 JP"})


class SideFactory(factory.DictFactory):
    role = "PIHAK KESATU"
    name = "Badan Pengembangan Sumber Daya Manusia Provinsi Jawa Timur"
    city = "Surabaya"
    number = "belum bernomor"
    signatory = "Dr. Contoh, M.Si."
    office = "Kepala BPSDM Provinsi Jawa Timur"
    capacity = ""
    about = "Dr. Contoh, M.Si., Kepala BPSDM Provinsi Jawa Timur, bertindak untuk lembaganya."


class AgreementPaperFactory(factory.DictFactory):
    """An agreement of two sides with two sections and one clause."""

    kind = "PERJANJIAN KERJA SAMA"
    title = "Pengembangan kompetensi aparatur"
    sides = factory.LazyFunction(
        lambda: [
            SideFactory(),
            SideFactory(
                role="PIHAK KEDUA",
                name="BPSDM Provinsi Jambi",
                city="Jambi",
                signatory="Ir. Contoh",
                office="Kepala BPSDM Provinsi Jambi",
                capacity="Berdasarkan Surat Kuasa Nomor 7/2026",
            ),
        ]
    )
    opening = "Yang bertanda tangan di bawah ini:"
    sections = factory.LazyAttribute(
        lambda paper: [
            {
                "number": f"Pasal {number}",
                "heading": "RUANG LINGKUP",
                "paragraphs": [
                    {"mark": "(1)", "text": "Para pihak sepakat " * 20, "depth": 0},
                    {"mark": "a.", "text": "pembelajaran digital;", "depth": 1},
                    {"mark": "", "text": "Ketentuan lain menyusul.", "depth": 0},
                ],
            }
            for number in range(1, paper.sections_wanted + 1)
        ]
    )
    clauses_title = "LAMPIRAN: RINCIAN YANG DISEPAKATI"
    columns = factory.LazyFunction(lambda: ["No.", "Dibuka oleh", "Untuk", "Yang dibuka"])
    clauses = factory.LazyFunction(
        lambda: [["1", "BPSDM Jawa Timur", "BPSDM Jambi", "Sesi langsung, 500 orang"]]
    )
    closing = "Perjanjian ini dibuat rangkap dua."
    seal = ""
    version = "Naskah versi 3"
    fingerprint = "ab" * 32
    address = "jejaring.example/kerja-sama/ABCD1234"
    qr = factory.LazyAttribute(lambda paper: qr.symbol(f"https://{paper.address}/").svg)
    notes = factory.LazyFunction(lambda: ["Contoh, bukan perjanjian yang berlaku."])

    class Params:
        sections_wanted = 2
        long = factory.Trait(sections_wanted=52)
