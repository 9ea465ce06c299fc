"""Excel workbooks made by hand: what a reader of xlsx needs, and nothing besides."""

import io
import zipfile

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DATE, STAMP, CLOCK = 1, 2, 3  # styles of cells: a date, a date with its time, a time


def cell(value):
    """A cell as XML; (number, style) is a date or a time."""
    if value is None:
        return "<c/>"
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t>{value}</t></is></c>'
    number, style = value if isinstance(value, tuple) else (value, 0)
    return f'<c s="{style}"><v>{number!r}</v></c>'


def rows_xml(rows):
    return "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)


def workbook(sheets):
    """The bytes of a workbook: sheets by name, each as rows of cells or as XML."""
    file = io.BytesIO()
    names = list(sheets)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        )
        book.writestr("_rels/.rels", _links(["officeDocument"], ["xl/workbook.xml"]))
        listed = "".join(f'<sheet name="{n}" sheetId="{i}" r:id="rId{i}"/>' for i, n in enumerate(names, 1))
        book.writestr(
            "xl/workbook.xml", f'<workbook {MAIN} xmlns:r="{LINKS}"><sheets>{listed}</sheets></workbook>'
        )
        targets = [f"worksheets/sheet{i}.xml" for i in range(1, len(names) + 1)]
        kinds = ["worksheet"] * len(names)
        book.writestr("xl/_rels/workbook.xml.rels", _links([*kinds, "styles"], [*targets, "styles.xml"]))
        formats = "".join(f'<xf numFmtId="{number}"/>' for number in (0, 14, 22, 20))
        book.writestr("xl/styles.xml", f"<styleSheet {MAIN}><cellXfs>{formats}</cellXfs></styleSheet>")
        for target, sheet in zip(targets, sheets.values(), strict=True):
            data = sheet if isinstance(sheet, str) else rows_xml(sheet)
            book.writestr(f"xl/{target}", f"<worksheet {MAIN}><sheetData>{data}</sheetData></worksheet>")
    return file.getvalue()


def _links(kinds, targets):
    each = "".join(
        f'<Relationship Id="rId{i}" Type="{LINKS}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(zip(kinds, targets, strict=True), 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{each}</Relationships>'
