"""What PostgreSQL refuses: changing what was notified, to whom or how, its dates once given, or any proof (LPACAP 41); its exit entry;
and the address once the letter left.
"""

from django.db import migrations, models
from django.db.models import F, Q

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.inmutables import hacer_inmutable
from consistorio.plataforma.tablas import CrearTablas

PROTEGER = """
CREATE FUNCTION notificaciones_proteger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.puesta_a_disposicion IS NOT NULL AND (NEW.puesta_a_disposicion, NEW.caduca, NEW.regla_caducidad, NEW.huella, NEW.cedula_id)
     IS DISTINCT FROM (OLD.puesta_a_disposicion, OLD.caduca, OLD.regla_caducidad, OLD.huella, OLD.cedula_id) THEN
    RAISE EXCEPTION 'la puesta a disposición de una notificación no cambia' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.practicada_el IS NOT NULL AND (NEW.practicada_el, NEW.estado) IS DISTINCT FROM (OLD.practicada_el, OLD.estado) THEN
    RAISE EXCEPTION 'una notificación practicada no cambia' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.evidencia_id IS NOT NULL AND NEW.evidencia_id IS DISTINCT FROM OLD.evidencia_id THEN
    RAISE EXCEPTION 'el justificante de una notificación no cambia' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""
SALIDA = """
CREATE FUNCTION notificaciones_proteger_salida() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'el asiento de salida de una notificación no cambia' USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
DIRECCION = """
CREATE FUNCTION notificaciones_proteger_direccion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'la dirección de lo que ya se envió no cambia' USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("documentos", "0001_initial"),
        ("expedientes", "0001_initial"),
        ("identidad", "0001_initial"),
        ("registro", "0001_initial"),
    ]

    operations = [
        CrearTablas(
            migrations.CreateModel(
                name="Notificacion",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("numero", models.CharField(max_length=20, unique=True)),
                    (
                        "clase",
                        models.CharField(
                            choices=[("notificacion", "Notificación"), ("comunicacion", "Comunicación")], default="notificacion", max_length=12
                        ),
                    ),
                    ("expediente", models.ForeignKey(on_delete=models.PROTECT, related_name="notificaciones", to="expedientes.expediente")),
                    ("destinatario", models.ForeignKey(on_delete=models.PROTECT, related_name="notificaciones", to="identidad.persona")),
                    (
                        "representante",
                        models.ForeignKey(
                            blank=True, null=True, on_delete=models.PROTECT, related_name="notificaciones_por_otra", to="identidad.persona"
                        ),
                    ),
                    ("documento", models.ForeignKey(on_delete=models.PROTECT, related_name="notificaciones", to="documentos.documento")),
                    (
                        "cedula",
                        models.ForeignKey(
                            blank=True, null=True, on_delete=models.PROTECT, related_name="notificacion_cedula", to="documentos.documento"
                        ),
                    ),
                    (
                        "evidencia",
                        models.ForeignKey(
                            blank=True, null=True, on_delete=models.PROTECT, related_name="notificacion_evidencia", to="documentos.documento"
                        ),
                    ),
                    (
                        "salida",
                        models.OneToOneField(blank=True, null=True, on_delete=models.PROTECT, related_name="notificacion", to="registro.asiento"),
                    ),
                    ("asunto", models.CharField(max_length=240)),
                    ("referencia", models.CharField(max_length=120)),
                    ("tarea_id", models.UUIDField(blank=True, null=True)),
                    ("contenido", models.JSONField()),
                    ("canal", models.CharField(choices=[("electronica", "Electrónica"), ("papel", "En papel")], max_length=12)),
                    (
                        "motivo_canal",
                        models.CharField(
                            choices=[
                                ("obligado", "Está obligada a relacionarse por medios electrónicos (art. 14)"),
                                ("elegido", "Lo eligió la persona interesada (art. 41.1)"),
                                ("por_defecto", "No está obligada ni ha elegido la vía electrónica (art. 41.1)"),
                                ("primera_en_papel", "Primera notificación sin datos de contacto (RD 203/2021, art. 43.2)"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("correo_aviso", models.EmailField(blank=True, max_length=254)),
                    ("direccion_postal", models.CharField(blank=True, max_length=400)),
                    (
                        "estado",
                        models.CharField(
                            choices=[
                                ("preparada", "Preparándose"),
                                ("disponible", "Pendiente de abrir"),
                                ("infructuosa", "Pendiente de publicar en el BOE"),
                                ("accedida", "Leída"),
                                ("rechazada", "Rechazada"),
                                ("caducada", "No se abrió a tiempo"),
                                ("entregada", "Entregada en papel"),
                                ("publicada", "Publicada en el BOE"),
                                ("comunicada", "Comunicada"),
                            ],
                            default="preparada",
                            max_length=14,
                        ),
                    ),
                    ("emitida_el", models.DateTimeField()),
                    ("puesta_a_disposicion", models.DateTimeField(blank=True, null=True)),
                    ("caduca", models.DateField(blank=True, null=True)),
                    (
                        "regla_caducidad",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("sin_prorroga", "El décimo día natural, aunque sea inhábil"),
                                ("prorroga_30_5", "Si el décimo día es inhábil, el siguiente hábil"),
                            ],
                            max_length=14,
                        ),
                    ),
                    ("practicada_el", models.DateTimeField(blank=True, null=True)),
                    ("huella", models.CharField(blank=True, max_length=64)),
                ],
                options={
                    "verbose_name": "notificación",
                    "verbose_name_plural": "notificaciones",
                    "indexes": [
                        models.Index(condition=Q(("tarea_id__isnull", False)), fields=["tarea_id"], name="notificacion_tarea"),
                        models.Index(fields=["destinatario", "-emitida_el"], name="notificacion_destinatario"),
                        models.Index(fields=["representante", "-emitida_el"], name="notificacion_representante"),
                        models.Index(fields=["expediente", "emitida_el"], name="notificacion_expediente"),
                        models.Index(condition=Q(("estado", "disponible")), fields=["caduca"], name="notificacion_por_caducar"),
                        models.Index(
                            condition=Q(("canal", "papel"), ("estado__in", ["disponible", "infructuosa"])),
                            fields=["puesta_a_disposicion", "id"],
                            name="notificacion_papel_pendiente",
                        ),
                    ],
                    "constraints": [
                        models.UniqueConstraint(fields=("referencia", "destinatario"), name="notificacion_una_por_acto_y_persona"),
                        models.CheckConstraint(
                            condition=Q(
                                Q(
                                    ("estado__in", ["accedida", "rechazada", "caducada", "entregada", "publicada", "comunicada"]),
                                    ("practicada_el__isnull", False),
                                ),
                                Q(
                                    Q(("estado__in", ["accedida", "rechazada", "caducada", "entregada", "publicada", "comunicada"]), _negated=True),
                                    ("practicada_el", None),
                                ),
                                _connector="OR",
                            ),
                            name="notificacion_final_con_fecha",
                        ),
                        models.CheckConstraint(
                            condition=Q(
                                Q(("estado", "preparada"), ("puesta_a_disposicion", None)),
                                Q(Q(("estado", "preparada"), _negated=True), ("huella__gt", ""), ("puesta_a_disposicion__isnull", False)),
                                _connector="OR",
                            ),
                            name="notificacion_disponible_con_fecha",
                        ),
                        models.CheckConstraint(
                            condition=Q(
                                ("puesta_a_disposicion", None),
                                Q(("caduca__isnull", False), ("canal", "electronica"), ("clase", "notificacion"), ("regla_caducidad__gt", "")),
                                Q(("caduca", None), ("canal", "papel"), ("clase", "notificacion")),
                                Q(("caduca", None), ("clase", "comunicacion")),
                                _connector="OR",
                            ),
                            name="notificacion_caduca_la_electronica",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Aviso",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("notificacion", models.ForeignKey(on_delete=models.PROTECT, related_name="avisos", to="notificaciones.notificacion")),
                    ("momento", models.DateTimeField()),
                    ("destino", models.CharField(blank=True, max_length=120)),
                    (
                        "resultado",
                        models.CharField(
                            choices=[
                                ("enviado", "Enviado"),
                                ("fallido", "No se pudo enviar; se volverá a intentar"),
                                ("sin_medio", "No hay correo al que avisar"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("detalle", models.CharField(blank=True, max_length=200)),
                ],
                options={
                    "verbose_name": "aviso",
                    "indexes": [models.Index(fields=["notificacion", "momento"], name="aviso_notificacion")],
                },
            ),
            migrations.CreateModel(
                name="Comparecencia",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("notificacion", models.OneToOneField(on_delete=models.PROTECT, related_name="comparecencia", to="notificaciones.notificacion")),
                    ("clase", models.CharField(choices=[("acceso", "Accedió al contenido"), ("rechazo", "La rechazó")], max_length=8)),
                    ("persona", models.ForeignKey(on_delete=models.PROTECT, related_name="comparecencias", to="identidad.persona")),
                    ("momento", models.DateTimeField()),
                    ("medio", models.CharField(max_length=40)),
                    ("nivel", models.PositiveSmallIntegerField()),
                    ("huella", models.CharField(max_length=64)),
                    ("advertida_el", models.DateTimeField()),
                ],
                options={
                    "verbose_name": "comparecencia",
                    "constraints": [models.CheckConstraint(condition=Q(("advertida_el__lte", F("momento"))), name="comparecencia_advertida")],
                },
            ),
            migrations.CreateModel(
                name="IntentoPapel",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("notificacion", models.ForeignKey(on_delete=models.PROTECT, related_name="intentos", to="notificaciones.notificacion")),
                    ("numero", models.PositiveSmallIntegerField()),
                    ("momento", models.DateTimeField()),
                    (
                        "resultado",
                        models.CharField(
                            choices=[
                                ("entregada", "Entregada"),
                                ("rehusada", "La rehusó la persona destinataria o su representante"),
                                ("ausente", "No había nadie que pudiera recibirla"),
                                ("desconocido", "Es desconocida en esa dirección"),
                                ("direccion_incorrecta", "La dirección no existe o está incompleta"),
                                ("fallecido", "Ha fallecido"),
                            ],
                            max_length=22,
                        ),
                    ),
                    ("receptor", models.CharField(blank=True, max_length=160)),
                    ("receptor_es_destinatario", models.BooleanField(default=True)),
                    ("receptor_edad", models.PositiveSmallIntegerField(blank=True, null=True)),
                    ("acuse", models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="+", to="documentos.documento")),
                    ("anotado_el", models.DateTimeField()),
                    ("anotado_por", models.UUIDField()),
                ],
                options={
                    "verbose_name": "intento de entrega en papel",
                    "constraints": [
                        models.UniqueConstraint(fields=("notificacion", "numero"), name="intento_numero_unico"),
                        models.CheckConstraint(condition=Q(("numero__in", [1, 2])), name="intento_dos_como_mucho"),
                        models.CheckConstraint(
                            condition=Q(
                                Q(("resultado", "entregada"), _negated=True),
                                Q(("receptor__gt", ""), ("receptor_es_destinatario", True)),
                                Q(("receptor__gt", ""), ("receptor_edad__gte", 14)),
                                _connector="OR",
                            ),
                            name="intento_receptor_valido",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ImpresionPapel",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("notificacion", models.ForeignKey(on_delete=models.PROTECT, related_name="impresiones", to="notificaciones.notificacion")),
                    ("momento", models.DateTimeField()),
                    ("por", models.UUIDField()),
                    ("huella", models.CharField(max_length=64)),
                ],
                options={
                    "verbose_name": "impresión en papel",
                },
            ),
            migrations.CreateModel(
                name="PublicacionBoe",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("notificacion", models.OneToOneField(on_delete=models.PROTECT, related_name="publicacion", to="notificaciones.notificacion")),
                    ("fecha", models.DateField()),
                    ("identificador", models.CharField(max_length=60)),
                    ("anotada_el", models.DateTimeField()),
                    ("anotada_por", models.UUIDField()),
                ],
                options={
                    "verbose_name": "publicación en el BOE",
                },
            ),
            migrations.CreateModel(
                name="NumeracionNotificaciones",
                fields=[
                    ("anio", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                    ("ultimo", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "verbose_name": "numeración de notificaciones",
                },
            ),
            migrations.CreateModel(
                name="AjusteNotificaciones",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    (
                        "regla_caducidad",
                        models.CharField(
                            choices=[
                                ("sin_prorroga", "El décimo día natural, aunque sea inhábil"),
                                ("prorroga_30_5", "Si el décimo día es inhábil, el siguiente hábil"),
                            ],
                            max_length=14,
                        ),
                    ),
                    ("desde", models.DateField(unique=True)),
                    ("motivo", models.CharField(max_length=300)),
                ],
                options={
                    "verbose_name": "ajuste de notificaciones",
                },
            ),
        ),
        hacer_inmutable(
            "notificaciones_notificacion",
            *("id", "numero", "clase", "expediente_id", "destinatario_id", "representante_id", "documento_id", "asunto", "referencia"),
            *("tarea_id", "contenido", "canal", "motivo_canal", "emitida_el"),
        ),
        hacer_inmutable("notificaciones_aviso"),
        hacer_inmutable("notificaciones_comparecencia"),
        hacer_inmutable("notificaciones_intentopapel"),
        hacer_inmutable("notificaciones_impresionpapel"),
        hacer_inmutable("notificaciones_publicacionboe"),
        migrations.RunSQL(
            sql=[
                PROTEGER,
                "CREATE TRIGGER notificaciones_notificacion_protegida BEFORE UPDATE ON notificaciones_notificacion "
                "FOR EACH ROW EXECUTE FUNCTION notificaciones_proteger()",
                SALIDA,
                "CREATE TRIGGER notificaciones_notificacion_salida BEFORE UPDATE OF salida_id ON notificaciones_notificacion "
                "FOR EACH ROW WHEN (OLD.salida_id IS NOT NULL AND NEW.salida_id IS DISTINCT FROM OLD.salida_id) "
                "EXECUTE FUNCTION notificaciones_proteger_salida()",
                DIRECCION,
                "CREATE TRIGGER notificaciones_notificacion_direccion BEFORE UPDATE OF direccion_postal "
                "ON notificaciones_notificacion FOR EACH ROW "
                "WHEN (OLD.salida_id IS NOT NULL AND NEW.direccion_postal IS DISTINCT FROM OLD.direccion_postal) "
                "EXECUTE FUNCTION notificaciones_proteger_direccion()",
            ],
            reverse_sql=[
                "DROP TRIGGER notificaciones_notificacion_direccion ON notificaciones_notificacion",
                "DROP FUNCTION notificaciones_proteger_direccion()",
                "DROP TRIGGER notificaciones_notificacion_salida ON notificaciones_notificacion",
                "DROP FUNCTION notificaciones_proteger_salida()",
                "DROP TRIGGER notificaciones_notificacion_protegida ON notificaciones_notificacion",
                "DROP FUNCTION notificaciones_proteger()",
            ],
        ),
    ]
