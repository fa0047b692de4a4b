"""The error tree of the launch: each refusal has a stable code, described in docs/launch-errors.md.

Refusal
├── LoginRefused               the LMS asked us to begin a login, and it can't be begun
│   └── LoginIncomplete PlatformUnknown PlatformAmbiguous PlatformDisabled TargetNotOurs
├── StateRefused               the answer of the LMS doesn't belong to a login that is open in this browser
│   └── NotALaunch PlatformAnsweredError StateUnknown LaunchUsed LoginExpired BrowserUnknown
├── TokenRefused               the id_token doesn't prove who sent it, or when
│   ├── TokenMalformed AlgorithmRefused KeyIdMissing IssuerMismatch AudienceMismatch
│   ├── KeyUnknown KeysUnreachable SignatureWrong NonceMismatch
│   └── TimesMissing TokenExpired ClockWrong TokenTooOld LifetimeTooLong
├── MessageRefused             the message is genuine, but breaks a rule of LTI
│   ├── SubjectMissing SubjectMalformed DeploymentMissing DeploymentUnknown VersionWrong
│   ├── MessageTypeMissing MessageTypeUnknown MessageNotOffered RolesMalformed TargetMismatch
│   └── ResourceLinkMissing ClaimMalformed
└── SessionRefused             a page of the tool was opened without a launch
    └── SessionMissing SessionExpired
"""


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
        self.frame_origins: tuple[str, ...] = ()
        super().__init__(f"{self.code}: {detail}")


class LoginRefused(Refusal):
    """The LMS asked us to begin a login, and it can't be begun."""


class LoginIncomplete(LoginRefused):
    """A parameter that every login initiation carries is not there, or is unusable."""

    code = "login-incomplete"
    sentence = "Your LMS began to open Hallway without saying what is needed to go on."


class PlatformUnknown(LoginRefused):
    """Nobody registered this issuer and client id."""

    code = "platform-unknown"
    status = 403
    title = "Hallway isn't set up for this LMS yet"
    sentence = "Your LMS opened Hallway, but nobody has told Hallway about it."


class PlatformAmbiguous(LoginRefused):
    """Several registrations share the issuer, and the LMS sent no client id."""

    code = "platform-ambiguous"
    sentence = "Your LMS did not say which of its registrations of Hallway it means."


class PlatformDisabled(LoginRefused):
    """An administrator of Hallway closed this registration."""

    code = "platform-disabled"
    status = 403
    title = "Hallway is closed for this LMS"
    sentence = "An administrator of Hallway has closed the door for your LMS."


class TargetNotOurs(LoginRefused):
    """The target_link_uri is not an address of this Hallway."""

    code = "target-not-ours"
    sentence = "The link in your course points at an address that isn't one of Hallway's."


class StateRefused(Refusal):
    """The answer of the LMS doesn't belong to a login that is open in this browser."""

    learner_can_mend = True


class NotALaunch(StateRefused):
    """The launch address was opened without the message of an LMS."""

    code = "not-a-launch"
    title = "Open Hallway from your course"
    sentence = "This address only works when an LMS opens it; reloading it, or opening it from a bookmark, does not."


class PlatformAnsweredError(StateRefused):
    """The LMS answered the authentication request with an error."""

    code = "platform-error"
    status = 403
    title = "Your LMS did not let you through"
    sentence = "Your LMS answered with an error instead of saying who you are; most often your session there has ended."


class StateUnknown(StateRefused):
    """No login with this state is open here."""

    code = "state-unknown"
    sentence = "Hallway does not know this launch; it may have been opened too long ago."


class LaunchUsed(StateRefused):
    """The same launch was let in before."""

    code = "launch-used"
    title = "This link was already used"
    sentence = "A launch opens once, and yours was used before; reload the page in your LMS to get a new one."


class LoginExpired(StateRefused):
    """More than ten minutes passed between the login and the launch."""

    code = "login-expired"
    title = "This launch took too long"
    sentence = "A launch has to finish within ten minutes, and yours took longer."


class BrowserUnknown(StateRefused):
    """The cookie that the login left in the browser did not come back, or is another one."""

    code = "browser-unknown"
    status = 403
    sentence = "Hallway can't tell that this is the browser in which you opened the link, because its cookie did not come back."


class TokenRefused(Refusal):
    """The id_token doesn't prove who sent it, or when."""

    status = 401
    title = "Hallway could not check the message of your LMS"


class TokenMalformed(TokenRefused):
    """The id_token is not a signed JWT with a JSON object in it."""

    code = "token-malformed"
    status = 400
    sentence = "The message of your LMS can't be read."


class AlgorithmRefused(TokenRefused):
    """The token is unsigned, or signed in a way that LTI doesn't allow."""

    code = "algorithm-refused"
    sentence = "The message of your LMS is signed in a way that isn't safe."


class KeyIdMissing(TokenRefused):
    """The header of the token has no kid."""

    code = "key-id-missing"
    sentence = "The message of your LMS does not say which key it was signed with."


class IssuerMismatch(TokenRefused):
    """The token comes from another issuer than the login."""

    code = "issuer-mismatch"
    sentence = "The message comes from another LMS than the one where you opened the link."


