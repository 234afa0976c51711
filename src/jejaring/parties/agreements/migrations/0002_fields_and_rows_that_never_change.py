from django.db import migrations

from jejaring.ground.kernel.records import RefuseChanges

FIELDS = [
    (1, "pembelajaran-digital", "Pembelajaran digital", "Digital learning", 1),
    (2, "implementasi-corpu", "Implementasi Corp-U", "Corp-U implementation", 2),
    (3, "pelatihan-intensif", "Pelatihan intensif", "Intensive training", 3),
    (4, "lokus-studi-lapang", "Lokus studi lapang", "Field-study sites", 4),
    (5, "tolok-ukur", "Tolok ukur", "Benchmarking", 5),
    (6, "sertifikasi-kompetensi", "Sertifikasi kompetensi", "Competency certification", 6),
    (7, "pertukaran-pengajar", "Pertukaran pengajar", "Instructor exchange", 7),
    (8, "riset-kebijakan", "Riset dan kebijakan", "Research and policy", 8),
    (9, "lainnya", "Lainnya", "Other", None),
]
"""The seven that S0 names, research and policy from S2, and other; never an invented eighth."""


def load(apps, schema_editor):
    table = apps.get_model("agreements", "CooperationField")
    table.objects.bulk_create(
        table(number=number, slug=slug, name_id=name_id, name_en=name_en, petal=petal)
        for number, slug, name_id, name_en, petal in FIELDS
    )


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_initial")]
    operations = [
        migrations.RunPython(load, migrations.RunPython.noop),
        RefuseChanges("agreements_sectionrevision"),
        RefuseChanges("agreements_textversion"),
        RefuseChanges("agreements_movement"),
        RefuseChanges("agreements_evidence"),
        RefuseChanges("agreements_warned"),
    ]
