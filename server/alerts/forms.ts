/** A letter in the form of each kind of channel. */
import { createHmac } from 'node:crypto';
import { toIsoDate } from '../../models/calendar.ts';
import type { AlertChannel } from '../../models/alerts/channel.ts';
import { type AlertMessage, type Letter, textOf } from './message.ts';

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
          ...(letter.messages[0]?.link && { Click: letter.messages[0].link }),
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

const dataOf = ({ title, messages }: Letter): object => ({
  title,
  text: textOf({ id: '', title, messages }),
  alerts: messages.map(({ alert, sentence, values, acts, code, link, remarks }) => ({
    id: alert.id,
    rule: alert.rule.name,
    subject: alert.subject,
    what: alert.what,
    date: toIsoDate(alert.day),
    value: alert.value,
    side: alert.side,
    sentence,
    values,
    acts,
    code,
    link,
    remarks,
  })),
});

/** What Slack and its kin read as marks and mentions is text. */
const slackText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A workflow of Teams takes a message with a card. */
function cardOf({ title, messages }: Letter): object {
  const block = (text: string, rest: object = {}): object => ({
    type: 'TextBlock',
    text: markdownFree(text),
    wrap: true,
    ...rest,
  });
  const ofMessage = (message: AlertMessage): object[] => [
    ...(messages.length > 1 ? [block(message.title, { weight: 'Bolder', separator: true })] : []),
    ...[message.sentence, message.values].filter((line) => line !== '').map((line) => block(line)),
    ...message.acts.map(({ date, summary, points, sourceName }) =>
      block(`${date} ${summary} (${points}; ${sourceName})`),
    ),
    ...message.remarks.map((line) => block(line)),
    ...(message.code === null ? [] : [block(`${message.words.view} ${message.code}`, { isSubtle: true })]),
  ];
  const links = messages.flatMap(({ link, title: text }) =>
    link === null ? [] : [{ type: 'Action.OpenUrl', title: text.slice(0, 80), url: link }],
  );
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          body: [block(title, { weight: 'Bolder', size: 'Medium' }), ...messages.flatMap(ofMessage)],
          ...(links.length > 0 && { actions: links.slice(0, 6) }),
        },
      },
    ],
  };
}

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
