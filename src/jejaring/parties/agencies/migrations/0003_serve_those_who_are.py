from django.db import migrations


def serve(apps, schema_editor):
    """Every agency's service area, as the action that makes agencies would have entered it."""
    agency_table = apps.get_model("agencies", "Agency")
    area = apps.get_model("agencies", "ServiceArea")
    known = {one.pk: one for one in agency_table.objects.all()}
    teaching = {}
    for one in known.values():
        if one.kind == "learning_agency" and one.parent_id:
            teaching.setdefault(one.parent_id, []).append(one.pk)
    pairs = set()
    for one in known.values():
        above, current = [one.pk], known.get(one.parent_id)
        while current is not None and current.pk not in above:
            above.append(current.pk)
            current = known.get(current.parent_id)
        for acting in above:
            pairs.add((acting, one.pk))
            pairs |= {(learning, one.pk) for learning in teaching.get(acting, [])}
    area.objects.bulk_create(area(agency_id=a, serves_id=s) for a, s in sorted(pairs))


class Migration(migrations.Migration):
    dependencies = [("agencies", "0002_service_areas")]
    operations = [migrations.RunPython(serve, migrations.RunPython.noop)]
