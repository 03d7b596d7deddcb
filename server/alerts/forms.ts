/** A letter in the form of each kind of channel. */
import { createHmac } from 'node:crypto';
import { toIsoDate } from '../../models/calendar.ts';
import type { AlertChannel } from '../../models/alerts/channel.ts';
import { type AlertMessage, type Letter, linesOf, textOf } from './message.ts';
import type { Alert } from './outbox.ts';

export interface Post {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const JSON_TYPE = { 'Content-Type': 'application/json' };

/** What takes a POST: everything but mail. */
export type PostedChannel = Exclude<AlertChannel, { readonly kind: 'email' }>;

export function postOf(channel: PostedChannel, letter: Letter, now: Date): Post {
  switch (channel.kind) {
    case 'webhook':
      return signed(letter.id, JSON.stringify({ type: 'alert', timestamp: now.toISOString(), data: dataOf(letter) }), {
        secret: channel.secret ?? '',
        now,
      });
    case 'slack':
      return { headers: JSON_TYPE, body: JSON.stringify({ text: slackText(textOf(letter)) }) };
    case 'teams':
      return { headers: JSON_TYPE, body: JSON.stringify(cardOf(letter)) };
    case 'ntfy':
      return {
        headers: {
          'Content-Type': 'text/plain; charset=utf-8',
          Title: encoded(letter.title),
          'X-Message-Id': letter.id,
          ...(letter.message?.link && { Click: letter.message.link }),
          ...(channel.token !== undefined && { Authorization: `Bearer ${channel.token}` }),
        },
        body: cut(textOf(letter), MAX_NTFY_BYTES),
      };
    case 'heartbeat':
      return { headers: JSON_TYPE, body: JSON.stringify({ id: letter.id }) };
  }
}

/** More becomes an attachment there. */
const MAX_NTFY_BYTES = 4000;

/** As standardwebhooks.com has it: HMAC-SHA256 over id, seconds and body. */
export function signed(
  id: string,
  body: string,
  { secret, now }: { readonly secret: string; readonly now: Date },
): Post {
  const seconds = String(Math.floor(now.getTime() / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
  return {
    headers: { ...JSON_TYPE, 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${signature}` },
    body,
  };
}

/** Of many alerts in one letter each has its id, and what it is about. */
function dataOf(letter: Letter): object {
  const { title, message, folded } = letter;
  const headOf = ({ id, rule, subject, what, day, value, side }: Alert): object => ({
    id,
    rule: rule.name,
    subject,
    what,
    date: toIsoDate(day),
    value,
    side,
  });
  const wholeOf = ({ alert, sentence, values, acts, code, link, remarks }: AlertMessage): object => ({
    ...headOf(alert),
    sentence,
    values,
    acts,
    code,
    link,
    remarks,
  });
  const alerts = folded
    ? folded.alerts.map((one) => ({ ...headOf(one.alert), title: one.title }))
    : message
      ? [wholeOf(message)]
      : [];
  return { title, text: textOf(letter), alerts };
}

/** What Slack and its kin read as marks and mentions is text. */
const slackText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A workflow of Teams takes a message with a card, of 28 KB at most. */
function cardOf({ title, message, folded }: Letter): object {
  const block = (text: string, rest: object = {}, most = MAX_TITLE_BYTES): object => ({
    type: 'TextBlock',
    text: markdownFree(cut(text, most)),
    wrap: true,
    ...rest,
  });
  const lines = folded ? linesOf(folded) : [];
  if (message) {
    const { sentence, values, acts, remarks } = message;
    lines.push(...[sentence, values].filter((line) => line !== ''));
    lines.push(...acts.map(({ date, summary, points, sourceName }) => `${date} ${summary} (${points}; ${sourceName})`));
    lines.push(...remarks);
  }
  const view =
    message && message.code !== null ? [block(`${message.words.view} ${message.code}`, { isSubtle: true })] : [];
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          body: [
            block(title, { weight: 'Bolder', size: 'Medium' }),
            ...lines.map((line) => block(line, {}, Math.floor(MAX_TEXT_BYTES / lines.length))),
            ...view,
          ],
          ...(message &&
            message.link !== null && {
              actions: [{ type: 'Action.OpenUrl', title: message.title.slice(0, 80), url: message.link }],
            }),
        },
      },
    ],
  };
}

/** In JSON a mark that is to be no Markdown takes three bytes for one: with its frame a card of these stays below 28 KB. */
const MAX_TITLE_BYTES = 400;
const MAX_TEXT_BYTES = 7500;

const markdownFree = (text: string): string => text.replaceAll(/[*_[\]]/g, (mark) => `\\${mark}`);

/** A header holds ASCII: RFC 2047 for the rest, which ntfy reads. */
const encoded = (text: string): string =>
  /^[\x20-\x7e]*$/.test(text) ? text : `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`;

/** At most so many bytes, and no half character. */
function cut(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text;
  const bytes = Buffer.from(text).subarray(0, most - 3);
  return `${new TextDecoder().decode(bytes).replace(/\ufffd+$/, '')}…`;
}
