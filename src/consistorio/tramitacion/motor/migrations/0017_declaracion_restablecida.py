"""One more state of what was declared: choices only, which touch no row."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('motor', '0016_por_que_no_hace_falta'),
    ]

    operations = [
        migrations.AlterField(
            model_name='declaracion',
            name='estado',
            field=models.CharField(choices=[('por_comprobar', 'Por comprobar'), ('comprobada', 'Comprobada'), ('incumplida', 'No se cumple: por resolver'), ('imposible', 'No puede continuar'), ('restablecida', 'Puede continuar: la resolución quedó sin efecto')], default='por_comprobar', max_length=14),
        ),
    ]
