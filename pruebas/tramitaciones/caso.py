"""Plays a case of a procedure, from how it starts to its closing, and that of its appeal if there is one."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import uuid4

from consistorio.canales.escritorio.actos import Ocasion, acto_de
from consistorio.canales.escritorio.lecturas_expediente import otras_cosas
from consistorio.documental.registro.tipos import DatosPersona
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import ErrorDominio, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.almacen.operaciones import admitir
from consistorio.plataforma.organizacion.acciones.sustituciones import designar_suplencia
from consistorio.plataforma.organizacion.models import Empleado, Puesto
from consistorio.servicios.notificaciones import acciones as notificaciones
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.servicios.tributos.acciones import anotar_cobro, anotar_devolucion
from consistorio.servicios.tributos.ingresos import IngresoEscrito
from consistorio.servicios.tributos.models import Cobro, Liquidacion
from consistorio.servicios.tributos.permisos import COBRAR
from consistorio.tramitacion.catalogo.consultas import vigente
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios import acciones as formularios
from consistorio.tramitacion.formularios.models import Borrador
from consistorio.tramitacion.formularios.reglas import documentos_que_faltan
from consistorio.tramitacion.formularios.valores import como_datos
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.motor.registro_tipos import AccionPosible, tipo_de
from consistorio.tramitacion.solicitudes import acciones as solicitudes
from consistorio.tramitacion.solicitudes.consultas import se_contesta_a_mano
from consistorio.tramitacion.solicitudes.recursos import es_recurrible
from consistorio.tramitacion.solicitudes.tipos import Acuerdo, AdjuntoNuevo, Destinatario
from consistorio.tramitacion.tests import factories
from pruebas.simulador import actos

from . import rellenar
from .pueblo import Gente

CIUDADANIA = ("12345678Z", "87654321X", "X1234567L", "11111111H", "22222222J")
CONTACTO = {"medio_notificacion": "electronica", "correo_aviso": "alguien@correo.example"}
YA_SOLO_ACABAR = datetime(2026, 7, 15, tzinfo=UTC)  # from then on nobody begins anything new
FIN = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)  # the certificates of the town are valid until then and after
VUELTAS = 400
PACIENCIA = 60  # turns in which nothing could be done, although days went by
VUELTA_ATRAS = frozenset({"anular_liquidacion", "redactar", "retirar_acto", "retirar_propuesta", "soltar_tarea"})


class NoAcaba(Exception):
    """A case that nobody can bring to its end."""


@dataclass
class Partida:
    """A case being played."""

    azar: Random
    procedimiento: str
    reloj: RelojDePrueba = field(default_factory=lambda: RelojDePrueba(escenario.SIEMBRA))
    hechos: Counter[str] = field(default_factory=Counter)
    negados: Counter[str] = field(default_factory=Counter)
    diario: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.reloj.poner(escenario.SIEMBRA + timedelta(days=self.azar.randrange(20), hours=self.azar.randrange(8)))
        self.gente = Gente(self.reloj)
        self.nif = self.azar.choice(CIUDADANIA)
        self.quieto = 0

    @property
    def acabando(self) -> bool:
        """Whether what is begun has only to be ended."""
        return self.reloj.momento > YA_SOLO_ACABAR

    @property
    def ciudadana(self) -> Actor:
        """Whom the case is about, with an open session."""
        return factories.ciudadana(self.nif)

    def anotar(self, que: str) -> None:
        """It was done."""
        self.hechos[que] += 1
        self.diario.append(f"{self.reloj.momento:%Y-%m-%d %H:%M} {que}")

    def empezar(self) -> None:
        """As the procedure says that it may start."""
        definicion = vigente(self.procedimiento).tipada
        if definicion.admite_oficio and (not definicion.admite_solicitud or self.azar.random() < 0.3):
            self._de_oficio(definicion.area)
        else:
            self._presentar()
        if self.azar.random() < 0.3:
            self._ausencia()

    def _presentar(self) -> None:
        borrador = solicitudes.empezar(actor=self.ciudadana, procedimiento=self.procedimiento, reloj=self.reloj)
        esquema = borrador.esquema
        respuestas = rellenar.solicitud(esquema, self.azar, hoy(self.reloj)) | {"contacto": CONTACTO}
        for paso, datos in respuestas.items():
            formularios.guardar_paso(
                actor=self.ciudadana, borrador_id=borrador.id, paso=paso, datos=datos, reloj=self.reloj
            )
        borrador = Borrador.objects.get(id=borrador.id)
        for requisito in documentos_que_faltan(esquema, como_datos(borrador.datos), set()):
            if self.azar.random() < 0.85:
                formularios.adjuntar(
                    actor=self.ciudadana,
                    borrador_id=borrador.id,
                    requisito=requisito.codigo,
                    flujo=io.BytesIO(factories.un_pdf(requisito.codigo)),
                    nombre=f"{requisito.codigo}.pdf",
                    reloj=self.reloj,
                )
        factories.presentar(self.ciudadana, borrador, self.reloj)
        self.anotar("presentar")

    def _de_oficio(self, area: str) -> None:
        from consistorio.tramitacion.catalogo.consultas import unidad_de_area

        unidad = unidad_de_area(area, en=hoy(self.reloj))
        solicitudes.iniciar_de_oficio(
            actor=self.gente.de_unidad(unidad.id)[0].con_permisos("expediente.iniciar_de_oficio"),
            procedimiento=self.procedimiento,
            acuerdo=Acuerdo(
                forma="propia",
                organo="Alcaldía",
                motivo="Hace falta.",
                fecha=hoy(self.reloj),
                contenido=admitir(io.BytesIO(factories.un_pdf("acuerdo")), nombre="acuerdo.pdf"),
                nombre="acuerdo.pdf",
            ),
            destinatario=Destinatario(DatosPersona(self.nif), "electronica"),
            reloj=self.reloj,
        )
        self.anotar("iniciar de oficio")

    def _ausencia(self) -> None:
        """Who decides is away some weeks, and somebody stands in."""
        puesto, suplente = self.azar.choice((("alcaldia", "carmen"), ("secretaria", "beatriz")))
        desde = hoy(self.reloj) + timedelta(days=self.azar.randrange(60))
        designar_suplencia(
            actor=Actor.sistema("tramitaciones", "organizacion.administrar"),
            puesto_id=Puesto.objects.get(codigo=puesto).id,
            suplente_id=Empleado.objects.get(cuenta__usuario=suplente).id,
            desde=desde,
            hasta=desde + timedelta(days=self.azar.randrange(10, 40)),
            norma="Decreto 2026/14",
            reloj=self.reloj,
        )
        self.gente.olvidar()
        self.anotar("suplencia")

    def abiertos(self) -> list[Expediente]:
        """The cases that are not closed."""
        return list(
            Expediente.objects.filter(estado="abierto")
            .select_related("version__procedimiento", "unidad")
            .order_by("id")
        )

    def vuelta(self) -> bool:
        """Something is done, or time goes by; whether anything is left to do. Raises NoAcaba."""
        abiertos = self.abiertos()
        # Time stamps cost as much as several acts: they are waited for when a case is about to be closed
        while actos.trabajar(lentos=any(caso.fase == "archivo" for caso in abiertos)):
            pass
        if not abiertos:
            return False
        expediente = self.azar.choice(abiertos)
        quienes = [self._firma, lambda: self._del_personal(expediente), self._de_la_ciudadana, self._paga]
        self.azar.shuffle(quienes)
        hecho = any(hacer() for hacer in quienes)
        self.quieto = 0 if hecho else self.quieto + 1
        if self.quieto > PACIENCIA:
            raise NoAcaba(self._por_que(expediente))
        self._pasar_el_tiempo(hecho=hecho)
        return True

    def _pasar_el_tiempo(self, *, hecho: bool) -> None:
        dias = self.azar.choice((0, 0, 1, 2)) if hecho else self.azar.choice((2, 5, 12))
        if self.azar.random() < 0.02 and not self.acabando:
            dias = self.azar.randrange(30, 100)
            self.anotar(f"pasan {dias} días")
        momento = min(self.reloj.momento + timedelta(days=dias, minutes=7), FIN + timedelta(minutes=self.quieto))
        self.reloj.poner(max(momento, self.reloj.momento + timedelta(minutes=1)))
        actos.barrer(self.reloj)

    def _firma(self) -> bool:
        esperan = self.gente.por_firmar()
        if not esperan:
            return False
        paso, quien = self.azar.choice(esperan)
        if self.azar.random() < 0.05:
            self.gente.devolver(paso, quien)
            self.anotar(f"devolver ({paso.papel})")
        else:
            self.gente.firmar(paso, quien)
            self.anotar(f"firmar ({paso.papel})")
        return True

    def _de_la_ciudadana(self) -> bool:
        nota = Notificacion.objects.filter(estado="disponible", destinatario__nif=self.nif).order_by("id").first()
        if nota is not None and self.azar.random() < (0.9 if self.acabando else 0.4):
            accion = notificaciones.rechazar if self.azar.random() < 0.15 else notificaciones.acceder
            accion(actor=self.ciudadana, notificacion_id=nota.id, advertida_el=self.reloj.ahora(), reloj=self.reloj)
            self.anotar(accion.__name__)
            return True
        expediente = self.azar.choice(list(Expediente.objects.order_by("id")))
        pendiente = expediente.requerimientos.filter(estado="notificado").first()
        if pendiente is not None and self.azar.random() < 0.4:
            return self._escribir(expediente, "subsanacion")
        if self.acabando:
            return False
        if self.azar.random() < 0.03:
            return self._escribir(
                expediente,
                self.azar.choice(("alegaciones", "desistimiento", "ampliacion", "otro", "prueba", "recusacion")),
            )
        if self.azar.random() < 0.1 and es_recurrible(expediente, en=hoy(self.reloj)):
            return self._escribir(expediente, "recurso")
        return False

    def _paga(self) -> bool:
        """Money comes and goes: what is owed, whole, mostly; a part, too much or told twice, now and then; and what has to be given back."""
        azar, quien = self.azar, self.gente.que_puede(COBRAR)
        if azar.random() < (0.3 if self.acabando else 0.7):
            return False
        sobra = Liquidacion.objects.filter(por_devolver__gt=0).order_by("id").first()
        if sobra is not None:
            anotar_devolucion(
                actor=quien,
                liquidacion_id=sobra.id,
                importe=str(sobra.por_devolver),
                dia=hoy(self.reloj),
                referencia_banco=f"{azar.getrandbits(60):X}",
                reloj=self.reloj,
            )
            self.anotar("devolver dinero")
            return True
        debe = Liquidacion.objects.filter(estado="pendiente").order_by("id").first()
        if debe is None:
            return False
        partes = azar.choices((Decimal(1), Decimal("0.5"), Decimal("1.5")), (8, 1, 1))[0]
        importe = max(round(debe.falta.euros * partes, 2), Decimal("0.01"))
        medio = azar.choice(Cobro.Medio.values)
        escrito = IngresoEscrito(
            1, debe.referencia, str(importe), hoy(self.reloj).isoformat(), medio, f"{azar.getrandbits(60):X}"
        )
        for _vez in range(azar.choices((1, 2), (9, 1))[0]):
            anotar_cobro(actor=quien, escrito=escrito, reloj=self.reloj)
        self.anotar("pagar")
        return True

    def _escribir(self, expediente: Expediente, clase: str) -> bool:
        adjuntos = [AdjuntoNuevo("papel.pdf", io.BytesIO(factories.un_pdf(clase)))] if clase == "subsanacion" else []
        try:
            factories.aportar(
                expediente,
                self.reloj,
                clase,
                actor=self.ciudadana,
                texto=rellenar.FRASE,
                adjuntos=adjuntos,
                clave=uuid4().hex,
            )
        except ErrorDominio as error:
            self.negados[f"{clase}: {error.mensaje[:80]}"] += 1
            return False
        self.anotar(clase)
        return True

    def _del_personal(self, expediente: Expediente) -> bool:
        if self.azar.random() < (0.3 if self.quieto else 0.03) and self._por_su_cuenta(expediente):
            return True
        if se_contesta_a_mano(expediente) and not expediente.transcripciones.exists() and self._describir(expediente):
            return True
        tareas = list(expediente.tareas.filter(cerrada_el=None).select_related("unidad", "asignada_a"))
        self.azar.shuffle(tareas)
        return any(self._hacer_tarea(expediente, tarea) for tarea in tareas)

    def _describir(self, expediente: Expediente) -> bool:
        respuestas = rellenar.todas(expediente.version.tipada.formulario, self.azar, hoy(self.reloj))
        quien = self.gente.de_unidad(expediente.unidad_id)[0]
        try:
            solicitudes.transcribir(
                actor=quien, expediente_id=expediente.id, datos=respuestas, parcial=True, reloj=self.reloj
            )
        except ErrorDominio as error:
            self.negados[f"transcribir: {error.mensaje[:80]}"] += 1
            return False
        self.anotar("transcribir")
        return True

    def _por_su_cuenta(self, expediente: Expediente) -> bool:
        """What the desk offers besides the tasks; more of it when nothing else can be done."""
        otras = otras_cosas(expediente, hoy(self.reloj))
        caben = [codigo for codigo, _texto in (*(() if self.acabando else otras.pedir), *otras.plazos)]
        quien = self.gente.de_unidad(expediente.unidad_id)[0]
        return bool(caben) and self._hacer(expediente, None, self.azar.choice(caben), quien)

    def _hacer_tarea(self, expediente: Expediente, tarea: Tarea) -> bool:
        tarea.expediente = expediente
        for quien in self.gente.de_unidad(tarea.unidad_id):
            if tarea.asignada_a is not None and tarea.asignada_a_id != quien.id:
                continue
            dichas = tipo_de(tarea.tipo).acciones(tarea, quien)
            posibles = [a for a in dichas if not a.impedimentos]
            for accion in self._por_orden(posibles):
                if self._hacer(expediente, tarea, accion.codigo, quien):
                    return True
        return False

    def _por_orden(self, posibles: list[AccionPosible]) -> list[AccionPosible]:
        """What goes on first, mostly; going back, now and then."""
        de_vez_en_cuando = [a for a in posibles if a.codigo not in VUELTA_ATRAS or self.azar.random() < 0.05]
        return sorted(de_vez_en_cuando, key=lambda a: self.azar.random() - (0.5 if a.principal else 0.0))

    def _hacer(self, expediente: Expediente, tarea: Tarea | None, codigo: str, quien: Actor) -> bool:
        """Fill in the form of an act and send it, as its page does; a few times, if what was said is not right."""
        acto = acto_de(codigo)
        ocasion = Ocasion(quien, expediente, tarea, self.reloj)
        for _vez in range(4):
            try:
                acto.exigir(expediente)
                vacio = acto.rellenar(ocasion)
                form = acto.rellenar(ocasion, *rellenar.acto(vacio, self.azar, hoy(self.reloj)))
                if not form.is_valid():
                    self.negados[f"{codigo}: {sorted(form.errors)}"] += 1
                    continue
                acto.ejecutar(ocasion, form.cleaned_data)
            except (NoPermitido, NoEncontrado):
                return False
            except ErrorDominio as error:
                self.negados[f"{codigo}: {error.mensaje[:80]}"] += 1
                continue
            self.anotar(codigo)
            return True
        return False

    def _por_que(self, expediente: Expediente) -> str:
        """What stops it, as the desk says it."""
        lineas = [f"{expediente.numero} ({self.procedimiento}) no acaba en fase {expediente.fase}"]
        for tarea in expediente.tareas.filter(cerrada_el=None):
            for quien in self.gente.de_unidad(tarea.unidad_id)[:2]:
                dichas = [
                    f"{a.codigo}: {'; '.join(a.impedimentos)}" for a in tipo_de(tarea.tipo).acciones(tarea, quien)
                ]
                lineas.append(f"{tarea.codigo} ({tarea.tipo}), {quien.nombre}: {dichas}")
        return "\n      ".join(
            [*lineas, *(f"negado {veces} veces: {que}" for que, veces in self.negados.most_common(8))]
        )
