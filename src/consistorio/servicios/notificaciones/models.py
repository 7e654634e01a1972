"""State of the notifications."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada

PROPOSITO = gettext_lazy("Notificar los actos a quien es parte y probar cómo se hizo (LPACAP arts. 40 a 46)")
CONSERVACION = gettext_lazy("La del expediente del acto notificado")
TRAS_EL_CIERRE = ("rectificacion:", "anulacion_liquidacion:")
FINALES = ["accedida", "rechazada", "caducada", "entregada", "publicada", "comunicada"]


@avalada(salvo=("cedula", "evidencia", "salida"))
class Notificacion(models.Model):
    """The notification of one act to one addressee.

    What was notified, to whom and by which channel never changes. A practised one is final (LPACAP 41.7): PostgreSQL refuses
    to change it. `referencia` is how its asker named what is notified (`requerimiento:<uuid>`, `resolucion:<uuid>`).
    A `comunicacion` only informs (LPACAP 21.4): it starts no term, does not expire and is over once it is in the sede or, on
    paper, once it is posted. What is on paper may be given up (`retirada`), and so is what notified a decision that stands no more,
    also electronic: then nobody was notified with it, and it is not read in the sede any more. What goes on paper has left when it has its exit entry (`salida`), and its address is fixed from then on;
    it can be read in the sede before (42.1).
    """

    class Clase(models.TextChoices):
        NOTIFICACION = "notificacion", gettext_lazy("Notificación")
        COMUNICACION = "comunicacion", gettext_lazy("Comunicación")

    class Canal(models.TextChoices):
        ELECTRONICA = "electronica", gettext_lazy("Electrónica")
        PAPEL = "papel", gettext_lazy("En papel")

    class MotivoCanal(models.TextChoices):
        OBLIGADO = "obligado", gettext_lazy("Está obligada a relacionarse por medios electrónicos (art. 14)")
        ELEGIDO = "elegido", gettext_lazy("Lo eligió la persona interesada (art. 41.1)")
        POR_DEFECTO = "por_defecto", gettext_lazy("No está obligada ni ha elegido la vía electrónica (art. 41.1)")
        PRIMERA_EN_PAPEL = (
            "primera_en_papel",
            gettext_lazy("Primera notificación sin datos de contacto (RD 203/2021, art. 43.2)"),
        )

    class Estado(models.TextChoices):
        PREPARADA = "preparada", gettext_lazy("Preparándose")
        DISPONIBLE = "disponible", gettext_lazy("Pendiente de abrir")
        INFRUCTUOSA = "infructuosa", gettext_lazy("Pendiente de publicar en el BOE")
        ACCEDIDA = "accedida", gettext_lazy("Leída")
        RECHAZADA = "rechazada", gettext_lazy("Rechazada")
        CADUCADA = "caducada", gettext_lazy("No se abrió a tiempo")
        ENTREGADA = "entregada", gettext_lazy("Entregada en papel")
        PUBLICADA = "publicada", gettext_lazy("Publicada en el BOE")
        COMUNICADA = "comunicada", gettext_lazy("Comunicada")
        RETIRADA = "retirada", gettext_lazy("Retirada: no se ha notificado")

    class Regla(models.TextChoices):
        SIN_PRORROGA = "sin_prorroga", gettext_lazy("El décimo día natural, aunque sea inhábil")
        PRORROGA_30_5 = "prorroga_30_5", gettext_lazy("Si el décimo día es inhábil, el siguiente hábil")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    numero = models.CharField(max_length=20, unique=True)
    clase = models.CharField(max_length=12, choices=Clase.choices, default=Clase.NOTIFICACION)
    expediente = models.ForeignKey("expedientes.Expediente", on_delete=models.PROTECT, related_name="notificaciones")
    destinatario = models.ForeignKey("identidad.Persona", on_delete=models.PROTECT, related_name="notificaciones")
    representante = models.ForeignKey(
        "identidad.Persona", on_delete=models.PROTECT, null=True, blank=True, related_name="notificaciones_por_otra"
    )
    documento = models.ForeignKey("documentos.Documento", on_delete=models.PROTECT, related_name="notificaciones")
    cedula = models.ForeignKey(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, related_name="notificacion_cedula"
    )
    evidencia = models.ForeignKey(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, related_name="notificacion_evidencia"
    )
    salida = models.OneToOneField(
        "registro.Asiento", on_delete=models.PROTECT, null=True, blank=True, related_name="notificacion"
    )
    asunto = models.CharField(max_length=240)
    referencia = models.CharField(max_length=120)
    tarea_id = models.UUIDField(null=True, blank=True)
    contenido = models.JSONField()
    canal = models.CharField(max_length=12, choices=Canal.choices)
    motivo_canal = models.CharField(max_length=20, choices=MotivoCanal.choices)
    correo_aviso = models.EmailField(blank=True)
    direccion_postal = models.CharField(max_length=400, blank=True)
    estado = models.CharField(max_length=14, choices=Estado.choices, default=Estado.PREPARADA)
    emitida_el = models.DateTimeField()
    puesta_a_disposicion = models.DateTimeField(null=True, blank=True)
    caduca = models.DateField(null=True, blank=True)
    regla_caducidad = models.CharField(max_length=14, choices=Regla.choices, blank=True)
    practicada_el = models.DateTimeField(null=True, blank=True)
    huella = models.CharField(max_length=64, blank=True)

    proposito_datos = PROPOSITO
    conservacion_datos = CONSERVACION

    class Meta:
        verbose_name = gettext_lazy("notificación")
        verbose_name_plural = gettext_lazy("notificaciones")
        constraints = [
            models.UniqueConstraint(fields=["referencia", "destinatario"], name="notificacion_una_por_acto_y_persona"),
            models.CheckConstraint(
                condition=Q(estado__in=FINALES, practicada_el__isnull=False)
                | (~Q(estado__in=FINALES) & Q(practicada_el=None)),
                name="notificacion_final_con_fecha",
            ),
            models.CheckConstraint(
                condition=Q(estado__in=["preparada", "retirada"], puesta_a_disposicion=None)
                | (~Q(estado="preparada") & Q(puesta_a_disposicion__isnull=False, huella__gt="")),
                name="notificacion_disponible_con_fecha",
            ),
            models.CheckConstraint(
                condition=Q(puesta_a_disposicion=None)
                | Q(clase="notificacion", canal="electronica", caduca__isnull=False, regla_caducidad__gt="")
                | Q(clase="notificacion", canal="papel", caduca=None)
                | Q(clase="comunicacion", caduca=None),
                name="notificacion_caduca_la_electronica",
            ),
        ]
        indexes = [
            models.Index(fields=["tarea_id"], name="notificacion_tarea", condition=Q(tarea_id__isnull=False)),
            models.Index(fields=["destinatario", "-emitida_el"], name="notificacion_destinatario"),
            models.Index(fields=["representante", "-emitida_el"], name="notificacion_representante"),
            models.Index(fields=["expediente", "emitida_el"], name="notificacion_expediente"),
            models.Index(fields=["caduca"], name="notificacion_por_caducar", condition=Q(estado="disponible")),
            models.Index(
                fields=["puesta_a_disposicion", "id"],
                name="notificacion_papel_pendiente",
                condition=Q(canal="papel", estado__in=["disponible", "infructuosa"]),
            ),
        ]

    def __str__(self) -> str:
        return self.numero

    @property
    def practicada(self) -> bool:
        """Whether it is over."""
        return self.practicada_el is not None

    @property
    def por_abrir(self) -> bool:
        """Whether its addressee has still to appear to read it (LPACAP 43.1): a communication is read without that."""
        abierta = self.estado in (self.Estado.DISPONIBLE, self.Estado.INFRUCTUOSA)
        return abierta and self.clase == self.Clase.NOTIFICACION

    @property
    def sin_leer(self) -> bool:
        """Whether its content is not for its addressee: still to open, or given up."""
        return self.por_abrir or self.estado == self.Estado.RETIRADA

    @property
    def por_enviar(self) -> bool:
        """Whether it waits to be printed and posted."""
        en_papel = self.canal == self.Canal.PAPEL and self.estado == self.Estado.DISPONIBLE
        return en_papel and self.salida_id is None

    @property
    def anuncio_sin_envio(self) -> bool:
        """Whether its announcement in the BOE waits and it was never posted: nobody knows where to (LPACAP 44)."""
        return self.estado == self.Estado.INFRUCTUOSA and self.salida_id is None

    @property
    def tras_el_cierre(self) -> bool:
        """Whether it is notified although its case is closed: the correction of an error, at any time (LPACAP 109.2), and
        that a debt of it is annulled (LGT 219, 220)."""
        return self.referencia.startswith(TRAS_EL_CIERRE)

    @property
    def impresa_como_va(self) -> bool:
        """Whether the last printing bears the address to which it goes today."""
        ultima = max(self.impresiones.all(), key=lambda impresion: (impresion.momento, impresion.id), default=None)
        return ultima is not None and ultima.direccion == self.direccion_postal

    @property
    def situacion(self) -> str:
        """Its state in words, also of what goes on paper."""
        if self.por_enviar:
            return _("Por enviar en papel")
        if self.canal == self.Canal.PAPEL and self.estado == self.Estado.DISPONIBLE:
            return _("Enviada en papel, sin resultado")
        return self.get_estado_display()

    @property
    def situacion_para_la_persona(self) -> str:
        """Its state in words for who reads it in the sede: a communication is told there, also before its paper leaves."""
        if self.clase != self.Clase.COMUNICACION:
            return self.get_estado_display()
        return _("Retirada") if self.estado == self.Estado.RETIRADA else str(self.Estado.COMUNICADA.label)


@avalada(fija=True)
class Aviso(models.Model):
    """One attempt to warn by mail (RD 203/2021 43): informative, kept, immutable. The address is masked."""

    class Resultado(models.TextChoices):
        ENVIADO = "enviado", gettext_lazy("Enviado")
        FALLIDO = "fallido", gettext_lazy("No se pudo enviar; se volverá a intentar")
        DUDOSO = "dudoso", gettext_lazy("Se cortó al enviarlo; no se sabe si salió")
        SIN_MEDIO = "sin_medio", gettext_lazy("No hay correo al que avisar")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    notificacion = models.ForeignKey(Notificacion, on_delete=models.PROTECT, related_name="avisos")
    momento = models.DateTimeField()
    destino = models.CharField(max_length=120, blank=True)
    resultado = models.CharField(max_length=10, choices=Resultado.choices)
    detalle = models.CharField(max_length=200, blank=True)

    proposito_datos = gettext_lazy("Probar que se avisó de la notificación")
    conservacion_datos = CONSERVACION

    class Meta:
        verbose_name = gettext_lazy("aviso")
        indexes = [models.Index(fields=["notificacion", "momento"], name="aviso_notificacion")]

    def __str__(self) -> str:
        return f"{self.momento:%d/%m/%Y %H:%M} {self.resultado}"


@avalada(fija=True)
class Comparecencia(models.Model):
    """Who opened or refused a notification, how and when. Immutable (LPACAP 41.1, 43; RD 203/2021 42.3)."""

    class Clase(models.TextChoices):
        ACCESO = "acceso", gettext_lazy("Accedió al contenido")
        RECHAZO = "rechazo", gettext_lazy("La rechazó")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    notificacion = models.OneToOneField(Notificacion, on_delete=models.PROTECT, related_name="comparecencia")
    clase = models.CharField(max_length=8, choices=Clase.choices)
    persona = models.ForeignKey("identidad.Persona", on_delete=models.PROTECT, related_name="comparecencias")
    momento = models.DateTimeField()
    medio = models.CharField(max_length=40)
    nivel = models.PositiveSmallIntegerField()
    huella = models.CharField(max_length=64)
    advertida_el = models.DateTimeField()

    proposito_datos = PROPOSITO
    conservacion_datos = CONSERVACION

    class Meta:
        verbose_name = gettext_lazy("comparecencia")
        constraints = [
            models.CheckConstraint(condition=Q(advertida_el__lte=models.F("momento")), name="comparecencia_advertida")
        ]

    def __str__(self) -> str:
        return f"{self.get_clase_display()} · {self.momento:%d/%m/%Y %H:%M}"


@avalada(fija=True)
class IntentoPapel(models.Model):
    """One attempt of delivery on paper (LPACAP 42.2). Immutable. `acuse`: the scanned acknowledgement, if there is one."""

    class Resultado(models.TextChoices):
        ENTREGADA = "entregada", gettext_lazy("Entregada")
        REHUSADA = "rehusada", gettext_lazy("La rehusó la persona destinataria o su representante")
        AUSENTE = "ausente", gettext_lazy("No había nadie que pudiera recibirla")
        DESCONOCIDO = "desconocido", gettext_lazy("Es desconocida en esa dirección")
        DIRECCION_INCORRECTA = "direccion_incorrecta", gettext_lazy("La dirección no existe o está incompleta")
        FALLECIDO = "fallecido", gettext_lazy("Ha fallecido")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    notificacion = models.ForeignKey(Notificacion, on_delete=models.PROTECT, related_name="intentos")
    numero = models.PositiveSmallIntegerField()
    momento = models.DateTimeField()
    resultado = models.CharField(max_length=22, choices=Resultado.choices)
    receptor = models.CharField(max_length=160, blank=True)
    receptor_es_destinatario = models.BooleanField(default=True)
    receptor_edad = models.PositiveSmallIntegerField(null=True, blank=True)
    acuse = models.ForeignKey("documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    anotado_el = models.DateTimeField()
    anotado_por = models.UUIDField()

    proposito_datos = PROPOSITO
    conservacion_datos = CONSERVACION

    class Meta:
        verbose_name = gettext_lazy("intento de entrega en papel")
        constraints = [
            models.UniqueConstraint(fields=["notificacion", "numero"], name="intento_numero_unico"),
            models.CheckConstraint(condition=Q(numero__in=[1, 2]), name="intento_dos_como_mucho"),
            models.CheckConstraint(
                condition=~Q(resultado="entregada")
                | Q(receptor__gt="", receptor_es_destinatario=True)
                | Q(receptor__gt="", receptor_edad__gte=14),
                name="intento_receptor_valido",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.numero}: {self.resultado}"


@avalada(fija=True)
class ImpresionPapel(models.Model):
    """One printing of what goes on paper. Immutable. `huella`: SHA-256 of the PDF that came out; `direccion`: the one on its cover, empty
    in those made before it was kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    notificacion = models.ForeignKey(Notificacion, on_delete=models.PROTECT, related_name="impresiones")
    momento = models.DateTimeField()
    por = models.UUIDField()
    huella = models.CharField(max_length=64)
    direccion = models.CharField(max_length=400, blank=True)

    proposito_datos = PROPOSITO
    conservacion_datos = CONSERVACION

    class Meta:
        verbose_name = gettext_lazy("impresión en papel")

    def __str__(self) -> str:
        return f"{self.momento:%d/%m/%Y %H:%M}"


