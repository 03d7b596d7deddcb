/** Where the dashboard shows the state of a view. */
import type { View } from './view.ts';

/** The address of the page, from the root. What was typed on the card (title, marking) has no place there. */
export function pageOfView(view: View): string {
  const { from, to, model, asOf } = view;
  if (view.kind === 'compare')
    return addressOf('/compare', { dyads: view.dyads.join(','), models: model, from, to, asOf });
  const path = `/d/${view.dyad}`;
  const direction = view.direction === 'both' ? undefined : view.direction;
  if (view.kind === 'move') return addressOf(path, { from, to, direction, model, asOf, a: from, b: to });
  const step = view.step === 'day' ? undefined : view.step;
  // Two models side by side are a comparison; the dyad page draws one.
  if (view.overlay !== undefined)
    return addressOf('/compare', {
      dyads: view.dyad,
      by: 'models',
      models: `${model},${view.overlay}`,
      from,
      to,
      step,
      asOf,
    });
  return addressOf(path, { from, to, step, direction, model, asOf, whatif: view.whatIf });
}

function addressOf(path: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const pairs = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${readable(value)}`],
  );
  return `${path}?${pairs.join('&')}`;
}

/** Encoded, but for what may stand in a query and is read more easily so. */
const readable = (value: string): string =>
  encodeURIComponent(value).replaceAll('%3E', '>').replaceAll('%3A', ':').replaceAll('%40', '@').replaceAll('%2C', ',');
