"""Permissions of the notifications."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.identidad.permisos import Ambito, declarar

EMITIR = "notificacion.emitir"
PAPEL = "notificacion.papel"
RETIRAR = "notificacion.retirar"
COMPARECER = "notificacion.acceder"
PREPARAR = "notificacion.preparar"
EVIDENCIAR = "notificacion.evidenciar"
AVISAR = "notificacion.avisar"
CADUCAR = "notificacion.caducar"

declarar(EMITIR, _("Ordenar que se notifique un acto"))
declarar(PAPEL, _("Imprimir y enviar en papel, y anotar entregas y anuncios en el BOE"))
declarar(RETIRAR, _("Dejar sin enviar una carta en papel"))
declarar(COMPARECER, _("Abrir o rechazar sus notificaciones"), Ambito.CIUDADANIA)
declarar(PREPARAR, _("Preparar el documento de una notificación"), Ambito.SISTEMA)
declarar(EVIDENCIAR, _("Hacer el justificante de una notificación"), Ambito.SISTEMA)
declarar(AVISAR, _("Enviar avisos por correo"), Ambito.SISTEMA)
declarar(CADUCAR, _("Dar por rechazadas las notificaciones que nadie abrió"), Ambito.SISTEMA)
