import { fold } from "./names.ts";
import { isOrdinary } from "./ordinary-words.ts";

/** What is known of a district: names of schools, clusters, waves and values. */
export interface KnownNames {
  /** Of two words and more, folded. */
  readonly phrases: readonly string[];
  /** Of one word, folded. */
  readonly words: ReadonlySet<string>;
}

export const nothingKnown: KnownNames = { phrases: [], words: new Set() };

/** Names as they are said, with and without "Elementary School" behind them. */
export function toKnownNames(names: readonly string[]): KnownNames {
  const keys = names.flatMap((name) => [fold(name), fold(withoutLevel(name))]);
  const all = [...new Set(keys)].filter((key) => key !== "");
  return {
    phrases: all.filter((key) => key.includes(" ")),
    words: new Set(all.filter((key) => !key.includes(" "))),
  };
}

/** "Oak Hill" of "Oak Hill Elementary School". */
function withoutLevel(name: string): string {
  const words = name.split(" ");
  while (words.length > 1 && isOrdinary(words.at(-1) ?? "")) words.pop();
  return words.join(" ");
}

/** People of history, authors and figures of books that classes speak of, each by the whole name. */
const FIGURES = `
abigail adams, abraham lincoln, abuela claudia, alan turing, albert einstein, alexander hamilton, alice walker, alice in wonderland,
amanda gorman, amelia bedelia, amelia earhart, andrew jackson, anne frank, amy tan, atticus finch, barack obama, beatrix potter, benjamin banneker,
benito juarez, ben franklin, benjamin franklin, bessie coleman, betsy ross, beverly cleary, big nate, booker t washington, brian selznick,
captain underpants, carl sagan, cesar chavez, charles darwin, charles dickens, charlotte's web, christopher columbus, christopher paul curtis,
clara barton, claude monet, clifford the big red dog, coretta scott king, crazy horse, crispus attucks, curious george, diego rivera, dolores huerta,
don quijote, don quixote, dr king, dr seuss, duke ellington, edgar allan poe, eleanor roosevelt, elie wiesel, elizabeth blackwell, ella fitzgerald,
emily dickinson, eric carle, ernest hemingway, esmeralda santiago, ezra jack keats, fannie lou hamer, flat stanley, florence nightingale, francis scott key,
franklin roosevelt, frederick douglass, frida kahlo, gabriel garcia marquez, gabriela mistral, gary paulsen, gary soto, george orwell,
george washington, george washington carver, george washington's, george w bush, georgia o'keeffe, gloria steinem, gwendolyn brooks, greta thunberg, hank aaron, hans christian andersen, harper lee,
harriet tubman, harriet beecher stowe, harry potter, hector garcia, helen keller, henry ford, hermione granger, holden caulfield, huck finn, huckleberry finn, ida b wells, isaac newton,
jackie robinson, jacqueline woodson, jaime escalante, jane addams, jane austen, jane eyre, jane goodall, jason reynolds, jay gatsby, jerry craft, jesse owens, joan of arc, john adams, john f kennedy,
john lewis, john steinbeck, jonas salk, jose marti, judy blume, julia alvarez, juliet capulet, julius caesar, junie b jones, kamala harris, kate dicamillo, katherine johnson, katniss everdeen, king arthur, king lear,
kwame alexander, lady macbeth, langston hughes, laura ingalls wilder, leonardo da vinci, lewis and clark, lin manuel miranda, linda sue park, little women, lois lowry, louis braille, louis armstrong,
louis sachar, louisa may alcott, lucy calkins, mae jemison, magic tree house, malala yousafzai, malcolm x, maria montessori, marie curie, mark twain, martin luther king, martin luther king jr, mary shelley, mary mcleod bethune, matt de la pena,
maurice sendak, maya angelou, maya lin, medgar evers, meg murry, michelle obama, miguel hidalgo, misty copeland, mona lisa, mother teresa, nat turner, nelson mandela, neil armstrong, nick carraway, nikki giovanni, nikola tesla, octavia butler,
oprah winfrey, pablo neruda, pablo picasso, pam munoz ryan, paul revere, patricia polacco, percy jackson, peter pan, phillis wheatley, phyllis wheatley, pocahontas, ponyboy curtis, queen elizabeth, rachel carson, ralph ellison, ray bradbury, roald dahl, robert frost, romeo and juliet, romeo montague, ronald reagan, ron weasley, rosa parks,
ruby bridges, ruth bader ginsburg, sally ride, sam houston, sandra cisneros, sandra day o'connor, scout finch, shel silverstein, sherlock holmes, sherman alexie, shirley chisholm, simon bolivar, sitting bull, snow white, sojourner truth, sonia sotomayor, sor juana, stuart little, sue monk kidd,
susan b anthony, sylvia mendez, sylvia plath, the great gatsby, theodore roosevelt, thomas edison, thomas jefferson, toni morrison, tom sawyer, tony stark, thurgood marshall, tupac shakur, vincent van gogh, virginia woolf, w e b du bois, walt whitman, wilma rudolph, winnie the pooh, william shakespeare, winston churchill, wright brothers, zora neale hurston
`;

