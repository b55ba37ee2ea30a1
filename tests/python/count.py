"""Adds up what pytest wrote: `passed failed`. A test that was skipped has neither passed nor failed."""

import sys
from xml.etree import ElementTree

passed = failed = 0
for path in sys.argv[1:]:
    for suite in ElementTree.parse(path).iter("testsuite"):
        ran, bad = int(suite.attrib["tests"]), int(suite.attrib["failures"]) + int(suite.attrib["errors"])
        passed += ran - bad - int(suite.attrib["skipped"])
        failed += bad
print(passed, failed)
