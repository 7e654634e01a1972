"""The sede: citizens' pages. Views only call actions and queries; no rule lives here.

Law: LRJSP 38, RD 203/2021 art. 9-12, LPACAP 12-14, 16, 28, 41-43, 53, 66-68; RD 1112/2018.
"""
