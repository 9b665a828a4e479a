from __future__ import annotations

import time
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.symbols import (
    Symbol,
    SymbolError,
    base,
    body_name,
    document_type,
    find,
    from_filename,
    normalise,
    parse,
    render,
    same,
    split_joint,
    url,
)

COMPONENTS = [
    # symbol, body, session or year, kind, number, suffixes, year
    ("A/32/18", "A", "32", "", "18", (), None),
    ("A/37/18", "A", "37", "", "18", (), None),
    ("A/40/18", "A", "40", "", "18", (), None),
    ("A/41/38", "A", "41", "", "38", (), None),
    ("A/42/38", "A", "42", "", "38", (), None),
    ("A/43/38", "A", "43", "", "38", (), None),
    ("A/44/38", "A", "44", "", "38", (), None),
    ("A/54/38/Rev.1", "A", "54", "", "38", ("Rev.1",), None),
    ("A/67/65/Corr.1", "A", "67", "", "65", ("Corr.1",), None),
    ("A/78/481/Add.2", "A", "78", "", "481", ("Add.2",), None),
    ("A/78/L.96", "A", "78", "L", "96", (), None),
    ("A/78/PV.50", "A", "78", "PV", "50", (), None),
    ("A/520/Rev.17", "A", "", "", "520", ("Rev.17",), None),
    ("A/AC.237/18 (Part II)/Add.1", "A/AC.237", "", "", "18", ("Add.1",), None),
    ("A/AC.237/20", "A/AC.237", "", "", "20", (), None),
    ("A/AC.237/21", "A/AC.237", "", "", "21", (), None),
    ("A/AC.292/2025/INF/5/Rev.1", "A/AC.292", "2025", "INF", "5", ("Rev.1",), 2025),
    ("A/C.2/59/3", "A/C.2", "59", "", "3", (), None),
    ("A/C.3/78/L.49/Rev.1", "A/C.3", "78", "L", "49", ("Rev.1",), None),
    ("A/CONF.151/8", "A/CONF.151", "", "", "8", (), None),
    ("A/CONF.157/24 (Part I)", "A/CONF.157", "", "", "24", (), None),
    ("A/CONF.192/2024/RC/3", "A/CONF.192", "2024", "RC", "3", (), 2024),
    ("A/CONF.230/2025/INF/1", "A/CONF.230", "2025", "INF", "1", (), 2025),
    ("A/HRC/17/31", "A/HRC", "17", "", "31", (), None),
    ("A/HRC/20/8", "A/HRC", "20", "", "8", (), None),
    ("A/HRC/34/60", "A/HRC", "34", "", "60", (), None),
    ("A/HRC/35/30", "A/HRC", "35", "", "30", (), None),
    ("A/HRC/37/61", "A/HRC", "37", "", "61", (), None),
    ("A/HRC/40/55", "A/HRC", "40", "", "55", (), None),
    ("A/HRC/40/63", "A/HRC", "40", "", "63", (), None),
    ("A/HRC/44/49/Add.1", "A/HRC", "44", "", "49", ("Add.1",), None),
    ("A/HRC/44/L.18/Rev.1", "A/HRC", "44", "L", "18", ("Rev.1",), None),
    ("A/HRC/56/CRP.3", "A/HRC", "56", "CRP", "3", (), None),
    ("A/HRC/56/CRP.8", "A/HRC", "56", "CRP", "8", (), None),
    ("A/HRC/57/CRP.6", "A/HRC", "57", "CRP", "6", (), None),
    ("A/HRC/58/CRP.3", "A/HRC", "58", "CRP", "3", (), None),
    ("A/HRC/58/CRP.6", "A/HRC", "58", "CRP", "6", (), None),
    ("A/HRC/59/42/Add.1", "A/HRC", "59", "", "42", ("Add.1",), None),
    ("A/HRC/59/L.17", "A/HRC", "59", "L", "17", (), None),
    ("A/HRC/EMRIP/2025/1", "A/HRC/EMRIP", "2025", "", "1", (), 2025),
    ("A/HRC/EMRIP/2025/2", "A/HRC/EMRIP", "2025", "", "2", (), 2025),
    ("A/HRC/EMRIP/2025/3", "A/HRC/EMRIP", "2025", "", "3", (), 2025),
    ("A/HRC/RES/28/16", "A/HRC", "28", "RES", "16", (), None),
    ("A/HRC/RES/51/3", "A/HRC", "51", "RES", "3", (), None),
    ("A/HRC/RES/58/6", "A/HRC", "58", "RES", "6", (), None),
    ("A/HRC/RES/59/25", "A/HRC", "59", "RES", "25", (), None),
    ("A/HRC/RES/S-39/1", "A/HRC", "S-39", "RES", "1", (), None),
    ("A/HRC/WG.6/37/KAZ/1", "A/HRC/WG.6", "37", "", "1", (), None),
    ("A/RES/76/6", "A", "76", "RES", "6", (), None),
    ("A/RES/78/213", "A", "78", "RES", "213", (), None),
    ("A/RES/78/323", "A", "78", "RES", "323", (), None),
    ("A/RES/79/1", "A", "79", "RES", "1", (), None),
    ("A/RES/79/194", "A", "79", "RES", "194", (), None),
    ("A/RES/217 A (III)", "A", "", "RES", "217 A", (), None),
    ("A/RES/S-32/1", "A", "S-32", "RES", "1", (), None),
    ("CAT/C/GC/2", "CAT/C", "", "GC", "2", (), None),
    ("CAT/C/GC/3", "CAT/C", "", "GC", "3", (), None),
    ("CAT/C/GC/4", "CAT/C", "", "GC", "4", (), None),
    ("CAT/OP/GC/1", "CAT/OP", "", "GC", "1", (), None),
    ("CBD/COP/DEC/15/4", "CBD/COP", "15", "DEC", "4", (), None),
    ("CCPR/C/21/Rev.1/Add.4", "CCPR/C", "", "", "21", ("Rev.1", "Add.4"), None),
    ("CCPR/C/21/Rev.1/Add.5", "CCPR/C", "", "", "21", ("Rev.1", "Add.5"), None),
    ("CCPR/C/21/Rev.1/Add.6", "CCPR/C", "", "", "21", ("Rev.1", "Add.6"), None),
    ("CCPR/C/21/Rev.1/Add.7", "CCPR/C", "", "", "21", ("Rev.1", "Add.7"), None),
    ("CCPR/C/21/Rev.1/Add.8/Rev.1", "CCPR/C", "", "", "21", ("Rev.1", "Add.8", "Rev.1"), None),
    ("CCPR/C/21/Rev.1/Add.9", "CCPR/C", "", "", "21", ("Rev.1", "Add.9"), None),
    ("CCPR/C/21/Rev.1/Add.10", "CCPR/C", "", "", "21", ("Rev.1", "Add.10"), None),
    ("CCPR/C/121/D/2025/2011", "CCPR/C", "121", "D", "2025/2011", (), None),
    ("CCPR/C/GC/32", "CCPR/C", "", "GC", "32", (), None),
    ("CCPR/C/GC/33", "CCPR/C", "", "GC", "33", (), None),
    ("CCPR/C/GC/34", "CCPR/C", "", "GC", "34", (), None),
    ("CCPR/C/GC/35", "CCPR/C", "", "GC", "35", (), None),
    ("CCPR/C/GC/36", "CCPR/C", "", "GC", "36", (), None),
    ("CCPR/C/GC/37", "CCPR/C", "", "GC", "37", (), None),
    ("CEB/2025/4", "CEB", "2025", "", "4", (), 2025),
    ("CED/C/GC/1", "CED/C", "", "GC", "1", (), None),
    ("CEDAW/2009/WP.1/R", "CEDAW", "2009", "WP", "1", ("R",), 2009),
    ("CEDAW/C/CAF/1-5", "CEDAW/C", "", "", "1-5", (), None),
    ("CEDAW/C/CAF/6", "CEDAW/C", "", "", "6", (), None),
    ("CEDAW/C/CAF/CO/1-5", "CEDAW/C", "", "CO", "1-5", (), None),
    ("CEDAW/C/CAF/CO/6", "CEDAW/C", "", "CO", "6", (), None),
    ("CEDAW/C/CAF/Q/6", "CEDAW/C", "", "Q", "6", (), None),
    ("CEDAW/C/CAF/RQ/6", "CEDAW/C", "", "RQ", "6", (), None),
    ("CEDAW/C/GC/27", "CEDAW/C", "", "GC", "27", (), None),
    ("CEDAW/C/GC/28", "CEDAW/C", "", "GC", "28", (), None),
    ("CEDAW/C/GC/29", "CEDAW/C", "", "GC", "29", (), None),
    ("CEDAW/C/GC/30", "CEDAW/C", "", "GC", "30", (), None),
    ("CEDAW/C/GC/30/Add.1", "CEDAW/C", "", "GC", "30", ("Add.1",), None),
    ("CEDAW/C/GC/31", "CEDAW/C", "", "GC", "31", (), None),
    ("CEDAW/C/GC/31/Rev.1", "CEDAW/C", "", "GC", "31", ("Rev.1",), None),
    ("CEDAW/C/GC/32", "CEDAW/C", "", "GC", "32", (), None),
    ("CEDAW/C/GC/33", "CEDAW/C", "", "GC", "33", (), None),
    ("CEDAW/C/SR.2047", "CEDAW/C", "", "SR", "2047", (), None),
    ("CEDAW/C/SR.2048", "CEDAW/C", "", "SR", "2048", (), None),
    ("CEDAW/C/USA/CO/7", "CEDAW/C", "", "CO", "7", (), None),
    ("CERD/C/64/Misc.11/Rev.3", "CERD/C", "64", "Misc", "11", ("Rev.3",), None),
    ("CERD/C/GC/32", "CERD/C", "", "GC", "32", (), None),
    ("CERD/C/GC/33", "CERD/C", "", "GC", "33", (), None),
    ("CERD/C/GC/34", "CERD/C", "", "GC", "34", (), None),
    ("CERD/C/GC/35", "CERD/C", "", "GC", "35", (), None),
    ("CERD/C/GC/36", "CERD/C", "", "GC", "36", (), None),
    ("CERD/C/GC/37", "CERD/C", "", "GC", "37", (), None),
    ("CERD/C/GC/38", "CERD/C", "", "GC", "38", (), None),
    ("CMW/C/2", "CMW/C", "", "", "2", (), None),
    ("CMW/C/39/1", "CMW/C", "39", "", "1", (), None),
    ("CMW/C/40/1", "CMW/C", "40", "", "1", (), None),
    ("CMW/C/BEN/CO/1", "CMW/C", "", "CO", "1", (), None),
    ("CMW/C/ECU/QPR/4", "CMW/C", "", "QPR", "4", (), None),
    ("CMW/C/EGY/CO/2-4", "CMW/C", "", "CO", "2-4", (), None),
    ("CMW/C/FJI/QPR/1", "CMW/C", "", "QPR", "1", (), None),
    ("CMW/C/GC/1", "CMW/C", "", "GC", "1", (), None),
    ("CMW/C/GC/2", "CMW/C", "", "GC", "2", (), None),
    ("CMW/C/GC/3", "CMW/C", "", "GC", "3", (), None),
    ("CMW/C/GC/4", "CMW/C", "", "GC", "4", (), None),
    ("CMW/C/GC/5", "CMW/C", "", "GC", "5", (), None),
    ("CMW/C/GC/6", "CMW/C", "", "GC", "6", (), None),
    ("CMW/C/GC/7", "CMW/C", "", "GC", "7", (), None),
    ("CMW/C/GIN/QPR/2", "CMW/C", "", "QPR", "2", (), None),
    ("CMW/C/IDN/QPR/2", "CMW/C", "", "QPR", "2", (), None),
    ("CMW/C/JAM/CO/1-2", "CMW/C", "", "CO", "1-2", (), None),
    ("CMW/C/MEX/CO/4", "CMW/C", "", "CO", "4", (), None),
    ("CMW/C/MLI/QPR/3", "CMW/C", "", "QPR", "3", (), None),
    ("CMW/C/MRT/Q/2", "CMW/C", "", "Q", "2", (), None),
    ("CMW/C/NER/CO/2", "CMW/C", "", "CO", "2", (), None),
    ("CMW/C/PER/CO/2", "CMW/C", "", "CO", "2", (), None),
    ("CMW/C/SR.571", "CMW/C", "", "SR", "571", (), None),
    ("CMW/C/SR.591", "CMW/C", "", "SR", "591", (), None),
    ("CMW/C/SYC/CO/2", "CMW/C", "", "CO", "2", (), None),
    ("CMW/C/TJK/Q/3", "CMW/C", "", "Q", "3", (), None),
    ("CMW/C/TLS/QPR/2", "CMW/C", "", "QPR", "2", (), None),
    ("CRC/C/15/Add.1", "CRC/C", "", "", "15", ("Add.1",), None),
    ("CRC/C/GC/7/Rev.1", "CRC/C", "", "GC", "7", ("Rev.1",), None),
    ("CRC/C/GC/8", "CRC/C", "", "GC", "8", (), None),
    ("CRC/C/GC/9/Corr.1", "CRC/C", "", "GC", "9", ("Corr.1",), None),
    ("CRC/C/GC/10", "CRC/C", "", "GC", "10", (), None),
    ("CRC/C/GC/11", "CRC/C", "", "GC", "11", (), None),
    ("CRC/C/GC/12", "CRC/C", "", "GC", "12", (), None),
    ("CRC/C/GC/13", "CRC/C", "", "GC", "13", (), None),
    ("CRC/C/GC/14", "CRC/C", "", "GC", "14", (), None),
    ("CRC/C/GC/15", "CRC/C", "", "GC", "15", (), None),
    ("CRC/C/GC/18/Rev.1", "CRC/C", "", "GC", "18", ("Rev.1",), None),
    ("CRC/GC/2001/1", "CRC", "2001", "GC", "1", (), 2001),
    ("CRC/GC/2002/2", "CRC", "2002", "GC", "2", (), 2002),
    ("CRC/GC/2003/3", "CRC", "2003", "GC", "3", (), 2003),
    ("CRC/GC/2003/4", "CRC", "2003", "GC", "4", (), 2003),
    ("CRC/GC/2003/5", "CRC", "2003", "GC", "5", (), 2003),
    ("CRC/GC/2005/6", "CRC", "2005", "GC", "6", (), 2005),
    ("CRPD/C/GC/1", "CRPD/C", "", "GC", "1", (), None),
    ("CRPD/C/GC/2", "CRPD/C", "", "GC", "2", (), None),
    ("CRPD/C/GC/3", "CRPD/C", "", "GC", "3", (), None),
    ("CRPD/C/GC/4", "CRPD/C", "", "GC", "4", (), None),
    ("CRPD/C/GC/5", "CRPD/C", "", "GC", "5", (), None),
    ("CRPD/C/GC/6", "CRPD/C", "", "GC", "6", (), None),
    ("CRPD/C/GC/7", "CRPD/C", "", "GC", "7", (), None),
    ("DP/2021/29", "DP", "2021", "", "29", (), 2021),
    ("DP/2024/6", "DP", "2024", "", "6", (), 2024),
    ("DP/2024/17", "DP", "2024", "", "17", (), 2024),
    ("DP/2024/19", "DP", "2024", "", "19", (), 2024),
    ("DP/2025/14", "DP", "2025", "", "14", (), 2025),
    ("DP/2025/14/Corr.1", "DP", "2025", "", "14", ("Corr.1",), 2025),
    ("DP/2025/15", "DP", "2025", "", "15", (), 2025),
    ("E/1989/22", "E", "1989", "", "22", (), 1989),
    ("E/1990/23", "E", "1990", "", "23", (), 1990),
    ("E/1991/23", "E", "1991", "", "23", (), 1991),
    ("E/1992/23", "E", "1992", "", "23", (), 1992),
    ("E/1995/22", "E", "1995", "", "22", (), 1995),
    ("E/1996/22", "E", "1996", "", "22", (), 1996),
    ("E/1998/22", "E", "1998", "", "22", (), 1998),
    ("E/2012/48/Corr.1", "E", "2012", "", "48", ("Corr.1",), 2012),
    ("E/C.2/2025/2/Add.1", "E/C.2", "2025", "", "2", ("Add.1",), 2025),
    ("E/C.12/1997/8", "E/C.12", "1997", "", "8", (), 1997),
    ("E/C.12/1998/24", "E/C.12", "1998", "", "24", (), 1998),
    ("E/C.12/1998/25", "E/C.12", "1998", "", "25", (), 1998),
    ("E/C.12/1999/4", "E/C.12", "1999", "", "4", (), 1999),
    ("E/C.12/1999/5", "E/C.12", "1999", "", "5", (), 1999),
    ("E/C.12/1999/10", "E/C.12", "1999", "", "10", (), 1999),
    ("E/C.12/2000/4", "E/C.12", "2000", "", "4", (), 2000),
    ("E/C.12/GC/17", "E/C.12", "", "GC", "17", (), None),
    ("E/C.12/GC/18", "E/C.12", "", "GC", "18", (), None),
    ("E/C.12/GC/19", "E/C.12", "", "GC", "19", (), None),
    ("E/C.12/GC/20", "E/C.12", "", "GC", "20", (), None),
    ("E/C.12/GC/21", "E/C.12", "", "GC", "21", (), None),
    ("E/C.12/GC/22", "E/C.12", "", "GC", "22", (), None),
    ("E/C.12/GC/23", "E/C.12", "", "GC", "23", (), None),
    ("E/C.12/RWA/CO/5", "E/C.12", "", "CO", "5", (), None),
    ("E/CN.4/109", "E/CN.4", "", "", "109", (), None),
    ("E/CN.4/2005/102/Add.1", "E/CN.4", "2005", "", "102", ("Add.1",), 2005),
    ("E/CN.6/2015/3", "E/CN.6", "2015", "", "3", (), 2015),
    ("E/CN.6/2020/3", "E/CN.6", "2020", "", "3", (), 2020),
    ("E/CN.6/2021/3", "E/CN.6", "2021", "", "3", (), 2021),
    ("E/CN.6/2022/3", "E/CN.6", "2022", "", "3", (), 2022),
    ("E/CN.6/2024/3", "E/CN.6", "2024", "", "3", (), 2024),
    ("E/CN.6/2024/4", "E/CN.6", "2024", "", "4", (), 2024),
    ("E/CN.6/2025/1", "E/CN.6", "2025", "", "1", (), 2025),
    ("E/CN.6/2025/3/Rev.1", "E/CN.6", "2025", "", "3", ("Rev.1",), 2025),
    ("E/CN.9/2024/2", "E/CN.9", "2024", "", "2", (), 2024),
    ("E/CN.16/2018/CRP.3", "E/CN.16", "2018", "CRP", "3", (), 2018),
    ("E/CN.16/2025/1", "E/CN.16", "2025", "", "1", (), 2025),
    ("E/CN.16/2025/4", "E/CN.16", "2025", "", "4", (), 2025),
    ("E/CN.16/2025/INF/1", "E/CN.16", "2025", "INF", "1", (), 2025),
    ("E/ESCAP/RES/79/10", "E/ESCAP", "79", "RES", "10", (), None),
    ("E/HLPF/2025/6", "E/HLPF", "2025", "", "6", (), 2025),
    ("E/HLS/2024/1", "E/HLS", "2024", "", "1", (), 2024),
    ("E/RES/2021/28", "E", "2021", "RES", "28", (), 2021),
    ("E/RES/2024/13", "E", "2024", "RES", "13", (), 2024),
    ("FCCC/CP/2015/10/Add.1", "FCCC/CP", "2015", "", "10", ("Add.1",), 2015),
    ("FCCC/CP/2020/3", "FCCC/CP", "2020", "", "3", (), 2020),
    ("FCCC/CP/2024/4", "FCCC/CP", "2024", "", "4", (), 2024),
    ("FCCC/CP/2024/5", "FCCC/CP", "2024", "", "5", (), 2024),
    ("FCCC/PA/CMA/2021/10/Add.1", "FCCC/PA/CMA", "2021", "", "10", ("Add.1",), 2021),
    ("FCCC/PA/CMA/2023/16/Add.1", "FCCC/PA/CMA", "2023", "", "16", ("Add.1",), 2023),
    ("FCCC/PA/CMA/2024/17/Add.1", "FCCC/PA/CMA", "2024", "", "17", ("Add.1",), 2024),
    ("HRI/GEN/1/Rev.9 (Vol. I)", "HRI", "", "GEN", "1", ("Rev.9 (Vol. I)",), None),
    ("HRI/GEN/2/Rev.6", "HRI", "", "GEN", "2", ("Rev.6",), None),
    ("HRI/MC/2025/1", "HRI/MC", "2025", "", "1", (), 2025),
    ("HRI/MC/2025/2", "HRI/MC", "2025", "", "2", (), 2025),
    ("INC/1992/1", "INC", "1992", "", "1", (), 1992),
    ("JIU/REP/2025/1", "JIU", "2025", "REP", "1", (), 2025),
    ("S/2006/997", "S", "2006", "", "997", (), 2006),
    ("S/2019/800", "S", "2019", "", "800", (), 2019),
    ("S/2020/355", "S", "2020", "", "355", (), 2020),
    ("S/2020/566", "S", "2020", "", "566", (), 2020),
    ("S/2020/617", "S", "2020", "", "617", (), 2020),
    ("S/2021/354", "S", "2021", "", "354", (), 2021),
    ("S/2021/565", "S", "2021", "", "565", (), 2021),
    ("S/PRST/2021/18", "S", "2021", "PRST", "18", (), 2021),
    ("S/PRST/2023/1", "S", "2023", "PRST", "1", (), 2023),
    ("S/PV.9000", "S", "", "PV", "9000", (), None),
    ("S/RES/2768 (2025)", "S", "", "RES", "2768", (), 2025),
    ("S/RES/2776 (2025)", "S", "", "RES", "2776", (), 2025),
    ("UNCTAD/DTL/STICT/2019/4", "UNCTAD/DTL/STICT", "2019", "", "4", (), 2019),
    ("UNW/2024/2", "UNW", "2024", "", "2", (), 2024),
    ("UNW/2025/1", "UNW", "2025", "", "1", (), 2025),
    ("A/53/PV.67/Add.1", "A", "53", "PV", "67", ("Add.1",), None),
    ("A/HRC/S-30/2", "A/HRC", "S-30", "", "2", (), None),
    ("A/ES-10/1022", "A", "ES-10", "", "1022", (), None),
    ("CCPR/C/79/Add.50", "CCPR/C", "", "", "79", ("Add.50",), None),
    ("E/CN.6/2025/3", "E/CN.6", "2025", "", "3", (), 2025),
    ("A/HRC/48/31", "A/HRC", "48", "", "31", (), None),
    ("S/2024/145", "S", "2024", "", "145", (), 2024),
]
SYMBOLS = [row[0] for row in COMPONENTS]

