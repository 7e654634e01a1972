"""What was presented may be presented again, and what a prorrata regularised says with which operations, to be undone. Both tables hold some rows a year."""

import django.db.models.deletion
from django.db import migrations, models

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable

_NUNCA = ("id", "modelo", "anio", "periodo", "casillas", "resultado", "presentada", "justificante", "documento_id")
_ANTES = hacer_inmutable("tributacion_declaracion", *_NUNCA)


class Migration(migrations.Migration):

    dependencies = [
        ('documentos', '0004_sin_fichero_y_fallido'),
        ('presupuesto', '0005_nomina_una_vez'),
        ('tributacion', '0002_compensacion_deshecha'),
    ]

    operations = [
        migrations.RunSQL(sql=_ANTES.reverse_sql, reverse_sql=_ANTES.sql),
        migrations.RemoveConstraint(
            model_name='declaracion',
            name='declaracion_una',
        ),
        migrations.AddField(
            model_name='declaracion',
            name='clase',
            field=models.CharField(blank=True, choices=[('complementaria', 'Complementaria de la anterior'), ('sustitutiva', 'Sustitutiva de la anterior')], max_length=14),
        ),
        migrations.AddField(
            model_name='declaracion',
            name='rectifica',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rectificada_por', to='tributacion.declaracion'),
        ),
        migrations.AddField(
            model_name='prorrata',
            name='del_iva',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='presupuesto.operacion'),
        ),
        migrations.AddField(
            model_name='prorrata',
            name='del_presupuesto',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='presupuesto.operacion'),
        ),
        migrations.AddConstraint(
            model_name='declaracion',
            constraint=models.UniqueConstraint(condition=models.Q(('rectifica', None)), fields=('modelo', 'anio', 'periodo'), name='declaracion_una_primera'),
        ),
        migrations.AddConstraint(
            model_name='declaracion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('clase', ''), ('rectifica', None)), models.Q(models.Q(('clase', ''), _negated=True), ('rectifica__isnull', False)), _connector='OR'), name='declaracion_rectifica'),
        ),
        hacer_inmutable("tributacion_declaracion", *_NUNCA, "clase", "rectifica_id"),
    ]
