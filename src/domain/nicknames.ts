import { fold } from "./names.ts";

/** A nickname, and the names that it is short for. */
const NICKNAMES = `
abby abigail; al albert alan alfred; alex alexander alexandra alejandro alejandra alexis; andy andrew andres;
angie angela angelica; annie anna anne; archie archibald; barb barbara; becky becca rebecca; ben benjamin benny;
beth betsy betty liz eliza elizabeth; bill billy will william; bob bobby rob robert roberto; brad bradley; cathy kathy
kate katie catherine katherine kathleen; charlie chuck charles carlos; chris christopher christine christina cristina cristian;
cindy cynthia; dan danny daniel daniela; dave david; deb debbie deborah; dick rich rick ricky richard ricardo; don donald; drew andrew;
ed eddie edward edgar edwin eduardo; ellie eleanor ellen; fran frances francisco francisca; frank francis franklin; fred frederick alfredo;
gabe gabriel; gabby gabriela gabrielle; gene eugene; greg gregory; hank henry; harry harold harrison; jack john jackson; jake jacob;
jen jenny jennifer; jerry gerald jerome; jess jessie jessica; jim jimmy james; joe joey joseph jose; jon jonathan; josh joshua; judy judith;
ken kenny kenneth; kim kimberly; larry lawrence; leo leonard leonardo leon; lori lorraine; lou louis louise; lupe guadalupe; maggie meg peggy margaret;
mandy amanda; manny manuel emanuel; marty martin; matt matthew mateo; mel melanie melissa melvin; memo guillermo; mickey mike michael miguel;
mo mohammed mohamed maurice; nacho ignacio; nan nancy; nate nathan nathaniel; ned edward; nick nico nicholas nicolas nicole; paco pancho francisco;
pam pamela; pat patrick patricia; patty tricia trish patricia; pepe jose; pete peter pedro; phil philip phillip; quique enrique; ray raymond ramon;
ron ronnie ronald; sally sarah; sam sammy samuel samantha; sandy sandra; steph stephanie; steve stephen steven; sue susie susan; ted theodore edward;
teresa theresa; terry terrence theresa teresa; tim timmy timothy; toby tobias; tom tommy thomas tomas; toni antonia; tony anthony antonio; tori vicky victoria;
val valerie valentina; vic victor victoria; vince vincent; wendy gwendolyn; zach zachary; xime ximena; chelo consuelo; chuy jesus; beto alberto roberto humberto;
lalo eduardo; nando fernando; toño antonio; trini trinidad; concha concepcion; maite maria; mari maria maricela
`;

const formal = new Map<string, readonly string[]>();
for (const line of NICKNAMES.split(";")) {
  const names = line.trim().split(/\s+/);
  for (const name of names) {
    const others = names.filter((each) => each !== name);
    formal.set(fold(name), [...new Set([...(formal.get(fold(name)) ?? []), ...others])]);
  }
}

/** What a typed first name may be short for, or be shortened to; empty for a name without any. */
export function formalNames(first: string): readonly string[] {
  return formal.get(fold(first)) ?? [];
}
