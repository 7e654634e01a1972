"""A decision and a certificate of silence may wait for their signatures at once: one small index gives way to two."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('concejales', '0001_initial'),
        ('documentos', '0004_sin_fichero_y_fallido'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='escritodepeticion',
            name='escrito_de_peticion_uno_por_firmar',
        ),
        migrations.AddConstraint(
            model_name='escritodepeticion',
            constraint=models.UniqueConstraint(condition=models.Q(('estado', 'en_firma'), models.Q(('clase', 'certificado'), _negated=True)), fields=('peticion',), name='decision_una_por_firmar'),
        ),
        migrations.AddConstraint(
            model_name='escritodepeticion',
            constraint=models.UniqueConstraint(condition=models.Q(('clase', 'certificado'), ('estado', 'en_firma')), fields=('peticion',), name='certificado_uno_por_firmar'),
        ),
    ]