SPELLINGS = [
    ("a/hrc/res/51/3", "A/HRC/RES/51/3"),
    ("A/ HRC/43/40", "A/HRC/43/40"),
    ("A/HRC/ RES/51/3", "A/HRC/RES/51/3"),
    ("A/HRC/\nRES/51/3", "A/HRC/RES/51/3"),
    ("A / HRC / 43 / 40", "A/HRC/43/40"),
    ("A／HRC／43／40", "A/HRC/43/40"),
    ("A⁄HRC∕43/40", "A/HRC/43/40"),
    ("A/HRC/S–30/2", "A/HRC/S-30/2"),
    ("A/HRC/RES/S‑39/1", "A/HRC/RES/S-39/1"),
    ("a/es-10/1022", "A/ES-10/1022"),
    ("S/RES/2768(2025)", "S/RES/2768 (2025)"),
    ("S/RES/2768  (2025)", "S/RES/2768 (2025)"),
    ("s/res/2768 (2025)", "S/RES/2768 (2025)"),
    ("A/80/62*", "A/80/62"),
    ("A/80/62 **", "A/80/62"),
    ("  E/2025/60\n", "E/2025/60"),
    ("A/HRC/Res/51/3", "A/HRC/RES/51/3"),
    ("E/CN.4/SUB.2/2003/12/REV.2", "E/CN.4/Sub.2/2003/12/Rev.2"),
    ("dp/2025/14/corr.1", "DP/2025/14/Corr.1"),
    ("CERD/C/64/Misc.11/rev.3", "CERD/C/64/Misc.11/Rev.3"),
    ("CCPR/C/21/Rev.1/Add. 10", "CCPR/C/21/Rev.1/Add.10"),
    ("CCPR/C/21/Rev.1./Add.9", "CCPR/C/21/Rev.1/Add.9"),
    ("A/RES/217(III)A", "A/RES/217 A (III)"),
    ("A/RES/217(III)[A]", "A/RES/217 A (III)"),
    ("A/RES/217A(III)", "A/RES/217 A (III)"),
    ("A/RES/217 a (iii)".upper(), "A/RES/217 A (III)"),
    ("HRI/GEN/1/Rev.9(Vol.I)", "HRI/GEN/1/Rev.9 (Vol. I)"),
    ("A/CONF.157/24(Part I)", "A/CONF.157/24 (Part I)"),
    ("CEDAW/C/CAF/CO/1–5", "CEDAW/C/CAF/CO/1-5"),
    ("A/80/74-E/2025/53", "A/80/74-E/2025/53"),
    ("A/80/74 – E/2025/53", "A/80/74-E/2025/53"),
    ("A/80/62*−E/2025/12*", "A/80/62-E/2025/12"),
    ("E/2025/31-E/CN.16/2025/4", "E/2025/31-E/CN.16/2025/4"),
    ("CEDAW/C/GC/31/Rev.1–CRC/C/GC/18/Rev.1", "CEDAW/C/GC/31/Rev.1-CRC/C/GC/18/Rev.1"),
]

