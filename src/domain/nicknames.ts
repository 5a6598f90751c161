import { fold } from "./names.ts";

/** Nicknames, and after the colon the names that each is short for. */
const NICKNAMES = `
abby: abigail; al: albert alan alfred alfredo; alex: alexander alexandra alejandro alejandra alexis; andy: andrew andres;
angie: angela angelica; annie: ann anna anne; archie: archibald; barb: barbara; becky becca: rebecca; ben benny: benjamin;
beth betsy betty liz lizzie eliza: elizabeth; bill billy will: william; bob bobby rob robbie: robert roberto; brad: bradley;
cathy kathy: catherine katherine kathleen; kate katie: katherine catherine kathleen kathryn; charlie chuck: charles; carlitos: carlos;
chris: christopher christine christina cristina cristian christian; cindy: cynthia; dan danny: daniel; dani: daniel daniela danielle;
dave: david; deb debbie: deborah debra; dick rich ricky rick: richard ricardo; don: donald; drew: andrew; ed eddie: edward edgar edwin eduardo;
ellie: eleanor ellen; fran: frances francine francisca; frank: francis franklin francisco; fred freddy: frederick alfredo alfred; gabe: gabriel;
gabby: gabriela gabrielle; gene: eugene; greg: gregory; hank: henry; harry: harold harrison henry; jack: john jackson; jake: jacob;
jen jenny: jennifer; jerry: gerald jerome; jess jessie: jessica; jim jimmy: james; joe: joseph jose; joey: joseph; jon: jonathan; josh: joshua;
judy: judith; ken kenny: kenneth; kim: kimberly; larry: lawrence; leo: leonard leonardo leon; lori: lorraine; lou: louis louise; lupe: guadalupe;
maggie meg peggy: margaret; mandy: amanda; manny: manuel emanuel; marty: martin; matt: matthew mateo; mel: melanie melissa melvin;
memo: guillermo; mickey mike: michael miguel; mo: mohammed mohamed maurice; nacho: ignacio; nan: nancy; nate: nathan nathaniel; ned: edward;
nick: nicholas nicolas; nico: nicholas nicolas nicole; nikki: nicole; paco pancho: francisco; pam: pamela; pat: patrick patricia;
patty tricia trish: patricia; pepe: jose; pete: peter pedro; phil: philip phillip; quique: enrique; ray: raymond ramon; ron ronnie: ronald;
sally: sarah; sam sammy: samuel samantha; sandy: sandra; steph: stephanie; steve: stephen steven; sue susie: susan; ted: theodore edward;
tere: teresa; terry: terrence theresa teresa; tim timmy: timothy; toby: tobias; tom tommy: thomas tomas; toni: antonia; tony: anthony antonio;
tori vicky: victoria; val: valerie valentina; vic: victor victoria; vince: vincent; wendy: gwendolyn; zach: zachary; xime: ximena; chelo: consuelo;
chuy: jesus; beto: alberto roberto humberto; lalo: eduardo; nando: fernando; toño: antonio; trini: trinidad; concha: concepcion; mari: maria maricela
`;

const SPACES = /\s+/;
const others = new Map<string, Set<string>>();

function add(name: string, other: string): void {
  const known = others.get(name) ?? new Set();
  others.set(name, known.add(other));
}

for (const line of NICKNAMES.split(";")) {
  const [nicknames = [], formal = []] = line.split(":").map((part) => part.trim().split(SPACES));
  for (const nickname of nicknames.map(fold)) {
    for (const name of formal) {
      add(nickname, name);
      add(name, nickname);
    }
  }
}

/**
 * The names that a nickname is short for, and the nicknames of a whole name; empty for a name without any. Two
 * whole names never lead to each other: a Daniel is no Daniela.
 */
export function nicknamesAndNames(first: string): readonly string[] {
  return [...(others.get(fold(first)) ?? [])];
}
