"""Parties may ask for the certificate of silence: a kind more among the choices of later submissions. Cost: nothing is rewritten."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('solicitudes', '0005_recusar'),
    ]

    operations = [
        migrations.AlterField(
            model_name='aportacion',
            name='clase',
            field=models.CharField(choices=[('subsanacion', 'Corrección de la solicitud'), ('alegaciones', 'Alegaciones'), ('recurso', 'Recurso administrativo'), ('desistimiento', 'Desistimiento'), ('renuncia', 'Renuncia'), ('ampliacion', 'Petición de más plazo'), ('prueba', 'Proposición de prueba'), ('recusacion', 'Recusación'), ('informacion', 'Alegaciones en información pública'), ('certificado', 'Petición del certificado de silencio'), ('otro', 'Otro escrito')], max_length=14),
        ),
    ]
