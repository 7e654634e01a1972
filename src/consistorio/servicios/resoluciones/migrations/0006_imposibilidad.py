"""One more sense of a decision: that what was declared cannot go on. Only the names of the choices change."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('resoluciones', '0005_posteriores_y_revisiones'),
    ]

    operations = [
        migrations.AlterField(
            model_name='resolucion',
            name='sentido',
            field=models.CharField(choices=[('estima', 'Se concede'), ('estima_parcial', 'Se concede en parte'), ('deniega', 'Se deniega'), ('inadmite', 'No se admite'), ('desistida', 'Se tiene por desistida'), ('renuncia', 'Se acepta la renuncia'), ('caducada', 'Se declara la caducidad'), ('archiva', 'Se archiva'), ('imposibilidad', 'Se declara que no puede continuar'), ('confirma_silencio', 'Se confirma lo concedido por silencio')], max_length=20),
        ),
    ]
