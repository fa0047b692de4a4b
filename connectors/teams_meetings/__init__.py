"""Microsoft Teams meetings: who attended, and for how long, from the attendance reports of Graph."""
