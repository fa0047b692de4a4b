"""The migrations, oldest first by date; none is changed once it was released."""
