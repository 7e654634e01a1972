"""The register of invoices: what arrives, whose conformity it needs, how long it takes (Ley 25/2013; LCSP art. 198; RD 635/2014).

Owns `Entrega`, `Factura`, its lines and taxes, `RectificacionDeFactura`, `PasoFactura` and `AvisoRetraso`. Public: `acciones`, `operaciones.{marcar_contabilizada,
marcar_pagada}` for the budget, `traidas.traer` for a load, `acceso.factura_para`, `consultas`, `estructura.leer`. Every invoice that arrives is noted with its number,
whatever is wrong with it; what is wrong is listed, with the reason of rejection that it proposes. Nothing is deleted.
"""
