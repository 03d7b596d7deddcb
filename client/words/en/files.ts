/** English: what the files of a figure say beside its card. */
import { grouped } from '../grouped.ts';

/** what files of a figure say beside its card: slides, tables, the page for the desk */
export const files = {
  low: 'Low (90% band)',
  high: 'High (90% band)',
  low50: 'Low (50% band)',
  high50: 'High (50% band)',
  /** a column that is drawn as the height from one to another */
  between: (from: string, to: string) => `From ${from} to ${to}`,
  length: 'Length of the bar',
  day: 'Day',
  /** parts of a line by how sure it is */
  styles: {
    covered: 'covered',
    sparse: 'little coded',
    provisional: 'provisional',
    uncovered: 'not covered',
  },
  below: 'Not shown',
  events: 'Numbered events',
  sources: 'Sources',
  view: 'View',
  points: 'The numbers behind the picture',
  thinned: (step: 'day' | 'week' | 'month', every: number) =>
    `One row for each ${every === 1 ? step : `${every} ${step}s`}: its last day. The CSV of the view has all days.`,
  columns: {
    conflict: 'Raises',
    cooperation: 'Lowers',
    sd: 'Standard deviation',
    provisional: 'Provisional',
    indexAsCoded: 'As coded',
    whatIf: 'What if',
    overlayIndex: 'Second model',
    overlayLow: 'Second model, 90% low',
    overlayHigh: 'Second model, 90% high',
    overlayModel: 'Second model, hash',
    kind: 'Cause',
    category: 'Category',
    events: 'Events',
    indexPoints: 'Share of the change, index points',
    start: 'First day',
    end: 'Last day',
    number: 'Number',
    id: 'Event',
    type: 'Type',
    headline: 'Headline',
    summary: 'Summary',
    verified: 'Verified',
    sourceName: 'Source',
    sourceUrl: 'Address of the source',
    from: 'First day',
    to: 'Last day',
    dyad: 'Dyad',
    text: 'Note',
    textKo: 'Note in Korean',
    source: 'Source',
    by: 'By',
  },
  /** the lines before a CSV */
  about: {
    title: 'title',
    dyads: 'dyads',
    days: 'days',
    unit: 'unit',
    units: 'index points from 0 to 100; 50 is neither tense nor warm; exact, not rounded',
    model: 'model',
    hash: 'model hash',
    asOf: 'data as known on',
    view: 'view',
    address: 'address',
    licence: 'licence',
    madeBy: 'made by',
    warning: 'warning',
    events: 'events',
    /** of those that there are, the ones that the picture tells */
    someEvents: (shown: number, all: number) =>
      shown < all
        ? `the ${grouped(shown)} that the picture tells, of ${grouped(all)}; the API has all`
        : `all ${grouped(all)}`,
    marking: 'marking',
  },
  hover: 'Move over the chart to read a day; arrow keys work too.',
  offline: 'This file works without a network: it holds all that it shows.',
};
