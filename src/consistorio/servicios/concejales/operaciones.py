"""What is written and signed about a request, inside somebody's open transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from consistorio.documental.documentos.operaciones import crear_desde_plantilla
from consistorio.documental.documentos.tipos import CampoFirma
from consistorio.documental.firma.operaciones import pedir_firmas
from consistorio.documental.firma.tipos import PasoPedido
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj, en_madrid, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.organizacion.consultas import puesto_de_organo, titular_de
from consistorio.servicios.concejales.eventos import EscritoEnFirma, cadena
from consistorio.servicios.concejales.models import EscritoDePeticion, PeticionDeInformacion

REFERENCIA = "concejales"
NORMA = "ROF arts. 14 a 16; LBRL art. 77"
TIPO = {"concesion": "TD02", "denegacion": "TD02", "certificado": "TD07"}


def cadena_de(peticion: PeticionDeInformacion) -> str:
    """The chain of facts of a request: of the year in which it was filed."""
    return cadena(en_madrid(peticion.presentada_el).year)


def bloqueada(peticion: PeticionDeInformacion) -> PeticionDeInformacion:
    """The same, with its row locked."""
    exigir_transaccion()
    filas = PeticionDeInformacion.objects.select_related("asiento", "concejal__persona", "unidad", "expediente")
    return filas.select_for_update(of=("self",)).get(id=peticion.id)


def exigir_sin_firmar(peticion: PeticionDeInformacion, clase: str) -> None:
    """Assert that nothing like it waits for its signature: decisions exclude each other, and a certificate another one. Raises FaseIncompatible."""
    certificado = EscritoDePeticion.Clase.CERTIFICADO
    como_este = Q(clase=certificado) if clase == certificado else ~Q(clase=certificado)
    if peticion.escritos.filter(como_este, estado=EscritoDePeticion.Estado.EN_FIRMA).exists():
        raise FaseIncompatible(
            _("Ya hay un documento pendiente de firma."),
            que_hacer=_("Fírmese en el portafirmas, o devuélvase para escribirlo otra vez."),
        )


def escribir(
    clase: str,
    peticion: PeticionDeInformacion,
    *,
    organo: str,
    secciones: Sequence[tuple[str, Sequence[str]]],
    aviso: str,
    datos: Mapping[str, object],
    actor: Actor,
    reloj: Reloj,
) -> EscritoDePeticion:
    """Write a document about a request and send it to be signed by who embodies an organ. Writes: Documento, Circuito, EscritoDePeticion. Emits:
    concejales.escrito.en_firma. Raises FaseIncompatible (another one waits), DatosIncorrectos (nobody holds that post)."""
    exigir_transaccion()
    exigir_sin_firmar(peticion, clase)
    titulo = str(EscritoDePeticion.Clase(clase).label)
    try:
        puesto = puesto_de_organo(organo)
        firmante = titular_de(puesto, en=hoy(reloj))
    except (NoEncontrado, Conflicto) as error:
        raise DatosIncorrectos(error.mensaje, problemas=[Problema("organo", error.mensaje)]) from error
    documento = crear_desde_plantilla(
        "control",
        {
            "titulo": titulo,
            "asunto": _("Petición %(n)s") % {"n": peticion},
            "norma": NORMA,
            "ficha": _ficha(peticion),
            "secciones": [{"titulo": de_que, "texto": list(parrafos)} for de_que, parrafos in secciones if parrafos],
            "aviso": aviso,
        },
        titulo=f"{titulo}: {peticion}",
        tipo_documental=TIPO[clase],
        organo=puesto.unidad.dir3,
        unidad=puesto.unidad.nombre,
        firmas=[CampoFirma(organo, firmante.empleado.nombre, detalle=firmante.cargo_texto)],
        actor=actor,
        reloj=reloj,
    )
    escrito = EscritoDePeticion.objects.create(
        peticion=peticion,
        clase=clase,
        organo=organo,
        documento=documento,
        datos=dict(datos),
        escrito_el=reloj.ahora(),
        escrito_por=actor.id,
    )
    pedir_firmas(
        documento, [PasoPedido(puesto, organo)], referencia=f"{REFERENCIA}:{escrito.id}", actor=actor, reloj=reloj
    )
    hecho = EscritoEnFirma(escrito.id, peticion.id, clase, documento.id)
    anotar(cadena_de(peticion), hecho, actor=actor, reloj=reloj, filas=[escrito])
    return escrito


def _ficha(peticion: PeticionDeInformacion) -> list[dict[str, str]]:
    presentada = en_madrid(peticion.presentada_el)
    filas = [
        (_("Registro de entrada"), str(peticion)),
        (_("Quién la pide"), f"{peticion.concejal.nombre}, {peticion.cargo}"),
        (_("Presentada"), f"{presentada:%d/%m/%Y, %H:%M}"),
        (_("Último día para denegarla"), f"{peticion.vence_el:%d/%m/%Y}"),
        (_("De qué"), de_que(peticion)),
        (_("Área"), peticion.unidad.nombre if peticion.unidad is not None else ""),
        (_("Forma pedida"), str(peticion.get_forma_pedida_display())),
        (_("Qué se pide"), peticion.que),
    ]
    return [{"rotulo": rotulo, "valor": valor} for rotulo, valor in filas if valor]


def de_que(peticion: PeticionDeInformacion) -> str:
    """What a request is of, in a few words."""
    if peticion.expediente is not None:
        return _("Expediente %(n)s") % {"n": peticion.expediente.numero}
    if peticion.anio is not None:
        dicho = {"anio": peticion.anio, "codigo": peticion.codigo}
        if peticion.codigo:
            return _("Presupuesto de %(anio)d, códigos que empiezan por %(codigo)s") % dicho
        return _("Presupuesto de %(anio)d") % dicho
    return str(peticion.get_clase_display())
