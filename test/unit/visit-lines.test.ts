import { expect, test } from "vitest";
import { findVisitFault, toCalledNames } from "#domain/visit-line.ts";

const staff = toCalledNames([
  "Elena Rivera",
  "Ana Young",
  "Juan de la Cruz",
  "Kim Flores",
  "Hope Long",
]);
const whyOf = (text: string) => findVisitFault(text, staff)?.why;

const rooms = `Students in 204 chose their topic
In B12 they chose
The class in 12B voted
Room: 12 voted
room two fourteen voted
Rm no. 7 voted
Room B voted
The 4B class voted
from 118 we heard voices
En el 204 eligieron su tema
Salón: 12 votó
salón dos catorce votó
en el aula doce votaron
La clase en 12B votó
En B12 eligieron
Room 214 voted`.split("\n");

const names = `rivera's class voted
rivera let them pick
riveras class voted
RIVERA LET THEM PICK
@rivera asked them
erivera@school.org asked
Señora Lopez let them pick
la señora lopez los dejó elegir
E.R.'s students voted
E. R. let them pick
Ms.Rivera let them pick
Coach Lee let them pick
mr lee let them pick
maestra Soto los dejó elegir
El profe Soto preguntó
la clase de rivera votó
Ms.\u00a0Rivera let them pick`.split("\n");

const scores = `Level 3 lesson
level three lesson
a 3 on the rubric
They gave it a 3.
rubric: 4
un 3 en la rúbrica
Una clase de nivel 3
nivel cuatro`.split("\n");

const fine = `In pairs they chose
Two groups of four
They picked between 2 ways
In 20 minutes they had a plan
5 students explained
grade 4 math
They told a story in 100 words
The count went from 100 to 1
In 120 days they will plant
They read for 30s and then drew
The 10th group chose a game
K-12 standards stood on the wall
In each room two groups chose
In one room one student led the talk
In 3 rooms students chose
They made a 3D model
In P.E. they made the rules
In U.S. history they asked their own questions
young students used a checklist
They drew flowers in a long line
Three rooms, three ways in
I hope they ask again
They read about Dr. King
The coach asked what they need
The teacher let them pick
Did not miss a beat
Their plan had four levels
They talked with the principal
4 students asked a question
Half of the class used a checklist
They added 1/2 and 3/4
They met at 9:30
Students voted 12 to 9
They wrote 2 questions each
In math they chose a partner
At the end they said what helped
En parejas eligieron
Dos grupos de cuatro
Escogieron entre 2 maneras
En 20 minutos tenían un plan
5 estudiantes explicaron
matemáticas de cuarto grado
Contaron una historia en 100 palabras
más de 120 estudiantes votaron
En cada salón dos grupos eligieron
En el salón un estudiante dirigió
Los estudiantes votaron las reglas
La maestra los dejó elegir
Dibujaron las flores
El profe preguntó qué necesitan
Usaron una lista de pasos
De la clase salieron tres preguntas
Leyeron 3 libros
Un asiento que escogen les deja pensar en silencio
Tres salones, tres maneras`.split("\n");

test("a room, a name and a judgement are held however somebody types them, in both languages", () => {
  const held = { room: rooms, name: names, score: scores };
  for (const [why, lines] of Object.entries(held))
    for (const line of lines) expect([line, whyOf(line)]).toEqual([line, why]);
});

test("what students do and say may be written in plain words", () => {
  for (const line of fine) expect([line, findVisitFault(line, staff)]).toEqual([line, undefined]);
});
