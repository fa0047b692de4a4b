"""Roles: what the LMS says about somebody, and what that makes of them in the tool."""

import pytest

from lti_tool.launch.roles import is_test_user, role_of

_M = "http://purl.imsglobal.org/vocab/lis/v2/membership"
_INSTITUTION = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#"
_SYSTEM = "http://purl.imsglobal.org/vocab/lis/v2/system/person#"


@pytest.mark.parametrize(
    ("roles", "role"),
    [
        ([], "learner"),
        ([""], "learner"),
        (["Learner"], "learner"),
        (["Instructor"], "instructor"),
        (["urn:lti:role:ims/lis/Instructor"], "instructor"),
        (["urn:lti:role:ims/lis/Instructor/TeachingAssistant"], "teaching-assistant"),
        ([f"{_M}#Learner"], "learner"),
        ([f"{_M}/Learner#NonCreditLearner"], "learner"),
        ([f"{_M}#Instructor"], "instructor"),
        ([f"{_M}/Instructor#PrimaryInstructor"], "instructor"),
        ([f"{_M}#Administrator", f"{_M}#Instructor"], "administrator"),
        ([f"{_M}#Unheard"], "learner"),
        (["https://lms.example.org/roles#Instructor"], "learner"),
        # Canvas: an assistant carries both, and is no teacher
        ([f"{_M}/Instructor#TeachingAssistant", f"{_M}#Instructor"], "teaching-assistant"),
        ([f"{_M}#TeachingAssistant", f"{_M}#Instructor"], "teaching-assistant"),
        ([f"{_M}/Instructor#Grader"], "teaching-assistant"),
        # a parent or coach is never a teacher
        ([f"{_M}#Mentor"], "mentor"),
        ([f"{_M}#Mentor", f"{_M}#Learner"], "mentor"),
        ([f"{_M}#Mentor", f"{_INSTITUTION}Instructor"], "mentor"),
        # what somebody is elsewhere gives no rights here
        ([f"{_INSTITUTION}Administrator"], "learner"),
        ([f"{_SYSTEM}Administrator"], "learner"),
        ([f"{_INSTITUTION}Instructor"], "learner"),
        ([f"{_INSTITUTION}Instructor", f"{_M}#Learner"], "learner"),
        ([f"{_INSTITUTION}Administrator", f"{_M}#Learner"], "learner"),
        # Moodle: its administrators
        (
            [f"{_M}#Instructor", f"{_INSTITUTION}Administrator", f"{_SYSTEM}Administrator"],
            "administrator",
        ),
        (
            [
                f"{_M}/Instructor#TeachingAssistant",
                f"{_M}#Instructor",
                f"{_INSTITUTION}Administrator",
            ],
            "teaching-assistant",
        ),
    ],
)
def test_the_role_in_the_course(roles: list[str], role: str):
    assert role_of(roles) == role


def test_the_preview_of_a_student_is_nobody():
    assert is_test_user(
        [f"{_M}#Learner", "http://purl.imsglobal.org/vocab/lti/system/person#TestUser"]
    )
    assert not is_test_user([f"{_M}#Learner"])
