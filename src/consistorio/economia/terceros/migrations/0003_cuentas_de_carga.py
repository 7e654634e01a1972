"""An account that another program paid to comes without its certificate: it says which load brought it and whose it was there."""

import django.db.models.deletion
from django.db import migrations, models

from consistorio.plataforma.auditoria.inmutables import cerrar_filas


class Migration(migrations.Migration):

    dependencies = [
        ('terceros', '0002_cesion_confirmada'),
    ]

    operations = [
        migrations.AddField(
            model_name='cuentatercero',
            name='carga',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='cuentatercero',
            name='titular',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AlterField(
            model_name='cuentatercero',
            name='titularidad',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cuentas', to='terceros.documentodetercero'),
        ),
        migrations.AddIndex(
            model_name='cuentatercero',
            index=models.Index(condition=models.Q(('estado', 'pendiente'), models.Q(('carga', ''), _negated=True)), fields=['id'], name='cuenta_de_carga'),
        ),
        migrations.AddConstraint(
            model_name='cuentatercero',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('carga', ''), ('titular', ''), ('titularidad__isnull', False)), models.Q(('titularidad', None), models.Q(('carga', ''), _negated=True)), _connector='OR'), name='cuenta_acreditada'),
        ),
        cerrar_filas(
            "terceros_cuentatercero",
            "NEW.carga IS DISTINCT FROM OLD.carga OR NEW.titular IS DISTINCT FROM OLD.titular",
            "de_carga",
        ),
    ]
