"""The book says of a resolution that it has no effect, because its procedure had lapsed.

A constraint of the diligencias of the books is checked again: they are a few for each book.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documentos', '0004_sin_fichero_y_fallido'),
        ('resoluciones', '0007_diligencias_de_una_nulidad'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='diligencia',
            name='diligencia_anula_una_resolucion',
        ),
        migrations.AlterField(
            model_name='diligencia',
            name='clase',
            field=models.CharField(choices=[('apertura', 'Apertura'), ('cierre', 'Cierre'), ('anulacion', 'Anulación de un número'), ('nulidad', 'Nulidad de una resolución'), ('sin_efecto', 'Nulidad que queda sin efecto'), ('caducada', 'Resolución sin efecto por caducidad')], max_length=10),
        ),
        migrations.AddConstraint(
            model_name='diligencia',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('clase__in', ['anulacion', 'nulidad', 'sin_efecto', 'caducada']), ('resolucion__isnull', False)), models.Q(('clase__in', ['apertura', 'cierre']), ('resolucion', None)), _connector='OR'), name='diligencia_anula_una_resolucion'),
        ),
    ]
