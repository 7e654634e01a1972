"""The register of values in deposit: an empty table. What came in never changes, and what went out is said once."""

import consistorio.nucleo.identificadores
import django.db.models.deletion
from django.db import migrations, models

from consistorio.plataforma.auditoria.inmutables import cerrar_filas, hacer_inmutable

LO_QUE_ENTRO = (
    *("id", "numero", "clase", "persona_id", "entidad", "referencia", "garantiza", "importe", "recibido_el", "vence"),
    *("documento_id", "anotado_el", "autor_id"),
)


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documentos', '0004_sin_fichero_y_fallido'),
        ('identidad', '0005_persona_por_numero'),
    ]

    operations = [
        migrations.CreateModel(
            name='ValorEnDeposito',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('numero', models.PositiveIntegerField(unique=True)),
                ('clase', models.CharField(choices=[('aval', 'Aval'), ('seguro', 'Seguro de caución'), ('valores', 'Valores representativos de deuda'), ('otro', 'Otro valor')], max_length=7)),
                ('entidad', models.CharField(blank=True, max_length=200)),
                ('referencia', models.CharField(blank=True, max_length=80)),
                ('garantiza', models.CharField(max_length=300)),
                ('importe', models.DecimalField(decimal_places=2, max_digits=14)),
                ('recibido_el', models.DateField()),
                ('vence', models.DateField(blank=True, null=True)),
                ('anotado_el', models.DateTimeField()),
                ('autor_id', models.UUIDField()),
                ('salida', models.CharField(blank=True, choices=[('devuelto', 'Devuelto'), ('ejecutado', 'Ejecutado')], max_length=9)),
                ('salio_el', models.DateField(blank=True, null=True)),
                ('motivo_salida', models.CharField(blank=True, max_length=300)),
                ('salida_por', models.UUIDField(blank=True, null=True)),
                ('documento', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento')),
                ('documento_salida', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento')),
                ('persona', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identidad.persona')),
            ],
            options={
                'verbose_name': 'valor en depósito',
                'verbose_name_plural': 'valores en depósito',
                'indexes': [models.Index(condition=models.Q(('salida', '')), fields=['recibido_el'], name='valorendeposito_vivos')],
                'constraints': [models.CheckConstraint(condition=models.Q(('importe__gt', 0)), name='valorendeposito_importe'), models.CheckConstraint(condition=models.Q(models.Q(('garantiza', ''), _negated=True), models.Q(('vence', None), ('vence__gte', models.F('recibido_el')), _connector='OR')), name='valorendeposito_entrada'), models.CheckConstraint(condition=models.Q(models.Q(('documento_salida', None), ('motivo_salida', ''), ('salida', ''), ('salida_por', None), ('salio_el', None)), models.Q(models.Q(('salida', ''), _negated=True), ('salida_por__isnull', False), ('salio_el__gte', models.F('recibido_el'))), _connector='OR'), name='valorendeposito_salida')],
            },
        ),
        hacer_inmutable("depositos_valorendeposito", *LO_QUE_ENTRO),
        cerrar_filas("depositos_valorendeposito", "OLD.salida <> ''", "salido"),
    ]
