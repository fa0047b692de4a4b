"""The library beside clips: webinars, seminars, what is self-paced, and documents; teachers put them there."""
