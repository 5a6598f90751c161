import { fold } from "./names.ts";

/**
 * Given names that children at US schools bear, of all origins, folded; written down by us, and far from
 * all there are. None of them is an everyday word or a place.
 */
const NAMES = `
santi shanaya quillon
aaden aaliyah aanya aarav aaron abby abdi abdiel abdirahman abdul abdullah abdulrahman abebe abena abigail abner
abraham abram adalyn adalynn adan addie addilyn addison addyson adele adelina adeline adelyn adelynn aden adil aditi
aditya adnan adonis adrian adriana adrianna adriano adrienne agnieszka agustin ahmad ahmed ahmir aidan aiden aigul
aiko aileen ailyn aimee ainhoa ainsley aisha aisling aissatou aitana aiyana ajay akeem akira alaia alaina alan alana
alani alanna alannah alayah alayna albert alberto aldo alec alejandra alejandro aleksander alessandra alessandro
alessia alex alexa alexander alexandra alexandria alexia alexis alfonso alfred alfredo ali alia alice alicia alijah
alina alisha alisson alivia aliya aliyah aliza allan allen allie allison allyson alondra alonso alonzo alpha althea
alvaro alvin alyson alyssa amadou amaia amal amalia amanda amani amar amara amare amari amariah amaya amayah ambar
amelia amelie amina aminata amir amira amirah amit amiyah amos amy ana anabel anabella anahi anais ananya anastasia
anaya anderson andre andrea andreas andres andrew andriy andy angela angelica angelina angeline angelique angelo angie
anh anika anissa anita aniya aniyah anjali ann anna annabel annabella annabelle anne annette annie annika ansel
anselma anselmo anthony antoine antoinette anton antonella antonia antonio antwan anya anzhelika aoife araceli arash
aria ariana arianna ariel ariella arielle ariya ariyah arjun arlene arlo armaan armando armani arnav arnold artem
arthur arturo arvin arya aryan asa asha ashanti asher ashley ashlyn ashlynn ashton asiya astrid atticus aubree aubrey
aubrie audrey audrina augustine augustus aurelia aurelio ava avah avery avi aviana axel ayaan ayaka ayan ayana ayanna
ayden aydin ayesha ayla ayleen aylin aysha azalea azaria azariah aziz bahar bakhtiyar bao barbara barrett bartholomew
bashir beatrice beatriz beau beckett becky behnam belen belinda ben benicio benita benito benjamin bennett benny
bernadette bernard bernice bernie beth betsy betty beverly bianca bilal billie billy birgit bishara bo bobby bodhi
bohdan bonnie boubacar brad braden bradley brady braelyn braelynn braiden branden brandi brandon brandy brayan brayden
braylen braylon breanna brenda brendan brenden brennan brent brett bria brian briana brianna bridget briella brielle
briggs brinley britany britney brittany brodie brody bronson bryan bryanna bryant bryce brynlee brynn bryson byron
cade caden caiden cailyn caitlin caleb calista callan callie callum calvin camden cameron camila camilla camille
camilo camron cara carina carl carla carlo carlos carlton carly carmelo carmen carol caroline carolyn carrie carson
carsyn cason cassandra cassidy cassie cataleya catalina catherine cathy cayden cayla cecelia cecilia cedric celia
celina celine cesar chandler chandra chantel charlene charles charlie chaya chaz cheng cherise cheryl chiamaka chidera
chidi chinedu chloe chris christa christian christina christine christopher chrystal chue ciara ciaran cierra citlali
citlaly claire clarence clarissa clark claude claudia clayton clementine cleo clifford clifton clinton clyde cody
cohen colby colette colin colleen collin collins colt colten colton conner connor conor conrad cora coraline corbin
cordelia corey corinne cornelius cory courtney craig cristian cristiano cristina cristobal cristopher curtis cynthia
cyrus dahlia daisha daisuke daleyza damari damarion damian damien damion damon dan dana danica daniel daniela daniella
danielle danika danilo danna danny dante danylo daphne daquan darcy daria darian dariana dariela dario darius darla
darlene darnell darrell darren darryl darwin daryl dashawn david davion davis davon dawson dayana dayanara dayton
deandre deangelo deanna debbie deborah declan deepa deja dejah dejon delaney delia delilah delores delroy demarcus
demarion demetri demetrius denise deniz dennis denzel deon deonte derek derrick deshaun deshawn desiree desmond destin
destinee destiney devante deven devin devon devontae devonte deyanira dhruv diana diane diego dilan dillon dimitri
dina dion dionte diya django dmitri dmytro dolores dominic dominick dominik dominique donald donavan donna donnell
donnie donovan dontae donte dora doreen dorian doris dorothy doug douglas draven duncan dustin dwayne dwight dylan
eddie edgar edgardo edith edmund eduardo edward edwin efrain ehsan eileen eitan eithne ekaterina elaina elaine elba
eleanor eleazar elena eleni eli elia elian eliana elias eliel elif elijah elina elinor eliot elisa elisabeth elise
eliseo elisha elizabeth ella elle ellen elliana ellie elliot elliott ellis elmer eloise elon eloy elsa elsie elton
elvin elvira elvis elyse emani emanuel emeka emely emerson emery emi emil emilia emiliano emilie emilio emily emma
emmalyn emmanuel emmett emmitt emmy emory enoch enrique enzo eoin ephraim eric erica erick ericka erik erika erin
ernest ernesto ernie esha esme esmeralda esteban estefania estefany estela estella estelle esther ethan ethel etta
eugene eugenia eva evan evangeline evelin evelyn evelynn everett everleigh everly evie ewan ezekiel ezequiel ezra
fabian fabiana fabiola fadi fadumo faisal faiza fallon fanny farah farhan farid farida farrah farrukh farzana fatima
fatimah fatou fatoumata fawn federico felicia felicity felipe felix fernanda fernando fidel filip finley finn finnegan
finnley fiona flavio fletcher florencia floyd frances francesca francesco francine francis francisca franco francois
frankie franklin fred freddie freddy frederick freya frida funmi gabriel gabriela gabriella gabrielle gael gage gannon
gareth garrett gary gavin gavyn gemma genaro genevieve geoffrey george georgina geovanny gerald geraldine gerard
gerardo gia giada giana giancarlo gianna gianni gideon gilbert gilberto gina ginevra gino giovanna giovanni gisele
giselle gladys glenda glenn golnaz gonzalo gordon grady graham grayson greg gregorio gregory greta gretchen greyson
griffin guadalupe guillermo guinevere gulalai gulnara gunnar gunner gustavo gwen gwendolyn gwyneth haben habib
habibullah hadassah hadiya hadley hafsa haile hailey hakeem haley halima halle hallie hamid hamza hana hank hanna
hannah haoyu harlan harleigh harley harold harriet harrison harry haruto harvey hasan hashim hassan hattie hayden
hayes haylee hayley heather hector heidi heidy helen helena hendrix henrik henry herbert heriberto herman hernan
hilary hilda hillary hiram hiroshi holden hollis homer hosna hossein howard hryhorii huda hudson hugh hugo humberto
hussein hyun iain ian ibraheem ibrahim ibrahima ida idris ignacio igor ikechukwu iker iliana ilya imani imran ina ines
ingrid inigo ioana ira irene irina irma irvin irving isaac isabel isabela isabella isabelle isadora isai isaiah isaias
isela ishaan ishaq isiah isidro isis isla ismael ismail isse itzayana itzel iva ivan ivana ivanka ivette iyanna
izabella izaiah jabari jace jacinta jacinto jackie jaclyn jacob jacoby jacqueline jacquelyn jada jaden jadiel jadon
jadyn jaelyn jaelynn jagger jahari jaheim jahir jahmir jaida jaiden jaime jaimie jair jairo jakayla jake jakob jalen
jaliyah jalynn jamaal jamal jamar jamarion jamel james jamie jamil jamila jamir jamison jan janae jane janelle janessa
janet janice janie janine janiya janiyah jannah janvi jaquan jared jarod jaron jarrett jarvis jasiah jasiel jasir
jasmin jasmine jason jasper jasur javier javion javon jax jaxon jaxson jaxton jay jayce jaycee jayceon jayda jayden
jaydon jayla jaylah jaylan jaylee jayleen jaylen jaylene jaylin jaylon jaylynn jayson jayvion jaziel jazlyn jazmin
jazmine jazmyne jean jeanette jeanne jeannie jedidiah jeff jefferson jeffery jeffrey jemima jenna jennie jennifer
jenny jensen jerald jeremiah jeremias jeremy jericho jermaine jerome jerry jesse jessica jessie jethro jevon jiho
jihoon jill jillian jim jimena jimmy joan joana joann joanna joanne joao joaquin jocelyn jodi jody joe joel joelle
joey johan johana johann johanna john johnathan johnny johnson joleen jolene jolie jon jonah jonas jonathan jonathon
joni josafat jose josefina joselin joselyn joseph josephine josh joshua josiah josie joslyn jostin josue journee jovan
jovani jovanni joyce jozef juan juana juanita judah judith judy juelz julia julian juliana julianna julianne julie
julien juliet julieta juliette julissa julius junaid jung justin justina justine justus kabir kacey kacper kade kaden
kadence kadiatou kadija kadin kaeleigh kaelyn kahlil kai kaia kaiden kailani kailee kailey kailyn kaira kairo kaitlin
kaitlyn kaitlynn kaiya kaleb kaleigh kali kaliyah kallie kamal kamala kamari kamaria kamden kamdyn kameron kamila
kamilah kamiyah kamren kamron kamryn kane kaonou kara kareem karen kari karim karina karissa karl karla karlee karly
karsyn karter karthik karun kasandra kasey kash kashton kason katalina katarina kate katelyn katelynn katerina
kateryna katherin katherine kathleen kathryn kathy katia katie katina katlyn katrina katya kaveh kaya kaycee kayden
kaydence kayla kaylah kaylani kaylee kayleen kayleigh kaylie kaylin kaylynn kayson keagan keanu keegan keely keenan
keesha kehlani keila keily keira keisha keith kekoa kelechi kellan kelli kellie kelly kelsey kelsi kelvin kendall
kendra kendrick kenia kenji kenna kennedy kenneth kenny kensley kenyatta kenzie kenzo keon keondre keren kerry keshawn
kevin keyla keyon keyshawn khadija khadijah khalani khaled khaleesi khalid khalil khaliyah khari khloe kian kiana
kiara kiarash kiera kieran kierra kiersten kiley killian kimber kimberly kimora kinley kinsey kinslee kinsley kioni
kira kiran kirk kirsten kirstin kiyan klara knox kobe koda kody kofi kole kolton konnor kora korbin korey kourtney
krish krishna krista kristen kristian kristin kristina kristine kristopher krystal kurt kwame kyla kylan kyle kylee
kyleigh kyler kylie kymani kyra kyree kyrie kyson lacey laila lakeisha lakota lakshmi lamar lamont lana landen landon
landry laney langston lara larissa larry lashawn latasha latisha latoya latrell laura laurel lauren lauryn lavonte
layan layla layne layton lazaro lea leah leandra leandro leanna leanne leia leif leighton leila leilani leilany lena
lenka lennon lennox lenora leona leonard leonardo leonel leonidas leonor leopold leroy leslie lesly leticia levi lewis
lexi lexie lia liam liana lidia lilian liliana liliane lilith lillian lilliana lillie lilly lilyana lindsay lindsey
linh linus lionel lisa lisbeth lissette liz lizbeth lizeth lizette lloyd logan lois lola lorelai lorelei lorena
lorenzo loretta lori lorraine lottie lou louie louis louisa louise luca lucas lucca lucia lucian luciana luciano
lucille lucinda lucius lucy ludmila luis luisa luka lukas luke lupe lupita luther lydia lyla mabel mackenzie macy
madalyn maddison maddox madeleine madeline madelyn madelynn madilyn madilynn madisyn mae maeve magdalena maggie magnus
mahad mahamed mahdi mahmoud mahsa mai maia maisie maite maiv maiya makai makayla makena makenna makenzie makiyah
maksym malachi malak malakai malaya malaysia malcolm maleah malia malik maliyah mallory malorie mamadou manny manuel
manuela mara marc marcel marcela marceline marcella marcelo marcia marcos marcus mareli margaret margarita margaux
margot marguerite maria mariah mariajose mariam mariama mariana marianna marianne maribel maricela maricruz marie
mariel mariela marielle marilyn mario marion marisa marisela marisol marissa maritza marius marjorie markell markus
marla marlee marlene marley marlon marquel marques marquez marquis marquise marshawn martha martin martina marvin mary
maryam maryann maryjane masha massimo mateo mateus mathew mathias mathilda matias matilda matteo matthew matthias
mattie maureen maurice mauricio maxim maximilian maximiliano maximo maximus maxine maxwell maya mayra mayrin mckayla
mckenna mckenzie mckinley meera megan meghan mehdi mehmet mei meilani meiling melani melanie melany melina melinda
melisa melissa melvin meredith merrick meztli mia micah michael michaela micheal michele michelle miguel mika mikael
mikaela mikayla mike mikel mikhail mila milana milena milo milos mina minh minji miranda mireya miriam misael misha
missy mitchell mohamed mohammad mohammed mohamud moises molly mona monica monique monserrat monserrath montserrat
morgan moses moshe moua moussa muhammad muna murphy mursal musa mustafa mya myah mykah mykola myla mylah myles myra
myriam nabil nadia nadine nahla nahom nahomy naima najib najibullah najma nala nancy naomi nashly nasir nasrin natalia
natalie nataly natasha nathalia nathalie nathaly nathan nathanael nathaniel nayeli nayely nazanin nazar neha nehemiah
neil nelly nelson nevaeh ngoc ngozi nhia nia niamh nicholas nichole nick nickolas nico nicolas nicole nicolette nigel
nijah nikhil nikita nikki niko nikolai nikolas nilofar nina niya niyah noah nodira noe noel noelani noelia noelle
noemi nola noor nora norah norma norman nour nuria nyasia nyla nylah oakley octavia octavio odalys odin oksana olena
olga oliver olivia ollie oluwaseun omar omari omid oren oriana oscar osiel oskar osmar ostap osvaldo otabek otis otto
oumar ousmane owen pablo pahoua paige paisley paityn palmer paloma pamela paola paolo parisa parvati parwana patricia
patricio patrick patsy paul paula paulette paulina pavel payton pedro penelope percy pete peter petra peyton phil
philip philippa phillip phoebe phuong pierre pierson pilar polly prakash pranav preston priscilla priya priyanka qadir
qasim qiana quan quang quentin quincy quinn quinten quintin quinton rachael rachel radhika rafael rafaela rafiq raheem
rahim rahmatullah rahul raina raj raja rajesh ralph ramin ramon ramona ramsey randall randy rania raquel rashad
rashawn rashid raul raylan raymond rayna rayyan rebeca rebecca rebekah reece reem reese reggie regina reginald reid
remi remington remy rena renata renato rene renee renesmee reuben reyansh reyna reza rhea rhett rhiannon rhonda rhys
ria rian ricardo riccardo richard rickey ricky rihanna riley rita riya robert roberta roberto robyn rocco rocio rodney
rodolfo rodrigo rogelio roger rohan roland rolando romeo romina ron ronald ronan ronin ronnie roosevelt rory rosalia
rosalie rosalina rosalinda rosalyn rosanna roselyn rosie ross rowan rowen roxana roxanne roya royce ruben rubi rudy
rukia rupert ruslan russell ruth ryan ryder ryker rylan ryland rylee ryleigh rylie saad saanvi sabrina sadie safiya
sahana sahil saida saige saira salim sallie sally salma salman salvador salvatore samantha samara samia samir samira
samiya sammy samson samuel sana sandeep sandra sanjay santana santiago santino saoirse sara sarah sarahi sarai sardor
sariah sariyah sasha saul savanna sebastian selah selam selena selene selma selvin serena sergei sergio seth shabnam
shae shahid shahla shakira shamar shana shane shanelle shania shanice shaniya shaniyah shannon shantel sharif sharon
shaun shauna shawn shawna shayla shaylee shayna shea sheila shelby sheldon shelly sherlyn sherman sherri sherry
sherzod shiloh shirin shivani shlomo shokhrukh shoua shreya shyanne siavash siddharth sidney siena silas silvia simeon
simon simone simran sindy siobhan sione skylar skyler sloan sloane sofia sofie sohan solomiya solomon sonia sonja
sonny sonya soo sophia sophie soraya soren spencer stacey stacy stanley stefan stefania stefanie stella stephan
stephanie stephen stephon sterling steve steven stuart sunita surya susan susana susanna sutton suzanne svetlana sylas
sylvester sylvia tabitha tahj taina takeshi talia taliyah talon tamara tamia tamika tamim tamir tammy tania tanisha
taniya taniyah tanner tanya tara taraji taras tariq taryn tasha tashawn tatiana tatianna tatum tatyana tavion tay
teagan tenzin terence teresa terrance terrell terrence terry tess tessa thaddeus thalia thanh thea thelma theo
theodora theodore theresa thiago thomas tia tiana tianna tiara tiffany tim timothy timur tina tlaloc tobias toby todd
tom tomas tommy toni tony tonya tori tory toua tracey traci tracy travis travon tremaine trent trenton trevion trevon
trevor trey treyvon tricia trina trish trisha tristan tristen tristin troy trung trystan tuan tyanna tyler tyra tyree
tyrell tyrese tyrone tyshawn tyson tzitzi ubaldo ulises uriah uriel ursula usman uziel valentina valentino valeria
valerie vanessa vasyl vaughn venessa vera vernon veronica vicente vicki vicky victor vihaan vijay vikram vincent
vincenzo violetta virgil vivian viviana vivienne vladimir wahid waleed walter wanda warren warsame wayne wei wendell
wendy wesley weston whitney wilbert wilfredo willa willem william willie wilmer wilson winnie winona winston woodley
wyatt xander xavi xavier xavion xeng ximena ximeno xiomara xitlali xochi xochitl yadiel yael yahaira yahir yahya yalda
yamilet yamileth yandel yara yareli yarely yaretzi yaretzy yaroslav yasir yasmin yasmine yatzil yazmin yehuda yesenia
yesica yetunde yitzchak yolanda yosef yoselin yosselin younes yousef youssef yuki yuliana yulissa yuliya yuna yuri
yuridia yuritzi yusra yusuf yvette yvonne zabihullah zachariah zachary zachery zack zackary zahir zahra zaid zaiden
zaina zainab zaire zakai zakaria zander zane zaniyah zara zari zaria zariah zarina zariyah zavier zayd zayden zayn
zayne zeke zelda zendaya zeynep zhuri zia ziggy zion zionna ziva zlata zoe zoey zofia zoie zola zora zoya zulema
zuleyka zuri zyair zyaire zyon
`;

