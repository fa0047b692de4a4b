"""The services of LTI Advantage: deep linking, grades, roster, notices, and the one door to them."""
