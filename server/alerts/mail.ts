/** A letter as mail: text, the same as HTML, and the picture in it. */
import { connect, type Socket } from 'node:net';
import { createTransport, type SendMailOptions } from 'nodemailer';
import SMTPTransport from 'nodemailer/lib/smtp-transport/index.js';
import { escaped } from '../../client/charts/escaped.ts';
import { type AlertMessage, type Letter, linesOf, textOf } from './message.ts';
import { SendFault } from './post.ts';

export interface MailSettings {
  /** SMTP_URL */
  readonly url: string;
  /** MAIL_FROM */
  readonly from: string;
}

/**
 * @param has addresses that have the letter already
 * @param withinMs from the first look-up until the server has taken it
 * @throws SendFault also where it was taken for some of the addresses only
 */
export async function sendMail(
  settings: MailSettings,
  to: readonly string[],
  letter: Letter,
  has: ReadonlySet<string>,
  withinMs: number,
): Promise<void> {
  const lacking = to.filter((address) => !has.has(address));
  if (lacking.length === 0) return;
  let socket: Socket | undefined;
  let isLate = false;
  let refused: readonly Refusal[];
  const late = setTimeout(() => {
    isLate = true;
    socket?.destroy(new Error('late'));
  }, withinMs);
  const transport = createTransport(
    new SMTPTransport({
      url: settings.url,
      // The socket is made here, so that it can be closed when the time is over, whatever the server is doing.
      getSocket({ host = 'localhost', port, secure = false }, done) {
        const own = connect({ host, port: Number(port ?? (secure ? 465 : 587)) });
        socket = own;
        own.once('error', (error) => done(error, undefined));
        own.once('connect', () => {
          own.removeAllListeners('error');
          done(null, { connection: own });
        });
      },
    }),
  );
  try {
    const { from } = settings;
    const { rejectedErrors } = (await transport.sendMail({
      ...mailOf(from, lacking, letter),
      ...(has.size > 0 && { envelope: { from, to: [...lacking] } }),
    })) as Taken;
    refused = refusalsOf(rejectedErrors ?? [], lacking);
  } catch (error) {
    throw new SendFault(isLate ? `The mail server did not answer within ${withinMs / 1000} s.` : reasonOf(error));
  } finally {
    clearTimeout(late);
    transport.close();
  }
  if (refused.length > 0) throw faultOf(refused, to, refused.length < lacking.length || has.size > 0);
}

/** What nodemailer tells of a letter that was taken, beside what its types say. */
interface Taken {
  readonly rejectedErrors?: readonly { readonly recipient?: string; readonly responseCode?: number }[];
}

/** An address that the server refused, and its answer. */
interface Refusal {
  readonly address: string;
  readonly code: number;
}

const refusalsOf = (errors: NonNullable<Taken['rejectedErrors']>, to: readonly string[]): Refusal[] =>
  errors.flatMap(({ recipient, responseCode: code = 0 }) =>
    recipient !== undefined && to.includes(recipient) ? [{ address: recipient, code }] : [],
  );

/** Names the places of the addresses in the channel, which whoever may see them can look up there. */
function faultOf(refused: readonly Refusal[], to: readonly string[], othersHaveIt: boolean): SendFault {
  const codes = [...new Set(refused.map(({ code }) => code))];
  const said = codes.map((code) => {
    const places = refused.filter((one) => one.code === code).map(({ address }) => to.indexOf(address) + 1);
    return `${code} to ${places.length === 1 ? 'address' : 'addresses'} ${places.join(', ')} of ${to.length}`;
  });
  const others = othersHaveIt ? ' The others have it.' : '';
  return new SendFault(`The mail server answered ${said.join(' and ')}.${others}`, {
    refused: { to: refused.map(({ address }) => address), isFinal: codes.every((code) => code >= FINAL) },
  });
}

/** From this answer on a server of mail will not take it later either. */
const FINAL = 500;

/** By numbers and codes: the words of a server of mail may hold addresses. */
function reasonOf(error: unknown): string {
  const { responseCode, code } = error as { readonly responseCode?: number; readonly code?: string };
  if (responseCode !== undefined) return `The mail server answered ${responseCode} and did not take it.`;
  return `The mail server cannot be reached${code === undefined ? '' : ` (${code})`}: look at SMTP_URL.`;
}

function mailOf(from: string, to: readonly string[], letter: Letter): SendMailOptions {
  const { message } = letter;
  const pictures = message?.picture ? [{ picture: message.picture, cid: `${message.alert.id}@alert` }] : [];
  return {
    from,
    to: from,
    bcc: [...to],
    subject: letter.title,
    messageId: `<${letter.id}@${from.split('@')[1]}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    list: { unsubscribe: { url: `mailto:${from}?subject=unsubscribe`, comment: 'Write to the admins' } },
    text: textOf(letter),
    html: htmlOf(letter),
    disableFileAccess: true,
    disableUrlAccess: true,
    attachments: pictures.map(({ picture, cid }) => ({
      filename: `${cid.split('@')[0]}.png`,
      content: Buffer.from(picture),
      contentType: 'image/png',
      cid,
      contentDisposition: 'inline' as const,
    })),
  };
}

const FONT = 'font-family:Arial,Helvetica,sans-serif;color:#1a1a1a;line-height:1.45';

/** Inline styles and no table: every client shows it, and those that show no pictures lose nothing. */
function htmlOf({ title, message, folded, digest }: Letter): string {
  const language = message?.language ?? folded?.language ?? digest?.language ?? 'en';
  const titles = (folded ? linesOf(folded) : []).map((line) => `<li style="margin-bottom:6px">${escaped(line)}</li>`);
  const body = message
    ? htmlOfMessage(message)
    : (digest?.html ??
      `<h1 style="font-size:20px">${escaped(title)}</h1><ul style="margin:0;padding-left:20px">${titles.join('')}</ul>`);
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escaped(title)}</title></head><body style="margin:0;padding:16px;background:#ffffff"><div style="max-width:640px;${FONT}">${body}</div></body></html>`;
}

/** One alert, as mail and feeds show it. */
export function htmlOfMessage({
  alert,
  title,
  sentence,
  values,
  acts,
  remarks,
  code,
  link,
  picture,
  words,
}: AlertMessage): string {
  const paragraph = (text: string, style = ''): string =>
    text === '' ? '' : `<p style="margin:0 0 10px;${style}">${escaped(text)}</p>`;
  const list = acts
    .map(
      ({ date, summary, points, sourceName, sourceUrl }) =>
        `<li style="margin-bottom:6px">${escaped(`${date} ${summary} (${points})`)} <a href="${escaped(sourceUrl)}">${escaped(sourceName)}</a></li>`,
    )
    .join('');
  return [
    `<h2 style="font-size:18px;margin:0 0 10px">${escaped(title)}</h2>`,
    paragraph(sentence),
    paragraph(values),
    acts.length === 0
      ? ''
      : `<p style="margin:0 0 4px"><strong>${escaped(words.acts)}</strong></p><ul style="margin:0 0 12px;padding-left:20px">${list}</ul>`,
    picture
      ? `<p style="margin:0 0 12px"><img src="cid:${alert.id}@alert" alt="${escaped(sentence)}" width="640" style="max-width:100%;height:auto"></p>`
      : '',
    ...remarks.map((text) => paragraph(text, 'color:#555555')),
    code === null
      ? ''
      : `<p style="margin:0;color:#555555">${escaped(words.view)} ${link === null ? escaped(code) : `<a href="${escaped(link)}">${escaped(code)}</a>`}</p>`,
  ].join('');
}
