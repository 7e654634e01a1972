"""Control of what spends, before it is decided (TRLRHL 213-219; RD 424/2017 arts. 7-15).

Owns `Fiscalizacion` and `Reparo`. Public: `acciones`, `consultas`. What is examined is the proposal of a case, with its amount; a reparo that
suspends keeps the decision without a number until it is mended, or the discrepancy is settled by the president or the Pleno. Registers the task
kinds `fiscalizacion` and `reparo`, and their acts.
"""
