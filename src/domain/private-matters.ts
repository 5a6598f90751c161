/** What a private matter is about. */
export const privateKinds = ["health", "discipline", "services", "family", "personal"] as const;
export type PrivateKind = (typeof privateKinds)[number];

interface Matter {
  readonly kind: PrivateKind;
  readonly words: RegExp;
  /** True where it is private only beside somebody: a work day knows the word too. */
  readonly isOfSomebody?: boolean;
}

const matter = (kind: PrivateKind, words: string): Matter => ({ kind, words: toWords(words) });
const ofSomebody = (kind: PrivateKind, words: string): Matter => ({
  ...matter(kind, words),
  isOfSomebody: true,
});

/** `\w` knows no accents, and "falleció" ends in one. */
function toWords(words: string): RegExp {
  const letters = words.replaceAll(String.raw`\w`, String.raw`\p{L}`);
  return new RegExp(String.raw`(?<![\p{L}-])(?:${letters})(?![\p{L}-])`, "iu");
}

const MATTERS: readonly Matter[] = [
  matter(
    "health",
    "pregnan\\w*|(?<!we )(?:has|have|had|was|is)(?: not|n'?t) been eating|stopped eating|no (?:ha|hab[íi]a|est[áa]|estaba) (?:comido|comiendo)|(?<!we )(?:had|has|got|caught|have|tuvo|tiene) covid(?! (?:rules|protocols?|restrictions|tests?|closures|policies|learning|money|funds))|(?<!(?:luz|imagen|video|audio|señal|llamada|sonido|papel|internet|conexi[óo]n|cinta|tela|cartulina|agua) )se (?:corta|cortaba|cort[óo]|est[áa] cortando|estaba cortando)(?= *(?:[.,;!]|$|(?:cuando|de noche|en (?:casa|el baño)|otra vez|mucho|a s[íi]|(?:los|las|el|la|sus) (?:brazos?|muñecas?|piernas?|piel)))) *|(?:my|mi) (?:appointment|operation|doctor|operaci[óo]n|doctora?)|biops(?:y|ies)|cancer|medications?|meds|diagnos(?!tic)\\w+|surger(?:y|ies)|rehab|miscarriages?|chemo\\w*|radiation therapy|tumors?|(?<!great )depression|my therapist|your therapist|panic attacks?|seizures?|overdos\\w+|stroke|heart attack|eating disorder|anorexi\\w+|bulimi\\w+|inhaler|insulin|migraines?|dementia|alzheimer(?:['’]?s)?|dialysis|transplant|leukemia|sickle cell|hospice|maternity leave|paternity leave|medical leave|sick leave|ivf|lupus|arthritis|crohn\\w*|celiac|multiple sclerosis|parkinson\\w*|hepatitis|pneumonia|hiv|shingles|schizophren\\w+|ptsd|ocd|cutting (?:himself|herself|themselves)|(?:hurt|harm)(?:s|ed|ing)? (?:himself|herself|themselves)|wanted to die|kill (?:himself|herself|myself)|hearing aids?|licencia (?:m[ée]dica|de maternidad)|demencia|leucemia|pastillas|quitarse la vida|embaraz(?:o|ada)|quimioterapia|cirug[íi]as?|medicamentos?|medicinas?|convulsi[óo]n(?:es)?|c[áa]ncer|tumor(?:es)?|depresi[óo]n|diagn[óo]stico m[ée]dico|diagnosticaron|aborto|ataque de p[áa]nico|sobredosis|insulina|inhalador",
  ),
  ofSomebody(
    "health",
    "(?:the|his|her|your|my) doctors?|operation|fever|threw up|throwing up|vomit\\w*|fainted|passed out|blood (?:sugar|pressure|test)|pills|a lump|the lump|strep|stitches|epi-?pen|recovering from|recovery from|(?:his|her|your|my) (?:treatment|checkup|appointment)|hearing loss|(?:knee|hip) replacement|cuts on (?:his|her|their)|not eaten|starving|operaci[óo]n|fiebre|v[óo]mit\\w+|desmay\\w+|el doctor|la doctora|pastilla|hospital\\w*|diabet\\w+|asthma\\w*|anxiety|epileps\\w+|allerg(?:y|ic)|covid|lice|concussion|broke (?:his|her|their) \\p{L}+|therap(?:y|ist)|mental health|psychiatr\\w+|psycholog\\w+|illness|disease|is sick|was sick|got sick|the icu|the er|broken (?:arm|leg|wrist|foot)|bruises|blind|deaf|trauma|grief|grieving|sobriety|weight loss|period cramps|hospitaliz\\w+|moretones|duelo|ciego|ciega|sord[oa]|wet (?:himself|herself)|asma|ansiedad|enfermedad|enferm[oa]|terapia|terapeuta|psiquiatra|psic[óo]log[oa]",
  ),
  matter(
    "discipline",
    "(?<!food |snowball )fights? (?:between|with|among) (?:(?:two|three|the|my|our|some|a few|other|another) ){0,2}(?:students?|kids?|boys|girls|siblings|brothers|sisters|classmates?|them)|(?:two|three|my|our|some|the) (?:students|kids|boys|girls) (?:fought|were fighting)|pelea entre|(?:lo|la|los|las) suspendieron|suspendid[oa] (?:de|por)|fist fight|expelled|expulsion|fight broke out|arrest(?:ed|s)?|probation|juvenile (?:hall|detention|court)|in-school suspension|caught (?:stealing|cheating|vaping|smoking|drinking)|got in(?:to)? trouble|brought (?:a|an) (?:knife|gun|weapon|vape)|(?:hit|bit|punched|kicked|slapped) (?:a|an|another|his|her|the) (?:classmate|student|kid|teacher|boy|girl|peer)|behavior referral|expulsad[oa]s?|expulsaron|hubo una pelea|se peleó|arrest(?:ó|aron|ad[oa])|detenid[oa]|reporte de (?:disciplina|conducta)|libertad condicional",
  ),
  ofSomebody(
    "discipline",
    "smok(?:ed|ing)|drinking|fist ?fight|got into (?:a|another) (?:\\p{L}+ )?fight|fighting|kicked out|swore at|cursed at|threw (?:a|his|her) (?:chair|desk|punch)|vandal\\w+|graffiti|principal['’]s office|(?:sent|walked) (?:\\p{L}+ ){1,2}to the office|alternative school|the police|police officer|court|a pelear|una pelea|golpe[óo]|peg[óo] a|polic[íi]a|a la direcci[óo]n por|vapes?|vaping|drugs?|weed|marijuana|bull(?:y|ied|ying)|suspensi[óo]n|suspendid[oa]|suspendieron|(?:he|she|student|kid|boy|girl) stole|(?:was|been|kept|for) stealing|shoplift\\w*|wrote up (?:a|the|him|her|my|his)|behavior plan|plan de conducta|drogas?|acoso|rob[óo]|truan(?:t|cy)|cheat(?:ed|ing)|plagiari\\w+|drunk|weapon|threat(?:s|ened)?|gang|tantrums?|meltdowns?|misbehav\\w+|acting out|sent (?:to|out of|home)|ran away|in trouble|(?:lunch|after-school) detention|iss|oss|copi[óo] en|berrinches?|se port[óo] mal|castig\\w+",
  ),
  ofSomebody(
    "services",
    "on the spectrum|communication device|feeding tube|stutter\\w*|lisp|speech delay|developmental\\w*|cognitive delay|sensory (?:issues|needs|processing)|non-?verbal|emotional disturbance|one-on-one aide|tartamud\\w+|trastorno|d[ée]ficit de atenci[óo]n|wheelchair|accommodations|evaluation of (?:his|her)|paraprofessional|(?:psychologist|psych)['’]?s? report|learning disability|(?:his|her) (?:\\p{L}+ )?evaluation|resource room|behavior intervention|bip|fba|occupational therapy|speech services|held back|retained|repeating (?:the )?(?:grade|year)|(?:aula|sal[óo]n) de recursos|repite (?:grado|año)|silla de ruedas|(?:evaluaci[óo]n|plan) (?:psicol[óo]gic[oa]|individual)",
  ),
  matter(
    "services",
    "(?:504|IEP|sped) (?:kids?|kiddos?|child|children|boys?|girls?)|s[íi]ndrome de \\p{L}+|autis(?:mo|ta)|dislexia|tdah|discapacidad|terapia del habla|(?:un|una|el|la|su|nuevo) IEP|plan 504",
  ),
  ofSomebody("services", "educaci[óo]n especial"),
  matter(
    "family",
    "bereavement(?! (?:training|workshop|policy|policies))|incarcerated|(?:dad|daddy|father|mom|mommy|mother|parents?|brother|sister|uncle|stepdad|guardian)(?:'s)? (?:(?:who|is|was|are|were|been|being|got|has|had|just|still|both) ){0,3}(?:locked up|in lockup|behind bars|put away)|ice (?:visited|took|picked up|detained|arrested|came for|raided) (?:(?:his|her|their|the|our|a|my|one) )?(?:\\p{L}+ )?(?:dad|father|mom|mother|parents?|family|families|home|house|uncle|brother|apartment)|(?:mam[áa]|pap[áa]|madre|padre|abuel[oa]|herman[oa]|t[íi][oa]|espos[oa]|hij[oa]) (?:\\p{L}+ ){0,2}(?:muri[óo]|falleci[óo])|(?:muri[óo]|falleci[óo]) (?:(?:la|el|su|mi|tu) )?(?:mam[áa]|pap[áa]|madre|padre|abuel[oa]|herman[oa]|t[íi][oa]|espos[oa]|hij[oa])|(?:lost|losing) (?:your|his|her|their|my) (?:mother|father|mom|dad|husband|wife|baby|son|daughter|brother|sister|grandmother|grandfather|parents?)|(?:was|were|been|got) (?:shot|stabbed|killed|murdered)|(?:house|home|apartment) burned(?: down)?|perdi(?:ó|eron) su (?:casa|hogar)|velorio|entierro|luto|perdi[óo] a su \\p{L}+|divorc\\w+|custody|evict\\w*|lost (?:the|their|his|her|your|our) (?:house|home|apartment)|funeral|miscarr\\w+|deport\\w+|cps|child protective|foster (?:care|home|parents?|child|kid)|orphan\\w*|domestic violence|(?:mother|father|mom|dad|brother|sister|parents?|grand(?:mother|father|ma|pa)|uncle|aunt|husband|wife|son|daughter|baby) (?:just |recently |has |had )?(?:died|passed away|passed|lost (?:his|her|their) job)|(?:mam[áa]|pap[áa]|madre|padre) perdió (?:el|su) trabajo|murió|muri[óo] su|falleci\\w+|c[áa]rcel|desaloj\\w+|custodia|violencia (?:dom[ée]stica|familiar)|hogar de acogida",
  ),
  ofSomebody(
    "family",
    "liv(?:es?|ing|ed) in (?:their|a|his|her) (?:car|motel|van|shelter)|(?:parents|mom and dad) (?:are |were )?(?:fighting|split(?: up)?|separating)|split up|step(?:mom|mother)|food bank|eat at home|abandoned|cannot pay (?:the )?rent|viven? en (?:su|un|el) (?:carro|coche|motel)|padrastro|madrastra|desemplead[oa]|sin casa|jail|prison|homeless\\w*|(?:a|the|in) (?:homeless )?shelter|abus(?:e|ed|ive)|ran away from home|single (?:mom|dad|mother|father)|(?:was|is|were) adopted|group home|restraining order|separat(?:ed|ing|ion)|unemployed|free lunch|green card|visa|raided|refugees?|stepdad|stepfather|se est[áa]n separando|se separaron|se separ[óo]|adoptad[oa]|desempleo|madre soltera|orden de restricci[óo]n|neglect(?:ed)?|undocumented|immigration (?:papers|status|hearing|case)|food stamps|albergue|indocumentad[oa]s?|abus[oó]|abusad[oa]|refugio|papeles|migratori[oa]",
  ),
  matter(
    "personal",
    "union grievances?|fil(?:ed|ing|e) (?:an? |your |his |her |the |another )?grievance|(?:your|his|her|my) grievance|queja (?:sindical|ante el sindicato|con el sindicato)|l[eo]n(?:t|d|ding|ds) (?:me|him|her|us|you) (?:(?:some|the|that|a little) )?(?:money(?! (?:charts?|mats?|games?|books?|kits?|bags?|manipulatives|jars?|unit))|cash(?! (?:box|register))|\\$?\\d+)|borrow(?:ed|ing)? money|prest\\w+ (?:el |ese |algo de )?(?:dinero|plata)|(?:your|his|her|my) (?:drinking|boyfriend|girlfriend|paycheck|lawsuit)|laid off|(?:got|was|were|been|being|almost) fired|written warning|reprimand\\w*|counsel(?:l)?ing sessions?|an affair|(?:your|his|her|my) affair|bankruptcy|drinking problem|addict(?:ion|ed)|alcoholi\\w+|your (?:debts?|salary)|came out (?:as|to)|is (?:gay|a lesbian|transgender|trans)|sexual\\w*|alcoh[óo]lic[oa]|adicci[óo]n|bancarrota|amante|deudas",
  ),
];
/** A person is, a grant or a bus may be too. */
const SUSPENDED =
  /(?<!\b(grant|program|programme|service|bus|route|funding|project|license|visit|pilot|session|test|testing|club)s? (is|are|was|were|has been|have been|got) )\bsuspended\b/iu;
