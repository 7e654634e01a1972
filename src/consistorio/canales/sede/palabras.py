"""The words of the law as the sede says them: pure functions from typed values to plain Spanish."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consistorio.canales.interfaz.templatetags.componentes import fecha
from consistorio.tramitacion.catalogo.comienzos import CONVOCATORIA
from consistorio.tramitacion.catalogo.legales import NOMBRES_RECURSO
from consistorio.tramitacion.catalogo.tipos import DatosLegales, Definicion, Recurso

_UNIDADES = {
    "dias_habiles": (gettext_noop("día hábil"), gettext_noop("días hábiles")),
    "dias_naturales": (gettext_noop("día natural"), gettext_noop("días naturales")),
    "meses": (gettext_noop("mes"), gettext_noop("meses")),
    "anios": (gettext_noop("año"), gettext_noop("años")),
}
_VIAS = {
    "sede": gettext_noop("En esta sede, a cualquier hora"),
    "oficina": gettext_noop("En la oficina de asistencia en materia de registros"),
    "registro_de_otra_administracion": gettext_noop("En el registro de cualquier otra Administración"),
    "correo": gettext_noop("Por correo postal, en una oficina de Correos"),
    "cajero": gettext_noop("En los cajeros ciudadanos"),
    "telefono": gettext_noop("Por teléfono"),
}
_NIVELES = {
    1: gettext_noop("Cl@ve (también Cl@ve PIN) o cualquier certificado electrónico"),
    2: gettext_noop("Cl@ve permanente o un certificado electrónico"),
    3: gettext_noop("Un certificado electrónico en tarjeta, como el DNI electrónico"),
}
_MEDIOS = {
    "certificado": gettext_noop("su certificado electrónico"),
    "clave": gettext_noop("su identificación con Cl@ve"),
}
_OTRO_MEDIO = gettext_noop("su identificación")
_FASES = {
    "iniciacion": gettext_noop("Comprobamos su solicitud"),
    "ordenacion": gettext_noop("Ordenamos el expediente"),
    "instruccion": gettext_noop("Estudiamos lo que pide"),
    "finalizacion": gettext_noop("Decidimos"),
    "ejecucion": gettext_noop("Cumplimos lo decidido"),
    "archivo": gettext_noop("Archivamos el expediente"),
}
_FASES_DE_LO_DECLARADO = {
    "iniciacion": gettext_noop("Recibimos lo que presentó"),
    "instruccion": gettext_noop("Comprobamos lo que presentó"),
}


def termino(cantidad: int, unidad: str) -> str:
    """A length of time: 3 meses, 10 días hábiles."""
    uno, varios = _UNIDADES.get(unidad, (unidad, unidad))
    return f"{cantidad} {_(uno) if cantidad == 1 else _(varios)}"


def plazo(legal: DatosLegales) -> str:
    """The maximum term to decide; "" where there is nothing to decide (LPACAP 69.3)."""
    return termino(legal.plazo.cantidad, legal.plazo.unidad) if legal.plazo is not None and not legal.declarada else ""


def presentada(naturaleza: str) -> str:
    """What has just been filed."""
    return {
        "declaracion": _("Declaración presentada"),
        "comunicacion": _("Comunicación presentada"),
    }.get(naturaleza, _("Solicitud presentada"))


def con_efectos(desde: date) -> str:
    """From when what was declared or communicated has effects, and that it may be checked (LPACAP 69.3)."""
    return _("Puede empezar desde el %(d)s. El Ayuntamiento puede comprobarlo después.") % {"d": fecha(desde)}


def desde_cuando(definicion: Definicion) -> str:
    """What the term to decide counts from: its call, the agreement to begin, or the entry (LPACAP 21.3; LGS 25.4)."""
    if definicion.legal.comienzo.momento == CONVOCATORIA:
        return _("desde que se publica la convocatoria, si ella no dice otra fecha.")
    return {
        "oficio": _("desde que el Ayuntamiento acuerda iniciarlo."),
        "ambas": _("desde que su solicitud entra en el registro, o desde que el Ayuntamiento acuerda iniciarlo."),
        "expediente": _("desde que su escrito entra en el registro."),
    }.get(definicion.iniciacion, _("desde que su solicitud entra en el registro."))


def silencio(definicion: Definicion) -> str:
    """What happens if the town hall does not decide in time, by who began it (LPACAP 24, 25)."""
    de_oficio = {
        "caducidad": _("Si lo inicia el Ayuntamiento y no notifica la decisión en ese plazo, el procedimiento caduca."),
        "desestimatorio": _(
            "Si lo inicia el Ayuntamiento y no notifica la decisión en ese plazo, quien compareció para obtener algo puede entenderlo "
            "denegado y recurrir."
        ),
    }.get(definicion.silencio_de_oficio if definicion.admite_oficio else "", "")
    if definicion.iniciacion == "oficio":
        return de_oficio
    a_quien_pide = {
        "estimatorio": _("Si no respondemos en ese plazo, su solicitud se entiende aceptada."),
        "desestimatorio": _("Si no respondemos en ese plazo, puede entenderla denegada y recurrir."),
        "no_procede": _("En este trámite el silencio no tiene efectos: le contestaremos igualmente."),
    }.get(definicion.legal.silencio, "")
    return f"{a_quien_pide} {de_oficio}".strip()


def silencio_con_fecha(sentido: str, vence: date) -> str:
    """The same, for a case whose last day is known."""
    dia = {"dia": fecha(vence)}
    return {
        "estimatorio": _("Si no le notificamos la respuesta hasta el %(dia)s, su solicitud se entiende aceptada.")
        % dia,
        "desestimatorio": _("Si no le notificamos la respuesta hasta el %(dia)s, puede entenderla denegada y recurrir.")
        % dia,
        "no_procede": _("Tenemos hasta el %(dia)s para responder.") % dia,
        "caducidad": _("Si no le notificamos la decisión hasta el %(dia)s, este procedimiento caduca.") % dia,
    }.get(sentido, "")


def silencio_pasado(sentido: str, *, certificado: bool = False, resuelto: bool = False) -> str:
    """What the silence that has happened means. `certificado`: it was certified (LPACAP 24.4); `resuelto`: it was decided late."""
    if resuelto and sentido in ("desestimatorio", "no_procede"):
        return _("Antes pudo entenderla denegada y recurrir.") if sentido == "desestimatorio" else ""
    if certificado and sentido == "estimatorio":
        return _("Su solicitud se entiende aceptada, y así lo dice el certificado.")
    return {
        "estimatorio": _("Su solicitud se entiende aceptada. Le enviaremos un certificado que lo diga."),
        "desestimatorio": _("Puede entenderla denegada y recurrir. Aun así, tenemos que contestarle."),
        "no_procede": _("El silencio no tiene efectos en este trámite. Tenemos que contestarle igualmente."),
        "caducidad": _("El procedimiento ha caducado. Le notificaremos que se archiva."),
    }.get(sentido, "")


def recurso(uno: Recurso) -> str:
    """An appeal by its name, with its term and before whom; where there is none, why not."""
    if uno.tipo not in NOMBRES_RECURSO:
        return f"{uno.ante} ({uno.articulo})"
    return f"{_(NOMBRES_RECURSO[uno.tipo])}: {uno.plazo}, {uno.ante} ({uno.articulo})"


def via(codigo: str) -> str:
    """A way to file."""
    return _(_VIAS.get(codigo, codigo))


def medio(codigo: str) -> str:
    """With what somebody identified themselves."""
    return _(_MEDIOS.get(codigo, _OTRO_MEDIO))


def nivel(numero: int) -> str:
    """What is needed to identify oneself."""
    return _(_NIVELES.get(numero, _NIVELES[1]))


def fase(codigo: str, *, declarada: bool = False) -> str:
    """A phase of the procedure, as something that we do. `declarada`: nothing was asked for; it is checked (LPACAP 69.3)."""
    palabras = {**_FASES, **_FASES_DE_LO_DECLARADO} if declarada else _FASES
    return _(palabras.get(codigo, codigo))
