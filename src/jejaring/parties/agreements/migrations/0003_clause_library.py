from django.db import migrations

M, I, S, T = "mou", "implementing", "synergy", "third_party"
ALL = [M, I, S, T]

LIBRARY = [
    ("para-pihak", ALL, "parties", True, "Para Pihak",
     "{para_pihak}\n\nPIHAK yang disebut di atas secara bersama-sama disebut PARA PIHAK.",
     "Siapa yang bersepakat dan siapa yang mewakili. Diisi dari halaman Pihak."),
    ("dasar-hukum", [M, I, S], "purpose", True, "Dasar Hukum",
     "Dalam melaksanakan kerja sama ini PARA PIHAK memperhatikan:\n"
     "a. Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah beserta perubahannya;\n"
     "b. Peraturan Pemerintah Nomor 28 Tahun 2018 tentang Kerja Sama Daerah; dan\n"
     "c. Peraturan Menteri Dalam Negeri Nomor 22 Tahun 2020 tentang Tata Cara Kerja Sama Daerah "
     "dengan Daerah Lain dan Kerja Sama Daerah dengan Pihak Ketiga.",
     "Peraturan yang menjadi dasar kerja sama daerah."),
    ("maksud-tujuan", [M], "purpose", True, "Maksud dan Tujuan",
     "(1) Nota Kesepahaman ini dimaksudkan sebagai landasan PARA PIHAK untuk bekerja sama dalam "
     "pembangunan daerah sesuai dengan kewenangan masing-masing.\n"
     "(2) Nota Kesepahaman ini bertujuan menyinergikan potensi dan sumber daya PARA PIHAK bagi "
     "kesejahteraan masyarakat di daerah masing-masing.",
     "Untuk apa kedua pemerintah bersepakat."),
    ("maksud-tujuan-pelaksanaan", [I, T], "purpose", True, "Maksud dan Tujuan",
     "(1) Perjanjian ini dimaksudkan sebagai pedoman PARA PIHAK dalam melaksanakan kerja sama "
     "pengembangan kompetensi aparatur.\n"
     "(2) Perjanjian ini bertujuan meningkatkan kompetensi sumber daya manusia PARA PIHAK dengan "
     "saling membuka layanan pembelajaran, tenaga pengajar, dan tempat belajar.",
     "Untuk apa kerja sama ini: kompetensi aparatur di kedua pihak naik."),
    ("maksud-tujuan-sinergi", [S], "purpose", True, "Maksud dan Tujuan",
     "(1) Nota Kesepakatan ini dimaksudkan untuk menyinergikan program pemerintah pusat dan "
     "pemerintah daerah.\n"
     "(2) Nota Kesepakatan ini bertujuan agar perencanaan, pembiayaan, dan pelaksanaan program "
     "tidak tumpang tindih dan memberi hasil yang dapat dipertanggungjawabkan.",
     "Pusat dan daerah merencanakan bersama agar tidak tumpang tindih."),
    ("objek", ALL, "object", True, "Objek",
     "Objek kerja sama ini adalah {tujuan}.",
     "Apa yang dikerjasamakan. Diisi dari tujuan pada halaman Data."),
    ("ruang-lingkup-mou", [M], "scope", True, "Ruang Lingkup",
     "Ruang lingkup Nota Kesepahaman ini meliputi:\n"
     "a. pengembangan sumber daya manusia aparatur;\n"
     "b. penyelenggaraan pemerintahan dan pelayanan publik;\n"
     "c. perdagangan, investasi, dan pengembangan usaha mikro, kecil, dan menengah; dan\n"
     "d. bidang lain yang disepakati PARA PIHAK.",
     "Bidang-bidang yang boleh dikerjasamakan di bawah payung ini."),
    ("ruang-lingkup", [I, S, T], "scope", True, "Ruang Lingkup",
     "(1) Ruang lingkup kerja sama ini meliputi:\n{program}\n"
     "(2) Layanan yang dibuka satu PIHAK bagi PIHAK lain, jumlah, dan waktunya tercantum dalam "
     "klausul layanan pada lampiran yang tidak terpisahkan dari naskah ini.",
     "Program yang disepakati. Diisi dari daftar program dan klausul layanan."),
    ("pelaksanaan-mou", [M], "rights_duties", True, "Pelaksanaan",
     "(1) Nota Kesepahaman ini dilaksanakan melalui Perjanjian Kerja Sama antara perangkat daerah "
     "PARA PIHAK sesuai dengan tugas dan fungsinya.\n"
     "(2) PARA PIHAK menugaskan perangkat daerah masing-masing untuk menyiapkan Perjanjian Kerja "
     "Sama sebagaimana dimaksud pada ayat (1).",
     "Payung ini dijalankan oleh perjanjian kerja sama antardinas."),
    ("hak-kewajiban", [I, S, T], "rights_duties", True, "Hak dan Kewajiban",
     "(1) Setiap PIHAK berhak:\n"
     "a. memakai layanan yang dibuka PIHAK lain sesuai dengan klausul layanan; dan\n"
     "b. menerima data kehadiran dan hasil belajar pesertanya.\n"
     "(2) Setiap PIHAK berkewajiban:\n"
     "a. membuka layanan yang dijanjikannya tepat waktu dan tepat jumlah;\n"
     "b. menunjuk penanggung jawab yang menjawab setiap pertanyaan PIHAK lain; dan\n"
     "c. menyampaikan bukti pelaksanaan setiap kegiatan.\n"
     "(3) Yang diberikan dan diterima setiap PIHAK:\n{memberi_menerima}",
     "Apa yang boleh diminta dan apa yang wajib diberikan setiap pihak."),
    ("asn-belajar", [I], "scope", False, "Keikutsertaan pada ASN Belajar",
     "(1) Pegawai PARA PIHAK dapat mengikuti kelas daring ASN Belajar yang diselenggarakan salah "
     "satu PIHAK dengan perlakuan yang sama dengan pegawai penyelenggara.\n"
     "(2) Peserta yang memenuhi syarat kehadiran memperoleh sertifikat dan jam pelajaran yang "
     "diakui PARA PIHAK.",
     "Pegawai mitra ikut kelas Kamis dengan hak yang sama."),
    ("pertukaran-pengajar", [I], "scope", False, "Pertukaran Tenaga Pengajar",
     "(1) PARA PIHAK dapat saling menugaskan widyaiswara, praktisi, dan tenaga ahli untuk mengajar "
     "pada PIHAK lain.\n"
     "(2) PIHAK yang mengundang menyampaikan permintaan tertulis paling lambat 14 (empat belas) "
     "hari kerja sebelum kegiatan.\n"
     "(3) Honorarium dan perjalanan ditanggung PIHAK yang mengundang, kecuali disepakati lain.",
     "Pengajar satu pihak mengajar di pihak lain; yang mengundang menanggung biayanya."),
    ("lokus", [I], "scope", False, "Lokus Studi Lapangan dan Tolok Ukur",
     "(1) PARA PIHAK saling membuka unit kerja yang memiliki praktik baik sebagai lokus studi "
     "lapangan dan tolok ukur.\n"
     "(2) Kunjungan dijadwalkan bersama dan diikuti laporan tindak lanjut oleh PIHAK yang "
     "berkunjung.",
     "Unit yang baik boleh dikunjungi untuk belajar, dan kunjungannya ditindaklanjuti."),
    ("sertifikasi", [I, T], "scope", False, "Sertifikasi Kompetensi",
     "(1) PARA PIHAK memfasilitasi uji dan sertifikasi kompetensi bagi pegawai PIHAK lain melalui "
     "lembaga sertifikasi yang berlisensi.\n"
     "(2) Hasil uji hanya disampaikan kepada peserta dan PIHAK tempat peserta bekerja.",
     "Pegawai mitra dapat diuji dan disertifikasi."),
    ("rencana-aksi", [S], "plan", True, "Rencana Aksi",
     "(1) Nota Kesepakatan ini dilaksanakan dengan rencana aksi sebagai berikut:\n"
     "{rencana_aksi}\n"
     "(2) Rencana aksi merupakan bagian yang tidak terpisahkan dari Nota Kesepakatan ini dan tidak "
     "memerlukan perjanjian kerja sama tersendiri.",
     "Kegiatan, tahun, dan tenggatnya. Diisi dari rencana aksi (PP 28/2018)."),
    ("jangka-waktu", ALL, "term", True, "Jangka Waktu",
     "(1) Kerja sama ini berlaku sejak {mulai} sampai dengan {berakhir}.\n"
     "(2) Kerja sama ini dapat diperpanjang atas kesepakatan PARA PIHAK, yang diajukan paling "
     "lambat 120 (seratus dua puluh) hari sebelum masa berlaku berakhir.",
     "Sejak kapan sampai kapan. Tanggalnya diisi dari halaman Data."),
    ("pembiayaan", ALL, "funding", True, "Pembiayaan",
     "Biaya yang timbul dari pelaksanaan kerja sama ini dibebankan pada anggaran PARA PIHAK sesuai "
     "dengan tugas masing-masing dan ketentuan peraturan perundang-undangan, serta sumber lain yang "
     "sah dan tidak mengikat.",
     "Setiap pihak menanggung biayanya sendiri."),
    ("pembiayaan-kontribusi", [I, T], "funding", False, "Pola Kontribusi",
     "(1) Untuk layanan yang klausulnya menyebut kontribusi, PIHAK pengirim membayar kontribusi "
     "setiap peserta sebesar yang tercantum dalam klausul.\n"
     "(2) Kontribusi dibayar ke rekening penyelenggara sesuai dengan ketentuan pengelolaan "
     "keuangan daerah. Pembayaran tidak dilakukan kepada perorangan.",
     "Pihak pengirim membayar per peserta bila klausulnya menyebut demikian."),
    ("data-pribadi", [I, S, T], "personal_data", True, "Pelindungan Data Pribadi",
     "(1) PARA PIHAK hanya saling menyampaikan data pribadi yang disebut dalam klausul layanan, "
     "untuk keperluan layanan itu.\n"
     "(2) PARA PIHAK melindungi data pribadi sesuai dengan Undang-Undang Nomor 27 Tahun 2022 "
     "tentang Pelindungan Data Pribadi.\n"
     "(3) Data yang tidak lagi diperlukan dihapus paling lambat 90 (sembilan puluh) hari setelah "
     "kerja sama berakhir, kecuali yang wajib disimpan menurut peraturan.",
     "Hanya data yang disebut dalam klausul yang boleh berpindah."),
    ("kerahasiaan", [I, S, T], "other", False, "Kerahasiaan",
     "PARA PIHAK menjaga kerahasiaan dokumen dan informasi yang dinyatakan rahasia dan tidak "
     "mengungkapkannya tanpa persetujuan tertulis PIHAK yang memilikinya.",
     "Yang dinyatakan rahasia tetap rahasia."),
    ("kekayaan-intelektual", [I, T], "other", False, "Kekayaan Intelektual",
     "(1) Kekayaan intelektual yang dimiliki satu PIHAK sebelum kerja sama tetap menjadi milik "
     "PIHAK itu.\n"
     "(2) Bahan pembelajaran yang dibuat bersama dimiliki PARA PIHAK dan dapat dipakai untuk "
     "pembelajaran aparatur dengan menyebut sumbernya.",
     "Milik lama tetap milik pembuatnya; yang dibuat bersama dipakai bersama."),
    ("pemantauan-evaluasi", ALL, "evaluation", True, "Pemantauan, Evaluasi, dan Pelaporan",
     "(1) PARA PIHAK bersama-sama memantau dan mengevaluasi pelaksanaan kerja sama ini.\n"
     "(2) Laporan pelaksanaan disusun setiap {bulan_laporan} bulan dan disampaikan kepada Tim "
     "Koordinasi Kerja Sama Daerah masing-masing.",
     "Pelaksanaan dilaporkan secara berkala kepada TKKSD."),
    ("keadaan-kahar", ALL, "force_majeure", True, "Keadaan Kahar",
     "(1) Keadaan kahar adalah kejadian di luar kemampuan PARA PIHAK, antara lain bencana alam, "
     "bencana nonalam, huru-hara, dan perubahan kebijakan pemerintah, yang menghalangi pelaksanaan "
     "kerja sama ini.\n"
     "(2) PIHAK yang mengalaminya memberi tahu PIHAK lain secara tertulis paling lambat 14 (empat "
     "belas) hari kalender sejak kejadian.\n"
     "(3) Selama keadaan kahar, kewajiban yang terhalang ditunda dan tidak dianggap lalai.",
     "Bencana dan sejenisnya menunda kewajiban, asal segera diberitahukan."),
    ("perselisihan-provinsi", [M, I, S], "dispute", True, "Penyelesaian Perselisihan",
     "(1) Perselisihan diselesaikan secara musyawarah untuk mufakat.\n"
     "(2) Bila musyawarah tidak mencapai mufakat, perselisihan antarprovinsi atau antara daerah di "
     "provinsi yang berbeda diselesaikan oleh Menteri Dalam Negeri.",
     "Musyawarah dahulu; bila gagal, Menteri Dalam Negeri memutuskan."),
    ("perselisihan-kabupaten", [M, I], "dispute", False,
     "Penyelesaian Perselisihan dalam Satu Provinsi",
     "(1) Perselisihan diselesaikan secara musyawarah untuk mufakat.\n"
     "(2) Bila musyawarah tidak mencapai mufakat, perselisihan antarkabupaten/kota dalam satu "
     "provinsi diselesaikan oleh gubernur.",
     "Untuk kabupaten dan kota dalam satu provinsi: gubernur yang memutuskan."),
    ("perselisihan-pihak-ketiga", [T], "dispute", True, "Penyelesaian Perselisihan",
     "(1) Perselisihan diselesaikan secara musyawarah untuk mufakat.\n"
     "(2) Bila musyawarah tidak mencapai mufakat dalam 30 (tiga puluh) hari, PARA PIHAK sepakat "
     "menyelesaikannya melalui pengadilan negeri di tempat kedudukan PIHAK KESATU.",
     "Musyawarah dahulu; bila gagal, pengadilan negeri."),
    ("perubahan", ALL, "amendment", True, "Perubahan",
     "Hal yang belum diatur dan perubahan atas naskah ini dituangkan dalam adendum yang disepakati "
     "PARA PIHAK secara tertulis dan merupakan bagian yang tidak terpisahkan dari naskah ini.",
     "Naskah hanya berubah lewat adendum yang disepakati bersama."),
    ("pengakhiran", ALL, "termination", True, "Pengakhiran",
     "(1) Kerja sama ini berakhir karena masa berlakunya habis, tujuannya tercapai, disepakati PARA "
     "PIHAK, atau bertentangan dengan peraturan perundang-undangan.\n"
     "(2) PIHAK yang hendak mengakhiri sebelum waktunya memberi tahu PIHAK lain secara tertulis "
     "paling lambat {hari_pemberitahuan} hari sebelumnya.\n"
     "(3) Berakhirnya kerja sama tidak menghapus kewajiban yang belum diselesaikan. Peserta yang "
     "sedang mengikuti kegiatan diperlakukan menurut klausul layanannya.",
     "Cara berhenti sebelum waktunya, dan nasib yang sedang berjalan."),
    ("korespondensi", ALL, "correspondence", True, "Domisili dan Korespondensi",
     "(1) Surat-menyurat mengenai kerja sama ini disampaikan kepada:\n{korespondensi}\n"
     "(2) Perubahan alamat diberitahukan secara tertulis kepada PIHAK lain.",
     "Ke mana surat dikirim. Diisi dari data lembaga."),
    ("penutup", ALL, "other", True, "Penutup",
     "Naskah ini dibuat dan ditandatangani oleh PARA PIHAK pada hari dan tanggal penandatanganan, "
     "dengan kekuatan hukum yang sama bagi setiap PIHAK.",
     "Naskah berlaku sama bagi semua pihak."),
]


def load(apps, schema_editor):
    table = apps.get_model("agreements", "LibrarySection")
    table.objects.bulk_create(
        table(
            slug=slug, kinds=kinds, part=part, is_default=default, heading=heading, body=body,
            summary=summary, position=position,
        )
        for position, (slug, kinds, part, default, heading, body, summary) in enumerate(
            LIBRARY, start=1
        )
    )


class Migration(migrations.Migration):
    dependencies = [("agreements", "0002_fields_and_rows_that_never_change")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