NOT_SYMBOLS = [
    "",
    "24/7",
    "2024/2025",
    "and/or",
    "S/he",
    "s/he",
    "N/A",
    "HIV/AIDS",
    "M/V",
    "A/B",
    "a/c",
    "A/C/3",
    "CAT/dog/3",
    "A/HRC",
    "A/HRC/48",
    "A/HRC/48/",
    "A/HRC/48/31/",
    "A/HRC/48/31x",
    "A/HRC/Council/3",
    "A/C.3",
    "E/CN.4",
    "E/C.12",
    "A/HRC/WG.6",
    "CRC/C",
    "CRC/C/GC",
    "CRC/25",
    "GE.25-05795",
    "24-14711 (E)",
    "E.95.XIII.18",
    "51/3",
    "United Nations",
    "A/HRC/48/31, para. 3",
    "A/HRC/48/31 A/HRC/48/32",
    "https://docs.un.org/en/A/HRC/48/31",
]

FOUND = [
    ("See A/HRC/48/31.", ["A/HRC/48/31"]),
    ("(A/HRC/48/31)", ["A/HRC/48/31"]),
    ("[A/HRC/53/42](#)", ["A/HRC/53/42"]),
    ("A/HRC/48/31, A/HRC/48/76 and A/HRC/50/56", ["A/HRC/48/31", "A/HRC/48/76", "A/HRC/50/56"]),
    ("S/2021/607 y S/2022/587", ["S/2021/607", "S/2022/587"]),
    ("ver A/HRC/57/61;A/HRC/58/58", ["A/HRC/57/61", "A/HRC/58/58"]),
    ("A/HRC/RES/51/3 and A/HRC/RES/58/6", ["A/HRC/RES/51/3", "A/HRC/RES/58/6"]),
    ("S/RES/2768 (2025) of 2025", ["S/RES/2768 (2025)"]),
    ("S/2025/389 (2025)", ["S/2025/389"]),
    ("CRC/C/GC/25 (2021)", ["CRC/C/GC/25"]),
    ("A/HRC/48/31 (Geneva)", ["A/HRC/48/31"]),
    ("A/HRC/59/\n60 was", ["A/HRC/59/60"]),
    ("A/HRC/59/60/ The report", ["A/HRC/59/60"]),
    ("A/80/62*−E/2025/12*", ["A/80/62", "E/2025/12"]),
    ("A/79/675-S/2024/876", ["A/79/675", "S/2024/876"]),
    ("A/67/65/Corr.1-E/2012/48/Corr.1", ["A/67/65/Corr.1", "E/2012/48/Corr.1"]),
    ("A/72/124-E/2018/3", ["A/72/124", "E/2018/3"]),
    ("A/80/74-\nE/2025/53", ["A/80/74", "E/2025/53"]),
    ("A/HRC/S-30/2 and A/ES-10/1022", ["A/HRC/S-30/2", "A/ES-10/1022"]),
    ("A/AC.237/18 (Part II)/Add.1, annex", ["A/AC.237/18 (Part II)/Add.1"]),
    ("resolution 217 A (III), A/RES/217 A (III).", ["A/RES/217 A (III)"]),
    ("A/RES/78/213 A State", ["A/RES/78/213"]),
    ("what does a/hrc/48/31 say?", ["A/HRC/48/31"]),
    ("E/CN.6/2025/3/Rev.1.", ["E/CN.6/2025/3/Rev.1"]),
    ("A/HRC/59/21-", ["A/HRC/59/21"]),
    ("HRI/GEN/1/Rev.9 (Vol. I), p. 200", ["HRI/GEN/1/Rev.9 (Vol. I)"]),
    ("CRC/C/GC/22, CMW/C/GC/3", ["CRC/C/GC/22", "CMW/C/GC/3"]),
    ("A/520/Rev.17", ["A/520/Rev.17"]),
    ("A/HRC/48/31-A/HRC/48/76", ["A/HRC/48/31", "A/HRC/48/76"]),
]

