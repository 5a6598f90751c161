import { fold } from "./names.ts";

/** Family names that are a word of many sentences about a class, in English or Spanish. In small letters they are the word. */
const WORDS = `
baker bank banks bell best bird bishop black blank bloom board bond book booker books box bridges bright brooks brown bush butler
camp card carpenter carter case chambers chance chase church clay coach cook cooper court cross day dean dove down driver fair
farmer field fields fine fish fisher flowers fog forest foster fountain fox free freeman french friend frost gardener gates gold
golden good gray green grey grove groves guard hall hand hands hardy hawk hawks head high hill hood house hunt hunter joy judge
justice key keys king kings knight lake lamb land lane law leader light little long love low major march marks mason may miller
mills moon more moss new noble north oaks page park parks parker peace penny person piper pool pope porter post potter pound
powers price prince queen rain ray read reader reed rice rich ring river rivers road rock root rose rush sailor sands school
self shade sharp shepherd shine short silver singer skinner small snow song south speaker spring star steel stern still stone
storm strand street strong summer summers swan sweet table tanner taylor temple town trees true turner wade walker wall walls ward
waters way weaver weeks wells west wheeler white wild winter wise wolf wood woods words work works worth wright young
an bang bao chin do fan ha han hang he ho in kang le lim long ma man mai min my no on or pan see sing so son song su sun tan
ten ting to tong tu ung us vi we wing wong yes you
bello blanca blanco bravo bueno buenos caballero cabello calle calvo campo campos cano casa casas castillo cordero correa cruz
cuevas delgado duran flor flores fuente fuentes gallo gato grande guerra guerrero hierro iglesias jardin leal leon llanos luna luz
mar marin mayor mercado mesa montes mora moreno nieto nieves palma pardo paredes parra pastor paz pena perla piedra pino plaza
prado puente puerta ramos real rey reyes rico rios rojas rojo rosa rosas rubio sala salas santos segura sierra sol toro torre
torres trigo valle vela vera verde vidal villa zapatero
`;
const words = new Set(WORDS.trim().split(/\s+/).map(fold));

/** True for a family name that means nobody where it is written small: "young students", "las flores". */
export function isWordToo(key: string): boolean {
  return words.has(key);
}
