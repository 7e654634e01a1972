"""The notice board of the sede: two empty tables."""

import consistorio.nucleo.identificadores
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documentos', '0002_indice_de_palabras'),
        ('expedientes', '0004_recientes_de_unidad'),
    ]

    operations = [
        migrations.CreateModel(
            name='Anuncio',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('clase', models.CharField(choices=[('edicto', 'Anuncio'), ('informacion_publica', 'Información pública')], max_length=20)),
                ('titulo', models.CharField(max_length=200)),
                ('referencia', models.CharField(max_length=80, unique=True)),
                ('publicado_el', models.DateTimeField()),
                ('hasta', models.DateField(blank=True, null=True)),
                ('terminado_el', models.DateTimeField(blank=True, null=True)),
                ('causa', models.CharField(blank=True, choices=[('plazo', 'Terminó su plazo'), ('retirado', 'Se retiró antes'), ('terminacion', 'Terminó el procedimiento')], max_length=12)),
                ('motivo', models.CharField(blank=True, max_length=600)),
                ('diligencia', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento')),
                ('documento', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento')),
                ('expediente', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='anuncios', to='expedientes.expediente')),
            ],
            options={
                'verbose_name': 'anuncio',
            },
        ),
        migrations.CreateModel(
            name='DocumentoExpuesto',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('anuncio', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='expuestos', to='tablon.anuncio')),
                ('documento', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento')),
            ],
            options={
                'verbose_name': 'documento expuesto',
            },
        ),
        migrations.AddIndex(
            model_name='anuncio',
            index=models.Index(condition=models.Q(('terminado_el', None)), fields=['-id'], name='anuncio_en_el_tablon'),
        ),
        migrations.AddIndex(
            model_name='anuncio',
            index=models.Index(condition=models.Q(('clase', 'edicto'), ('terminado_el', None)), fields=['hasta'], name='anuncio_por_descolgar'),
        ),
        migrations.AddConstraint(
            model_name='anuncio',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('causa', ''), ('diligencia', None), ('terminado_el', None)), models.Q(('diligencia__isnull', False), ('terminado_el__isnull', False), models.Q(('causa', ''), _negated=True)), _connector='OR'), name='anuncio_terminado_con_diligencia'),
        ),
        migrations.AddConstraint(
            model_name='anuncio',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('causa', 'retirado'), _negated=True), models.Q(('motivo', ''), _negated=True), _connector='OR'), name='anuncio_retirado_con_motivo'),
        ),
        migrations.AddConstraint(
            model_name='documentoexpuesto',
            constraint=models.UniqueConstraint(fields=('anuncio', 'documento'), name='expuesto_una_vez'),
        ),
    ]
