"""State of identities."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Func, Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.actor import Nivel
from consistorio.nucleo.conservacion import Caduca
from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.orden import indice_de_palabras

# What a person is called by, in the order in which it is looked for
NOMBRES = ("nombre", "apellido1", "apellido2", "razon_social")


class RangoDeFechas(Func):
    """`daterange(desde, hasta, '[]')`: both ends belong to the period; an empty end means no end."""

    function = "DATERANGE"
    output_field = DateRangeField()


def vigencia(desde: str = "desde", hasta: str = "hasta") -> RangoDeFechas:
    """The expression of a period of validity, both days included, for exclusion constraints."""
    return RangoDeFechas(desde, hasta, RangeBoundary(inclusive_lower=True, inclusive_upper=True))


class Persona(models.Model):
    """A natural person, an organisation or an entity without personality, as a party in procedures (LPACAP 3-4).

    `nif` holds the number of the document named by `tipo_documento`; Spanish numbers are checked before they come here.
    """

    class Clase(models.TextChoices):
        FISICA = "fisica", _("Persona física")
        JURIDICA = "juridica", _("Persona jurídica")
        SIN_PERSONALIDAD = "sin_personalidad", _("Entidad sin personalidad jurídica")

    class TipoDocumento(models.TextChoices):
        NIF = "nif", _("DNI, NIE o NIF")
        PASAPORTE = "pasaporte", _("Pasaporte")
        EXTRANJERO = "extranjero", _("Documento de identidad extranjero")
        FISCAL = "fiscal", _("Número fiscal de otro país")

    class CausaObligacion(models.TextChoices):
        JURIDICA = "14.2.a", _("Persona jurídica (art. 14.2.a)")
        SIN_PERSONALIDAD = "14.2.b", _("Entidad sin personalidad jurídica (art. 14.2.b)")
        COLEGIADA = "14.2.c", _("Profesional con colegiación obligatoria, en su ejercicio (art. 14.2.c)")
        REPRESENTANTE = "14.2.d", _("Representa a quien está obligado (art. 14.2.d)")
        EMPLEO_PUBLICO = "14.2.e", _("Empleo público, en su condición (art. 14.2.e)")
        REGLAMENTO = "14.3", _("Obligación fijada por reglamento (art. 14.3)")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    clase = models.CharField(max_length=20, choices=Clase.choices)
    tipo_documento = models.CharField(max_length=12, choices=TipoDocumento.choices, default=TipoDocumento.NIF)
    pais_documento = models.CharField(max_length=2, default="ES")
    nif = models.CharField(max_length=40)
    nombre = models.CharField(max_length=80, blank=True)
    apellido1 = models.CharField(max_length=80, blank=True)
    apellido2 = models.CharField(max_length=80, blank=True)
    razon_social = models.CharField(max_length=160, blank=True)
    correo = models.EmailField(blank=True)
    telefono = models.CharField(max_length=20, blank=True)
    contacto_el = models.DateTimeField(null=True, blank=True)
    direccion = models.CharField(max_length=160, blank=True)
    codigo_postal = models.CharField(max_length=10, blank=True)
    municipio = models.CharField(max_length=80, blank=True)
    provincia = models.CharField(max_length=60, blank=True)
    obligada = models.BooleanField(default=False)
    causa_obligacion = models.CharField(max_length=6, choices=CausaObligacion.choices, blank=True)
    creada_el = models.DateTimeField(auto_now_add=True)

    proposito_datos = _("Identificar a quien es parte en un procedimiento y avisarle (LPACAP arts. 4, 16.3, 41.6 y 66)")
    conservacion_datos = _("Mientras conste en algún expediente o asiento que deba conservarse")

    class Meta:
        verbose_name = _("persona")
        constraints = [
            # The number first: people are looked for by it alone, and this is the index that finds them
            models.UniqueConstraint(fields=["nif", "tipo_documento", "pais_documento"], name="persona_documento_unico"),
            models.CheckConstraint(
                condition=(Q(clase="fisica") & ~Q(nombre="")) | (~Q(clase="fisica") & ~Q(razon_social="")),
                name="persona_tiene_nombre",
            ),
            models.CheckConstraint(
                condition=Q(obligada=True, causa_obligacion__gt="") | Q(obligada=False, causa_obligacion=""),
                name="persona_obligada_con_causa",
            ),
            models.CheckConstraint(
                condition=Q(clase="fisica") | Q(obligada=True), name="persona_organizacion_obligada"
            ),
            models.CheckConstraint(condition=~Q(nif=""), name="persona_con_documento"),
        ]
        indexes = [indice_de_palabras("persona_nombre_trgm", *NOMBRES)]

    def __str__(self) -> str:
        return self.nombre_completo

    @property
    def nombre_completo(self) -> str:
        """Name and surnames, or the registered name."""
        if self.clase == self.Clase.FISICA:
            return " ".join(p for p in (self.nombre, self.apellido1, self.apellido2) if p)
        return self.razon_social

    @property
    def es_organizacion(self) -> bool:
        """Whether it is not a natural person."""
        return self.clase != self.Clase.FISICA


class PreferenciaCanal(models.Model):
    """A choice of channel by a person who is not obliged (LPACAP 14.1; RD 203/2021 3.2). Immutable: a change is a new row."""

    class Canal(models.TextChoices):
        ELECTRONICA = "electronica", _("Por medios electrónicos")
        PAPEL = "papel", _("En papel")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    persona = models.ForeignKey(Persona, on_delete=models.PROTECT, related_name="preferencias")
    canal = models.CharField(max_length=12, choices=Canal.choices)
    manifestada_el = models.DateTimeField()
    efectos_desde = models.DateField()
    medio = models.CharField(max_length=40)

    proposito_datos = _("Saber por qué canal eligió relacionarse la persona y desde qué día")
    conservacion_datos = _("La de la persona")

    class Meta:
        verbose_name = _("preferencia de canal")
        indexes = [models.Index(fields=["persona", "efectos_desde"], name="preferencia_persona")]

    def __str__(self) -> str:
        return f"{self.canal} desde {self.efectos_desde:%d/%m/%Y}"


class Representacion(models.Model):
    """Who may act for whom (LPACAP 5-6; RD 203/2021 32-33). What was granted never changes; only its state does, and how long it lasts.

    `hasta` is the last day of validity, at most five years after `desde` (6.6) or after `prorrogada_el`, when it was last extended, which
    PostgreSQL checks too. `documento_prorroga_id`, `documento_fin_id`: the record or document of the last extension, and of its end, when
    they were noted at an office.
    """

    class Alcance(models.TextChoices):
        GENERAL = "general", _("Cualquier actuación ante cualquier Administración (art. 6.4.a)")
        ORGANISMO = "organismo", _("Cualquier actuación ante este Ayuntamiento (art. 6.4.b)")
        PROCEDIMIENTO = "procedimiento", _("Un trámite concreto (art. 6.4.c)")

    class Acreditacion(models.TextChoices):
        APUD_ACTA_SEDE = "apud_acta_sede", _("Apoderamiento apud acta en la sede electrónica")
        APUD_ACTA_PRESENCIAL = "apud_acta_presencial", _("Apoderamiento apud acta en la oficina de registro")
        CERTIFICADO = "certificado", _("Certificado electrónico de representante")
        DOCUMENTO = "documento", _("Documento notarial o registral")
        REA = "rea", _("Registro electrónico de apoderamientos")
        LEGAL = "legal", _("Representación legal (tutela, patria potestad, curatela)")

    class Estado(models.TextChoices):
        PENDIENTE = "pendiente", _("Pendiente de aceptar")
        VIGENTE = "vigente", _("Aceptada")
        RECHAZADA = "rechazada", _("Rechazada por quien iba a representar")
        REVOCADA = "revocada", _("Revocada por la persona representada")
        RENUNCIADA = "renunciada", _("Renunciada por quien representaba")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    representado = models.ForeignKey(Persona, on_delete=models.PROTECT, related_name="representaciones_otorgadas")
    representante = models.ForeignKey(Persona, on_delete=models.PROTECT, related_name="representaciones_recibidas")
    alcance = models.CharField(max_length=14, choices=Alcance.choices)
    organismo = models.CharField(max_length=9, blank=True)
    procedimiento = models.CharField(max_length=60, blank=True)
    acreditacion = models.CharField(max_length=24, choices=Acreditacion.choices)
    documento_id = models.UUIDField(null=True, blank=True)
    referencia = models.CharField(max_length=160, blank=True)
    desde = models.DateField()
    hasta = models.DateField()
    estado = models.CharField(max_length=12, choices=Estado.choices, default=Estado.PENDIENTE)
    inscrita_el = models.DateTimeField()
    aceptada_el = models.DateTimeField(null=True, blank=True)
    terminada_el = models.DateTimeField(null=True, blank=True)
    prorrogada_el = models.DateTimeField(null=True, blank=True)
    documento_prorroga_id = models.UUIDField(null=True, blank=True)
    documento_fin_id = models.UUIDField(null=True, blank=True)

    proposito_datos = _("Comprobar que quien actúa por otra persona tiene poder para hacerlo (LPACAP art. 5)")
    conservacion_datos = _("Hasta 5 años después de terminar la representación, o lo que dure el expediente que la usó")

    class Meta:
        verbose_name = _("representación")
        constraints = [
            models.CheckConstraint(
                condition=~Q(representado=models.F("representante")), name="representacion_de_otra_persona"
            ),
            models.CheckConstraint(condition=Q(hasta__gte=models.F("desde")), name="representacion_periodo"),
            models.CheckConstraint(
                condition=Q(alcance="procedimiento", procedimiento__gt="", organismo__gt="")
                | Q(alcance="organismo", procedimiento="", organismo__gt="")
                | Q(alcance="general", procedimiento="", organismo=""),
                name="representacion_alcance_completo",
            ),
            models.CheckConstraint(
                condition=Q(estado__in=["pendiente", "vigente"], terminada_el=None)
                | Q(estado__in=["rechazada", "revocada", "renunciada"], terminada_el__isnull=False),
                name="representacion_fin_con_fecha",
            ),
            ExclusionConstraint(
                name="representacion_sin_solapes",
                expressions=[
                    ("representado", RangeOperators.EQUAL),
                    ("representante", RangeOperators.EQUAL),
                    ("alcance", RangeOperators.EQUAL),
                    ("organismo", RangeOperators.EQUAL),
                    ("procedimiento", RangeOperators.EQUAL),
                    ("acreditacion", RangeOperators.EQUAL),
                    (vigencia(), RangeOperators.OVERLAPS),
                ],
                condition=Q(estado__in=["pendiente", "vigente"]),
            ),
        ]
        indexes = [models.Index(fields=["representante", "estado", "hasta"], name="representacion_de_quien")]

    def __str__(self) -> str:
        return f"{self.get_alcance_display()}, hasta {self.hasta:%d/%m/%Y}"

    @property
    def prorrogable(self) -> bool:
        """Whether who gave it may extend it here: one in force that was inscribed in this register (LPACAP 6.6)."""
        inscritas = (
            self.Acreditacion.APUD_ACTA_SEDE,
            self.Acreditacion.APUD_ACTA_PRESENCIAL,
            self.Acreditacion.DOCUMENTO,
        )
        return self.estado == self.Estado.VIGENTE and self.acreditacion in inscritas

    @property
    def estado_en_palabras(self) -> str:
        """Its state. What the law or a judge gave is neither revoked nor given up: it ends by the document that says so."""
        if self.acreditacion == self.Acreditacion.LEGAL and self.terminada_el is not None:
            return str(_("Terminada, con el documento en el que consta"))
        return str(self.get_estado_display())


class GestorCuentas(BaseUserManager["Cuenta"]):
    """Finds accounts by user name."""

    def crear(self, usuario: str, contrasena: str | None) -> Cuenta:
        """A new account; without a password it cannot be used until one is set."""
        cuenta = self.model(usuario=usuario.lower())
        cuenta.set_password(contrasena)
        cuenta.save(using=self._db)
        return cuenta


class Cuenta(AbstractBaseUser):
    """Login of a member of staff: password plus second factor. Who that person is lies in `organizacion.Empleado`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    usuario = models.CharField(max_length=60, unique=True)
    activa = models.BooleanField(default=True)
    debe_cambiar_contrasena = models.BooleanField(default=False)
    creada_el = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "usuario"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[GestorCuentas] = GestorCuentas()

    proposito_datos = _("Acceso del personal a su mesa de trabajo con dos factores (ENS op.acc)")
    conservacion_datos = _("Mientras dure la relación de servicio; después, desactivada 5 años")

    class Meta:
        verbose_name = _("cuenta")

    def __str__(self) -> str:
        return self.usuario

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """What Django's own machinery asks."""
        return self.activa