NOTHING_FOUND = [
    "open 24/7 in 2024/2025 and/or later",
    "S/he said so; he/she, w/o it",
    "GE.25-05795 and 24-14711 (E)",
    "HIV/AIDS, ISIL/Da'esh, M/V Ruby",
    "https://docs.un.org/en/A/HRC/48/31",
    "www.un.org/A/HRC/48/31",
    "https://example.org/?s=A/HRC/48/31",
    "x/A/HRC/48/31",
    "me@A/HRC/48/31",
    "A4 and A/4 paper, A/C, a/b/c/1",
    "the 48th session (A/HRC/48)",
    "the Commission (E/CN.4) and the Third Committee (A/C.3)",
    "A/HRC/48/31abc",
    "A/HRC/48/31_x",
    "UNDESA/Population/2024",
    "OHCHR/CEDAW",
    "E / C N A/109",
    "4/5/2021 or 12/31/2020",
    "T/shirt, E/mail, ST/reet",
    "SALES No. E.96.IV.13",
    "Telecommunication/ICT",
]


@pytest.mark.parametrize(("text", "body", "session", "kind", "number", "suffixes", "year"), COMPONENTS)
def test_components(text, body, session, kind, number, suffixes, year):
    symbol = parse(text)
    assert render(symbol) == text
    assert (symbol.body, symbol.session, symbol.kind, symbol.number) == (body, session, kind, number)
    assert (symbol.suffixes, symbol.year) == (suffixes, year)


