"""What changes the register of values inside somebody's open transaction."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db import connections
from django.db.models import Max
from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.economia.depositos.eventos import CADENA, ValorRecibido, ValorSalido
from consistorio.economia.depositos.models import ValorEnDeposito
from consistorio.economia.presupuesto.reglas import importe_bien
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import alias_actual, exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.identidad.models import Persona

LARGO_GARANTIZA: Final = 300
LARGO_ENTIDAD: Final = 200
LARGO_REFERENCIA: Final = 80
# Numbers without gaps
_EN_FILA: Final = """
LOCK TABLE depositos_valorendeposito IN SHARE ROW EXCLUSIVE MODE
"""


@dato
class ValorNuevo:
    """A value as who receives it says it: see `models.ValorEnDeposito`."""

    clase: str
    persona_id: UUID | None
    garantiza: str
    importe: Decimal
    recibido_el: date
    entidad: str = ""
    referencia: str = ""
    vence: date | None = None
    documento_id: UUID | None = None


def recibir(nuevo: ValorNuevo, *, actor: Actor, reloj: Reloj) -> ValorEnDeposito:
    """Note a value that comes in. Writes: ValorEnDeposito. Emits: depositos.valor.recibido. Raises DatosIncorrectos with every problem."""
    exigir_transaccion()
    problemas = _problemas_de_entrada(nuevo, hoy(reloj))
    if problemas or nuevo.persona_id is None:
        raise DatosIncorrectos(_("El valor no se ha anotado."), problemas=problemas)
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute(_EN_FILA)
    ultimo = ValorEnDeposito.objects.aggregate(ultimo=Max("numero"))["ultimo"] or 0
    valor = ValorEnDeposito.objects.create(
        numero=ultimo + 1,
        clase=nuevo.clase,
        persona_id=nuevo.persona_id,
        entidad=nuevo.entidad.strip(),
        referencia=nuevo.referencia.strip(),
        garantiza=nuevo.garantiza.strip(),
        importe=nuevo.importe,
        recibido_el=nuevo.recibido_el,
        vence=nuevo.vence,
        documento_id=nuevo.documento_id,
        anotado_el=reloj.ahora(),
        autor_id=actor.id,
    )
    hecho = ValorRecibido(valor.id, valor.numero, valor.clase, f"{valor.importe:.2f}", valor.recibido_el)
    anotar(CADENA, hecho, actor=actor, reloj=reloj, filas=[valor])
    return valor


def sacar(
    valor_id: UUID, salida: str, fecha: date, motivo: str, documento_id: UUID | None, *, actor: Actor, reloj: Reloj
) -> ValorEnDeposito:
    """Note that a value goes out: given back, or charged with what it guaranteed. Writes: ValorEnDeposito. Emits: depositos.valor.salido. Raises NoEncontrado, Conflicto (it is out),
    DatosIncorrectos with every problem."""
    exigir_transaccion()
    valor = ValorEnDeposito.objects.select_for_update(of=("self",)).filter(id=valor_id).first()
    if valor is None:
        raise NoEncontrado(_("No encontramos ese valor."))
    if valor.salida:
        raise Conflicto(_("Ese valor ya salió el %(dia)s.") % {"dia": f"{valor.salio_el:%d/%m/%Y}"})
    problemas = []
    if salida not in ValorEnDeposito.Salida.values:
        problemas.append(Problema("salida", _("Diga si se devuelve o se ejecuta.")))
    if not valor.recibido_el <= fecha <= hoy(reloj):
        mensaje = _("El día va del %(desde)s, en que se recibió, a hoy.")
        problemas.append(Problema("fecha", mensaje % {"desde": f"{valor.recibido_el:%d/%m/%Y}"}))
    if not motivo.strip() or len(motivo) > LARGO_GARANTIZA:
        problemas.append(
            Problema("motivo", _("Escriba por qué sale, en %(n)d letras como mucho.") % {"n": LARGO_GARANTIZA})
        )
    if documento_id is None or not Documento.objects.filter(id=documento_id).exists():
        problemas.append(Problema("documento", _("Añada el acuerdo que lo devuelve o lo ejecuta.")))
    if problemas:
        raise DatosIncorrectos(_("La salida no se ha anotado."), problemas=problemas)
    valor.salida, valor.salio_el, valor.motivo_salida = salida, fecha, motivo.strip()
    valor.documento_salida_id, valor.salida_por = documento_id, actor.id
    valor.save(update_fields=["salida", "salio_el", "motivo_salida", "documento_salida", "salida_por"])
    hecho = ValorSalido(valor.id, salida, fecha, documento_id)
    anotar(CADENA, hecho, actor=actor, reloj=reloj, filas=[valor])
    return valor


def _problemas_de_entrada(nuevo: ValorNuevo, dia: date) -> list[Problema]:
    problemas = []
    if nuevo.clase not in ValorEnDeposito.Clase.values:
        problemas.append(Problema("clase", _("Diga de qué clase es.")))
    if nuevo.persona_id is None or not Persona.objects.filter(id=nuevo.persona_id).exists():
        problemas.append(Problema("persona", _("Diga quién lo deposita.")))
    if not importe_bien(nuevo.importe):
        problemas.append(Problema("importe", _("El importe son euros y céntimos, y mayor que cero.")))
    if not nuevo.garantiza.strip() or len(nuevo.garantiza) > LARGO_GARANTIZA:
        mensaje = _("Escriba qué garantiza, en %(n)d letras como mucho.")
        problemas.append(Problema("garantiza", mensaje % {"n": LARGO_GARANTIZA}))
    con_entidad = nuevo.clase in (ValorEnDeposito.Clase.AVAL, ValorEnDeposito.Clase.SEGURO)
    if (con_entidad and not nuevo.entidad.strip()) or len(nuevo.entidad) > LARGO_ENTIDAD:
        problemas.append(Problema("entidad", _("Escriba el banco o la aseguradora que responde.")))
    if len(nuevo.referencia) > LARGO_REFERENCIA:
        problemas.append(
            Problema("referencia", _("El número tiene %(n)d letras como mucho.") % {"n": LARGO_REFERENCIA})
        )
    if nuevo.recibido_el > dia:
        problemas.append(Problema("recibido_el", _("La fecha no ha llegado: se anota lo que ya ha pasado.")))
    if nuevo.vence is not None and nuevo.vence < nuevo.recibido_el:
        problemas.append(Problema("vence", _("Vence antes de recibirse.")))
    if nuevo.documento_id is not None and not Documento.objects.filter(id=nuevo.documento_id).exists():
        problemas.append(Problema("documento", _("Ningún documento tiene ese código.")))
    return problemas
