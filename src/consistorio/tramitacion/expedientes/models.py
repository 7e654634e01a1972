"""State of cases."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada
from consistorio.plataforma.orden import indice_de_palabras
from consistorio.tramitacion.expedientes.lugares import LUGARES


class SerieExpediente(models.Model):
    """Last number given in a series and year. Its row is the lock: numbers have no gaps."""

    id = models.BigAutoField(primary_key=True)
    serie = models.CharField(max_length=6)
    anio = models.PositiveSmallIntegerField()
    ultimo = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("serie de expedientes")
        constraints = [models.UniqueConstraint(fields=["serie", "anio"], name="serie_expediente_unica")]

    def __str__(self) -> str:
        return f"{self.anio}/{self.serie}"


class Expediente(models.Model):
    """A case (LPACAP 70). Number, identifier and opening are fixed for ever; it is never deleted from here."""

    class Estado(models.TextChoices):
        ABIERTO = "abierto", _("Abierto")
        CERRADO = "cerrado", _("Cerrado")
        ARCHIVADO = "archivado", _("Archivado")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    numero = models.CharField(max_length=30, unique=True)
    serie = models.CharField(max_length=6)
    anio = models.PositiveSmallIntegerField()
    orden = models.PositiveIntegerField()
    id_eni = models.CharField(max_length=52, unique=True)
    version = models.ForeignKey("catalogo.VersionProcedimiento", on_delete=models.PROTECT, related_name="expedientes")
    titulo = models.CharField(max_length=250)
    unidad = models.ForeignKey(
        "organizacion.Unidad", on_delete=models.PROTECT, related_name="expedientes", db_index=False
    )
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.ABIERTO)
    fase = models.CharField(max_length=20)
    datos = models.JSONField(default=dict)
    abierto_el = models.DateTimeField()
    cerrado_el = models.DateTimeField(null=True, blank=True)
    archivado_el = models.DateTimeField(null=True, blank=True)
    resultado = models.CharField(max_length=40, blank=True)

    proposito_datos = _("Tramitar el procedimiento (LPACAP art. 70)")
    conservacion_datos = _("La de la serie documental, según el calendario de conservación del Archivo")

    class Meta:
        verbose_name = _("expediente")
        constraints = [
            models.UniqueConstraint(fields=["serie", "anio", "orden"], name="expediente_numero_de_serie"),
            models.CheckConstraint(condition=Q(orden__gte=1), name="expediente_orden_desde_1"),
            models.CheckConstraint(
                condition=Q(estado="abierto", cerrado_el=None, archivado_el=None)
                | Q(estado="cerrado", cerrado_el__isnull=False, archivado_el=None)
                | Q(estado="archivado", cerrado_el__isnull=False, archivado_el__isnull=False),
                name="expediente_estado_con_fechas",
            ),
        ]
        indexes = [
            # The newest of a unit, however few it has; it serves the foreign key too
            models.Index(fields=["unidad", "-id"], name="expediente_de_unidad"),
            models.Index(fields=["unidad", "estado", "-abierto_el"], name="expediente_unidad"),
            # The statistics of a period
            models.Index(fields=["unidad", "cerrado_el"], name="expediente_cerrado_unidad"),
            models.Index(fields=["-abierto_el", "-id"], name="expediente_recientes"),
            # The newest running ones, of all and of a unit: one of each twenty
            models.Index(fields=["-id"], condition=Q(estado="abierto"), name="expediente_abierto"),
            models.Index(fields=["unidad", "-id"], condition=Q(estado="abierto"), name="expediente_abierto_de_unidad"),
            # The running cases of a version, to move them to another
            models.Index(fields=["version", "id"], condition=Q(estado="abierto"), name="expediente_abierto_de_version"),
            indice_de_palabras("expediente_palabras", "titulo", LUGARES),
            GinIndex(OpClass("numero", name="gin_trgm_ops"), name="expediente_numero_trgm"),
        ]

    def __str__(self) -> str:
        return self.numero

    @property
    def cadena(self) -> str:
        """Name of its chain of facts."""
        return f"expediente:{self.id}"


class Interesado(models.Model):
    """A party of a case (LPACAP 4), with who acts for them, how that is accredited (5) and the channel by which they are told things.

    `domicilio`: where they said they live (their inhábiles, 30.6); `direccion_postal`: where they want their letters, if it is elsewhere
    (41.3).
    """

    class Papel(models.TextChoices):
        SOLICITANTE = "solicitante", _("Solicitante")
        INTERESADO = "interesado", _("Persona interesada")
        AFECTADO = "afectado", _("Persona afectada")

    class Canal(models.TextChoices):
        ELECTRONICA = "electronica", _("Por medios electrónicos")
        PAPEL = "papel", _("En papel")

    class Acreditacion(models.TextChoices):
        NO_PROCEDE = "no_procede", _("Actúa en su propio nombre")
        PODER = "poder", _("Con poder inscrito")
        PENDIENTE = "pendiente", _("Representación sin acreditar")
        ACREDITADA = "acreditada", _("Representación acreditada en el expediente")
        NO_ACREDITADA = "no_acreditada", _("No acreditó la representación")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expediente = models.ForeignKey(Expediente, on_delete=models.PROTECT, related_name="interesados")
    persona = models.ForeignKey("identidad.Persona", on_delete=models.PROTECT, related_name="expedientes_como_parte")
    representante = models.ForeignKey(
        "identidad.Persona",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="expedientes_como_representante",
    )
    representacion = models.ForeignKey(
        "identidad.Representacion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    acreditacion = models.CharField(max_length=13, choices=Acreditacion.choices, default=Acreditacion.NO_PROCEDE)
    papel = models.CharField(max_length=12, choices=Papel.choices)
    canal = models.CharField(max_length=12, choices=Canal.choices)
    obligado = models.BooleanField(default=False)
    causa_obligacion = models.CharField(max_length=6, blank=True)
    correo_aviso = models.EmailField(blank=True)
    telefono_aviso = models.CharField(max_length=20, blank=True)
    domicilio = models.JSONField(default=dict, blank=True)
    direccion_postal = models.JSONField(default=dict, blank=True)
    desde = models.DateTimeField()
    hasta = models.DateTimeField(null=True, blank=True)

    proposito_datos = _("Saber quién es parte en el procedimiento y notificarle (LPACAP arts. 4, 5, 14 y 41)")
    conservacion_datos = _("La del expediente")

    class Meta:
        verbose_name = _("persona interesada")
        constraints = [
            models.UniqueConstraint(
                fields=["expediente", "persona"], condition=Q(hasta=None), name="interesado_unico_en_expediente"
            ),
            models.CheckConstraint(
                condition=Q(representante=None) | ~Q(representante=F("persona")), name="interesado_representante_otro"
            ),
            models.CheckConstraint(
                condition=Q(obligado=False) | Q(canal="electronica"), name="interesado_obligado_electronico"
            ),
            models.CheckConstraint(condition=Q(obligado=False) | ~Q(causa_obligacion=""), name="interesado_causa"),
            models.CheckConstraint(
                condition=Q(representante=None, acreditacion="no_procede")
                | Q(representante__isnull=False) & ~Q(acreditacion="no_procede"),
                name="interesado_acreditacion",
            ),
        ]

    def __str__(self) -> str:
        return str(self.persona_id)


class DocumentoExpediente(models.Model):
    """A document of the case, in its place of the index. Never taken out (LPACAP 70.2). `llevado`: how it went to another case, while it is there."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expediente = models.ForeignKey(Expediente, on_delete=models.PROTECT, related_name="documentos")
    documento = models.ForeignKey("documentos.Documento", on_delete=models.PROTECT, db_index=False, related_name="+")
    orden = models.PositiveIntegerField()
    incorporado_el = models.DateTimeField()
    huella = models.CharField(max_length=64)
    origen = models.CharField(max_length=40)
    requisito = models.CharField(max_length=60, blank=True)
    visible_interesado = models.BooleanField(default=True)
    llevado = models.ForeignKey("DocumentoLlevado", models.PROTECT, null=True, db_index=False, related_name="+")

    proposito_datos = _("Formar el expediente y su índice (LPACAP art. 70)")
    conservacion_datos = _("La del expediente")

    class Meta:
        verbose_name = _("documento del expediente")
        ordering = ["expediente", "orden"]
        constraints = [
            models.UniqueConstraint(fields=["expediente", "orden"], name="documento_orden_en_expediente"),
            models.UniqueConstraint(fields=["expediente", "documento"], name="documento_una_vez_en_expediente"),
            models.CheckConstraint(condition=Q(orden__gte=1), name="documento_orden_desde_1"),
        ]
        indexes = [models.Index(fields=["documento"], name="documento_en_expedientes")]

    def __str__(self) -> str:
        return f"{self.orden}"


