"""What is checked of each kind of expense under limited control, and what was answered. Three empty tables."""

import consistorio.nucleo.identificadores
import django.db.models.deletion
from django.db import migrations, models

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable


class Migration(migrations.Migration):

    dependencies = [
        ('documentos', '0004_sin_fichero_y_fallido'),
        ('intervencion', '0005_dacion_de_cuenta'),
    ]

    operations = [
        migrations.CreateModel(
            name='ListaDeRequisitos',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('tipo', models.SlugField(db_index=False, max_length=40)),
                ('nombre', models.CharField(max_length=120)),
                ('fase', models.CharField(choices=[('A', 'Autorización (A)'), ('D', 'Compromiso (D)'), ('AD', 'Autorización y compromiso (AD)'), ('O', 'Reconocimiento de la obligación (O)'), ('ADO', 'Todas las fases a la vez (ADO)')], max_length=3)),
                ('desde', models.DateField()),
                ('rige', models.BooleanField()),
                ('nota', models.CharField(blank=True, max_length=600)),
                ('anotada_el', models.DateTimeField()),
                ('anotada_por', models.UUIDField()),
                ('acuerdo', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='listas', to='intervencion.acuerdodecontrol')),
            ],
            options={
                'verbose_name': 'lista de requisitos básicos',
                'verbose_name_plural': 'listas de requisitos básicos',
            },
        ),
        migrations.CreateModel(
            name='Requisito',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('numero', models.PositiveSmallIntegerField()),
                ('clase', models.CharField(choices=[('credito', 'General: crédito adecuado y suficiente'), ('organo', 'General: órgano competente'), ('plurianual', 'General: límites del gasto plurianual'), ('adicional', 'Adicional: lo añade el Pleno')], max_length=10)),
                ('texto', models.CharField(max_length=600)),
                ('norma', models.CharField(blank=True, max_length=200)),
                ('certeza', models.CharField(choices=[('verificado', 'General, de la norma'), ('propuesta', 'Propuesta del programa, por revisar'), ('propio', 'Escrito por el ayuntamiento')], max_length=10)),
                ('revisado_el', models.DateField(blank=True, null=True)),
                ('revision', models.CharField(blank=True, max_length=600)),
                ('lista', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='requisitos', to='intervencion.listaderequisitos')),
            ],
            options={
                'verbose_name': 'requisito básico',
                'verbose_name_plural': 'requisitos básicos',
            },
        ),
        migrations.CreateModel(
            name='RespuestaDeRequisito',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('respuesta', models.CharField(choices=[('cumple', 'Cumple'), ('no_cumple', 'No cumple'), ('no_procede', 'No procede')], max_length=10)),
                ('motivo', models.CharField(blank=True, max_length=600)),
                ('propuesta', models.CharField(blank=True, max_length=10)),
                ('evidencia', models.CharField(blank=True, max_length=600)),
                ('documento', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento')),
                ('fiscalizacion', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='respuestas', to='intervencion.fiscalizacion')),
                ('requisito', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='respuestas', to='intervencion.requisito')),
            ],
            options={
                'verbose_name': 'respuesta a un requisito básico',
                'verbose_name_plural': 'respuestas a requisitos básicos',
            },
        ),
        migrations.AddConstraint(
            model_name='listaderequisitos',
            constraint=models.UniqueConstraint(fields=('tipo', 'fase', 'desde'), name='listaderequisitos_una_al_dia'),
        ),
        migrations.AddConstraint(
            model_name='listaderequisitos',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('tipo', ''), _negated=True), models.Q(('nombre', ''), _negated=True)), name='listaderequisitos_con_nombre'),
        ),
        migrations.AddConstraint(
            model_name='requisito',
            constraint=models.UniqueConstraint(fields=('lista', 'numero'), name='requisito_numero'),
        ),
        migrations.AddConstraint(
            model_name='requisito',
            constraint=models.CheckConstraint(condition=models.Q(('numero__gte', 1), models.Q(('texto', ''), _negated=True)), name='requisito_escrito'),
        ),
        migrations.AddConstraint(
            model_name='requisito',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('revisado_el', None), ('revision', '')), models.Q(('revisado_el__isnull', False), models.Q(('revision', ''), _negated=True)), _connector='OR'), name='requisito_revisado_con_motivo'),
        ),
        migrations.AddConstraint(
            model_name='respuestaderequisito',
            constraint=models.UniqueConstraint(fields=('fiscalizacion', 'documento', 'requisito'), name='respuestaderequisito_una_por_resultado'),
        ),
        migrations.AddConstraint(
            model_name='respuestaderequisito',
            constraint=models.CheckConstraint(condition=models.Q(('respuesta', 'cumple'), models.Q(('motivo', ''), _negated=True), _connector='OR'), name='respuestaderequisito_con_motivo'),
        ),
        hacer_inmutable("intervencion_listaderequisitos"),
        hacer_inmutable("intervencion_requisito", "id", "lista_id", "numero", "clase", "texto", "norma", "certeza"),
        hacer_inmutable("intervencion_respuestaderequisito"),
    ]
