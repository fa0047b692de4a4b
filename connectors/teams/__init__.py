"""Microsoft Teams: messages, replies, mentions and likes in a team's channels, by Graph change notifications."""
