"""What is decided in session: an empty table, and a state more of resolutions, whose rows are checked once (a constraint is made again)."""

import consistorio.nucleo.identificadores
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documentos', '0002_indice_de_palabras'),
        ('expedientes', '0009_apartamientos'),
        ('organizacion', '0001_initial'),
        ('resoluciones', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AsuntoSesion',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('tarea_id', models.UUIDField(blank=True, null=True)),
                ('estado', models.CharField(choices=[('en_firma', 'Pendiente de la firma de la propuesta'), ('devuelto', 'Devuelto sin firmar'), ('listo', 'Listo para la sesión'), ('tratado', 'Tratado en sesión')], default='en_firma', max_length=10)),
                ('enviado_el', models.DateTimeField()),
                ('resultado', models.CharField(blank=True, choices=[('aprobado', 'Aprobado'), ('enmendado', 'Aprobado con una enmienda'), ('rechazado', 'Rechazado'), ('sobre_la_mesa', 'Dejado sobre la mesa'), ('retirado', 'Retirado del orden del día')], max_length=14)),
                ('sesion_el', models.DateField(blank=True, null=True)),
                ('sesion_numero', models.CharField(blank=True, max_length=40)),
                ('enmienda', models.JSONField(blank=True, default=list)),
                ('motivo', models.CharField(blank=True, max_length=1000)),
                ('acta_aprobada', models.BooleanField(default=False)),
                ('anotado_por', models.UUIDField(blank=True, null=True)),
                ('anotado_el', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'asunto de una sesión',
                'verbose_name_plural': 'asuntos de sesiones',
            },
        ),
        migrations.RemoveConstraint(
            model_name='resolucion',
            name='resolucion_numerada_al_elevar',
        ),
        migrations.AlterField(
            model_name='resolucion',
            name='estado',
            field=models.CharField(choices=[('borrador', 'Propuesta en redacción'), ('propuesta', 'Propuesta hecha'), ('en_sesion', 'Para decidir en sesión'), ('en_firma', 'En firma'), ('devuelta', 'Devuelta sin firmar'), ('firmada', 'Firmada'), ('anulada', 'Anulada por diligencia')], default='borrador', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='resolucion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('elevada_el', None), ('estado__in', ['borrador', 'propuesta', 'en_sesion']), ('libro', None), ('numero', None)), models.Q(models.Q(('estado__in', ['borrador', 'propuesta', 'en_sesion']), _negated=True), ('elevada_el__isnull', False), ('firmante_puesto__isnull', False), ('libro__isnull', False), ('numero__gte', 1)), _connector='OR'), name='resolucion_numerada_al_elevar'),
        ),
        migrations.AddField(
            model_name='asuntosesion',
            name='expediente',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='asuntos_de_sesion', to='expedientes.expediente'),
        ),
        migrations.AddField(
            model_name='asuntosesion',
            name='propuesta',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento'),
        ),
        migrations.AddField(
            model_name='asuntosesion',
            name='resolucion',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='asuntos', to='resoluciones.resolucion'),
        ),
        migrations.AddIndex(
            model_name='asuntosesion',
            index=models.Index(condition=models.Q(('estado', 'listo')), fields=['id'], name='asunto_listo'),
        ),
        migrations.AddConstraint(
            model_name='asuntosesion',
            constraint=models.UniqueConstraint(condition=models.Q(('estado__in', ['en_firma', 'listo'])), fields=('resolucion',), name='asunto_uno_pendiente'),
        ),
        migrations.AddConstraint(
            model_name='asuntosesion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('estado', 'tratado'), _negated=True), models.Q(('anotado_el__isnull', False), ('anotado_por__isnull', False), ('sesion_el__isnull', False), models.Q(('resultado', ''), _negated=True), models.Q(('sesion_numero', ''), _negated=True)), _connector='OR'), name='asunto_tratado_entero'),
        ),
        migrations.AddConstraint(
            model_name='asuntosesion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('resultado__in', ['rechazado', 'sobre_la_mesa', 'retirado']), _negated=True), models.Q(('motivo', ''), _negated=True), _connector='OR'), name='asunto_no_aprobado_con_motivo'),
        ),
    ]
