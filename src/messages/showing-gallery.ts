import { type PeerVisitId, toId } from "#domain/ids.ts";
import { displayName } from "#domain/roster.ts";
import type { Card, Form } from "#ports/card.ts";
import { askForm, type Colleague, findCard } from "./find-cards.ts";
import { groupsCard } from "./group-cards.ts";
import type { JoinedScene } from "./joined-gallery.ts";
import { agreedAskerCard, hostAskedCard, visitThanksCard } from "./peer-visit-cards.ts";
import { offeredCard, showingCard } from "./show-cards.ts";
import type { Words } from "./words.ts";

type Scene = Pick<JoinedScene, "site" | "ana" | "ben">;

const PRACTICE = "choice";

function colleague({ site }: Scene, person: Scene["ana"]): Colleague {
  return { person: person.id, name: displayName(person), role: "teacher", school: site.name };
}

/** The cards of those who show something, look for it, and visit each other. */
export function showingGallery(words: Words, scene: Scene): Readonly<Record<string, Card>> {
  const { site, ana, ben } = scene;
  const host = colleague(scene, ben);
  const visit = { id: toId<PeerVisitId>("pv1"), practice: PRACTICE };
  const hosts = [
    { ...colleague(scene, ana), taken: false },
    { ...host, taken: true },
  ];
  const found = {
    practice: PRACTICE,
    asked: false,
    waiting: false,
    nudge: words.library.nudges[0],
  };
  const line = "Could I come *before* <!here> lunch?";
  const people = [displayName(ana), displayName(ben)];
  return {
    showing: showingCard(words, [PRACTICE, "voice"]),
    showing_none: showingCard(words, []),
    offered: offeredCard(words, PRACTICE, false),
    find: findCard(words, { ...found, hosts }),
    find_nobody: findCard(words, { ...found, hosts: [] }),
    peer_ask: hostAskedCard(words, { visit, asker: colleague(scene, ana), line }),
    peer_agreed: agreedAskerCard(words, { practice: PRACTICE, email: "ben@rbps.example", host }),
    peer_thanks: visitThanksCard(words, visit, host),
    groups: groupsCard(words, site.name, [{ name: "Grade *4*", people }]),
  };
}

/** Their one form. */
export function showingForms(words: Words, scene: Scene): Readonly<Record<string, Form>> {
  return { "ask-visit": askForm(words, PRACTICE, colleague(scene, scene.ana)) };
}