@avalada(fija=True)
class PublicacionBoe(models.Model):
    """The announcement that replaces a notification that could not be delivered (LPACAP 44). Immutable."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    notificacion = models.OneToOneField(Notificacion, on_delete=models.PROTECT, related_name="publicacion")
    fecha = models.DateField()
    identificador = models.CharField(max_length=60)
    anotada_el = models.DateTimeField()
    anotada_por = models.UUIDField()

    proposito_datos = PROPOSITO
    conservacion_datos = CONSERVACION

    class Meta:
        verbose_name = gettext_lazy("publicación en el BOE")

    def __str__(self) -> str:
        return self.identificador


@avalada(fija=True)
class LugarIgnorado(models.Model):
    """Why what goes on paper is announced in the BOE without having been posted (LPACAP 44), and what was done to find out. Immutable.

    When an address turns up before the announcement, the letter waits to be posted again and this stays.
    """

    class Motivo(models.TextChoices):
        LUGAR = "lugar", gettext_lazy("Se ignora dónde notificarle")
        DESCONOCIDA = "desconocida", gettext_lazy("Es una persona desconocida: no se sabe quién es")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    notificacion = models.OneToOneField(Notificacion, on_delete=models.PROTECT, related_name="lugar_ignorado")
    motivo = models.CharField(max_length=12, choices=Motivo.choices)
    averiguado = models.CharField(max_length=500)
    momento = models.DateTimeField()
    por = models.UUIDField()

    proposito_datos = PROPOSITO
    conservacion_datos = CONSERVACION

    class Meta:
        verbose_name = gettext_lazy("lugar de notificación que se ignora")
        constraints = [models.CheckConstraint(condition=~Q(averiguado=""), name="lugar_ignorado_averiguado")]

    def __str__(self) -> str:
        return f"{self.momento:%d/%m/%Y %H:%M} {self.motivo}"


@avalada(fija=True)
class EnvioRetirado(models.Model):
    """Why what goes on paper was given up, or any notification of a decision that stands no more. Immutable."""

    class Motivo(models.TextChoices):
        INNECESARIA = "innecesaria", gettext_lazy("El expediente siguió o se decidió de otra manera y ya no hace falta")
        DUPLICADA = "duplicada", gettext_lazy("Está repetida")
        DIRECCION = "direccion", gettext_lazy("La dirección no es correcta y no consta otra")
        ERROR = "error", gettext_lazy("Se mandó por error")
        SIN_EFECTO = "sin_efecto", gettext_lazy("La resolución que notificaba quedó sin efecto")

    # What a person may give as the reason; the rest, the program alone
    DE_UNA_PERSONA = (Motivo.INNECESARIA, Motivo.DUPLICADA, Motivo.DIRECCION, Motivo.ERROR)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    notificacion = models.OneToOneField(Notificacion, on_delete=models.PROTECT, related_name="retirada")
    motivo = models.CharField(max_length=12, choices=Motivo.choices)
    explicacion = models.CharField(max_length=500)
    momento = models.DateTimeField()
    por = models.UUIDField()

    proposito_datos = PROPOSITO
    conservacion_datos = CONSERVACION

    class Meta:
        verbose_name = gettext_lazy("envío retirado")

    def __str__(self) -> str:
        return f"{self.momento:%d/%m/%Y %H:%M} {self.motivo}"


class NumeracionNotificaciones(models.Model):
    """The last number given to a notification in a year. Its row is the lock of the numbering."""

    anio = models.PositiveSmallIntegerField(primary_key=True)
    ultimo = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = gettext_lazy("numeración de notificaciones")

    def __str__(self) -> str:
        return f"{self.anio}: {self.ultimo}"


class AjusteNotificaciones(models.Model):
    """Which reading of LPACAP 30.5 the town applies to the ten natural days, from when and why. The newest in force counts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    regla_caducidad = models.CharField(max_length=14, choices=Notificacion.Regla.choices)
    desde = models.DateField(unique=True)
    motivo = models.CharField(max_length=300)

    proposito_datos = gettext_lazy(
        "Dejar constancia de por qué se cuenta así el plazo de las notificaciones (LPACAP arts. 30.5 y 43.2)"
    )
    conservacion_datos = gettext_lazy("Permanente (cómputo de los plazos)")

    class Meta:
        verbose_name = gettext_lazy("ajuste de notificaciones")

    def __str__(self) -> str:
        return f"{self.regla_caducidad} desde {self.desde:%d/%m/%Y}"
