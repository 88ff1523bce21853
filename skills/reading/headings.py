"""The headings of postings and résumés, as people write them, in English and Spanish."""

from enum import StrEnum

from skills.folding import fold


class Section(StrEnum):
    """What a part of a text is about. INTRO is what stands before any heading."""

    INTRO = "intro"
    REQUIREMENTS = "requirements"
    PREFERRED = "preferred"
    DUTIES = "duties"
    SKILLS = "skills"
    TRAINING = "training"
    SUMMARY = "summary"
    EXPERIENCE = "experience"
    EDUCATION = "education"
    CREDENTIALS = "credentials"
    LANGUAGES = "languages"
    INTERESTS = "interests"
    PERSONAL = "personal"
    REFERENCES = "references"
    BENEFITS = "benefits"
    ABOUT_US = "about_us"
    EQUAL_OPPORTUNITY = "equal_opportunity"
    HOW_TO_APPLY = "how_to_apply"
    OTHER = "other"


# Whole headings, folded; a heading may have "your", "our", "the" and the like before it.
_WHOLE = {
    Section.REQUIREMENTS: """requirements|job requirements|requirement|minimum requirements
        |basic requirements|position requirements|qualifications|minimum qualifications
        |basic qualifications|required qualifications|required|required skills
        |required experience|requirements and qualifications|qualifications and requirements
        |requirements and skills|skills and requirements|skills requirements
        |skills and qualifications|qualifications and skills|experience and skills
        |skills and experience|education and experience|what we need|what we require
        |what we are looking for|what were looking for|we are looking for|who you are
        |who we are looking for|about you|you have|you bring|what you bring|what you need
        |what youll need|what you will need|must have|must haves|ideal candidate|to qualify
        |the ideal candidate|candidate profile|you should|you should have
        |job qualifications|knowledge and skills
        |knowledge skills and abilities|physical requirements|physical demands
        |essential skills|what it takes|minimum job requirements|your profile|your experience
        |requisitos|requisitos del puesto|requisitos minimos|requerimientos|requisito
        |que buscamos|lo que buscamos|buscamos|perfil|perfil requerido|perfil del puesto
        |perfil buscado|que necesitas|lo que necesitas|se requiere|calificaciones
        |cualificaciones|calificaciones requeridas|experiencia requerida|tu perfil
        |requisitos indispensables|requisitos fisicos""",
    Section.PREFERRED: """preferred|preferred qualifications|preferred skills
        |preferred experience|preferred requirements|desired|desired skills|desired qualifications
        |nice to have|nice to haves|bonus|bonus points|bonus points for|bonus skills|a plus|pluses
        |desirable|additional qualifications|would be a plus|its a plus if you have
        |helpful but not required|good to have|preferred but not required|not required but a plus
        |deseable|deseables|requisitos deseables|se valora|se valorara|conocimientos deseables
        |preferible|preferencias|plus|calificaciones deseadas|calificaciones preferidas
        |no indispensable""",
    Section.DUTIES: """duties|job duties|responsibilities|job responsibilities
        |duties and responsibilities|responsibilities and duties|key responsibilities
        |essential duties|essential functions|essential duties and responsibilities
        |essential job functions|what you will do|what youll do|what you do|the job|the work
        |the role|your role|your tasks|tasks|day to day|a day in the life|your day
        |main responsibilities|primary responsibilities|main duties|job description
        |position summary|job summary|your responsibilities|about the job|about the role
        |about this role|about the position|you will|in this role you will
        |position description|role overview|job overview
        |general duties|funciones|funciones principales|responsabilidades|tareas
        |funciones y responsabilidades|responsabilidades principales|que haras|lo que haras
        |tus tareas|tus funciones|descripcion del puesto|descripcion del trabajo
        |descripcion del empleo|el trabajo|el puesto|sus funciones|que hara|lo que hara
        |actividades""",
    Section.SKILLS: """skills|key skills|core skills|technical skills|professional skills
        |skills summary|summary of skills|core competencies|competencies|areas of expertise
        |expertise|technologies|tools|tools and technologies|tech stack|our tech stack
        |computer skills|software|software skills|skills and abilities|abilities
        |special skills|additional skills|other skills|relevant skills|strengths
        |skills and tools|equipment|equipment operated|technical proficiencies|proficiencies
        |hard skills|soft skills|highlights|skill highlights|skills and strengths
        |habilidades|destrezas|competencias|aptitudes|conocimientos|habilidades tecnicas
        |habilidades y destrezas|habilidades y conocimientos|herramientas|tecnologias
        |capacidades|fortalezas|computacion|informatica|otras habilidades
        |conocimientos de computacion|conocimientos tecnicos|competencias tecnicas""",
    Section.TRAINING: """training|training provided|paid training|we will train you
        |what you will learn|what youll learn|you will learn|we will teach you|we train
        |what we will teach you|on the job training|lo que aprenderas|aprenderas
        |te ensenamos|le ensenamos|capacitacion ofrecida|que aprenderas|te capacitamos""",
    Section.SUMMARY: """summary|professional summary|profile|objective|career objective
        |professional profile|career summary|personal statement|executive summary
        |career profile|summary of qualifications|qualifications summary|about me
        |resumen|resumen profesional|perfil profesional|objetivo|objetivo profesional|sobre mi
        |extracto""",
    Section.EXPERIENCE: """experience|work experience|professional experience|employment
        |employment history|work history|job history|relevant experience|career history
        |related experience|other experience|additional experience|volunteer experience
        |volunteer work|volunteering|internships|military experience|military service
        |previous experience|professional background|positions held
        |experiencia|experiencia laboral|experiencia profesional|historial laboral
        |experiencia de trabajo|historial de trabajo|historia laboral|trabajos
        |trabajos anteriores|empleos|empleos anteriores|voluntariado|experiencia relevante
        |trayectoria|trayectoria profesional|trayectoria laboral|practicas""",
    Section.EDUCATION: """education|education and training|academic background|schooling
        |educational background|academic history|academic qualifications|studies|schools
        |education requirements|education and credentials|academics
        |educacion|formacion|formacion academica|estudios|estudios realizados|escolaridad
        |educacion y formacion|preparacion academica|historial academico""",
    Section.CREDENTIALS: """certifications|licenses|licences|certificates|certification
        |licenses and certifications|certifications and licenses|certificates and licenses
        |licenses and certificates|credentials|license|professional certifications|permits
        |licensure|license certification|licenses certifications|certifications and training
        |training and certifications|licenses and permits
        |certificaciones|licencias|certificados|licencias y certificaciones|permisos
        |certificaciones y licencias|licencias y certificados|cursos y certificaciones|cursos
        |cursos y certificados""",
    Section.LANGUAGES: """languages|language skills|language|languages spoken|idiomas|lenguas
        |idioma|lenguajes""",
    Section.INTERESTS: """interests|hobbies|hobbies and interests|personal interests|activities
        |interests and hobbies|intereses|pasatiempos|aficiones|goals|career goals|metas""",
    Section.PERSONAL: """personal data|personal information|personal details|contact
        |contact information|datos personales|informacion personal|informacion de contacto
        |contacto|contact details""",
    Section.REFERENCES: """references|professional references|personal references|referencias
        |referencias personales|referencias laborales|referencias profesionales""",
    Section.BENEFITS: """benefits|benefits and perks|perks|perks and benefits|what we offer
        |we offer|what you get|what youll get|what you will get|compensation
        |compensation and benefits|pay and benefits|salary and benefits|job benefits
        |benefits include|why join us|why work with us|why work here|why work for us|why us
        |our benefits|our offer|what we can offer you|employee benefits|total rewards
        |benefits package|what is in it for you|whats in it for you|perks include
        |we provide|what we provide|you get|we can offer
        |beneficios|ofrecemos|que ofrecemos|lo que ofrecemos|prestaciones|te ofrecemos
        |nuestros beneficios|compensacion|compensacion y beneficios|le ofrecemos
        |salario y beneficios|ventajas""",
    Section.ABOUT_US: """about us|about the company|about our company|who we are|our company
        |company description|company overview|company profile|our mission|our story|our values
        |mission|company|about the team|our culture|our history|company summary|about
        |sobre nosotros|quienes somos|acerca de nosotros|la empresa|nuestra empresa
        |nuestra mision|sobre la empresa|acerca de la empresa|descripcion de la empresa
        |nuestra historia|nuestros valores""",
    Section.EQUAL_OPPORTUNITY: """equal opportunity|equal opportunity employer|eeo|eoe
        |equal employment opportunity|eeo statement|equal opportunity statement|diversity
        |diversity and inclusion|diversity equity and inclusion|accommodations|disclaimer
        |reasonable accommodation|equal employment opportunity statement|aa eoe|legal notice
        |background check|non discrimination|privacy notice|notice
        |igualdad de oportunidades|empleador que ofrece igualdad de oportunidades
        |diversidad e inclusion|aviso de igualdad|aviso legal""",
    Section.HOW_TO_APPLY: """how to apply|to apply|apply|apply now|application|next steps
        |application process|application instructions|interested|hiring process|contact us
        |application procedure|apply today|ready to apply|questions
        |como aplicar|como solicitar|para aplicar|como postularse|para postularse|postulate
        |como postular|solicitudes|interesados|para solicitar|como solicitar el empleo
        |proceso de solicitud|envie su solicitud|contactenos""",
    Section.OTHER: """location|schedule|hours|shift|pay|salary|wage|wages|job type|job details
        |position|job title|title|department|work schedule|salary range|pay range|shifts
        |type|work location|reports to|start date|industry|company size|company type
        |experience level|role|location options|work hours|further information
        |horario|salario|sueldo|ubicacion|lugar|puesto|turno|jornada|tipo de empleo
        |pago|horarios|lugar de trabajo""",
}  # fmt: skip

