from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('proyectos', '0001_initial'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='agente', name='agente_exclusivo'),
    ]
