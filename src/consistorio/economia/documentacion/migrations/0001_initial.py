"""The accounting document of each operation, immutable; why one could not be made; and how far each book has come. Three empty tables."""

import django.db.models.deletion
from django.db import migrations, models

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contabilidad', '0002_formulario_usado'),
        ('documentos', '0004_sin_fichero_y_fallido'),
        ('presupuesto', '0013_documento_de_la_previa'),
    ]

    operations = [
        migrations.CreateModel(
            name='DocumentoContable',
            fields=[
                ('operacion', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='documento_contable', serialize=False, to='presupuesto.operacion')),
                ('emitido_el', models.DateTimeField()),
                ('documento', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento')),
            ],
            options={
                'verbose_name': 'documento contable',
                'verbose_name_plural': 'documentos contables',
            },
        ),
        migrations.CreateModel(
            name='EmisionFallida',
            fields=[
                ('operacion', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='presupuesto.operacion')),
                ('motivo', models.CharField(max_length=300)),
                ('intentos', models.PositiveSmallIntegerField(default=1)),
                ('intentada_el', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'emisión fallida',
                'verbose_name_plural': 'emisiones fallidas',
                'constraints': [models.CheckConstraint(condition=models.Q(('intentos__gte', 1), models.Q(('motivo', ''), _negated=True)), name='emision_con_motivo')],
            },
        ),
        migrations.CreateModel(
            name='LibroPorDocumentar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('libro', models.CharField(choices=[('presupuesto', 'Presupuesto y sus modificaciones'), ('gasto', 'Gastos'), ('ingreso', 'Ingresos'), ('cerrados', 'Ejercicios cerrados'), ('no_presupuestario', 'No presupuestarias'), ('fondos', 'Fondos de habilitados')], max_length=20)),
                ('hasta', models.PositiveIntegerField(default=0)),
                ('ejercicio', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contabilidad.ejercicio')),
            ],
            options={
                'verbose_name': 'libro por documentar',
                'verbose_name_plural': 'libros por documentar',
                'constraints': [models.UniqueConstraint(fields=('ejercicio', 'libro'), name='libropordocumentar_uno')],
            },
        ),
        hacer_inmutable("documentacion_documentocontable"),
    ]
