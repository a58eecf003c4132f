"""Dataflows → SDMX-ML 3.0 structure message, which SDMX-CSV refers to: code lists, concepts, structures."""

from collections.abc import Iterable
from functools import cache

from lxml import etree

from gateway.export.sdmx_codes import CONCEPTS, LISTS, Code, codes_of
from gateway.export.sdmx_flows import AGENCY, FLOWS, OBS_VALUE, TIME_PERIOD, VERSION, Flow, Part

BASE = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0"
MES, STR, COM = (f"{{{BASE}/{name}}}" for name in ("message", "structure", "common"))
NAMESPACES = {"mes": f"{BASE}/message", "str": f"{BASE}/structure", "com": f"{BASE}/common"}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MODEL = "urn:sdmx:org.sdmx.infomodel"
SCHEME = "CS_GONGKAI"
# When this structure was last changed; a message says when it was prepared, and this one is not data.
PREPARED = "2026-11-24T00:00:00Z"


@cache
def structure() -> bytes:
    """The whole message; always the same."""
    root = etree.Element(f"{MES}Structure", nsmap=NAMESPACES)
    header = _below(root, f"{MES}Header")
    _below(header, f"{MES}ID").text = f"{AGENCY}_STRUCTURE"
    _below(header, f"{MES}Test").text = "false"
    _below(header, f"{MES}Prepared").text = PREPARED
    _below(header, f"{MES}Sender", id=AGENCY)
    found = _below(root, f"{MES}Structures")
    lists, schemes, flows, structures = (
        _below(found, f"{STR}{name}")
        for name in ("Codelists", "ConceptSchemes", "Dataflows", "DataStructures")
    )
    for name, texts in LISTS.items():
        _code_list(lists, name, texts, codes_of(name))
    _concepts(schemes)
    for flow in FLOWS.values():
        _flow(flows, flow)
        _data_structure(structures, flow)
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return content


def structure_id(flow: Flow) -> str:
    return flow.id.replace("DF_", "DSD_")


def _code_list(above: etree._Element, name: str, texts: tuple[str, str], codes: Iterable[Code]) -> None:
    held = _maintained(above, "Codelist", name, texts)
    for code in codes:
        one = _below(held, f"{STR}Code", id=code.id)
        _names(one, code.zh, code.en)
        if code.parent is not None:
            _below(one, f"{STR}Parent").text = code.parent


def _concepts(above: etree._Element) -> None:
    held = _maintained(above, "ConceptScheme", SCHEME, ("概念", "Concepts"))
    for name, (zh, en) in CONCEPTS.items():
        _names(_below(held, f"{STR}Concept", id=name), zh, en)


def _flow(above: etree._Element, flow: Flow) -> None:
    held = _maintained(above, "Dataflow", flow.id, (flow.zh, flow.en))
    of = f"{MODEL}.datastructure.DataStructure={AGENCY}:{structure_id(flow)}({VERSION})"
    _below(held, f"{STR}Structure").text = of


def _data_structure(above: etree._Element, flow: Flow) -> None:
    held = _maintained(above, "DataStructure", structure_id(flow), (flow.zh, flow.en))
    parts = _below(held, f"{STR}DataStructureComponents")
    dimensions = _below(parts, f"{STR}DimensionList", id="DimensionDescriptor")
    for position, part in enumerate(flow.dimensions, 1):
        if part.concept == TIME_PERIOD:
            one = _component(dimensions, "TimeDimension", part.concept)
            _below(
                _below(one, f"{STR}LocalRepresentation"),
                f"{STR}TextFormat",
                textType="ObservationalTimePeriod",
            )
        else:
            one = _component(dimensions, "Dimension", part.concept, position=str(position))
            _represented(one, part)
    attributes = _below(parts, f"{STR}AttributeList", id="AttributeDescriptor")
    for part in flow.attributes:
        usage = "mandatory" if part.concept == "OBS_STATUS" else "optional"
        one = _component(attributes, "Attribute", part.concept, usage=usage)
        _represented(one, part)
        _below(_below(one, f"{STR}AttributeRelationship"), f"{STR}Observation")
    measures = _below(parts, f"{STR}MeasureList", id="MeasureDescriptor")
    measure = _component(measures, "Measure", OBS_VALUE, usage="optional")
    _below(_below(measure, f"{STR}LocalRepresentation"), f"{STR}TextFormat", textType="Decimal")


def _component(above: etree._Element, kind: str, concept: str, **attributes: str) -> etree._Element:
    one = _below(above, f"{STR}{kind}", id=concept, **attributes)
    _below(
        one, f"{STR}ConceptIdentity"
    ).text = f"{MODEL}.conceptscheme.Concept={AGENCY}:{SCHEME}({VERSION}).{concept}"
    return one


def _represented(one: etree._Element, part: Part) -> None:
    held = _below(one, f"{STR}LocalRepresentation")
    if part.codes is None:
        _below(held, f"{STR}TextFormat", textType="String")
    else:
        of = f"{MODEL}.codelist.Codelist={AGENCY}:{part.codes}({VERSION})"
        _below(held, f"{STR}Enumeration").text = of


def _maintained(above: etree._Element, kind: str, name: str, texts: tuple[str, str]) -> etree._Element:
    one = _below(above, f"{STR}{kind}", id=name, agencyID=AGENCY, version=VERSION)
    _names(one, *texts)
    return one


def _names(one: etree._Element, zh: str, en: str) -> None:
    for language, text in (("zh", zh), ("en", en)):
        _below(one, f"{COM}Name", **{XML_LANG: language}).text = text


def _below(above: etree._Element, tag: str, **attributes: str) -> etree._Element:
    return etree.SubElement(above, tag, attributes)
