"""The bill of materials (SBOM) of a publication: every package that it is installed with, in CycloneDX's JSON."""

from functools import cache

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from loaders.publishing import locked_packages
from loaders.publishing.locked_packages import NOT_STATED, LockedPackage


@cache  # every publication is written twice, once with marks in it, and making the bill takes a tenth of the time
def bill_of_materials(packages: tuple[LockedPackage, ...], program: str, version: str) -> str:
    """The text of the bill for the program of this name and version; the same packages give the same text.

    That is why it holds no time and no serial number. It is public, so it holds no address of a registry either.
    """
    components = {one: _component(one) for one in packages}
    ours = Component(name=program, version=version, type=ComponentType.APPLICATION, bom_ref=program)
    bill = Bom(components=components.values())
    bill.metadata.component = ours
    for name, component in ((program, ours), *((one.name, components[one]) for one in packages)):
        bill.register_dependency(component, [components[one] for one in packages if name in one.needed_by])
    bill.serial_number = bill.metadata.timestamp = None  # type: ignore[assignment]  # the format asks for neither
    return JsonV1Dot6(bill).output_as_string(indent=1) + "\n"


def _component(package: LockedPackage) -> Component:
    """One package with its licence and the SHA-256 of each of its files, one of which is installed."""
    name, version, marker, hashes, _ = package
    licence = locked_packages.licence(name)
    return Component(
        name=name,
        version=version,
        bom_ref=f"{name}=={version}",
        purl=PackageURL("pypi", None, name, version),
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=sha256) for sha256 in hashes],
        licenses=[] if licence == NOT_STATED else [LicenseFactory().make_from_string(licence)],
        properties=[Property(name="python:environment-marker", value=marker)] if marker else [],
    )