@avalada(fija=True)
class DocumentoLlevado(models.Model):
    """A document is taken from a case that is not its own to another, or back: its places in both, and why. Immutable."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    puesto = models.ForeignKey(DocumentoExpediente, on_delete=models.PROTECT, related_name="+")
    destino = models.ForeignKey(DocumentoExpediente, on_delete=models.PROTECT, related_name="+")
    motivo = models.CharField(max_length=600)
    llevado_por = models.UUIDField()
    llevado_el = models.DateTimeField()

    proposito_datos = _("Dejar constancia de que un documento era de otro expediente, y de por qué (LPACAP art. 70)")
    conservacion_datos = _("La del expediente")

    class Meta:
        verbose_name = _("documento llevado a otro expediente")
        constraints = [models.CheckConstraint(condition=~Q(motivo=""), name="documento_llevado_con_motivo")]

    def __str__(self) -> str:
        return f"{self.puesto_id} {self.destino_id}"


class Carpeta(models.Model):
    """A folder in which the unit arranges the documents of a case to work with them; `padre`: the one that it is inside of, which is inside of none
    (a trigger holds it, and that both are of the same case). The index of the case knows nothing of folders (LPACAP 70.2)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expediente = models.ForeignKey(Expediente, on_delete=models.PROTECT, related_name="carpetas", db_index=False)
    padre = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="subcarpetas")
    nombre = models.CharField(max_length=100)
    lugar = models.PositiveSmallIntegerField()

    proposito_datos = _("Ordenar los documentos de un expediente para trabajar con él (LPACAP art. 70)")
    conservacion_datos = _("La del expediente")

    class Meta:
        verbose_name = _("carpeta de un expediente")
        constraints = [
            models.UniqueConstraint(
                "expediente", "padre", Lower("nombre"), nulls_distinct=False, name="carpeta_nombre_unico"
            ),
            models.CheckConstraint(condition=~Q(nombre=""), name="carpeta_con_nombre"),
        ]

    def __str__(self) -> str:
        return self.nombre


