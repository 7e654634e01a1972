"""Persons, accounts and representations, with what the law fixes and Django's constraints cannot say."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields.ranges import RangeBoundary
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models
from django.db.models import F, Q

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.inmutables import hacer_inmutable
from consistorio.plataforma.identidad.models import RangoDeFechas
from consistorio.plataforma.tablas import CrearTablas

CINCO_ANIOS = """
ALTER TABLE identidad_representacion ADD CONSTRAINT representacion_cinco_anios
  CHECK (hasta <= (desde + interval '5 years')::date);
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        BtreeGistExtension(),
        CrearTablas(
            migrations.CreateModel(
                name="Persona",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    (
                        "clase",
                        models.CharField(
                            choices=[
                                ("fisica", "Persona física"),
                                ("juridica", "Persona jurídica"),
                                ("sin_personalidad", "Entidad sin personalidad jurídica"),
                            ],
                            max_length=20,
                        ),
                    ),
                    (
                        "tipo_documento",
                        models.CharField(
                            choices=[("nif", "DNI, NIE o NIF"), ("pasaporte", "Pasaporte"), ("extranjero", "Documento de identidad extranjero")],
                            default="nif",
                            max_length=12,
                        ),
                    ),
                    ("pais_documento", models.CharField(default="ES", max_length=2)),
                    ("nif", models.CharField(max_length=40)),
                    ("nombre", models.CharField(blank=True, max_length=80)),
                    ("apellido1", models.CharField(blank=True, max_length=80)),
                    ("apellido2", models.CharField(blank=True, max_length=80)),
                    ("razon_social", models.CharField(blank=True, max_length=160)),
                    ("correo", models.EmailField(blank=True, max_length=254)),
                    ("telefono", models.CharField(blank=True, max_length=20)),
                    ("contacto_el", models.DateTimeField(blank=True, null=True)),
                    ("direccion", models.CharField(blank=True, max_length=160)),
                    ("codigo_postal", models.CharField(blank=True, max_length=10)),
                    ("municipio", models.CharField(blank=True, max_length=80)),
                    ("provincia", models.CharField(blank=True, max_length=60)),
                    ("obligada", models.BooleanField(default=False)),
                    (
                        "causa_obligacion",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("14.2.a", "Persona jurídica (art. 14.2.a)"),
                                ("14.2.b", "Entidad sin personalidad jurídica (art. 14.2.b)"),
                                ("14.2.c", "Profesional con colegiación obligatoria, en su ejercicio (art. 14.2.c)"),
                                ("14.2.d", "Representa a quien está obligado (art. 14.2.d)"),
                                ("14.2.e", "Empleo público, en su condición (art. 14.2.e)"),
                                ("14.3", "Obligación fijada por reglamento (art. 14.3)"),
                            ],
                            max_length=6,
                        ),
                    ),
                    ("creada_el", models.DateTimeField(auto_now_add=True)),
                ],
                options={
                    "verbose_name": "persona",
                    "constraints": [
                        models.UniqueConstraint(fields=("tipo_documento", "pais_documento", "nif"), name="persona_documento_unico"),
                        models.CheckConstraint(
                            condition=Q(
                                Q(("clase", "fisica"), Q(("nombre", ""), _negated=True)),
                                Q(Q(("clase", "fisica"), _negated=True), Q(("razon_social", ""), _negated=True)),
                                _connector="OR",
                            ),
                            name="persona_tiene_nombre",
                        ),
                        models.CheckConstraint(
                            condition=Q(
                                Q(("causa_obligacion__gt", ""), ("obligada", True)), Q(("causa_obligacion", ""), ("obligada", False)), _connector="OR"
                            ),
                            name="persona_obligada_con_causa",
                        ),
                        models.CheckConstraint(
                            condition=Q(("clase", "fisica"), ("obligada", True), _connector="OR"), name="persona_organizacion_obligada"
                        ),
                        models.CheckConstraint(condition=Q(("nif", ""), _negated=True), name="persona_con_documento"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PreferenciaCanal",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("persona", models.ForeignKey(on_delete=models.PROTECT, related_name="preferencias", to="identidad.persona")),
                    ("canal", models.CharField(choices=[("electronica", "Por medios electrónicos"), ("papel", "En papel")], max_length=12)),
                    ("manifestada_el", models.DateTimeField()),
                    ("efectos_desde", models.DateField()),
                    ("medio", models.CharField(max_length=40)),
                ],
                options={
                    "verbose_name": "preferencia de canal",
                    "indexes": [models.Index(fields=["persona", "efectos_desde"], name="preferencia_persona")],
                },
            ),
            migrations.CreateModel(
                name="Representacion",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("representado", models.ForeignKey(on_delete=models.PROTECT, related_name="representaciones_otorgadas", to="identidad.persona")),
                    ("representante", models.ForeignKey(on_delete=models.PROTECT, related_name="representaciones_recibidas", to="identidad.persona")),
                    (
                        "alcance",
                        models.CharField(
                            choices=[
                                ("general", "Cualquier actuación ante cualquier Administración (art. 6.4.a)"),
                                ("organismo", "Cualquier actuación ante este Ayuntamiento (art. 6.4.b)"),
                                ("procedimiento", "Un trámite concreto (art. 6.4.c)"),
                            ],
                            max_length=14,
                        ),
                    ),
                    ("organismo", models.CharField(blank=True, max_length=9)),
                    ("procedimiento", models.CharField(blank=True, max_length=60)),
                    (
                        "acreditacion",
                        models.CharField(
                            choices=[
                                ("apud_acta_sede", "Apoderamiento apud acta en la sede electrónica"),
                                ("apud_acta_presencial", "Apoderamiento apud acta en la oficina de registro"),
                                ("certificado", "Certificado electrónico de representante"),
                                ("documento", "Documento notarial o registral"),
                                ("rea", "Registro electrónico de apoderamientos"),
                                ("legal", "Representación legal (tutela, patria potestad, curatela)"),
                            ],
                            max_length=24,
                        ),
                    ),
                    ("documento_id", models.UUIDField(blank=True, null=True)),
                    ("referencia", models.CharField(blank=True, max_length=160)),
                    ("desde", models.DateField()),
                    ("hasta", models.DateField()),
                    (
                        "estado",
                        models.CharField(
                            choices=[
                                ("pendiente", "Pendiente de aceptar"),
                                ("vigente", "Aceptada"),
                                ("rechazada", "Rechazada por quien iba a representar"),
                                ("revocada", "Revocada por la persona representada"),
                                ("renunciada", "Renunciada por quien representaba"),
                            ],
                            default="pendiente",
                            max_length=12,
                        ),
                    ),
                    ("inscrita_el", models.DateTimeField()),
                    ("aceptada_el", models.DateTimeField(blank=True, null=True)),
                    ("terminada_el", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "verbose_name": "representación",
                    "indexes": [models.Index(fields=["representante", "estado", "hasta"], name="representacion_de_quien")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=Q(("representado", F("representante")), _negated=True), name="representacion_de_otra_persona"
                        ),
                        models.CheckConstraint(condition=Q(("hasta__gte", F("desde"))), name="representacion_periodo"),
                        models.CheckConstraint(
                            condition=Q(
                                Q(("alcance", "procedimiento"), ("organismo__gt", ""), ("procedimiento__gt", "")),
                                Q(("alcance", "organismo"), ("organismo__gt", ""), ("procedimiento", "")),
                                Q(("alcance", "general"), ("organismo", ""), ("procedimiento", "")),
                                _connector="OR",
                            ),
                            name="representacion_alcance_completo",
                        ),
                        models.CheckConstraint(
                            condition=Q(
                                Q(("estado__in", ["pendiente", "vigente"]), ("terminada_el", None)),
                                Q(("estado__in", ["rechazada", "revocada", "renunciada"]), ("terminada_el__isnull", False)),
                                _connector="OR",
                            ),
                            name="representacion_fin_con_fecha",
                        ),
                        ExclusionConstraint(
                            condition=Q(("estado__in", ["pendiente", "vigente"])),
                            expressions=[
                                ("representado", "="),
                                ("representante", "="),
                                ("alcance", "="),
                                ("organismo", "="),
                                ("procedimiento", "="),
                                ("acreditacion", "="),
                                (RangoDeFechas("desde", "hasta", RangeBoundary(inclusive_lower=True, inclusive_upper=True)), "&&"),
                            ],
                            name="representacion_sin_solapes",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Cuenta",
                fields=[
                    ("password", models.CharField(max_length=128, verbose_name="password")),
                    ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("usuario", models.CharField(max_length=60, unique=True)),
                    ("activa", models.BooleanField(default=True)),
                    ("debe_cambiar_contrasena", models.BooleanField(default=False)),
                    ("creada_el", models.DateTimeField(auto_now_add=True)),
                ],
                options={
                    "verbose_name": "cuenta",
                },
            ),
            migrations.CreateModel(
                name="LlaveAcceso",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("cuenta", models.ForeignKey(on_delete=models.PROTECT, related_name="llaves", to=settings.AUTH_USER_MODEL)),
                    ("nombre", models.CharField(max_length=60)),
                    ("credencial", models.BinaryField(unique=True)),
                    ("publica", models.BinaryField()),
                    ("contador", models.BigIntegerField(default=0)),
                    ("creada_el", models.DateTimeField(auto_now_add=True)),
                    ("usada_el", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "verbose_name": "llave de acceso",
                },
            ),
            migrations.CreateModel(
                name="RetoLlave",
                fields=[
                    ("id", models.BigAutoField(primary_key=True, serialize=False)),
                    ("cuenta", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                    ("para", models.CharField(max_length=100)),
                    ("reto", models.BinaryField(unique=True)),
                    ("caduca_el", models.DateTimeField()),
                ],
                options={
                    "verbose_name": "reto de llave",
                    "indexes": [models.Index(fields=["cuenta", "caduca_el"], name="reto_cuenta")],
                },
            ),
            migrations.CreateModel(
                name="Sesion",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("persona", models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="sesiones", to="identidad.persona")),
                    (
                        "cuenta",
                        models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="sesiones", to=settings.AUTH_USER_MODEL),
                    ),
                    (
                        "medio",
                        models.CharField(
                            choices=[
                                ("certificado", "Certificado electrónico"),
                                ("clave", "Cl@ve"),
                                ("contrasena_totp", "Contraseña y código de un solo uso"),
                                ("contrasena_llave", "Contraseña y llave de acceso"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("nivel", models.SmallIntegerField(choices=[(0, "ninguno"), (1, "bajo"), (2, "sustancial"), (3, "alto")])),
                    ("emisor", models.CharField(blank=True, max_length=300)),
                    ("serie", models.CharField(blank=True, max_length=80)),
                    ("huella", models.CharField(blank=True, max_length=64)),
                    ("evidencia", models.JSONField(default=dict)),
                    ("direccion_hash", models.CharField(blank=True, max_length=64)),
                    ("abierta_el", models.DateTimeField()),
                    ("vista_el", models.DateTimeField()),
                    ("reautenticada_el", models.DateTimeField()),
                    ("caduca_el", models.DateTimeField()),
                    ("cerrada_el", models.DateTimeField(blank=True, null=True)),
                    (
                        "representacion",
                        models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="+", to="identidad.representacion"),
                    ),
                ],
                options={
                    "verbose_name": "sesión",
                    "indexes": [
                        models.Index(fields=["persona", "abierta_el"], name="sesion_persona"),
                        models.Index(fields=["cuenta", "abierta_el"], name="sesion_cuenta"),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=Q(
                                Q(("cuenta", None), ("persona__isnull", False)), Q(("cuenta__isnull", False), ("persona", None)), _connector="OR"
                            ),
                            name="sesion_de_persona_o_de_cuenta",
                        ),
                        models.CheckConstraint(
                            condition=Q(("representacion", None), ("persona__isnull", False), _connector="OR"), name="sesion_representa_persona"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PeticionAcceso",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    (
                        "medio",
                        models.CharField(
                            choices=[
                                ("certificado", "Certificado electrónico"),
                                ("clave", "Cl@ve"),
                                ("contrasena_totp", "Contraseña y código de un solo uso"),
                                ("contrasena_llave", "Contraseña y llave de acceso"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("nivel_pedido", models.SmallIntegerField(default=1)),
                    ("vuelve_a", models.CharField(default="/", max_length=500)),
                    ("creada_el", models.DateTimeField()),
                    ("caduca_el", models.DateTimeField()),
                    ("respondida_el", models.DateTimeField(blank=True, null=True)),
                    ("consumida_el", models.DateTimeField(blank=True, null=True)),
                    ("vale_hash", models.CharField(blank=True, max_length=64)),
                    ("resultado", models.JSONField(default=dict)),
                ],
                options={
                    "verbose_name": "petición de acceso",
                    "indexes": [models.Index(fields=["caduca_el"], name="peticion_caduca")],
                },
            ),
            migrations.CreateModel(
                name="AsercionVista",
                fields=[
                    ("asercion", models.CharField(max_length=200, primary_key=True, serialize=False)),
                    ("recibida_el", models.DateTimeField()),
                ],
                options={
                    "verbose_name": "aserción usada",
                },
            ),
            migrations.CreateModel(
                name="IntentoAcceso",
                fields=[
                    ("id", models.BigAutoField(primary_key=True, serialize=False)),
                    ("clave", models.CharField(max_length=64)),
                    ("momento", models.DateTimeField()),
                    ("acertado", models.BooleanField()),
                ],
                options={
                    "verbose_name": "intento de acceso",
                    "indexes": [models.Index(fields=["clave", "momento"], name="intento_clave_momento")],
                },
            ),
        ),
        migrations.RunSQL(CINCO_ANIOS, "ALTER TABLE identidad_representacion DROP CONSTRAINT representacion_cinco_anios"),
        hacer_inmutable("identidad_preferenciacanal"),
        hacer_inmutable(
            "identidad_representacion",
            *("representado_id", "representante_id", "alcance", "organismo", "procedimiento", "acreditacion"),
            *("desde", "hasta", "inscrita_el"),
        ),
    ]
