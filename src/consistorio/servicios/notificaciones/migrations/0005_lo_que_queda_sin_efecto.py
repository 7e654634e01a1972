"""What notified a decision that stands no more is withdrawn, by whatever channel and before it was put at disposal too.

One constraint of the notifications goes and another is checked again: one pass over them, some 1 s per million; no data touched.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documentos', '0004_sin_fichero_y_fallido'),
        ('expedientes', '0014_revision_de_oficio'),
        ('identidad', '0005_persona_por_numero'),
        ('notificaciones', '0004_aviso_dudoso'),
        ('registro', '0002_justificantes_por_hacer'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='notificacion',
            name='notificacion_disponible_con_fecha',
        ),
        migrations.RemoveConstraint(
            model_name='notificacion',
            name='notificacion_retirada_papel',
        ),
        migrations.AlterField(
            model_name='envioretirado',
            name='motivo',
            field=models.CharField(choices=[('innecesaria', 'El expediente siguió o se decidió de otra manera y ya no hace falta'), ('duplicada', 'Está repetida'), ('direccion', 'La dirección no es correcta y no consta otra'), ('error', 'Se mandó por error'), ('sin_efecto', 'La resolución que notificaba quedó sin efecto')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='notificacion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('estado__in', ['preparada', 'retirada']), ('puesta_a_disposicion', None)), models.Q(models.Q(('estado', 'preparada'), _negated=True), ('huella__gt', ''), ('puesta_a_disposicion__isnull', False)), _connector='OR'), name='notificacion_disponible_con_fecha'),
        ),
    ]
