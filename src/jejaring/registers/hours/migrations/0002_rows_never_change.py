from django.db import migrations

from jejaring.ground.kernel.records import RefuseChanges


class Migration(migrations.Migration):
    dependencies = [("hours", "0001_initial")]
    operations = [RefuseChanges("hours_posting")]
