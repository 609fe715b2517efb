"""ISO 20022 pain.001.001.09, the customer credit transfer that most banks take (in SEPA obligatory since 2025)."""

from __future__ import annotations

from datetime import UTC
from xml.etree import ElementTree as xml

from schwifty import IBAN

from marketplace.payouts.bank_details import WAYS, Details
from marketplace.payouts.formats.content import FileContent, Payment

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"


def as_pain001(file: FileContent) -> str:
    """The file as XML; the same content gives the same text."""
    document = xml.Element("Document", xmlns=NAMESPACE)
    body = xml.SubElement(document, "CstmrCdtTrfInitn")
    header = xml.SubElement(body, "GrpHdr")
    _put(header, "MsgId", file.reference)
    _put(header, "CreDtTm", file.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    _count(header, file)
    _put(xml.SubElement(header, "InitgPty"), "Nm", file.payer.holder)
    _payments(xml.SubElement(body, "PmtInf"), file)
    xml.indent(document, space=" ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + xml.tostring(document, encoding="unicode") + "\n"


def _payments(block: xml.Element, file: FileContent) -> None:
    _put(block, "PmtInfId", file.reference)
    _put(block, "PmtMtd", "TRF")
    _count(block, file)
    _put(block, "ReqdExctnDt/Dt", file.execution_on.isoformat())
    _put(block, "Dbtr/Nm", file.payer.holder)
    account = xml.SubElement(block, "DbtrAcct")
    iban = IBAN(file.payer.account, allow_invalid=True)
    _put(account, "Id/IBAN" if iban.is_valid else "Id/Othr/Id", str(iban) if iban.is_valid else file.payer.account)
    _put(account, "Ccy", file.currency)
    if file.payer.bic:
        _put(block, "DbtrAgt/FinInstnId/BICFI", file.payer.bic)
    else:
        _put(block, "DbtrAgt/FinInstnId/Othr/Id", "NOTPROVIDED")
    _put(block, "ChrgBr", "SHAR")
    for payment in file.payments:
        _payment(xml.SubElement(block, "CdtTrfTxInf"), payment)


def _payment(block: xml.Element, payment: Payment) -> None:
    to = payment.to
    names = xml.SubElement(block, "PmtId")
    _put(names, "InstrId", payment.end_to_end)
    _put(names, "EndToEndId", payment.end_to_end)
    _put(block, "Amt/InstdAmt", f"{payment.amount.decimal}").set("Ccy", payment.amount.currency)
    if to.bic or to.bank_code:
        _bank(xml.SubElement(xml.SubElement(block, "CdtrAgt"), "FinInstnId"), to)
    creditor = xml.SubElement(block, "Cdtr")
    _put(creditor, "Nm", to.holder)
    _put(creditor, "PstlAdr/Ctry", to.country)
    _put(block, "CdtrAcct/Id/IBAN" if to.iban else "CdtrAcct/Id/Othr/Id", to.iban or to.account_number)
    _put(block, "RmtInf/Ustrd", payment.reference)


def _bank(block: xml.Element, to: Details) -> None:
    if to.bic:
        _put(block, "BICFI", to.bic)
    if to.bank_code:
        member = xml.SubElement(block, "ClrSysMmbId")
        _put(member, "ClrSysId/Cd", WAYS[to.country].clearing)
        _put(member, "MmbId", to.bank_code)


def _count(block: xml.Element, file: FileContent) -> None:
    _put(block, "NbOfTxs", str(len(file.payments)))
    _put(block, "CtrlSum", f"{file.total.decimal}")


def _put(parent: xml.Element, path: str, text: str) -> xml.Element:
    for tag in path.split("/"):
        parent = xml.SubElement(parent, tag)
    parent.text = text
    return parent