/** Everyday words that are given names too, in English and in Spanish. */
const WORD_NAMES = `
abril ace alba alma amber angel angeles april archer art august aurora autumn baron basil bella bill bishop blanca
blaze bliss brook brooks buck bud buddy candy celeste chance charity chase chip chipper cielo clara clay clement cliff
clover constance consuelo cooper coral cruz crystal daisy dale dawn dean destiny diamond dolly domingo drew duke dulce
earl earnest ebony eden ember esperanza essence estrella eve faith fern fisher flor forest fox frank gale gay gene
genesis ginger glen gloria glory grace grant gray guy harmony harper haven hazel heath heaven holly honey honor hope
hunter inocencia ivy jack jade jesus jet jewel journey joy julio june justice karma king knight lane lark legacy
legend leo leon light lily linda love luna luz lyric major mar marina mark marshal marshall mason maverick may meadow
melody mercedes mercy merit merry messiah milagros miles miracle misty modesto moon nieves noble nova ocean olive opal
page parker pat patience pax paz peace pearl penny perla phoenix piper porter precious prince princess promise prosper
prudence queen rain raven ray red reed reef reina rey rich river rob robin rock rocky roman rosa rosario rose rosemary
royal royalty ruby rusty sable sage sailor saint sandy santos sapphire sawyer scout serenity sergeant shepherd sierra
skip sky skye slate socorro sol soledad sonnet spirit star stone storm stormy sue summer sunny sunshine ted terra
thorn tiger treasure trinity true tucker valentine van victoria victory viola violet wade walker ward west will willow
winter wise wolf wren zen
`;