class DocumentoEnCarpeta(models.Model):
    """In which folder of its case a document is kept, and in which place there; one that is in none has no row. Its place in the index does not move."""

    id = models.BigAutoField(primary_key=True)
    puesto = models.OneToOneField(DocumentoExpediente, on_delete=models.PROTECT, related_name="colocacion")
    carpeta = models.ForeignKey(Carpeta, on_delete=models.PROTECT, related_name="documentos", db_index=False)
    lugar = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("documento en una carpeta")
        constraints = [
            models.UniqueConstraint(
                fields=["carpeta", "lugar"], name="documento_lugar_en_carpeta", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=Q(lugar__gte=1), name="documento_lugar_desde_1"),
        ]

    def __str__(self) -> str:
        return f"{self.lugar}"


class Relacion(models.Model):
    """A link between two cases."""

    class Clase(models.TextChoices):
        RELACIONADO = "relacionado", _("Relacionado")
        ACUMULADO = "acumulado", _("Acumulado (LPACAP art. 57)")
        ANTECEDENTE = "antecedente", _("Antecedente")
        RECURSO = "recurso", _("Recurso contra su resolución")
        REVISION = "revision", _("Revisión de oficio de su resolución")
        REVOCACION = "revocacion", _("Revocación de lo que liquidó (LGT art. 219)")

    # An appeal and a review of office are related by what opens them: they say who may still appeal, and what falls with the decision
    A_MANO = (Clase.RELACIONADO, Clase.ACUMULADO, Clase.ANTECEDENTE, Clase.REVOCACION)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expediente = models.ForeignKey(Expediente, on_delete=models.PROTECT, related_name="relaciones")
    otro = models.ForeignKey(Expediente, on_delete=models.PROTECT, related_name="relaciones_de_otros")
    clase = models.CharField(max_length=12, choices=Clase.choices)
    creada_el = models.DateTimeField()

    class Meta:
        verbose_name = _("relación")
        constraints = [
            models.UniqueConstraint(fields=["expediente", "otro", "clase"], name="relacion_unica"),
            models.CheckConstraint(condition=~Q(expediente=F("otro")), name="relacion_con_otro"),
        ]

    def __str__(self) -> str:
        return f"{self.expediente_id} {self.clase} {self.otro_id}"


