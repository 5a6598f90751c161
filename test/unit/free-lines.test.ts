import { expect, test } from "vitest";
import { toKnownNames } from "#domain/known-names.ts";
import { endSentence } from "#domain/plain-text.ts";
import { findPrivateText } from "#domain/private-text.ts";
import { noStaff } from "#domain/staff-names.ts";
import { findStudentNames } from "#domain/student-names.ts";

const known = toKnownNames([
  "River Bend Public Schools",
  "Lindenwood Elementary School",
  "Oak Hill Middle School",
  "Cesar Chavez Academy",
  "Hazel",
  "Cedar",
  "Wave 1",
  "Student Voice",
]);

/** As the guard reads a line before it looks at the staff list. */
const read = (text: string) => ({
  names: findStudentNames(text, { known, staff: noStaff }).map((name) => name.text),
  matter: findPrivateText(text, known),
});

test.each([
  "Marcus Bell has autism",
  "Marcus Bell has autism and cannot sit still, who helps?",
  "Can Marcus Bell join the small group?",
  "Tell Marcus Bell's mother before Wave 2.",
  "We worry about Marcus Bell.",
  "Parents of Aaliyah Washington called twice.",
  "DeShawn O'Neil needs more time in reading.",
  "Ana de la Cruz moved here in May.",
  "Jean-Luc McDonald is out until Monday",
  "April Grant does not like the new groups.",
  "Hazel Bell needs a visit at Oak Hill.",
  "On Tuesday Marcus  Bell left early.",
  "Lindenwood Elementary: Marcus Bell, grade 3",
  "Jayceon T. is new",
  "Marcus has autism",
  "marcus bell has autism",
  "One of our boys is autistic.",
  "She was just diagnosed.",
  "A student with ADHD needs a quieter room.",
  "My third grader with dyslexia cannot read the slips.",
  "He has an IEP meeting on Friday.",
  "Marcus has an IEP meeting on Friday.",
  "Two students with autism are in one class.",
  "The boy with a disability in grade 4 is upset.",
  "His autism specialist is out.",
  "Marcus needs the autism team.",
  "Marcus is in special education now.",
  "He gets speech therapy at ten.",
  "A parent asked about the 504 plan.",
  "A student was suspended last week.",
  "The girl got a referral today.",
  "Her special needs take all our time.",
  "Our new kid may have Asperger's.",
  "We lost a week to a student's surgery.",
])("a line is held that says “%s”", (text) => {
  const { names, matter } = read(text);
  expect(matter ?? names[0]).toBeDefined();
});

test.each([
  "Disability or language services",
  "Disability or language services first",
  "Special education teachers need time",
  "Our special education teachers need time to plan together.",
  "Special education paperwork takes every Friday.",
  "IEP meetings fill our afternoons until March.",
  "We write IEPs in May, so not before June.",
  "The autism program moves to Oak Hill in the fall.",
  "Our staff wants training on autism and ADHD.",
  "Our students with disabilities need the same choices.",
  "Every student with an IEP has a small group already.",
  "Could the disability services team come too?",
  "The 504 coordinator left, and nobody covers it.",
  "We have 504 students and 31 teachers.",
  "Ms. Ortiz leads the dyslexia screening team this year.",
  "Suicide prevention week comes first.",
  "The diagnostic tests end on October 3.",
  "Our federal grant was suspended until January.",
  "The office referral process changes in spring.",
  "We pay for it from Title I.",
  "Title I money ends in June.",
  "Title One, Wave 2, Grade Three: it all comes in May.",
  "Oak Elementary will host the visit",
  "Oak Hill and Lindenwood start in Cedar Cluster.",
  "Cesar Chavez Academy has its own coach.",
  "At Lindenwood Elementary School we start Monday, April 6.",
  "River Bend Public Schools moves its calendar.",
  "Spring Break is early, so Wave 2 starts in March.",
  "International Baccalaureate comes first: the review is in November.",
  "Our IB Coordinator and the Primary Years Programme set the calendar.",
  "The State Department of Education wants the report by February.",
  "Thank You Notes went out on Thursday.",
  "Principal Okafor and Dr. Chen lead Professional Learning.",
  "Science Night and Open House are both in October.",
  "Google Classroom and Chromebooks are shaky.",
  "Will Dana visit us after the break?",
  "Can Priya come to our Monday Staff Meeting?",
  "It takes two hours a month, mostly on Wednesdays.",
  "We have a new Assistant Principal and six open positions.",
  "Plan B. We wait until Wave 3.",
  "The grant pays for subs through June.",
  "Student Voice is our value, and Spanish Immersion our program.",
  "Late Starters",
  "Early Adopters Spring",
])("a line may be kept that says “%s”", (text) => {
  expect(read(text)).toEqual({ names: [], matter: undefined });
});

test.each([
  ["ok", "ok."],
  ["Subs are paid now.", "Subs are paid now."],
  ["Which is stronger?", "Which is stronger?"],
  ['You said "later."', 'You said "later."'],
  ["", ""],
])("“%s” is said in the middle of other sentences as “%s”", (typed, said) => {
  expect(endSentence(typed)).toBe(said);
});