/** Places that are given names too. */
const PLACE_NAMES = `
adelaide asia atlanta austin bethany boston brooklyn carolina charlotte chelsea cheyenne china dakota dallas denver
egypt florence francisco geneva georgia havana houston india ireland israel jackson jamaica jordan kenya kingston
lincoln london lourdes lyon madison memphis milan montana nevada orlando paris persia princeton rio roma sahara salem
savannah sydney taylor tennessee tulsa valencia venice vienna virginia washington
`;

/** Names that are read as such with a capital alone: in small letters these are words in some language. */
const CAPITAL_ONLY = `
deja quillon
abby ali alondra alpha amar amir ana aria art asa azalea bao billie cara carol cesar cody colt dahlia dan diana dina
dora elan ella eloy emery emir esmeralda estela gage hank ida ira isla jasmine jay jean jimmy joe kane ken kenzo kira
kit kite lana lara laurel lea lia linh mai marcos marina max mei mia mike mina mona nick nina nola oscar otto pat
percy pia polly rea ria rio rocio ron rory sam sana ted tia tod tomas tori vera wei
`;

/** First parts of given names that are written with a hyphen: "Ji-ho", "Mei-Xing", "Min-jun". */
const FIRST_PARTS = `
ae anne bao chae dae eun hae hee hui hye hyun jae jean ji jin joo jun kyung lan mary maria mei min myung ping seo seung
soo sung tae ting wei woo xiao xin yan yong yoo young yun
`;

