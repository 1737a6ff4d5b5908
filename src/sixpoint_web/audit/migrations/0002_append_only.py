"""The triggers that refuse to change or delete what the trail holds."""

from django.db import migrations

from sixpoint_web.audit.append_only import guard


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
