import { fold } from "./names.ts";

/** How people are called who have a longer name on the staff list. */
const SHORT_FORMS = `
abby:abigail al:albert,alan,alfred alex:alexander,alexandra,alejandro,alexandria allie:alison,allison,alexandra andy:andrew angie:angela art:arthur barb:barbara becky:rebecca
ben:benjamin bernie:bernard,bernadette beth:elizabeth betsy:elizabeth betty:elizabeth bill:william billy:william bob:robert bobby:robert brad:bradley caro:carolina,caroline cathy:catherine
charlie:charles,charlotte chris:christopher,christine,christina,christian chuck:charles cindy:cynthia dan:daniel danny:daniel dave:david deb:deborah debbie:deborah don:donald donnie:donald
doug:douglas drew:andrew ed:edward eddie:edward,eduardo ellie:eleanor,elena fran:frances,francisco fred:frederick gabe:gabriel gene:eugene greg:gregory gwen:gwendolyn hank:henry jack:john,jackson
jackie:jacqueline jake:jacob jan:janet,janice jeff:jeffrey,jeffery jen:jennifer jenny:jennifer jerry:gerald,jerome jess:jessica jim:james jimmy:james joe:joseph joey:joseph jon:jonathan josh:joshua
judy:judith kat:katherine,kathleen kate:katherine,kathryn,kathleen,catherine kathy:katherine,kathleen,kathryn katie:katherine,kathleen,kathryn ken:kenneth kenny:kenneth kim:kimberly kris:kristen,kristina
larry:lawrence laurie:laura len:leonard lenny:leonard lexi:alexandra,alexis liz:elizabeth lizzie:elizabeth liza:elizabeth lou:louis,louise lupe:guadalupe lulu:lucia lucy:lucia,lucille maggie:margaret mandy:amanda marge:margaret
matt:matthew max:maxwell,maximilian meg:margaret,megan mel:melissa,melanie,melvin mike:michael mickey:michael missy:melissa mo:mohamed,mohammed,maureen molly:mary moe:mohammed nan:nancy nancy:ann nate:nathan,nathaniel nick:nicholas
nico:nicolas,nicholas nicky:nicole,nicholas nikki:nicole pam:pamela pat:patricia,patrick patty:patricia paco:francisco pancho:francisco peggy:margaret pepe:jose pete:peter phil:philip,phillip randy:randall ray:raymond ren:renee rich:richard rick:richard ricky:richard,ricardo
rob:robert robbie:robert ron:ronald ronnie:ronald,veronica rudy:rudolph,rodolfo russ:russell sam:samuel,samantha sammy:samuel,samantha sandy:sandra steph:stephanie steve:stephen,steven stu:stuart sue:susan susie:susan suzy:susan tammy:tamara ted:theodore,edward
terry:terrence,teresa theresa:teresa tim:timothy tina:christina,martina toby:tobias tom:thomas tommy:thomas toni:antonia tony:anthony,antonio tori:victoria trish:patricia val:valerie,valentina vero:veronica vic:victor vicky:victoria vince:vincent
walt:walter wendy:gwendolyn wes:wesley will:william willie:william zach:zachary zack:zachary zeke:ezekiel chuy:jesus chema:jose nacho:ignacio memo:guillermo lalo:eduardo beto:roberto,alberto toño:antonio quique:enrique tere:teresa mari:maria meche:mercedes
`;

const longForms: ReadonlyMap<string, readonly string[]> = new Map(
  SHORT_FORMS.trim()
    .split(/\s+/)
    .map((entry): [string, readonly string[]] => {
      const [short = "", long = ""] = entry.split(":");
      return [fold(short), long.split(",")];
    }),
);

/** A given name, and those it may be short for. */
export function givenForms(key: string): readonly string[] {
  return [key, ...(longForms.get(key) ?? [])];
}

/** What a staff list says of names: whole ones, folded. */
export interface StaffNames {
  /** True for what a colleague goes by, or their family name. */
  hasOne(key: string): boolean;
  /** True for two words beside each other in one colleague's name, in either order. */
  hasBoth(one: string, other: string): boolean;
  /** "m" and "bell" for "marcus bell". */
  hasInitial(initial: string, family: string): boolean;
  /** "elena" and "r" for "elena ruiz". */
  hasGivenInitial(given: string, initial: string): boolean;
}

/** Reads names as `nameKeys` gives them. */
export function toStaffNames(keys: readonly string[]): StaffNames {
  const parts = keys.map((key) => key.split(" "));
  const given = new Set(parts.flatMap((words) => pieces(words).map((at) => join(words, 0, at))));
  const family = new Set(parts.flatMap((words) => pieces(words).map((at) => join(words, at))));
  const within = new Set(parts.flatMap(phrases));
  const hasPair = (one: string, other: string) =>
    givenForms(one).some((form) => within.has(`${form} ${other}`));
  return {
    hasOne: (key) => givenForms(key).some((form) => given.has(form)) || family.has(key),
    hasBoth: (one, other) => hasPair(one, other) || hasPair(other, one),
    hasInitial: (initial, last) =>
      keys.some((key) => key.startsWith(initial) && key.endsWith(` ${last}`)),
    hasGivenInitial: (first, initial) =>
      givenForms(first).some((form) => keys.some((key) => key.startsWith(`${form} ${initial}`))),
  };
}

/** The places within a name where a given name may end and a family name begin. */
function pieces(words: readonly string[]): readonly number[] {
  return words.slice(1).map((_, at) => at + 1);
}

function join(words: readonly string[], from: number, to?: number): string {
  return words.slice(from, to).join(" ");
}

/** Two words and more of a name that stand beside each other. */
function phrases(words: readonly string[]): readonly string[] {
  return words.flatMap((_, from) =>
    words.slice(from + 1).map((__, i) => join(words, from, from + i + 2)),
  );
}

/** Nobody is known. */
export const noStaff: StaffNames = toStaffNames([]);
