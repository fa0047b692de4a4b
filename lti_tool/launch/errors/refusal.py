"""The root of the error tree of the launch."""

from uuid import UUID


class Refusal(Exception):
    """Hallway refuses. `detail` is for administrators, `pointer` names the claim or parameter."""

    code = ""
    status = 400
    title = "Hallway could not open"
    sentence = ""
    # Whether opening the link once more in the LMS may help the learner.
    learner_can_mend = False

    def __init__(self, detail: str, pointer: str = "") -> None:
        self.detail = detail
        self.pointer = pointer
        # Where the LMS wants people to go; known once its message is proved to be genuine.
        self.return_url = ""
        # What the launch doctor notes: for whom the launch was, and the message as it came.
        self.platform_id: UUID | None = None
        self.id_token = ""
        super().__init__(f"{self.code}: {detail}")