const BLANKS = /\s+/;
const toSet = (list: string): ReadonlySet<string> => new Set(list.trim().split(BLANKS));
const [given, words, places] = [toSet(NAMES), toSet(WORD_NAMES), toSet(PLACE_NAMES)];
const [capitalOnly, firstParts] = [toSet(CAPITAL_ONLY), toSet(FIRST_PARTS)];

/** "D'Andre", "Ta'Niyah", "DeShawn", "LaToya": written like nothing but a name. */
const BY_SHAPE =
  /^(?:\p{Lu}\p{Ll}{0,4}['’]\p{Lu}\p{Ll}+|(?:De|La|Ja|Ke|Da|Le|Sha|Tay|Ky|Ra)\p{Lu}\p{Ll}{2,})$/u;

const CAPITAL = /^\p{Lu}\p{Ll}/u;
/** Endings of many names that are on no list: "Dontrell", "Zakeisha", "Kaidynn". */
const BY_ENDING =
  /^(?!raleigh)\p{L}{2,}(?:shawn|quan|quis|rell|von|vion|vious|isha|esha|eisha|iqua|iyah|ayah|lynn|leigh|yssa|tavius|[aeo]iden|ayden|ylah|aniya|arius|ionna|etzy|itzel)$/u;

/** In small letters an accent makes a word of it: "niña" is not Nina, "mía" is not Mia. */
const ACCENTED = /[^a-z' -]/iu;

/** A name and hardly anything else, a name that is a word too, or one that is a place too. */
export type NameKind = "given" | "word" | "place";

/** What kind of given name a word is, however it is written; undefined where we know none. */
export function nameKind(word: string, key = fold(word)): NameKind | undefined {
  const whole = key.includes(" ") ? key.replaceAll(" ", "") : key;
  if (given.has(whole) || BY_SHAPE.test(word)) return "given";
  if (words.has(whole)) return "word";
  if (places.has(whole)) return "place";
  const [first = "", second] = key.split(" ");
  const isDouble = second !== undefined && (given.has(first) || firstParts.has(first));
  return isDouble || isUnlisted(word, key) ? "given" : undefined;
}

function isUnlisted(word: string, key: string): boolean {
  return CAPITAL.test(word) && BY_ENDING.test(key);
}

/** True for a name that is read as one in small letters too: "jayden", not "isla". */
export function isNameInSmall(word: {
  readonly text: string;
  readonly key: string;
  readonly kind: NameKind | undefined;
}): boolean {
  return word.kind === "given" && !capitalOnly.has(word.key) && !ACCENTED.test(word.text);
}