/** Days, places and materials of lessons: a name in each, and nobody. */
const THINGS = `
boston tea party, boston massacre, dust bowl, gallery walk, great depression, gold rush, trail of tears, harlem renaissance, underground railroad, civil war, cold war, world war, bill of rights, salem witch trials, lewis and clark, louisiana purchase, oregon trail, pearl harbor, berlin wall, black death, silk road, roman empire, french revolution, industrial revolution, jim crow, ellis island, angel island, the alamo, titanic, iditarod, socratic seminar, number talk, bell ringer, morning meeting, exit ticket, science fair, book fair, iowa caucus, montgomery bus boycott, selma march, march on washington, brown v board, d day, grand prix, dia del nino, grito de dolores, batalla de puebla, revolucion mexicana,
adobe spark, pear deck, lion king, second step, ap exam, baton rouge, black history, cinco de mayo, columbus day, corpus christi, costa rica, cruz roja, day of the dead, des moines, dia de los muertos, earth day, el paso, el salvador, eureka math, father's day, fort worth, girl scouts, boy scouts,
great gatsby, grand canyon, happy birthday, hour of code, illustrative math, jamaica plain, khan academy, las vegas, learning ally, little rock, long island, los angeles, lunar new year, mardi gras, memorial day, mother's day, microsoft teams, mystery science, new jersey, new mexico, new orleans, new york,
north carolina, south carolina, north dakota, south dakota, orton gillingham, pi day, project lead the way, puerto rico, quill org, reading recovery, rhode island, rio grande, saint patrick's day, st patrick's day, san antonio, san diego, san francisco, san jose, san juan, san salvador, santa fe, santa claus, saxon math, sierra leone, sierra nevada,
singapore math, st louis, st paul, ted talk, ted ed, united states, valentine's day, veterans day, west virginia, wilson reading, wit and wisdom, ann arbor, smarty ants, amira learning, sora app, super bowl, study island, teach like a champion, jordan river, victoria falls, saint lucia, santo domingo, buenos aires, costa mesa, el nino, la nina, tex mex, mount rushmore, palo alto, plan b, title i
`;

const phrasesOf = (list: string): readonly string[] =>
  list
    .split(",")
    .map(fold)
    .filter((phrase) => phrase !== "");

/** What everybody at a school knows, folded, the longest first. */
const COMMON_PHRASES: readonly (readonly string[])[] = [...phrasesOf(FIGURES), ...phrasesOf(THINGS)]
  .map((phrase) => phrase.split(" "))
  .sort((a, b) => b.length - a.length);

const byFirst = new Map<string, (readonly string[])[]>();
for (const phrase of COMMON_PHRASES) {
  const [first = ""] = phrase;
  byFirst.set(first, [...(byFirst.get(first) ?? []), phrase]);
}

/** How many words from `at` on are the name of something or somebody that everybody knows; 0 for none. */
export function commonPhraseAt(keys: readonly string[], at: number): number {
  const fits = (phrase: readonly string[]) => phrase.every((part, i) => keys[at + i] === part);
  return byFirst.get(keys[at] ?? "")?.find(fits)?.length ?? 0;
}
