/**
 * Words that school leaders write with a capital letter and that are hardly anybody's name. Words that are
 * names too ("Grant", "Bell", "April", "Will") are left out: it is better to ask once more.
 */
const WORDS = `
a about above across act action active actually add additional admin administration adopters adult adults advanced advisory
after afternoon again against agenda ago agreed ahead algebra all almost alone along already also although always american an
and annual another answer answers any anybody anyone anything approval are area areas around arrival arts as ask asking asks
assembly assessment assessments assistant associate association at athletics attendance auditorium authority away
baccalaureate back backs badge balance band based basic be because become been before begin behavior behind being below benchmark
best-practice better between beyond big biggest bilingual biology board book books both boys break breakfast brief bring
bringing broad budget budgets building buildings bus buses business but buy by cafeteria calendar calculus call called calling calls
came can cannot can't canvas care career careers caring celebrate celebration center centers central certainly certificate
challenge champions change changed changes charter check chemistry chief child children choice choose chromebook
chromebooks chrome circle city citywide civics class classes classroom classrooms close closed closing club clubs cluster clusters
coach coaches coaching cohort college come comes coming committee common communication community compass complete compliance computer
computing conference conferences connect connected consider content contract coordinator coordinators core could council
counseling counselor counselors count counting county course courses cover covers creating creative credit culture current curriculum cycle
daily dashboard data date dates day days deadline deadlines dear december decision department departments deputy design despite
development device devices did didn't digital diploma direct director directors district districts do does doing don't done
down dr drama drop dual due during each earlier early earth economics education educational educator educators effective
eight eighth either election elementary eleven elsewhere email emergency encourage end ending engagement engineering english
enough enrollment equity essential evaluation even evening event events every everybody everyone everything evidence exactly exam
exams except excellence exhibition expect explorers extended external fair fall families family faculty fast february federal
feedback few fifth film final finally finance fine finish first five florida focus follow following food football for foundation foundations
four fourth framework free freshman friday fridays from full fully fun fund funding funds further future general geography geometry
get gets getting gifted girls give given giving go goal goals goes going good google governor grade grades graduation
grants great group groups growth guidance guide guided guys gym had half halloween handbook happy hardly has have having he health
healthy hello help helping helps her here hers hi high higher him his history holiday holidays home homecoming homework honestly honor
honors hopefully host hosts hour hours how however human humanities i i'd i'll i'm i've ib idea ideas if immersion important in including inclusion
indeed independent individual information initiative innovation inside instead institute instruction instructional integrated
interim intermediate international internet internship intervention interventions into invite invited is isn't it it's its itself
january job join joined joiners joining joins july junior just k-8 keep keeping keeps kids kindergarten know knowing knowledge lab labs labor
language languages large last late later latest launch leader leaders leadership leading leads league learner learners learning
least leave leaving lesson lessons let let's letter level levels liaison library license life like likely limited line list listen literacy
literature local long-term look looking looks lots low lower lunch made main make makes making management manager many march maker map maps
master match material materials math mathematics matters maybe me meal means meanwhile media meet meeting meetings meets member members memorial
mental mentor mentors merger message messages microsoft mid middle might mindset mine mission mixed mock model modern monday mondays month monthly
months more morning most mostly move movers moving mr mrs ms much multilingual museum music must my myself name names national nature near nearly
need needing needs neither network never new newcomer newcomers newsletter next night nine ninth no nobody none nonetheless nor north south east normally northern not note
nothing notice november now number numbers nurse nurses nutrition object october of off offer offered offering office officer offices often ok okay old olympiad
on once one ones online only open opening opens operations opportunity option options or orchestra order orientation other others our
ours out outdoor outside over overall own pacing paper parent parents part parts partner partners partnership past paths pathway
pathways pay pd pe people perhaps period permit personal personalized personnel phase phonics photo physical physics pick picture pilot pilots pioneer pioneers place
placement plan planned planning plans play playground please plus podcast point policy portal portfolio position positions possibly powerpoint practice
practices pre preparatory preschool present president press primary principal principals private prize probably problem process
professional professor program programme programs progress project projects promise public pull push put quarter quarterly question questions
quick quickly quiet quite ramadan rather read-aloud readiness ready real really recent recently recess recovery regarding region regional registration relay
remember reminder reminders remote renewal report reports request research resource resources respect response responsible rest
results retreat return review reviews right robotics role roll room rooms roster rotation rotations round route routine routines rule rules
run running safety said same saturday say saying says schedule schedules scheduling scholars scholarship school schools schoology
schoolwide science sciences season seasonal second secondary secretary section see seems seen select semester send sending senior seniors
september series service services session sessions set setting seven seventh several shadow shall share shared sharing she short-term should
show showcase shows side signature similar simply since site sites six sixth skill skills slow slowly so social software some somebody
someone something sometimes soon sophomore sorry southern space spanish special specialist specialists specials speech sport sports spring staff staffing
stand standard standards start starters starting starts state states station stations steam stem step steps still stop strategic strategy
student students studies study studio subject subs substitute success such summit sunday superintendent supervisor supervisors support supporting sure survey
surveys systems take takes taking talent talk task teacher teachers teaching team teams tech technical technology tell ten tenth term terms test
testing tests than thank thanks thanksgiving that that's the theater theatre their theirs them theme themselves then there there's therefore these they they'll
they're they've thing things think third this those though three through throughout thursday thursdays thus tier time times title to
today together told tomorrow tonight too tools top topic toward track trades training trainings transfer transition transportation
travel trip trips trust trustees try trying tuesday tuesdays tutor tutoring tutors twelfth twelve twice two under unfortunately unified union unit united units university
until up update updates upper urban us use used using usually valentine's values vacancies vacancy very veterans vice video virtual vision visit visiting
visitors visits vocational voice volunteer volunteers wait waiting want wants was wave waves way ways we we'd we'll we're we've wednesday wednesdays
week weekend weekly weeks welcome well wellness were western what what's when whenever where whether which while who whoever whole whom
whose why wide wifi winning with within without word words work working works workshop workshops world would writing wrote year yearbook yearly years yes
yesterday yet you you'd you'll you're you've your yours youth youtube zero zoom
autism dyslexia disability disabilities adhd therapy referral paperwork assistive accessible title grading graded rolling blended station competency
mastery advisor advisories exhibitions teambuilding retreats summative formative rubric rubrics charters magnet magnets alumni booster boosters ambassadors
hispanic african asian latino latina native indigenous christmas hanukkah diwali eid juneteenth columbus presidents independence
spelling bee debate chess robotics coding makerspace esports cheer choir chorus recital concert musical tryouts tournament championship
conversation conversations expedition expeditions connection connections shout reflection reflections collaboration targeted ownership agency
lead mentors storyline lantern tally reason eureka illustrative envision amplify renaissance
trailblazers starters wavers adopter adoption rollout roll-out kickoff kick-off catch-up makeup bonus extra late-start half-day
because both coming every kudos shoutout shout-out props bravo congrats congratulations awesome amazing wow hats hey oh nobody's somebody's everybody's
watching seeing hearing reading bringing having being teaching sharing showing letting knowing loved love loving proud patient pairs partners pupils
scholar pupil kiddo grader graders homeroom classmate classmates sentence sentences stations tables writers readers tears math's monday's today's
mountain mountains trot festival parade zoo farm aquarium bowl cup walk-a-thon gala fest run jam bash bingo carnival luau social socials dash derby code coders talkers times news star's bridge bridges lake lakes ocean oceans island islands canyon falls
senator governor mayor captain professor pastor chef judge representative congresswoman congressman commissioner detective deputy sheriff sergeant doctor
librarian custodian custodians paraprofessional paraprofessionals cafeteria's colleague colleagues teammate teammates neighbor substitutes visitor fractions poetry robotics
dance garden gardens kitchen saint san santa fort mount lake castle castles valley hills river's creek academy's campus street avenue award awards press
red blue green yellow orange purple gold silver phoenix dragon dragons eagles tigers lions bears wolves hawks panthers
thanksgiving's spirit week's pi math-a-thon read-a-thon ready's bonjour ciao iep ieps ap pe ela stem's tv pdf usb nasa
cluster-wide schoolwide districtwide regional statewide nationwide countywide plc mtss rti pbis sel ell esl esol
`;