@avalada(fija=True)
class RelacionDeshecha(models.Model):
    """A link said by hand that was a mistake, or is true no more: between which cases, of which kind, since when, and why it was undone. Immutable."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expediente = models.ForeignKey(Expediente, on_delete=models.PROTECT, related_name="relaciones_deshechas")
    otro = models.ForeignKey(Expediente, on_delete=models.PROTECT, related_name="+")
    clase = models.CharField(max_length=12, choices=Relacion.Clase.choices)
    relacionados_el = models.DateTimeField()
    motivo = models.CharField(max_length=600)
    deshecha_por = models.UUIDField()
    deshecha_el = models.DateTimeField()

    proposito_datos = _("Dejar constancia de por qué dos expedientes ya no están relacionados (LPACAP arts. 35 y 70)")
    conservacion_datos = _("La del expediente")

    class Meta:
        verbose_name = _("relación deshecha")
        constraints = [models.CheckConstraint(condition=~Q(motivo=""), name="relacion_deshecha_con_motivo")]

    def __str__(self) -> str:
        return f"{self.expediente_id} {self.clase} {self.otro_id}"


class NotaTrabajo(models.Model):
    """A working note, or the answer to one: help for who works on the case, outside of it (LPACAP 70.4)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expediente = models.ForeignKey(Expediente, on_delete=models.PROTECT, related_name="notas")
    autor = models.ForeignKey("organizacion.Empleado", on_delete=models.PROTECT, related_name="+")
    responde_a = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="respuestas")
    texto = models.TextField()
    creada_el = models.DateTimeField()

    proposito_datos = _("Apoyo al trabajo de la unidad; no forma parte del expediente (LPACAP art. 70.4)")
    conservacion_datos = _("Hasta el cierre del expediente")

    class Meta:
        verbose_name = _("nota de trabajo")
        indexes = [models.Index(fields=["expediente", "-creada_el"], name="nota_expediente")]

    def __str__(self) -> str:
        return f"{self.creada_el:%d/%m/%Y}"