@pytest.mark.parametrize(("text", "canonical"), SPELLINGS)
def test_spellings(text, canonical):
    assert normalise(text) == canonical


@pytest.mark.parametrize("text", NOT_SYMBOLS)
def test_not_symbols(text):
    with pytest.raises(SymbolError):
        parse(text)


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_found(text, expected):
    assert [str(match.symbol) for match in find(text)] == expected


@pytest.mark.parametrize("text", NOTHING_FOUND)
def test_nothing_found(text):
    assert find(text) == []


@pytest.mark.parametrize("text", SYMBOLS)
def test_found_between_words(text):
    sentence = f"the report ({text}), submitted"
    (match,) = find(sentence)
    assert sentence[match.start : match.end] == text
    assert str(match.symbol) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A/80/74-E/2025/53", ["A/80/74", "E/2025/53"]),
        ("CEDAW/C/GC/31−CRC/C/GC/18", ["CEDAW/C/GC/31", "CRC/C/GC/18"]),
        ("A/HRC/S-30/2", ["A/HRC/S-30/2"]),
        ("A/ES-10/1022", ["A/ES-10/1022"]),
    ],
)
def test_joint_symbols(text, expected):
    assert [str(symbol) for symbol in split_joint(text)] == expected


def test_each_joint_symbol_knows_the_other():
    first, second = find("A/80/74-E/2025/53")
    assert (first.joint, second.joint) == ((parse("E/2025/53"),), (parse("A/80/74"),))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A/78/213", "General Assembly"),
        ("A/RES/78/213", "General Assembly"),
        ("A/C.3/78/L.49/Rev.1", "Third Committee"),
        ("A/HRC/48/31", "Human Rights Council"),
        ("A/HRC/RES/51/3", "Human Rights Council"),
        ("A/HRC/EMRIP/2025/2", "Expert Mechanism on the Rights of Indigenous Peoples"),
        ("A/HRC/WG.6/37/KAZ/1", "Working Group on the Universal Periodic Review"),
        ("A/CONF.157/24 (Part I)", "World Conference on Human Rights"),
        ("A/CONF.192/2024/RC/3", ""),
        ("CCPR/C/GC/36", "Human Rights Committee"),
        ("CRC/GC/2001/1", "Committee on the Rights of the Child"),
        ("CEDAW/C/USA/CO/7", "Committee on the Elimination of Discrimination against Women"),
        ("CERD/C/GC/36", "Committee on the Elimination of Racial Discrimination"),
        ("CAT/C/GC/4", "Committee against Torture"),
        ("E/C.12/GC/25", "Committee on Economic, Social and Cultural Rights"),
        ("E/C.2/2025/2/Add.1", "Committee on Non-Governmental Organizations"),
        ("E/2025/60", "Economic and Social Council"),
        ("E/CN.4/109", "Commission on Human Rights"),
        ("E/CN.6/2025/3", "Commission on the Status of Women"),
        ("E/CN.16/2025/4", "Commission on Science and Technology for Development"),
        ("E/HLPF/2025/6", "High-level political forum on sustainable development"),
        ("S/RES/2768 (2025)", "Security Council"),
        ("S/2025/389", "Security Council"),
        ("CEB/2025/4", "United Nations System Chief Executives Board for Coordination"),
        ("JIU/REP/2025/1", "Joint Inspection Unit"),
        ("HRI/MC/2025/1", "Meeting of Chairs of the human rights treaty bodies"),
        ("HRI/GEN/2/Rev.6", ""),
        ("INC/1992/1", ""),
    ],
)
def test_body_name(text, name):
    assert body_name(parse(text)) == name


