"""The control words of RTF that matter to a reader of words, from the RTF specification 1.9.1."""

CHARACTERS = {
    "line": "\n",
    "lbr": "\n",
    "page": "\n",
    "softline": "\n",
    "tab": "\t",
    "nestcell": "\n",
    "nestrow": "\n",
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "ltrmark": "\u200e",
    "rtlmark": "\u200f",
    "chtime": "",
}
"""Words that stand for a character."""

SYMBOLS = {"~": "\xa0", "-": "\xad", "_": "-", "{": "{", "}": "}", "\\": "\\", "\t": "\t"}
"""A backslash and one of these is a character."""

NAMED = {
    "footnote": "Footnotes were left out",
    "annotation": "Comments were left out",
    "header": "Headers and footers of pages were left out",
    "headerl": "Headers and footers of pages were left out",
    "headerr": "Headers and footers of pages were left out",
    "headerf": "Headers and footers of pages were left out",
    "footer": "Headers and footers of pages were left out",
    "footerl": "Headers and footers of pages were left out",
    "footerr": "Headers and footers of pages were left out",
    "footerf": "Headers and footers of pages were left out",
    "pict": "Pictures were left out",
    "shpinst": "Text boxes and drawings were left out",
    "do": "Text boxes and drawings were left out",
    "object": "Embedded objects were left out",
    "listtext": "Numbers of numbered paragraphs are the program's own and were left out",
    "pntext": "Numbers of numbered paragraphs are the program's own and were left out",
}
"""Groups that are left out, and what the report says of them."""

SILENT = frozenset(
    (
        *("fonttbl", "colortbl", "stylesheet", "info", "filetbl", "revtbl", "rsidtbl", "listtable"),
        *("listoverridetable", "generator", "fldinst", "themedata", "datastore", "latentstyles"),
        *("ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "xe", "tc", "rxe", "txe"),
        *("bkmkstart", "bkmkend", "atnid", "atnauthor", "atnref", "atntime", "atndate", "atnicn"),
        *("atnparent", "atrfstart", "atrfend", "shprslt", "nonshppict", "objdata", "upr", "pn"),
        *("private", "template", "operator", "title", "author", "company", "xmlnstbl", "pgdsctbl"),
        *("userprops", "docvar", "formfield", "ffname", "datafield", "background", "mmathPr"),
    )
)
"""Groups that hold no words of the text."""

CHARSETS = {
    77: "mac_roman",
    78: "shift_jis",
    80: "johab",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
"""How the characters of a font are encoded, by its \\fcharset; others as the document says."""
