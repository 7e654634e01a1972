"""Writing what is signed outside the tasks of a case, and what happens when it is signed or sent back. Inside the caller's open transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import crear_desde_plantilla
from consistorio.documental.documentos.tipos import CampoFirma
from consistorio.documental.firma.operaciones import pedir_firmas
from consistorio.documental.firma.tipos import PasoPedido
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.organizacion.consultas import (
    nombres_de_organos,
    puesto_de_organo,
    titular_de,
)
from consistorio.plataforma.organizacion.models import Puesto, Unidad
from consistorio.servicios.intervencion.eventos_de_control import (
    EscritoDevuelto,
    EscritoEnFirma,
    EscritoFirmado,
    cadena_del_control,
)
from consistorio.servicios.intervencion.models import EscritoDeControl
from consistorio.tramitacion.expedientes.acceso import bloquear
from consistorio.tramitacion.expedientes.firmas import puesto_de_quien_lo_hace
from consistorio.tramitacion.expedientes.intervencion import OrigenDeFirmas, firmante_en, registrar_origen
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.operaciones import incorporar_documento

Efecto = Callable[[EscritoDeControl, Actor, Reloj], None]
REFERENCIA = "control"
_AL_FIRMAR: dict[str, Efecto] = {}
_AL_DEVOLVER: dict[str, Efecto] = {}
registrar_origen(REFERENCIA, OrigenDeFirmas(EscritoDeControl))


@dato
class Contenido:
    """What a document of control says. `ficha`: label and value of each row; `requisitos`: the basic ones and what was answered (`Contestado.para_plantilla`); `secciones`: title and paragraphs;
    `columnas`, `filas`: of its table, the last column an amount."""

    titulo: str
    asunto: str
    norma: str
    ficha: tuple[tuple[str, str], ...] = ()
    requisitos: tuple[dict[str, object], ...] = ()
    secciones: tuple[tuple[str, tuple[str, ...]], ...] = ()
    columnas: tuple[str, ...] = ()
    filas: tuple[tuple[str, ...], ...] = ()
    aviso: str = ""
    tipo_documental: str = "TD13"

    def para_plantilla(self) -> dict[str, object]:
        """As the template `control` takes it."""
        datos: dict[str, object] = {"titulo": self.titulo, "asunto": self.asunto, "norma": self.norma}
        datos["ficha"] = [{"rotulo": rotulo, "valor": valor} for rotulo, valor in self.ficha if valor]
        datos["secciones"] = [
            {"titulo": titulo, "texto": list(parrafos)} for titulo, parrafos in self.secciones if parrafos
        ]
        if self.requisitos:
            datos["requisitos"] = list(self.requisitos)
        if self.filas:
            datos["columnas"], datos["filas"] = list(self.columnas), [list(fila) for fila in self.filas]
        if self.aviso:
            datos["aviso"] = self.aviso
        return datos


def al_firmar(clase: str) -> Callable[[Efecto], Efecto]:
    """Decorator: what a class of writing does once it is signed."""

    def registrar(efecto: Efecto) -> Efecto:
        _AL_FIRMAR[clase] = efecto
        return efecto

    return registrar


def al_devolver(clase: str) -> Callable[[Efecto], Efecto]:
    """Decorator: what follows when a class of writing is sent back."""

    def registrar(efecto: Efecto) -> Efecto:
        _AL_DEVOLVER[clase] = efecto
        return efecto

    return registrar


def exigir_sin_firmar(sobre: str) -> None:
    """Assert that nothing about that waits for its signature. Raises FaseIncompatible."""
    if EscritoDeControl.objects.filter(sobre=sobre, estado=EscritoDeControl.Estado.EN_FIRMA).exists():
        raise FaseIncompatible(
            _("Ya hay un documento pendiente de firma."),
            que_hacer=_("Fírmese en el portafirmas, o devuélvase para escribirlo otra vez."),
        )


def escribir(
    clase: str,
    contenido: Contenido,
    *,
    sobre: str,
    unidad: Unidad | None = None,
    organos: Sequence[str] = (),
    ademas: Sequence[Puesto] = (),
    expediente: Expediente | None = None,
    datos: Mapping[str, object] | None = None,
    actor: Actor,
    reloj: Reloj,
) -> EscritoDeControl:
    """Write a document and send it to be signed: by the posts of `organos`, in that order, or else by who writes it; and then by those of `ademas`.

    `unidad`: whose it is; `datos`: what its effect needs. Writes: Documento, Circuito, EscritoDeControl. Emits: intervencion.escrito.en_firma. Raises
    FaseIncompatible (another one about that waits), DatosIncorrectos (nobody holds a post that signs).
    """
    exigir_transaccion()
    exigir_sin_firmar(sobre)
    campos, pasos = _quienes_firman(organos, ademas, unidad, expediente, actor, reloj)
    emite = _puesto(organos[0]).unidad if organos else unidad
    documento = crear_desde_plantilla(
        "control",
        contenido.para_plantilla(),
        titulo=f"{contenido.titulo}: {contenido.asunto}"[:250],
        tipo_documental=contenido.tipo_documental,
        organo=emite.dir3 if emite is not None else str(settings.CONSISTORIO_ENTIDAD["dir3"]),
        unidad=emite.nombre if emite is not None else "",
        expediente=expediente.numero if expediente is not None else "",
        firmas=campos,
        actor=actor,
        reloj=reloj,
    )
    escrito = EscritoDeControl.objects.create(
        clase=clase,
        sobre=sobre,
        expediente=expediente,
        documento=documento,
        datos=dict(datos or {}),
        escrito_el=reloj.ahora(),
        escrito_por=actor.id,
    )
    pedir_firmas(documento, pasos, referencia=f"{REFERENCIA}:{escrito.id}", actor=actor, reloj=reloj)
    hecho = EscritoEnFirma(escrito.id, clase, sobre, documento.id)
    anotar(cadena_del_control(hoy(reloj).year), hecho, actor=actor, reloj=reloj, filas=[escrito])
    return escrito


def _quienes_firman(
    organos: Sequence[str],
    ademas: Sequence[Puesto],
    unidad: Unidad | None,
    expediente: Expediente | None,
    actor: Actor,
    reloj: Reloj,
) -> tuple[list[CampoFirma], list[PasoPedido]]:
    dia, campos, pasos = hoy(reloj), list[CampoFirma](), list[PasoPedido]()
    if not organos:
        suyo = puesto_de_quien_lo_hace(actor, unidad.id if unidad is not None else actor.id, en=dia)
        if suyo is None:
            mensaje = _("Para firmar este documento hace falta tener un puesto.")
            raise DatosIncorrectos(mensaje, problemas=[Problema("", mensaje)])
        campos.append(CampoFirma("quien", actor.nombre, detalle=actor.cargo))
        pasos.append(PasoPedido(suyo, "quien"))
    for organo in organos:
        puesto = _puesto(organo)
        campos.append(_campo(organo, puesto, expediente, reloj))
        pasos.append(PasoPedido(puesto, organo))
    for n, puesto in enumerate(ademas, start=1):
        campos.append(_campo(f"asiste{n}", puesto, expediente, reloj))
        pasos.append(PasoPedido(puesto, f"asiste{n}"))
    return campos, pasos


def _puesto(organo: str) -> Puesto:
    try:
        return puesto_de_organo(organo)
    except NoEncontrado as error:
        mensaje = _("Ningún puesto encarna «%(o)s».") % {"o": nombres_de_organos().get(organo, organo)}
        raise DatosIncorrectos(mensaje, problemas=[Problema("", mensaje)]) from error


def _campo(campo: str, puesto: Puesto, expediente: Expediente | None, reloj: Reloj) -> CampoFirma:
    dia = hoy(reloj)
    try:
        firmante = firmante_en(expediente, puesto, en=dia) if expediente is not None else titular_de(puesto, en=dia)
    except (NoEncontrado, Conflicto) as error:
        mensaje = _("Hoy nadie puede firmar por «%(o)s»: %(m)s") % {"o": puesto.nombre, "m": error.mensaje}
        raise DatosIncorrectos(mensaje, problemas=[Problema("", mensaje)]) from error
    return CampoFirma(campo, firmante.empleado.nombre, detalle=firmante.cargo_texto)


def recoger(escrito_id: UUID, *, firmado: bool, actor: Actor, reloj: Reloj) -> EscritoDeControl:
    """A writing was signed by everybody, or came back; once more changes nothing. In a case that is open its document takes its place there.

    Writes: EscritoDeControl and what its effect writes. Emits: intervencion.escrito.firmado or intervencion.escrito.devuelto. Raises NoEncontrado.
    """
    exigir_transaccion()
    caso_id = EscritoDeControl.objects.filter(id=escrito_id).values_list("expediente_id", flat=True).first()
    expediente = bloquear(caso_id) if caso_id is not None else None
    escrito = (
        EscritoDeControl.objects.select_for_update(of=("self",))
        .select_related("documento")
        .filter(id=escrito_id)
        .first()
    )
    if escrito is None:
        raise NoEncontrado(_("No encontramos ese documento de control."))
    if escrito.estado != EscritoDeControl.Estado.EN_FIRMA:
        return escrito
    escrito.estado = EscritoDeControl.Estado.FIRMADO if firmado else EscritoDeControl.Estado.DEVUELTO
    escrito.terminado_el = reloj.ahora()
    escrito.save(update_fields=["estado", "terminado_el"])
    if firmado and expediente is not None:
        _en_su_caso(expediente, escrito.documento, actor=actor, reloj=reloj)
    efecto = (_AL_FIRMAR if firmado else _AL_DEVOLVER).get(escrito.clase)
    if efecto is not None:
        efecto(escrito, actor, reloj)
    clase_de_hecho = EscritoFirmado if firmado else EscritoDevuelto
    hecho = clase_de_hecho(escrito.id, escrito.clase, escrito.sobre)
    anotar(cadena_del_control(hoy(reloj).year), hecho, actor=actor, reloj=reloj, filas=[escrito])
    return escrito


def _en_su_caso(expediente: Expediente, documento: Documento, *, actor: Actor, reloj: Reloj) -> None:
    """A case that is closed has its index signed: the writing stays with what it is about."""
    if expediente.estado in (Expediente.Estado.CERRADO, Expediente.Estado.ARCHIVADO):
        return
    incorporar_documento(
        expediente,
        documento_id=documento.id,
        huella=documento.huella,
        origen="control",
        visible_interesado=False,
        actor=actor,
        reloj=reloj,
    )
