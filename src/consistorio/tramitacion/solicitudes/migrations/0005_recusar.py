"""Parties may challenge who intervenes: a kind more among the choices of later submissions. Cost: nothing is rewritten."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('solicitudes', '0004_alegar_en_informacion_publica'),
    ]

    operations = [
        migrations.AlterField(
            model_name='aportacion',
            name='clase',
            field=models.CharField(choices=[('subsanacion', 'Corrección de la solicitud'), ('alegaciones', 'Alegaciones'), ('recurso', 'Recurso administrativo'), ('desistimiento', 'Desistimiento'), ('renuncia', 'Renuncia'), ('ampliacion', 'Petición de más plazo'), ('prueba', 'Proposición de prueba'), ('recusacion', 'Recusación'), ('informacion', 'Alegaciones en información pública'), ('otro', 'Otro escrito')], max_length=14),
        ),
    ]
