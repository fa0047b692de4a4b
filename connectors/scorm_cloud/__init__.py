"""SCORM Cloud: completions, results and time of its registrations, by postback."""
