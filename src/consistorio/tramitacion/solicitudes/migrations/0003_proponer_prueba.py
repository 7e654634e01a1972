"""A party may propose a proof: a kind more among the choices of later submissions. Cost: nothing is rewritten."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('solicitudes', '0002_clases_de_evidencia'),
    ]

    operations = [
        migrations.AlterField(
            model_name='aportacion',
            name='clase',
            field=models.CharField(choices=[('subsanacion', 'Corrección de la solicitud'), ('alegaciones', 'Alegaciones'), ('recurso', 'Recurso administrativo'), ('desistimiento', 'Desistimiento'), ('renuncia', 'Renuncia'), ('ampliacion', 'Petición de más plazo'), ('prueba', 'Proposición de prueba'), ('otro', 'Otro escrito')], max_length=14),
        ),
    ]
