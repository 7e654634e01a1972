"""The lists of basic requirements of the limited control: a new version as the Pleno approved it, and what the program proposes, confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.text import slugify
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.intervencion.eventos_de_control import ListaAprobada, RequisitoRevisado, cadena_del_control
from consistorio.servicios.intervencion.models import AcuerdoDeControl, ListaDeRequisitos, Requisito
from consistorio.servicios.intervencion.permisos import FISCALIZAR
from consistorio.servicios.intervencion.propuestas_de_requisitos import certeza_de
from consistorio.servicios.intervencion.reglas import MINIMO
from consistorio.servicios.intervencion.reglas_de_requisitos import FASES, RequisitoPedido, problemas_de_la_lista
from consistorio.servicios.intervencion.requisitos import versiones_de

NORMA = "TRLRHL art. 219.2; RD 424/2017 arts. 13 y 14"
LARGO_TIPO, LARGO_NOMBRE, LARGO_NOTA = 40, 120, 600


@accion("intervencion.lista.aprobada", permiso=FISCALIZAR, norma=NORMA)
def aprobar_lista(
    *,
    actor: Actor,
    nombre: str,
    fase: str,
    desde: date | None,
    rige: bool,
    acuerdo_id: UUID | None,
    requisitos: Sequence[RequisitoPedido],
    reloj: Reloj,
    tipo: str = "",
    nota: str = "",
) -> ListaDeRequisitos:
    """Note which basic requirements the Pleno approved of a kind of expense in a phase, from a day on; or that it is not under limited control any more (`rige` False, with no requirements).

    `tipo`: the code of a kind that is there, else it comes from `nombre`; `fase`: a code of `reglas_de_requisitos.FASES`; `acuerdo_id`: the agreement on limited control that approves it, which is not
    later than `desde`. What is as the version before had it keeps its review. Who: `intervencion.fiscalizar`. Writes: ListaDeRequisitos, Requisito. Emits: intervencion.lista.aprobada. Raises
    DatosIncorrectos with every problem, Conflicto (there is one of that day).
    """
    nombre, tipo = nombre.strip(), tipo.strip() or slugify(nombre).replace("-", "_")[:LARGO_TIPO]
    limpios = [_limpio(uno) for uno in requisitos] if rige else []
    limitan = AcuerdoDeControl.objects.filter(clave=AcuerdoDeControl.Clave.LIMITADA, rige=True)
    acuerdo = limitan.filter(id=acuerdo_id).first() if acuerdo_id is not None else None
    problemas = _de_que_y_cuando(nombre if tipo else "", fase, desde, acuerdo)
    problemas += problemas_de_la_lista(limpios) if rige else []
    if problemas or desde is None or acuerdo is None:
        raise DatosIncorrectos(_("La lista no se ha guardado."), problemas=problemas)
    versiones = versiones_de(tipo, fase)
    if any(una.desde == desde for una in versiones):
        raise Conflicto(_("Ya hay una lista de ese tipo de gasto y esa fase con ese día."))
    if not rige and not versiones:
        mensaje = _("Ese tipo de gasto no tiene ninguna lista en esa fase.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("rige", mensaje)])
    lista = ListaDeRequisitos.objects.create(
        tipo=tipo,
        nombre=nombre,
        fase=fase,
        desde=desde,
        rige=rige,
        acuerdo=acuerdo,
        nota=nota.strip()[:LARGO_NOTA],
        anotada_el=reloj.ahora(),
        anotada_por=actor.id,
    )
    anterior = next((una for una in versiones if una.desde < desde), None)
    suyos = Requisito.objects.bulk_create(_filas(lista, limpios, anterior))
    hecho = ListaAprobada(lista.id, tipo, fase, desde, rige, len(suyos))
    anotar(cadena_del_control(hoy(reloj).year), hecho, actor=actor, reloj=reloj, filas=[lista, *suyos])
    return lista


def _de_que_y_cuando(nombre: str, fase: str, desde: date | None, acuerdo: AcuerdoDeControl | None) -> list[Problema]:
    """What is wrong with a version besides its requirements. `nombre`: "" when no code comes from it."""
    problemas = []
    if not 0 < len(nombre) <= LARGO_NOMBRE:
        mensaje = _("Escriba el tipo de gasto, en %(n)d letras como mucho.") % {"n": LARGO_NOMBRE}
        problemas.append(Problema("nombre", mensaje))
    if fase not in FASES:
        problemas.append(Problema("fase", _("Elija la fase del gasto.")))
    if acuerdo is None:
        mensaje = _("Elija el acuerdo del Pleno que la aprueba. Si no está, anótelo antes.")
        problemas.append(Problema("acuerdo", mensaje))
    if desde is None:
        problemas.append(Problema("desde", _("Escriba desde qué día.")))
    elif acuerdo is not None and desde < acuerdo.desde:
        mensaje = _("No puede regir antes que su acuerdo, que es del %(d)s.") % {"d": f"{acuerdo.desde:%d/%m/%Y}"}
        problemas.append(Problema("desde", mensaje))
    return problemas


def _limpio(pedido: RequisitoPedido) -> RequisitoPedido:
    """Each space once, so that what says the same is the same."""
    return RequisitoPedido(pedido.clase, " ".join(pedido.texto.split()), " ".join(pedido.norma.split()))


def _filas(
    lista: ListaDeRequisitos, pedidos: Sequence[RequisitoPedido], anterior: ListaDeRequisitos | None
) -> list[Requisito]:
    antes = {}
    if anterior is not None:
        antes = {RequisitoPedido(uno.clase, uno.texto, uno.norma): uno for uno in anterior.requisitos.all()}
    filas = []
    for numero, pedido in enumerate(pedidos, start=1):
        certeza = certeza_de(pedido, lista.tipo, lista.fase) or Requisito.Certeza.PROPIO
        fila = Requisito(
            lista=lista, numero=numero, clase=pedido.clase, texto=pedido.texto, norma=pedido.norma, certeza=certeza
        )
        if (mismo := antes.get(pedido)) is not None:
            fila.certeza, fila.revisado_el, fila.revision = mismo.certeza, mismo.revisado_el, mismo.revision
        filas.append(fila)
    return filas


@accion("intervencion.requisito.revisado", permiso=FISCALIZAR, norma=NORMA)
def revisar_requisito(*, actor: Actor, requisito_id: UUID, motivo: str, reloj: Reloj) -> Requisito:
    """Confirm a requirement that the program proposed: it is as it has to be. What has to say something else goes in a new version of its list.

    Who: `intervencion.fiscalizar`. Writes: Requisito. Emits: intervencion.requisito.revisado. Raises NoEncontrado, FaseIncompatible (it is not to be reviewed), DatosIncorrectos (no reasons).
    """
    requisito = Requisito.objects.select_for_update(of=("self",)).filter(id=requisito_id).first()
    if requisito is None:
        raise NoEncontrado(_("No encontramos ese requisito."))
    if not requisito.por_revisar:
        raise FaseIncompatible(_("Ese requisito no está por revisar."))
    dicho = motivo.strip()
    if not MINIMO <= len(dicho) <= LARGO_NOTA:
        mensaje = _("Escriba con qué lo ha comprobado, entre %(a)d y %(b)d caracteres.") % {
            "a": MINIMO,
            "b": LARGO_NOTA,
        }
        raise DatosIncorrectos(mensaje, problemas=[Problema("motivo", mensaje)])
    requisito.revisado_el, requisito.revision = hoy(reloj), dicho
    requisito.save(update_fields=["revisado_el", "revision"])
    hecho = RequisitoRevisado(requisito.id, requisito.lista_id)
    anotar(cadena_del_control(hoy(reloj).year), hecho, actor=actor, reloj=reloj, filas=[requisito])
    return requisito