def test_body_name_of_the_executive_board():
    assert body_name(parse("DP/2025/14")).startswith("Executive Board of the United Nations Development Programme")


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("A/RES/78/213", "resolution"),
        ("S/RES/2768 (2025)", "resolution"),
        ("CBD/COP/DEC/15/4", "decision"),
        ("A/C.3/78/L.49/Rev.1", "draft resolution"),
        ("A/HRC/59/L.17", "draft resolution"),
        ("A/78/PV.50", "meeting record"),
        ("CMW/C/SR.571", "meeting record"),
        ("S/PRST/2023/1", "presidential statement"),
        ("A/HRC/56/CRP.3", "conference room paper"),
        ("CRC/C/GC/25", "general comment"),
        ("CCPR/C/21/Rev.1/Add.13", "general comment"),
        ("CERD/C/GC/36", "general recommendation"),
        ("CRC/C/GC/9/Corr.1", "corrigendum"),
        ("DP/2025/14/Corr.1", "corrigendum"),
        ("CEDAW/C/CAF/CO/6", "concluding observations"),
        ("CCPR/C/79/Add.50", "concluding observations"),
        ("CCPR/C/121/D/2025/2011", "views"),
        ("CMW/C/MRT/Q/2", "list of issues"),
        ("CEDAW/C/CAF/6", "State party report"),
        ("A/HRC/WG.6/37/KAZ/1", "national report"),
        ("A/HRC/48/31", ""),
        ("A/HRC/44/49/Add.1", ""),
        ("S/2025/389", ""),
    ],
)
def test_document_type(text, type_):
    assert document_type(parse(text)) == type_


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("A/HRC/48/31", "a/hrc/48/31*", True),
        ("S/RES/2768", "S/RES/2768 (2025)", True),
        ("S/RES/2768 (2025)", "S/RES/2776 (2025)", False),
        ("S/RES/2768", "S/RES/2768 (2025)/Corr.1", False),
        ("A/HRC/48/3", "A/HRC/48/31", False),
        ("DP/2025/14", "DP/2025/14/Corr.1", False),
        ("A/78/213", "A/RES/78/213", False),
        ("A short title", "S/RES/2768", False),
        ("S/RES/2768", "A short title", False),
    ],
)
def test_same(a, b, expected):
    assert same(a, b) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DP/2025/14/Corr.1", "DP/2025/14"),
        ("A/53/PV.67/Add.1", "A/53/PV.67"),
        ("CCPR/C/21/Rev.1/Add.8/Rev.1", "CCPR/C/21"),
        ("HRI/GEN/1/Rev.9 (Vol. I)", "HRI/GEN/1"),
        ("A/HRC/48/31", "A/HRC/48/31"),
    ],
)
def test_base(text, expected):
    assert str(base(parse(text))) == expected


