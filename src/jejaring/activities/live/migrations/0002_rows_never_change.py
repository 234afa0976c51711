from django.db import migrations

from jejaring.ground.kernel.records import RefuseChanges


class Migration(migrations.Migration):
    dependencies = [("live", "0001_initial")]
    operations = [RefuseChanges("live_arrival")]
