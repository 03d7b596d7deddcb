/** A letter as mail: text, the same as HTML, and the picture in it. */
import { createTransport, type SendMailOptions } from 'nodemailer';
import { messageOf } from '../../models/errorMessage.ts';
import { type AlertMessage, type Letter, textOf } from './message.ts';
import { SendFault } from './post.ts';

export interface MailSettings {
  /** SMTP_URL */
  readonly url: string;
  /** MAIL_FROM */
  readonly from: string;
}

/** @throws SendFault */
export async function sendMail(
  settings: MailSettings,
  to: readonly string[],
  letter: Letter,
  withinMs: number,
): Promise<void> {
  const transport = createTransport(settings.url, {
    connectionTimeout: withinMs,
    greetingTimeout: withinMs,
    socketTimeout: withinMs,
    dnsTimeout: withinMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail(mailOf(settings.from, to, letter));
  } catch (error) {
    throw new SendFault(`The server of mail did not take it: ${messageOf(error)}.`);
  } finally {
    transport.close();
  }
}

function mailOf(from: string, to: readonly string[], letter: Letter): SendMailOptions {
  const pictures = letter.messages.flatMap(({ picture, alert }) =>
    picture ? [{ picture, cid: `${alert.id}@alert` }] : [],
  );
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
function htmlOf({ title, messages }: Letter): string {
  const language = messages[0]?.language ?? 'en';
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escaped(title)}</title></head><body style="margin:0;padding:16px;background:#ffffff"><div style="max-width:640px;${FONT}">${messages.length > 1 ? `<h1 style="font-size:20px">${escaped(title)}</h1>` : ''}${messages.map(partOf).join('<hr style="border:0;border-top:1px solid #cccccc;margin:24px 0">')}</div></body></html>`;
}

function partOf({ alert, title, sentence, values, acts, remarks, code, link, picture, words }: AlertMessage): string {
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

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