/** The office that takes people away; what is frozen has small letters. */
const TAKEN =
  /(?<!\p{L})(?:ICE|(?:I|i)mmigration|(?:L|l)a migra) (?:agents? |officers? )?(?:visit|took|takes|came|pick|detain|arrest|raid|show|was at|were at|has|se llev|vino)\p{L}*|\b(?:by|from|por) ICE(?!\p{L})/u;
const SENTENCE = /[.!?\n]+(?:\s|$)/u;
/** One person beside the word, and not everybody: "his", "your", "a student", "uno de mis alumnos". */
const SOMEBODY =
  /(?<![\p{L}])(?:he|she|him|her|hers|his|you were|you are|you came|your (?!(?:unit|lesson|training|class|team|workshop|project|plan|group|room|poster|book|school|session|talk)\b)\p{L}+|(?:a|an|one|that|this|the|my|our|another) (?:[\p{Ll}\d-]+ ){0,2}(?:student|child|kid|boy|girl|son|daughter|pupil|grader|sibling|mother|father|mom|dad|parent|family|alumn[oa]|niñ[oa])|(?:one of (?:my|our|your)|the|these|those|two|three) (?:siblings|students|kids|boys|girls|brothers|sisters)|[ée]l|ella|su|sus|(?:un|una|el|la|mi) (?:alumn[oa]|niñ[oa]|estudiante|chic[oa]|familia)|(?:uno|una) de (?:mis|sus|nuestr[oa]s) alumn[oa]s|they live|their)(?![\p{L}])/iu;