def test_relations():
    assert parse("DP/2025/14/Corr.1").is_corrigendum
    assert parse("E/CN.6/2025/3/Rev.1").is_revision
    assert parse("CCPR/C/21/Rev.1/Add.4").is_addendum
    assert not parse("CCPR/C/21/Rev.1/Add.4").is_revision
    assert parse("A/HRC/59/L.17").is_draft
    assert parse("A/HRC/RES/59/25").is_resolution
    assert parse("A/HRC/WG.6/37/KAZ/1").country == "KAZ"
    assert parse("A/RES/217 A (III)").qualifier == "III"


def test_natural_order():
    symbols = [
        "A/HRC/48/9",
        "A/HRC/48/31",
        "A/HRC/48/31/Add.1",
        "A/HRC/48/31/Add.2",
        "A/HRC/48/31/Add.10",
        "A/HRC/50/1",
    ]
    assert [str(symbol) for symbol in sorted(map(parse, reversed(symbols)))] == symbols


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("A/HRC/48/31", "en", "https://docs.un.org/en/A/HRC/48/31"),
        ("A/HRC/48/31", "fr", "https://docs.un.org/fr/A/HRC/48/31"),
        ("S/RES/2768 (2025)", "en", "https://docs.un.org/en/S/RES/2768%20%282025%29"),
    ],
)
def test_url(text, language, expected):
    assert url(parse(text), language) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("A_HRC_RES_59_25.en.pdf", ("A/HRC/RES/59/25", "en")),
        ("S_RES_2768_(2025).en.pdf", ("S/RES/2768 (2025)", "en")),
        ("E_CN.6_2025_3_Rev.1.en.txt", ("E/CN.6/2025/3/Rev.1", "en")),
        ("DP_2025_14_Corr.1.en.pdf", ("DP/2025/14/Corr.1", "en")),
        ("CCPR_C_121_D_2025_2011.en.pdf", ("CCPR/C/121/D/2025/2011", "en")),
        ("A_80_74-E_2025_53.en.pdf", ("A/80/74", "en")),
        ("corpus/pdf/A_HRC_59_60.fr.docx", ("A/HRC/59/60", "fr")),
        ("A_HRC_48_31-EN.docx", ("A/HRC/48/31", "en")),
        ("A_HRC_48_31_E.pdf", ("A/HRC/48/31", "en")),
        ("A-HRC-48-31.pdf", ("A/HRC/48/31", "")),
        ("A-HRC-S-30-2.docx", ("A/HRC/S-30/2", "")),
        ("A_HRC_S-30_2.es.pdf", ("A/HRC/S-30/2", "es")),
        ("A_ES-10_1022.ar.pdf", ("A/ES-10/1022", "ar")),
        ("A_RES_217_A_(III).zh.pdf", ("A/RES/217 A (III)", "zh")),
        ("HRI_GEN_1_Rev.9_(Vol._I).pdf", ("HRI/GEN/1/Rev.9 (Vol. I)", "")),
        ("A_CONF.157_24_(Part_I).ru.pdf", ("A/CONF.157/24 (Part I)", "ru")),
        ("CEDAW_C_CAF_CO_1-5.fr.pdf", ("CEDAW/C/CAF/CO/1-5", "fr")),
    ],
)
def test_from_filename(name, expected):
    symbol, language = from_filename(name)
    assert (str(symbol), language) == expected


