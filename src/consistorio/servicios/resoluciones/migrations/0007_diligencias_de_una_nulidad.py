"""A resolution may have several diligencias: that it was declared null, and that this stands no more.

The constraints of the diligencias of the books are checked again: they are a few for each book.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documentos', '0004_sin_fichero_y_fallido'),
        ('resoluciones', '0006_imposibilidad'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='diligencia',
            name='diligencia_anula_una_resolucion',
        ),
        migrations.AlterField(
            model_name='diligencia',
            name='clase',
            field=models.CharField(choices=[('apertura', 'Apertura'), ('cierre', 'Cierre'), ('anulacion', 'Anulación de un número'), ('nulidad', 'Nulidad de una resolución'), ('sin_efecto', 'Nulidad que queda sin efecto')], max_length=10),
        ),
        migrations.AlterField(
            model_name='diligencia',
            name='resolucion',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='diligencias', to='resoluciones.resolucion'),
        ),
        migrations.AddConstraint(
            model_name='diligencia',
            constraint=models.UniqueConstraint(condition=models.Q(('clase', 'anulacion')), fields=('resolucion',), name='diligencia_anula_una_vez'),
        ),
        migrations.AddConstraint(
            model_name='diligencia',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('clase__in', ['anulacion', 'nulidad', 'sin_efecto']), ('resolucion__isnull', False)), models.Q(('clase__in', ['apertura', 'cierre']), ('resolucion', None)), _connector='OR'), name='diligencia_anula_una_resolucion'),
        ),
    ]