class MencionNota(models.Model):
    """Somebody who sees a case is called to a note of it, or answered to theirs. It waits in their trays until they say that they saw it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    nota = models.ForeignKey(NotaTrabajo, on_delete=models.PROTECT, related_name="menciones")
    empleado = models.ForeignKey("organizacion.Empleado", on_delete=models.PROTECT, related_name="+", db_index=False)
    vista_el = models.DateTimeField(null=True, blank=True)

    proposito_datos = _("Avisar a quien trabaja en el expediente de una nota que le toca (LPACAP art. 70.4)")
    conservacion_datos = _("La de la nota")

    class Meta:
        verbose_name = _("mención en una nota")
        constraints = [models.UniqueConstraint(fields=["nota", "empleado"], name="mencion_una_vez")]
        indexes = [
            models.Index(fields=["empleado", "-id"], name="mencion_de_quien"),
            models.Index(fields=["empleado", "-id"], condition=Q(vista_el=None), name="mencion_por_ver"),
        ]

    def __str__(self) -> str:
        return f"{self.nota_id} {self.empleado_id}"


class PermisoExpediente(models.Model):
    """Access to one case given by a task to a unit or to an employee, while it lasts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expediente = models.ForeignKey(Expediente, on_delete=models.PROTECT, related_name="permisos")
    unidad = models.ForeignKey("organizacion.Unidad", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    empleado = models.ForeignKey(
        "organizacion.Empleado", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    referencia = models.UUIDField()
    causa = models.CharField(max_length=120)
    desde = models.DateTimeField()
    hasta = models.DateTimeField(null=True, blank=True)

    proposito_datos = _("Saber quién puede ver el expediente y por qué")
    conservacion_datos = _("La del expediente")

    class Meta:
        verbose_name = _("permiso sobre un expediente")
        constraints = [
            models.CheckConstraint(
                condition=Q(unidad=None, empleado__isnull=False) | Q(unidad__isnull=False, empleado=None),
                name="permiso_de_unidad_o_de_empleado",
            ),
        ]
        indexes = [
            models.Index(fields=["unidad", "expediente"], condition=Q(hasta=None), name="permiso_unidad"),
            models.Index(fields=["empleado", "expediente"], condition=Q(hasta=None), name="permiso_empleado"),
            models.Index(fields=["referencia"], name="permiso_referencia"),
        ]

    def __str__(self) -> str:
        return self.causa


class Apartamiento(models.Model):
    """Somebody of the staff who may not intervene in a case: they abstained or were challenged (LRJSP 23-24).

    `provisional`: it is being decided. `referencia`: the question about them. `norma`: the decision that named who stands in for them.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expediente = models.ForeignKey(Expediente, on_delete=models.PROTECT, related_name="apartamientos", db_index=False)
    empleado = models.ForeignKey("organizacion.Empleado", on_delete=models.PROTECT, db_index=False, related_name="+")
    referencia = models.UUIDField()
    provisional = models.BooleanField(default=True)
    sustituto = models.ForeignKey(
        "organizacion.Empleado", on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    norma = models.CharField(max_length=200, blank=True)
    desde = models.DateTimeField()
    hasta = models.DateTimeField(null=True, blank=True)

    proposito_datos = _("Que no intervenga en el expediente quien debe abstenerse (LRJSP arts. 23 y 24)")
    conservacion_datos = _("La del expediente")

    class Meta:
        verbose_name = _("apartamiento de un expediente")
        constraints = [
            models.UniqueConstraint(
                fields=["expediente", "empleado"], condition=Q(hasta=None), name="apartamiento_uno_en_vigor"
            ),
            models.CheckConstraint(
                condition=Q(provisional=True, sustituto=None, norma="")
                | Q(provisional=False, sustituto__isnull=False) & ~Q(norma=""),
                name="apartamiento_con_sustituto",
            ),
            models.CheckConstraint(
                condition=Q(sustituto=None) | ~Q(sustituto=F("empleado")), name="apartamiento_sustituto_otro"
            ),
        ]
        indexes = [
            models.Index(fields=["empleado"], condition=Q(hasta=None), name="apartamiento_de_quien"),
            models.Index(fields=["sustituto"], condition=Q(hasta=None), name="apartamiento_sustituto"),
        ]

    def __str__(self) -> str:
        return f"{self.desde:%d/%m/%Y}"


class Seguimiento(models.Model):
    """Somebody of the staff follows a case, from a moment on. It gives no access: what they may not see they do not see for following it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expediente = models.ForeignKey(Expediente, on_delete=models.PROTECT, related_name="seguimientos")
    empleado = models.ForeignKey("organizacion.Empleado", on_delete=models.PROTECT, db_index=False, related_name="+")
    desde = models.DateTimeField()

    proposito_datos = _(
        "Mostrar a cada persona de la plantilla lo nuevo de los expedientes que le interesan en su trabajo"
    )
    conservacion_datos = _("Hasta que deja de seguirlo")

    class Meta:
        verbose_name = _("seguimiento de un expediente")
        constraints = [models.UniqueConstraint(fields=["empleado", "expediente"], name="seguimiento_uno")]

    def __str__(self) -> str:
        return f"{self.desde:%d/%m/%Y}"


class Rectificacion(models.Model):
    """Correction of a material, factual or arithmetical error (LPACAP 109.2). An act of its own: nothing is rewritten."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expediente = models.ForeignKey(Expediente, on_delete=models.PROTECT, related_name="rectificaciones")
    documento = models.ForeignKey(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    donde_dice = models.TextField()
    debe_decir = models.TextField()
    motivo = models.TextField()
    acordada_el = models.DateTimeField()
    acordada_por = models.ForeignKey("organizacion.Empleado", on_delete=models.PROTECT, related_name="+")

    proposito_datos = _("Dejar constancia de los errores corregidos (LPACAP art. 109.2)")
    conservacion_datos = _("La del expediente")

    class Meta:
        verbose_name = _("rectificación")
        constraints = [
            models.CheckConstraint(condition=~Q(donde_dice=F("debe_decir")), name="rectificacion_cambia_algo"),
        ]

    def __str__(self) -> str:
        return f"{self.acordada_el:%d/%m/%Y}"