class LlaveAcceso(models.Model):
    """A passkey (FIDO2) of an account: a second factor that resists phishing."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    cuenta = models.ForeignKey(Cuenta, on_delete=models.PROTECT, related_name="llaves")
    nombre = models.CharField(max_length=60)
    credencial = models.BinaryField(unique=True)
    publica = models.BinaryField()
    contador = models.BigIntegerField(default=0)
    creada_el = models.DateTimeField(auto_now_add=True)
    usada_el = models.DateTimeField(null=True, blank=True)

    proposito_datos = _("Segundo factor del personal")
    conservacion_datos = _("La de la cuenta")

    class Meta:
        verbose_name = _("llave de acceso")

    def __str__(self) -> str:
        return self.nombre


class RetoLlave(models.Model):
    """A challenge given to an account's passkeys. It is deleted when it is used; one that expired serves nobody.

    `para`: what it is for (`alta`, `entrar`, `confirmar`, or a digest of what is approved); `reto`: random bytes and the hash of that.
    """

    id = models.BigAutoField(primary_key=True)
    cuenta = models.ForeignKey(Cuenta, on_delete=models.PROTECT, related_name="+")
    para = models.CharField(max_length=100)
    reto = models.BinaryField(unique=True)
    caduca_el = models.DateTimeField()

    caduca = Caduca("identificaciones", "caduca_el")

    proposito_datos = _("Comprobar que la llave de acceso la usa quien la dio de alta (RD 311/2022 op.acc.6)")
    conservacion_datos = _("1 día")

    class Meta:
        verbose_name = _("reto de llave")
        indexes = [models.Index(fields=["cuenta", "caduca_el"], name="reto_cuenta")]

    def __str__(self) -> str:
        return f"{self.para} hasta {self.caduca_el:%Y-%m-%d %H:%M}"


class Sesion(models.Model):
    """One identified session and the evidence kept of the identification (LPACAP 9.2; ENS op.exp.8).

    Times are the machine's, as all of the identification's technical evidence. The address is kept as a keyed hash.
    """

    class Medio(models.TextChoices):
        CERTIFICADO = "certificado", _("Certificado electrónico")
        CLAVE = "clave", _("Cl@ve")
        CONTRASENA_TOTP = "contrasena_totp", _("Contraseña y código de un solo uso")
        CONTRASENA_LLAVE = "contrasena_llave", _("Contraseña y llave de acceso")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    persona = models.ForeignKey(Persona, on_delete=models.PROTECT, null=True, blank=True, related_name="sesiones")
    cuenta = models.ForeignKey(Cuenta, on_delete=models.PROTECT, null=True, blank=True, related_name="sesiones")
    medio = models.CharField(max_length=20, choices=Medio.choices)
    nivel = models.SmallIntegerField(choices=[(n.value, n.name.lower()) for n in Nivel])
    emisor = models.CharField(max_length=300, blank=True)
    serie = models.CharField(max_length=80, blank=True)
    huella = models.CharField(max_length=64, blank=True)
    evidencia = models.JSONField(default=dict)
    direccion_hash = models.CharField(max_length=64, blank=True)
    abierta_el = models.DateTimeField()
    vista_el = models.DateTimeField()
    reautenticada_el = models.DateTimeField()
    caduca_el = models.DateTimeField()
    cerrada_el = models.DateTimeField(null=True, blank=True)
    representacion = models.ForeignKey(
        Representacion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    proposito_datos = _("Prueba de cómo se identificó quien actuó y control de accesos")
    conservacion_datos = _("5 años desde que terminó")
    caduca = Caduca("sesiones", "caduca_el")

    class Meta:
        verbose_name = _("sesión")
        constraints = [
            models.CheckConstraint(
                condition=Q(persona__isnull=False, cuenta=None) | Q(persona=None, cuenta__isnull=False),
                name="sesion_de_persona_o_de_cuenta",
            ),
            models.CheckConstraint(
                condition=Q(representacion=None) | Q(persona__isnull=False), name="sesion_representa_persona"
            ),
        ]
        indexes = [
            models.Index(fields=["persona", "abierta_el"], name="sesion_persona"),
            models.Index(fields=["cuenta", "abierta_el"], name="sesion_cuenta"),
        ]

    def __str__(self) -> str:
        return f"{self.medio} {self.abierta_el:%Y-%m-%d %H:%M}"


class PeticionAcceso(models.Model):
    """An identification under way with somebody outside: a Cl@ve request or a visit to the certificate port.

    `id` travels (it is the SAML request's ID after a prefix); `vale_hash` is the hash of the one-time voucher with which the
    browser that began collects the result. Consumed once.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    medio = models.CharField(max_length=20, choices=Sesion.Medio.choices)
    nivel_pedido = models.SmallIntegerField(default=Nivel.BAJO.value)
    vuelve_a = models.CharField(max_length=500, default="/")
    creada_el = models.DateTimeField()
    caduca_el = models.DateTimeField()
    respondida_el = models.DateTimeField(null=True, blank=True)
    consumida_el = models.DateTimeField(null=True, blank=True)
    vale_hash = models.CharField(max_length=64, blank=True)
    resultado = models.JSONField(default=dict)

    proposito_datos = _("Llevar el resultado de una identificación hasta el navegador que la pidió, una sola vez")
    conservacion_datos = _("1 día")
    caduca = Caduca("identificaciones", "caduca_el")

    class Meta:
        verbose_name = _("petición de acceso")
        indexes = [models.Index(fields=["caduca_el"], name="peticion_caduca")]

    def __str__(self) -> str:
        return f"{self.medio} {self.id}"


class AsercionVista(models.Model):
    """Identifier of an assertion already used: the same message never opens two sessions."""

    asercion = models.CharField(max_length=200, primary_key=True)
    recibida_el = models.DateTimeField()

    caduca = Caduca("identificaciones", "recibida_el")

    proposito_datos = _("Impedir que una identificación de Cl@ve se use dos veces (RD 311/2022 op.acc.6)")
    conservacion_datos = _("1 día")

    class Meta:
        verbose_name = _("aserción usada")

    def __str__(self) -> str:
        return self.asercion


class IntentoAcceso(models.Model):
    """An attempt to log in, to slow down guessing. Keyed hashes, no names."""

    id = models.BigAutoField(primary_key=True)
    clave = models.CharField(max_length=64)
    momento = models.DateTimeField()
    acertado = models.BooleanField()

    caduca = Caduca("intentos", "momento")

    proposito_datos = _("Frenar a quien prueba contraseñas; solo huellas con clave, sin nombres (RD 311/2022 op.acc.6)")
    conservacion_datos = _("30 días (configurable)")

    class Meta:
        verbose_name = _("intento de acceso")
        indexes = [models.Index(fields=["clave", "momento"], name="intento_clave_momento")]

    def __str__(self) -> str:
        return f"{self.momento:%Y-%m-%d %H:%M} {self.acertado}"
