"""Reports: what the records of many people say together. Pure: figures from counts, no SQL, no clock."""
