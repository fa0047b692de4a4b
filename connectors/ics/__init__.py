"""ICS calendars: what people answer to invitations, and who came to what the organiser confirms."""