class AudienceMismatch(TokenRefused):
    """The token is meant for another tool (aud or azp)."""

    code = "audience-mismatch"
    sentence = "The message of your LMS is meant for another tool."


class KeyUnknown(TokenRefused):
    """The platform publishes no key with this kid."""

    code = "key-unknown"
    sentence = "The message was signed with a key that your LMS does not publish."


class KeysUnreachable(TokenRefused):
    """The platform's JWKS could not be fetched."""

    code = "keys-unreachable"
    status = 424
    sentence = "Hallway could not fetch the keys with which your LMS signs."


class SignatureWrong(TokenRefused):
    """The signature doesn't fit the platform's key."""

    code = "signature-wrong"
    sentence = "The signature under the message of your LMS is not right."


class TimesMissing(TokenRefused):
    """exp or iat is not there, or is no number."""

    code = "times-missing"
    sentence = "The message of your LMS does not say when it was written and until when it counts."


class TokenExpired(TokenRefused):
    """exp has passed."""

    code = "token-expired"
    sentence = "The message of your LMS had already expired when it arrived."
    learner_can_mend = True


class ClockWrong(TokenRefused):
    """iat or nbf lies in the future: one of the two clocks is wrong."""

    code = "clock-wrong"
    sentence = "The message of your LMS comes from the future: its clock and Hallway's don't agree."


class TokenTooOld(TokenRefused):
    """iat is more than ten minutes ago."""

    code = "token-too-old"
    sentence = "The message of your LMS was written more than ten minutes ago."
    learner_can_mend = True


class LifetimeTooLong(TokenRefused):
    """More than a day lies between iat and exp."""

    code = "lifetime-too-long"
    sentence = "The message of your LMS would count for more than a day, which isn't safe."


class NonceMismatch(TokenRefused):
    """The nonce is not that of the login."""

    code = "nonce-mismatch"
    sentence = "The message of your LMS answers another request than the one that you made."
    learner_can_mend = True


class MessageRefused(Refusal):
    """The message is genuine, but breaks a rule of LTI."""


class SubjectMissing(MessageRefused):
    """The LMS doesn't say who the person is, and this registration needs it."""

    code = "subject-missing"
    title = "Your LMS did not say who you are"
    sentence = "Your LMS opened Hallway without saying who you are, and a record needs an owner."


class SubjectMalformed(MessageRefused):
    """sub is not a user id of 1 to 255 characters."""

    code = "subject-malformed"
    sentence = "The user id that your LMS sent can't be used."


class DeploymentMissing(MessageRefused):
    """There is no deployment_id."""

    code = "deployment-missing"
    sentence = "Your LMS did not say from which place in it Hallway was opened."


class DeploymentUnknown(MessageRefused):
    """The registration is known, this deployment of it is not."""

    code = "deployment-unknown"
    status = 403
    title = "Hallway isn't set up for this course yet"
    sentence = "Your LMS opened Hallway from a place that it wasn't told about."


class VersionWrong(MessageRefused):
    """The version claim is not 1.3.0."""

    code = "version-wrong"
    sentence = "Your LMS speaks another version of LTI than 1.3."


class MessageTypeMissing(MessageRefused):
    """There is no message_type: this is not an LTI message."""

    code = "message-type-missing"
    sentence = "Your LMS did not say what it wants Hallway to do."


class MessageTypeUnknown(MessageRefused):
    """The message_type is not one of LTI's."""

    code = "message-type-unknown"
    sentence = "Your LMS asks for something that LTI does not know."


class MessageNotOffered(MessageRefused):
    """A message that LTI knows and this Hallway doesn't answer."""

    code = "message-not-offered"
    sentence = "Your LMS asks for something that Hallway does not do."


class RolesMalformed(MessageRefused):
    """The roles claim is not a list of strings; it may be empty, but must be there."""

    code = "roles-malformed"
    sentence = "Your LMS did not say what you are in this course."


class TargetMismatch(MessageRefused):
    """The token names another target than the login did."""

    code = "target-mismatch"
    sentence = "Your LMS began with one link and came back with another."


class ResourceLinkMissing(MessageRefused):
    """resource_link.id is not there, or not a string of 1 to 255 characters."""

    code = "resource-link-missing"
    sentence = "Your LMS did not say which link of the course was opened."


class ClaimMalformed(MessageRefused):
    """A claim that Hallway reads has another type than LTI gives it."""

    code = "claim-malformed"
    sentence = "A part of your LMS's message does not have the form that LTI gives it."


class SessionRefused(Refusal):
    """A page of the tool was opened without a launch."""

    status = 401
    title = "Open Hallway from your course"
    learner_can_mend = True


class SessionMissing(SessionRefused):
    """The browser sent no session cookie, or one that nobody knows."""

    code = "session-missing"
    sentence = "Hallway can't see that you came from your LMS; reopen it from your LMS."


class SessionExpired(SessionRefused):
    """The session is over."""

    code = "session-expired"
    sentence = (
        "You have been here for a long time, and the visit is over; reopen Hallway from your LMS."
    )
