"""An organisation of another country is known by its tax number there."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('identidad', '0005_persona_por_numero'),
    ]

    operations = [
        migrations.AlterField(
            model_name='persona',
            name='tipo_documento',
            field=models.CharField(choices=[('nif', 'DNI, NIE o NIF'), ('pasaporte', 'Pasaporte'), ('extranjero', 'Documento de identidad extranjero'), ('fiscal', 'Número fiscal de otro país')], default='nif', max_length=12),
        ),
    ]
