"""What pyproject.toml can't say: the explanations of codes are packed beside the pages that show them."""

from pathlib import Path
from shutil import copyfile

from setuptools import setup
from setuptools.command.build_py import build_py

_DOCUMENT = "launch-errors.md"


class WithDocument(build_py):
    """Puts the document into the package; a checkout has it in its docs/."""

    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            copyfile(Path("docs", _DOCUMENT), Path(self.build_lib, "lti_tool", "doctor", _DOCUMENT))


setup(cmdclass={"build_py": WithDocument})
