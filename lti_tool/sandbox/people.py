"""The two hundred people of the demo association: all invented, the same in every run."""

import unicodedata
from dataclasses import dataclass

ASSOCIATION = "Tallyfold Academy"
COUNT = 200

# The cast: these few have a part to play, the rest follow from their number.
RICH = 1  # a learner with a varied record
TEACHER = 2
ADMINISTRATOR = 3
BUSIEST = 4  # thousands of statements
SILENT = 5  # not one statement

_MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
LEARNER_ROLES = (f"{_MEMBERSHIP}Learner",)
TEACHER_ROLES = (f"{_MEMBERSHIP}Instructor",)
ADMINISTRATOR_ROLES = (
    f"{_MEMBERSHIP}Instructor",
    "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Administrator",
    "http://purl.imsglobal.org/vocab/lis/v2/system/person#Administrator",
)
_ROLES = {TEACHER: TEACHER_ROLES, ADMINISTRATOR: ADMINISTRATOR_ROLES, 42: TEACHER_ROLES}

# Ten given and ten family names of each of twenty places; person n takes the n-th place in turn.
_NAMES = (
    (
        "Lena Jonas Greta Moritz Frieda Anton Käthe Emil Heike Jörg",
        "Brandt Vogelsang Müller Ahrens Köhler Petzold Wiesner Grüber Lindholz Sauer",
    ),
    (
        "Priya Arjun Meera Rohan Kavya Nikhil Ananya Vikram Leela Sanjay",
        "Raman Iyer Deshpande Chaudhuri Menon Bhatt Kulkarni Sethi Nair Varma",
    ),
    (
        "Ingrid Olav Solveig Håkon Astrid Leif Sigrid Bjørn Randi Torstein",
        "Solberg Fjeldstad Nygård Østby Haugen Lyngstad Brekke Sætre Moen Tveit",
    ),
    (
        "Marcus Denise Calvin Yvonne Terrence Gloria Darnell Renee Curtis Monique",
        "Whitfield Carraway Pettiford Langston Broadnax Hollis Merriweather Gaines Tolliver Vance",
    ),
    (
        "Amara Chidi Ngozi Emeka Ifeoma Tunde Folake Segun Adaeze Kelechi",
        "Okonjo Adeyemi Nwachukwu Oyelaran Eze Balogun Obiora Afolabi Umeh Akindele",
    ),
    (
        "Hana Kenji Yuki Takumi Aiko Haruto Sayuri Daichi Emi Ren",
        "Sato Morikawa Ishibashi Fujinami Tanabe Okuda Hayakawa Nishida Kurata Ueno",
    ),
    (
        "Lucía Mateo Inés Joaquín Valeria Rodrigo Ximena Andrés Paloma Emilio",
        "Ibarra Montalvo Quiñones Saldívar Echeverría Zamudio Peñaloza Villaseñor Arriaga Beltrán",
    ),
    (
        "Zofia Tomasz Agnieszka Paweł Małgorzata Kacper Bożena Łukasz Jadwiga Michał",
        "Wrońska Zieliński Kowalik Dąbrowa Sikora Żuraw Mazur Pawlak Górka Świder",
    ),
    (
        "Siobhán Declan Aoife Cormac Niamh Fergal Gráinne Eoin Róisín Pádraig",
        "O'Dálaigh Kinsella Tierney Mulcahy Devane Scanlon Fogarty Hanrahan Loughran Quirke",
    ),
    (
        "Mei Jun Xiaoling Bo Lan Wei Qing Tao Hui Feng",
        "Zhao Lin Shen Gao Tang Xu Pan Cheng Ruan Song",
    ),
    (
        "Elif Emre Zeynep Kerem Aylin Burak Defne Onur Selin Tolga",
        "Yücel Aksoy Demirtaş Koçak Özkan Tekin Şahinler Güneş Arslanoğlu Bulut",
    ),
    (
        "Camille Étienne Noémie Luc Solène Rémi Clémence Thibault Maëlle Gaspard",
        "Delacourt Vasseur Lemoine Aubert Fontenay Garnier Chevrier Poulain Marchand Roussel",
    ),
    (
        "Leila Omar Yasmin Karim Salma Tariq Nour Hadi Rania Faisal",
        "Haddad Al-Masri Benhaddou Khoury Nasser Zidane Mansour Farouk Qasim Sabbagh",
    ),
    (
        "Jo Fiona Alistair Harriet Rupert Bronwen Gareth Imogen Callum Tamsin",
        "Whitlock Pemberley Ashdown Thornbury MacAskill Penhaligon Griffiths Oakshott Drummond Larkin",
    ),
    (
        "Thuy Minh Linh Quang Mai Duc Hoa Khanh Trang Long",
        "Nguyen Dang Vo Huynh Ly Truong Phan Ngo Doan Bui",
    ),
    (
        "Marija Luka Ivana Goran Petra Dino Jelena Zoran Ana Stipe",
        "Kovačić Babić Horvatin Šimić Perković Đurić Marušić Vuković Čavar Lončar",
    ),
    (
        "Thandiwe Sipho Nomsa Bongani Lerato Kagiso Zanele Mandla Refilwe Themba",
        "Dlamini Mokoena Khumalo Nkosi Sithole Mthembu Radebe Molefe Zulu Ndaba",
    ),
    (
        "Beatriz Tiago Mariana Duarte Catarina Vasco Leonor Rui Sofia Nuno",
        "Azevedo Figueiredo Carvalhal Sequeira Magalhães Teles Conceição Prates Simões Vilhena",
    ),
    (
        "Anaïs Pieter Fleur Joost Marieke Sander Femke Bram Liesbeth Daan",
        "Verhoeven Dijkstra Claessens Hofman Vermaat Terpstra Maes Schipper Kuijpers Bos",
    ),
    (
        "Eleni Nikos Katerina Yiannis Despina Stavros Ioanna Petros Sofia Markos",
        "Papadaki Georgiou Kallergis Vlachou Samaras Tsiolis Kyriakou Manos Drakou Zervas",
    ),
)


@dataclass(frozen=True, slots=True)
class SandboxPerson:
    """One user of the sandbox LMS; `sub` is the user id, `roles` are LTI role addresses."""

    sub: str
    given_name: str
    family_name: str
    email: str
    roles: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name as the LMS shows it."""
        return f"{self.given_name} {self.family_name}"


def person(n: int) -> SandboxPerson:
    """Give person `n`, from 1 to COUNT. Raises IndexError for any other."""
    if not 1 <= n <= COUNT:
        raise IndexError(f"The sandbox has the people 1 to {COUNT}, not {n}.")
    turn = n // len(_NAMES) % 10
    given_names, family_names = _NAMES[n % len(_NAMES)]
    given, family = given_names.split()[turn], family_names.split()[turn]
    return SandboxPerson(str(n), given, family, _email(given, family), _ROLES.get(n, LEARNER_ROLES))


def people(count: int = COUNT) -> list[SandboxPerson]:
    """Give the first `count` people."""
    return [person(n) for n in range(1, count + 1)]


def issuer(sandbox_url: str) -> str:
    """Give the `iss` of the sandbox LMS, which is also the home page of its users' accounts."""
    return f"{sandbox_url}/sandbox"


_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "'": None, "-": None})


def _email(given: str, family: str) -> str:
    plain = unicodedata.normalize("NFKD", f"{given}.{family}".lower().translate(_LETTERS))
    return plain.encode("ascii", "ignore").decode() + "@tallyfold.example"