@pytest.mark.parametrize("name", ["N2336700.pdf", "report.en.pdf", "", "notes_2024_final.docx", "a_b_c.pdf", ".pdf"])
def test_file_names_without_a_symbol(name):
    assert from_filename(name) is None


numbers = st.integers(1, 9999).map(str)
years = st.integers(1946, 2099).map(str)
sessions = st.one_of(st.integers(1, 99).map(str), st.integers(1, 40).map("S-{}".format), st.just("ES-10"))
suffixes = st.lists(st.sampled_from(["Add.1", "Add.12", "Rev.1", "Corr.2"]), max_size=3)
stems = st.one_of(
    st.tuples(st.just("A/HRC"), sessions, numbers),
    st.tuples(st.sampled_from(["A/RES", "A/HRC/RES", "A/HRC/DEC"]), sessions, numbers),
    st.tuples(
        st.just("A"),
        sessions,
        st.sampled_from(["PV.{}", "L.{}", "CRP.{}", "{}"]).flatmap(lambda kind: numbers.map(kind.format)),
    ),
    st.tuples(
        st.sampled_from(["E", "S", "E/CN.4", "E/CN.6", "DP", "CEB", "A/HRC/EMRIP", "S/PRST", "E/RES"]), years, numbers
    ),
    st.tuples(st.sampled_from(["CRC/C/GC", "E/C.12/GC", "CEDAW/C/USA/CO", "CCPR/C/FRA/Q"]), numbers),
    st.tuples(st.just("S/RES"), st.tuples(numbers, years).map("{0[0]} ({0[1]})".format)),
    st.tuples(
        st.just("A/RES"), st.tuples(numbers, st.sampled_from(["III", "XXI", "S-VI"])).map("{0[0]} A ({0[1]})".format)
    ),
    st.tuples(st.just("CCPR/C"), numbers, st.just("D"), years, years),
)
symbols = st.tuples(stems, suffixes).map(lambda item: Symbol(tuple("/".join([*item[0], *item[1]]).split("/"))))


@given(symbols)
def test_rendering_and_parsing_are_inverse(symbol):
    assert parse(render(symbol)) == symbol
    assert parse(render(symbol).lower() if "(" not in render(symbol) else render(symbol)) == symbol


@given(symbols, st.integers(0, 9))
def test_a_symbol_never_matches_a_longer_one(symbol, digit):
    longer = f"{symbol}{digit}" if str(symbol)[-1].isdigit() else f"{symbol}/Add.{digit}"
    assert symbol not in [match.symbol for match in find(f"see {longer}, para. 1")]


@given(symbols, symbols)
def test_symbols_are_ordered(a, b):
    assert [a < b, a == b, a > b].count(True) == 1
    assert hash(a) == hash(parse(str(a)))


words = st.sampled_from(
    ["A/HRC/48/31", "A/80/74-E/2025/53", "S/RES/2768 (2025)", "E/CN.4", "A/", "/", "-", "(", " ", "\n", "*", "x", "7"]
)


@given(st.one_of(st.text(), st.lists(words).map("".join)))
def test_spans_spell_the_symbol_they_name(text):
    matches = find(text)
    for match in matches:
        assert parse(text[match.start : match.end]) == match.symbol
    assert all(one.end <= other.start for one, other in pairwise(matches))


@given(st.text())
def test_any_text_is_a_symbol_or_a_symbol_error(text):
    with suppress(SymbolError):
        assert normalise(normalise(text)) == normalise(text)
    assert from_filename(text) is None or from_filename(text)[0]


@pytest.mark.parametrize(
    "piece",
    ["A/", "A/ ", "A/HRC/", "(", "A/RES/1 (", "A (", "https://", "A/1-", "A/80/74-E/2025/53-", "S-", "Add. ", "1 "],
)
def test_adversarial_text_is_read_fast(piece):
    text = piece * (100_000 // len(piece))
    start = time.perf_counter()
    find(text)
    assert time.perf_counter() - start < 5
