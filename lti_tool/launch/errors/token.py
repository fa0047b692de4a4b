"""Refusals of a token that does not prove who sent it, or when."""

from lti_tool.launch.errors.refusal import Refusal


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
