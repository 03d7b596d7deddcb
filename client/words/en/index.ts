/**
 * English: also the list of what every other language has to say. One file for each page or part of one, one constant for each section.
 * `{name}` in a text is where the page sets an element of that name; `code` stands between back quotes.
 */
import * as address from './address.ts';
import * as admin from './admin.ts';
import * as alertPage from './alertPage.ts';
import * as alerts from './alerts.ts';
import * as board from './board.ts';
import * as brief from './brief.ts';
import * as card from './card.ts';
import * as charts from './charts.ts';
import * as codebook from './codebook.ts';
import * as coding from './coding.ts';
import * as compare from './compare.ts';
import * as dates from './dates.ts';
import * as desk from './desk.ts';
import * as deskForms from './deskForms.ts';
import * as deskImport from './deskImport.ts';
import * as deskLists from './deskLists.ts';
import * as docs from './docs.ts';
import * as drafting from './drafting.ts';
import * as dyad from './dyad.ts';
import * as event from './event.ts';
import * as explain from './explain.ts';
import * as files from './files.ts';
import * as lab from './lab.ts';
import * as language from './language.ts';
import * as machine from './machine.ts';
import * as method from './method.ts';
import * as modelCard from './modelCard.ts';
import * as morning from './morning.ts';
import * as notes from './notes.ts';
import * as ops from './ops.ts';
import * as packPages from './packPages.ts';
import * as rubric from './rubric.ts';
import * as search from './search.ts';
import * as shell from './shell.ts';
import * as studies from './studies.ts';
import * as tableFeed from './tableFeed.ts';
import * as unusual from './unusual.ts';
import * as view from './view.ts';
import * as watchLists from './watchLists.ts';

export const en = {
  ...address,
  ...admin,
  ...alertPage,
  ...alerts,
  ...board,
  ...brief,
  ...card,
  ...charts,
  ...codebook,
  ...coding,
  ...compare,
  ...dates,
  ...desk,
  ...deskForms,
  ...deskImport,
  ...deskLists,
  ...docs,
  ...drafting,
  ...dyad,
  ...event,
  ...explain,
  ...files,
  ...lab,
  ...language,
  ...machine,
  ...method,
  ...modelCard,
  ...morning,
  ...notes,
  ...ops,
  ...packPages,
  ...rubric,
  ...search,
  ...shell,
  ...studies,
  ...tableFeed,
  ...unusual,
  ...view,
  ...watchLists,
};

/** What every language has to say; sentences with values are functions. */
export type Words = typeof en;
