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
├── SessionRefused             a page of the tool was opened without a launch
│   └── SessionMissing SessionExpired WindowUsed
└── RegistrationRefused        an LMS tried to register itself, and it can't be let in like this
    ├── InvitationUnknown InvitationBusy ConfigurationMissing ConfigurationUnreachable
    └── ConfigurationUnusable IssuerElsewhere RegistrationDeclined RegistrationTaken
"""

from lti_tool.launch.errors.login import (
    LoginIncomplete,
    LoginRefused,
    PlatformAmbiguous,
    PlatformDisabled,
    PlatformUnknown,
    TargetNotOurs,
)
from lti_tool.launch.errors.message import (
    ClaimMalformed,
    DeploymentMissing,
    DeploymentUnknown,
    MessageNotOffered,
    MessageRefused,
    MessageTypeMissing,
    MessageTypeUnknown,
    ResourceLinkMissing,
    RolesMalformed,
    SubjectMalformed,
    SubjectMissing,
    TargetMismatch,
    VersionWrong,
)
from lti_tool.launch.errors.refusal import Refusal
from lti_tool.launch.errors.registration import (
    ConfigurationMissing,
    ConfigurationUnreachable,
    ConfigurationUnusable,
    InvitationBusy,
    InvitationUnknown,
    IssuerElsewhere,
    RegistrationDeclined,
    RegistrationRefused,
    RegistrationTaken,
)
from lti_tool.launch.errors.session import (
    SessionExpired,
    SessionMissing,
    SessionRefused,
    WindowUsed,
)
from lti_tool.launch.errors.state import (
    BrowserUnknown,
    LaunchUsed,
    LoginExpired,
    NotALaunch,
    PlatformAnsweredError,
    StateRefused,
    StateUnknown,
)
from lti_tool.launch.errors.token import (
    AlgorithmRefused,
    AudienceMismatch,
    ClockWrong,
    IssuerMismatch,
    KeyIdMissing,
    KeysUnreachable,
    KeyUnknown,
    LifetimeTooLong,
    NonceMismatch,
    SignatureWrong,
    TimesMissing,
    TokenExpired,
    TokenMalformed,
    TokenRefused,
    TokenTooOld,
)

__all__ = [
    "AlgorithmRefused",
    "AudienceMismatch",
    "BrowserUnknown",
    "ClaimMalformed",
    "ClockWrong",
    "ConfigurationMissing",
    "ConfigurationUnreachable",
    "ConfigurationUnusable",
    "DeploymentMissing",
    "DeploymentUnknown",
    "InvitationBusy",
    "InvitationUnknown",
    "IssuerElsewhere",
    "IssuerMismatch",
    "KeyIdMissing",
    "KeyUnknown",
    "KeysUnreachable",
    "LaunchUsed",
    "LifetimeTooLong",
    "LoginExpired",
    "LoginIncomplete",
    "LoginRefused",
    "MessageNotOffered",
    "MessageRefused",
    "MessageTypeMissing",
    "MessageTypeUnknown",
    "NonceMismatch",
    "NotALaunch",
    "PlatformAmbiguous",
    "PlatformAnsweredError",
    "PlatformDisabled",
    "PlatformUnknown",
    "Refusal",
    "RegistrationDeclined",
    "RegistrationRefused",
    "RegistrationTaken",
    "ResourceLinkMissing",
    "RolesMalformed",
    "SessionExpired",
    "SessionMissing",
    "SessionRefused",
    "SignatureWrong",
    "StateRefused",
    "StateUnknown",
    "SubjectMalformed",
    "SubjectMissing",
    "TargetMismatch",
    "TargetNotOurs",
    "TimesMissing",
    "TokenExpired",
    "TokenMalformed",
    "TokenRefused",
    "TokenTooOld",
    "VersionWrong",
    "WindowUsed",
]