/** Work of the school, whoever does it. */
const AT_WORK =
  /\b(?:units?|trainings?|workshops?|lessons?|posters?|awareness|prevention|curriculum|campaign|assembly|drive|fundraiser|volunteers?|research|article|book|novel|play|scene|history|club|policy|policies|class on|learn(?:ed)? about|first aid|cpr|unidad|taller|capacitaci[óo]n|lecci[óo]n|libro|novela|campaña|semana|feria|equipo|maestr[oa]s? de)\b/iu;

/** A private matter in a text, and the word that says so. */
export interface PrivateMatter {
  readonly kind: PrivateKind;
  readonly text: string;
}

/** The first private matter in a text, whoever it is about; undefined for none. */
export function findPrivateMatter(text: string): PrivateMatter | undefined {
  for (const sentence of text.split(SENTENCE)) {
    const found = matterIn(sentence);
    if (found) return found;
  }
  return undefined;
}

function matterIn(sentence: string): PrivateMatter | undefined {
  const suspended = SUSPENDED.exec(sentence)?.[0];
  if (suspended) return { kind: "discipline", text: suspended };
  const taken = TAKEN.exec(sentence)?.[0];
  if (taken) return { kind: "family", text: taken };
  const isSomebodys = SOMEBODY.test(sentence) && !AT_WORK.test(sentence);
  for (const { kind, words, isOfSomebody } of MATTERS) {
    const found = isOfSomebody && !isSomebodys ? undefined : words.exec(sentence)?.[0];
    if (found) return { kind, text: found };
  }
  return undefined;
}