/** The same for Spanish. */
const SPANISH = `
a acompañó adaptó ahora al alguien algunos alumna alumnas alumno alumnos aunque ayer ayudaste ayudó bien bienvenida bienvenido bueno buena buenos buenas cada clase
colega colegas comité como con consejo coordinador coordinadora cuando cuidó dejó del desde después día días director directora directores distrito
domingo donde dos educación él ella ellas ellos en enero enhorabuena ensayo entre era es escuchó escuela escuelas español especial esta estaba estas este estos estuvo
estudiante estudiantes excelente familia familias felicidades fue gracias grado gran grande hasta hay hizo hola hoy invitó jueves junta la las le les lectura llamó llegó
lo los lunes maestra maestras maestro maestros mañana martes más matemáticas me mi miércoles mis muchas mucho muy nadie nada ninguna ninguno niña niñas niño niños no nos nosotros
nuestra nuestras nuestro nuestros nuevo nueva número o otra otro padre padres para pero por porque preparó primaria primera primero principal profe profesor profesora
profesores prueba qué que quien quién sábado se secundaria segunda segundo semana señor señora señores señorita si sí siempre sin sobre sr sra su sus también tarde
tercer tercera tiene tienen toda todas todo todos trabajo tras tu tus un una unas unidad uno unos usted ustedes viernes vimos voz y ya yo
`;

const ORDINARY: ReadonlySet<string> = new Set(`${WORDS} ${SPANISH}`.trim().split(/\s+/));

const POSSESSIVE = /'s$/;
const STEMS = /(?:tion|sion|ology|graphy|ations|tions)$/;

/** True for a word that is hardly anybody's name, however it is written. */
export function isOrdinary(word: string): boolean {
  const key = word.toLowerCase().replaceAll("’", "'").replace(POSSESSIVE, "");
  const [first = key] = key.split("-");
  return [key, first].some((each) => ORDINARY.has(each) || STEMS.test(each));
}
