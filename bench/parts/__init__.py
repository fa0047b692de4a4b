"""The parts of the bench, one file each; docs/performance.md says how to add one."""