HEADINGS: dict[str, Section] = {
    fold(phrase): section for section, phrases in _WHOLE.items() for phrase in phrases.split("|")
}

# What a longer heading comes down to ("Our Employee Benefits and Culture"), the first that fits.
KEYWORDS: tuple[tuple[str, Section], ...] = (
    ("equal opportunity", Section.EQUAL_OPPORTUNITY),
    ("equal employment", Section.EQUAL_OPPORTUNITY),
    ("igualdad de oportunidades", Section.EQUAL_OPPORTUNITY),
    ("diversity", Section.EQUAL_OPPORTUNITY),
    ("how to apply", Section.HOW_TO_APPLY),
    ("benefits", Section.BENEFITS),
    ("perks", Section.BENEFITS),
    ("we offer", Section.BENEFITS),
    ("beneficios", Section.BENEFITS),
    ("ofrecemos", Section.BENEFITS),
    ("preferred", Section.PREFERRED),
    ("nice to have", Section.PREFERRED),
    ("bonus", Section.PREFERRED),
    ("a plus", Section.PREFERRED),
    ("desired", Section.PREFERRED),
    ("desirable", Section.PREFERRED),
    ("deseable", Section.PREFERRED),
    ("deseables", Section.PREFERRED),
    ("will learn", Section.TRAINING),
    ("will train", Section.TRAINING),
    ("aprenderas", Section.TRAINING),
    ("responsibilities", Section.DUTIES),
    ("duties", Section.DUTIES),
    ("responsabilidades", Section.DUTIES),
    ("funciones", Section.DUTIES),
    ("requirements", Section.REQUIREMENTS),
    ("qualifications", Section.REQUIREMENTS),
    ("required", Section.REQUIREMENTS),
    ("requisitos", Section.REQUIREMENTS),
    ("looking for", Section.REQUIREMENTS),
    ("buscamos", Section.REQUIREMENTS),
    ("references", Section.REFERENCES),
    ("referencias", Section.REFERENCES),
    ("certifications", Section.CREDENTIALS),
    ("certificaciones", Section.CREDENTIALS),
    ("licenses", Section.CREDENTIALS),
    ("licencias", Section.CREDENTIALS),
    ("education", Section.EDUCATION),
    ("educacion", Section.EDUCATION),
    ("employment", Section.EXPERIENCE),
    ("experience", Section.EXPERIENCE),
    ("experiencia", Section.EXPERIENCE),
    ("skills", Section.SKILLS),
    ("habilidades", Section.SKILLS),
    ("about", Section.ABOUT_US),
    ("nosotros", Section.ABOUT_US),
    ("apply", Section.HOW_TO_APPLY),
)

# Parts of a posting that ask nothing of a person, and parts of a résumé that show nothing.
BESIDE_THE_POINT = frozenset(
    {
        Section.BENEFITS,
        Section.ABOUT_US,
        Section.EQUAL_OPPORTUNITY,
        Section.HOW_TO_APPLY,
        Section.INTERESTS,
        Section.PERSONAL,
        Section.REFERENCES,
    }
)
